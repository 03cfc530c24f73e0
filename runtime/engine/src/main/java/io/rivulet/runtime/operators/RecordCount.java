package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;

/** How many records have come, as the state of a key. */
final class RecordCount {

    /** Form {@code record-count} 1: count i64. */
    static final StateCodec<RecordCount> CODEC =
            StateCodec.of("record-count", 1, (s, out) -> out.writeLong(s.count), RecordCount::decode);

    long count;

    private static RecordCount decode(StateReader in) {
        RecordCount read = new RecordCount();
        read.count = in.readCount("count");
        return read;
    }
}
