package io.rivulet.tutorials.network;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Something unusual that looks like an attack. It is told twice: when it is raised, and with {@code over} once it has been quiet for long enough.
 *
 * @param key whose series moved
 * @param kind what it looks like
 * @param raisedMillis end of the first window that showed it
 * @param lastMillis end of the last window so far that showed it
 * @param over whether it has ended
 * @param source who is behind it: an address, or how many there are where no one stands out
 * @param target what it is aimed at, as far as it can be told
 * @param moves the series that moved in the window that showed it most clearly, the furthest first
 * @param topSources the busiest sources of that window
 * @param topDestinations the busiest destinations of that window
 */
record Alert(
        String key,
        AttackKind kind,
        long raisedMillis,
        long lastMillis,
        boolean over,
        String source,
        String target,
        List<Move> moves,
        List<Talker> topSources,
        List<Talker> topDestinations) {

    /**
     * How far one series is from what is usual.
     *
     * @param series which
     * @param usual what is usual
     * @param value what it is now
     * @param score how many times the usual spread that is; negative below
     */
    record Move(Series series, double usual, double value, double score) {

        Move {
            Objects.requireNonNull(series, "series");
        }

        /** Whether it rose. */
        boolean up() {
            return score > 0;
        }
    }

    Alert {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        moves = List.copyOf(moves);
        topSources = List.copyOf(topSources);
        topDestinations = List.copyOf(topDestinations);
        if (lastMillis < raisedMillis) {
            throw new IllegalArgumentException(
                    "lastMillis must not be before raisedMillis, got " + lastMillis + " and " + raisedMillis);
        }
    }

    /** The same, over. */
    Alert ended() {
        return new Alert(key, kind, raisedMillis, lastMillis, true, source, target, moves, topSources, topDestinations);
    }

    /** The furthest move, 0 where there is none. */
    double strength() {
        return moves.stream().mapToDouble(m -> Math.abs(m.score())).max().orElse(0);
    }

    void encode(StateWriter out) {
        out.writeString(key)
                .writeByte(kind.ordinal())
                .writeLong(raisedMillis)
                .writeLong(lastMillis)
                .writeBoolean(over)
                .writeString(source)
                .writeString(target)
                .writeInt(moves.size());
        for (Move m : moves) {
            out.writeByte(m.series.ordinal())
                    .writeDouble(m.usual)
                    .writeDouble(m.value)
                    .writeDouble(m.score);
        }
        encode(topSources, out);
        encode(topDestinations, out);
    }

    static Alert decode(StateReader in) {
        return new Alert(
                in.readString("key"),
                constant(AttackKind.values(), "kind", in),
                in.readLong(),
                in.readLong(),
                in.readBoolean("over"),
                in.readString("source"),
                in.readString("target"),
                decodeMoves(in),
                decodeTalkers(in),
                decodeTalkers(in));
    }

    private static List<Move> decodeMoves(StateReader in) {
        int size = in.readLength("moves", 25);
        List<Move> moves = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            moves.add(new Move(
                    constant(Series.values(), "series", in), in.readDouble(), in.readDouble(), in.readDouble()));
        }
        return moves;
    }

    private static void encode(List<Talker> talkers, StateWriter out) {
        out.writeInt(talkers.size());
        talkers.forEach(t -> out.writeString(t.host()).writeLong(t.connections()));
    }

    private static List<Talker> decodeTalkers(StateReader in) {
        int size = in.readLength("talkers", 12);
        List<Talker> talkers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            talkers.add(new Talker(in.readString("host"), in.readCount("connections")));
        }
        return talkers;
    }

    private static <E extends Enum<E>> E constant(E[] constants, String name, StateReader in) {
        int at = in.readByte();
        if (at < 0 || at >= constants.length) {
            throw in.corrupt(name + " must be in 0.." + (constants.length - 1) + ", got " + at);
        }
        return constants[at];
    }
}
