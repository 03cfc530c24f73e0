package io.rivulet.algorithms;

import java.util.List;

/**
 * Codecs of plain values, for states that keep what they were given: monitored items, samples, keys.
 *
 * <p>Each writes its form and version as every codec does, and none writes a class name. A state that keeps many values writes them by
 * {@link StateCodec#encodeAll}, which writes that header once: a list of a thousand numbers takes 8,000 bytes and a header, not a thousand headers.
 *
 * <pre>{@code
 * StateCodec<List<String>> hosts = Codecs.listOf(Codecs.TEXT);
 * hosts.fromBytes(hosts.toBytes(List.of("a", "b")));  // [a, b]
 * }</pre>
 */
public final class Codecs {

    /** Form {@code text} 1: a string; every text comes back as it was, malformed UTF-16 too. */
    public static final StateCodec<String> TEXT =
            StateCodec.of("text", 1, (value, out) -> out.writeString(value), in -> in.readString("text"));

    /** Form {@code long} 1: i64. */
    public static final StateCodec<Long> LONG =
            StateCodec.of("long", 1, (value, out) -> out.writeLong(value), StateReader::readLong);

    /** Form {@code integer} 1: i32. */
    public static final StateCodec<Integer> INTEGER =
            StateCodec.of("integer", 1, (value, out) -> out.writeInt(value), StateReader::readInt);

    /** Form {@code double} 1: f64; all NaN are one, as {@link Double#equals} has it. */
    public static final StateCodec<Double> DOUBLE = StateCodec.of(
            "double", 1, (value, out) -> out.writeLong(Double.doubleToLongBits(value)), StateReader::readDouble);

    private static final int OBJECT_BYTES = 16;

    private Codecs() {}

    /** Lists of what {@code element} writes; they come back unmodifiable. Form {@code list} 1: header of the elements, length i32, elements. */
    public static <T> StateCodec<List<T>> listOf(StateCodec<T> element) {
        return StateCodec.of("list", 1, element::encodeAll, element::decodeAll);
    }

    /**
     * Heap bytes of values that a state keeps, without the references to them: what {@link Incremental#stateBytes} adds for them. Texts and boxed
     * numbers are known, states say it themselves, and everything else is taken for its encoded fields and an object's header.
     */
    public static <T> long heapBytes(StateCodec<T> codec, Iterable<? extends T> values) {
        long bytes = 0;
        StateWriter out = new StateWriter();
        for (T value : values) {
            if (value instanceof String text) {
                // The text, its array, and one byte a character, or two where one needs it; objects lie at multiples of
                // eight.
                long units = text.chars().allMatch(c -> c < 256) ? text.length() : 2L * text.length();
                bytes += 24 + OBJECT_BYTES + (units + 7) / 8 * 8;
            } else if (value instanceof Long || value instanceof Double) {
                bytes += OBJECT_BYTES + 8;
            } else if (value instanceof Integer) {
                bytes += OBJECT_BYTES;
            } else if (value instanceof Incremental<?> state) {
                bytes += state.stateBytes();
            } else {
                out.reset();
                codec.encodeAll(List.of(value), out);
                bytes += OBJECT_BYTES + out.size();
            }
        }
        return bytes;
    }
}
