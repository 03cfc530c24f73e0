package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import java.util.ArrayList;
import java.util.List;

/** Tiny aggregations, one for each ability, whose answers a list can check. */
final class Toys {

    /** A record that becomes bytes. */
    static final StateCodec<Long> LONGS =
            StateCodec.of("toy-long", 1, (value, out) -> out.writeLong(value), in -> in.readLong());

    static final StateCodec<String> TEXTS =
            StateCodec.of("toy-record", 1, (value, out) -> out.writeString(value), in -> in.readString("record"));

    private static final StateCodec<StringBuilder> BUILDERS = StateCodec.of(
            "toy-text",
            1,
            (text, out) -> out.writeString(text.toString()),
            in -> new StringBuilder(in.readString("text")));

    private Toys() {}

    /** Merges only, and not commutatively: the texts one after another. */
    static Aggregation<String, StringBuilder, String> texts() {
        return counting(new int[2]);
    }

    /** The same, counting its merges in [0] and its copies in [1]. */
    static Aggregation<String, StringBuilder, String> counting(int[] calls) {
        return Aggregation.<String, StringBuilder, String>of(
                        "texts", StringBuilder::new, StringBuilder::append, StringBuilder::toString, BUILDERS)
                .merging(
                        (text, other) -> {
                            calls[0]++;
                            text.append(other);
                        },
                        text -> {
                            calls[1]++;
                            return new StringBuilder(text);
                        });
    }

    /** A sum that can do everything but slide by itself. */
    static final class Sum implements Incremental<Sum> {
        long value;

        @Override
        public void reset() {
            value = 0;
        }

        @Override
        public Sum copy() {
            Sum copy = new Sum();
            copy.value = value;
            return copy;
        }

        @Override
        public long stateBytes() {
            return 24;
        }
    }

    /** Retracts and subtracts. */
    static Aggregation<Long, Sum, Long> sum() {
        return mergeableSum()
                .retracting((s, record) -> s.value -= record)
                .subtracting((s, other) -> s.value -= other.value);
    }

    /** Merges, and is small. */
    static Aggregation<Long, Sum, Long> mergeableSum() {
        return Aggregation.<Long, Sum, Long>of(
                        "sum",
                        Sum::new,
                        (s, record) -> s.value += record,
                        s -> s.value,
                        StateCodec.of("toy-sum", 1, (s, out) -> out.writeLong(s.value), in -> {
                            Sum sum = new Sum();
                            sum.value = in.readLong();
                            return sum;
                        }))
                .merging((s, other) -> s.value += other.value, Sum::copy);
    }

    /** The median: can do nothing at all, and refuses negative records. */
    static Aggregation<Long, List<Long>, Long> median() {
        return Aggregation.of(
                "median",
                ArrayList::new,
                (s, record) -> {
                    if (record < 0) {
                        throw new IllegalArgumentException("record must not be negative, got " + record);
                    }
                    s.add(record);
                },
                s -> s.isEmpty() ? -1 : s.stream().sorted().toList().get(s.size() / 2),
                StateCodec.of(
                        "toy-median",
                        1,
                        (s, out) -> {
                            out.writeInt(s.size());
                            s.forEach(out::writeLong);
                        },
                        in -> {
                            List<Long> s = new ArrayList<>();
                            for (int n = in.readLength("records", 8); n > 0; n--) {
                                s.add(in.readLong());
                            }
                            return s;
                        }));
    }

    /** Keeps its own time: the sum of the last {@code LIMIT} milliseconds. */
    static final class Recent implements Incremental<Recent> {
        static final long LIMIT = 100_000;
        final List<long[]> timesAndValues = new ArrayList<>();

        void update(long value, long time) {
            timesAndValues.add(new long[] {time, value});
        }

        long sum(long now, long window) {
            if (window > LIMIT) {
                throw new IllegalArgumentException("window must be at most " + LIMIT + ", got " + window);
            }
            return timesAndValues.stream()
                    .filter(e -> now - window < e[0] && e[0] <= now)
                    .mapToLong(e -> e[1])
                    .sum();
        }

        void merge(Recent other) {
            List.copyOf(other.timesAndValues).forEach(e -> update(e[1], e[0]));
            long newest = timesAndValues.stream().mapToLong(e -> e[0]).max().orElse(0);
            timesAndValues.removeIf(e -> e[0] <= newest - LIMIT);
        }

        @Override
        public void reset() {
            timesAndValues.clear();
        }

        @Override
        public Recent copy() {
            Recent copy = new Recent();
            copy.merge(this);
            return copy;
        }

        @Override
        public long stateBytes() {
            return 88 + 36L * timesAndValues.size();
        }
    }

    static Aggregation<Long, Recent, Long> recent() {
        return Aggregation.<Long, Recent, Long>ofTimed(
                        "recent",
                        Recent::new,
                        Recent::update,
                        (s, now) -> s.sum(now, Recent.LIMIT),
                        StateCodec.of(
                                "toy-recent",
                                1,
                                (s, out) -> {
                                    out.writeInt(s.timesAndValues.size());
                                    s.timesAndValues.forEach(
                                            e -> out.writeLong(e[0]).writeLong(e[1]));
                                },
                                in -> {
                                    Recent s = new Recent();
                                    for (int n = in.readLength("records", 16); n > 0; n--) {
                                        s.timesAndValues.add(new long[] {in.readLong(), in.readLong()});
                                    }
                                    return s;
                                }))
                .merging(Recent::merge, Recent::copy)
                .slidingNatively(Recent::sum);
    }
}
