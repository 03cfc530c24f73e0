package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.util.Optional;

/**
 * A partition that was opened, at its start or where an earlier run had come to.
 *
 * @param name its name
 * @param watermarkMillis the watermark that the earlier run had come to, or {@link Long#MIN_VALUE}
 */
record OpenPartition(
        String name,
        SourcePartition<Object, Object> partition,
        StateCodec<Object> positionCodec,
        long watermarkMillis) {

    /** Opens a partition; {@code stored} is what {@link #encode} gave, if there is an earlier run. */
    @SuppressWarnings("unchecked") // the flow's types fit where it was built
    static <T, P> OpenPartition open(Source<T, P> source, String name, Optional<byte[]> stored) throws IOException {
        Optional<P> position = Optional.empty();
        long watermark = Long.MIN_VALUE;
        if (stored.isPresent()) {
            StateReader in = new StateReader(stored.get());
            watermark = in.readLong();
            position = Optional.of(source.positionCodec().decode(in));
        }
        return new OpenPartition(
                name,
                (SourcePartition<Object, Object>) source.open(name, position),
                (StateCodec<Object>) source.positionCodec(),
                watermark);
    }

    /** Watermark i64, then the position in its own form. */
    static byte[] encode(Object position, StateCodec<Object> codec, long watermarkMillis) {
        StateWriter out = new StateWriter();
        codec.encode(position, out.writeLong(watermarkMillis));
        return out.toByteArray();
    }
}
