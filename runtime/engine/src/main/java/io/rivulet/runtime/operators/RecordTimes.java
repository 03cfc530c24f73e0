package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Firing;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.dataflow.Port;

/**
 * The least and the greatest event time of the records in a window that is not cut by time.
 *
 * @param leastMillis {@link Port#NO_TIME} where records have none
 */
record RecordTimes(long leastMillis, long greatestMillis) {

    /** What an aggregation says beside what its records say of time. */
    static <T, S, R> Aggregation<T, Object[], Answers> beside(Aggregation<T, S, R> aggregation) {
        return Aggregation.all(aggregation, RecordTimes.<T>aggregation());
    }

    /** The result of a window for which {@link #beside} answered. */
    @SuppressWarnings("unchecked") // the first answer is that of the aggregation
    static <K, R> WindowResult<K, R> result(K key, long id, Answers answers, Firing firing) {
        RecordTimes times = answers.get(1, RecordTimes.class);
        long end = times.greatestMillis == Port.NO_TIME ? Port.NO_TIME : times.greatestMillis + 1;
        return new WindowResult<>(
                key, id, times.leastMillis, end, (R) answers.values().get(0), firing);
    }

    private static <T> Aggregation<T, long[], RecordTimes> aggregation() {
        return Aggregation.<T, long[], RecordTimes>ofTimed(
                        "record-times",
                        () -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE},
                        (times, record, time) -> include(times, time, time),
                        (times, now) -> new RecordTimes(times[0], times[1]),
                        CODEC)
                .merging((times, other) -> include(times, other[0], other[1]), long[]::clone);
    }

    private static void include(long[] times, long least, long greatest) {
        times[0] = Math.min(times[0], least);
        times[1] = Math.max(times[1], greatest);
    }

    /** Form {@code record-times} 1: least i64, greatest i64. */
    private static final StateCodec<long[]> CODEC = StateCodec.of(
            "record-times", 1, (times, out) -> out.writeLong(times[0]).writeLong(times[1]), in ->
                    new long[] {in.readLong(), in.readLong()});
}
