package io.rivulet.runtime.dataflow;

import io.rivulet.runtime.time.Lateness;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * How an input knows the time of its records.
 *
 * @param <T> a record
 */
public sealed interface EventTime<T> {

    /**
     * Records say it themselves.
     *
     * @param timeMillis a record's event time, in milliseconds since 1970
     * @param lateness how far records may lag behind the newest
     */
    record OfRecord<T>(ToLongFunction<? super T> timeMillis, Lateness lateness) implements EventTime<T> {
        /** Checks that both are there. */
        public OfRecord {
            Objects.requireNonNull(timeMillis, "timeMillis");
            Objects.requireNonNull(lateness, "lateness");
        }
    }

    /** The clock says it when a record is read; the watermark is what the clock showed last. */
    record OfClock<T>() implements EventTime<T> {}
}
