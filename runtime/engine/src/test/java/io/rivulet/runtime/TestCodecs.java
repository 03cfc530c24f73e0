package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.testing.Timed;
import java.util.Map;
import java.util.TreeMap;

/** Codecs of what tests keep in states beyond plain values. */
public final class TestCodecs {

    public static final StateCodec<Map<String, Integer>> COUNTS =
            StateCodec.of("test-counts", 1, TestCodecs::encode, TestCodecs::decode);

    public static final StateCodec<Map<String, Long>> LONGS = StateCodec.of(
            "test-longs",
            1,
            (longs, out) -> {
                out.writeInt(longs.size());
                new TreeMap<>(longs)
                        .forEach((item, value) -> out.writeString(item).writeLong(value));
            },
            in -> {
                Map<String, Long> longs = new TreeMap<>();
                for (int left = in.readLength("longs", 12); left > 0; left--) {
                    String item = in.readString("item");
                    longs.put(item, in.readLong());
                }
                return longs;
            });

    private TestCodecs() {}

    public static <T> StateCodec<Timed<T>> timed(StateCodec<T> of) {
        return StateCodec.of(
                "test-timed", 1, (timed, out) -> of.encode(timed.value(), out.writeLong(timed.timeMillis())), in -> {
                    long time = in.readLong();
                    return Timed.at(time, of.decode(in));
                });
    }

    private static void encode(Map<String, Integer> counts, StateWriter out) {
        out.writeInt(counts.size());
        new TreeMap<>(counts).forEach((item, count) -> out.writeString(item).writeInt(count));
    }

    private static Map<String, Integer> decode(StateReader in) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int left = in.readLength("counts", 8); left > 0; left--) {
            String item = in.readString("item");
            counts.put(item, in.readInt());
        }
        return counts;
    }
}
