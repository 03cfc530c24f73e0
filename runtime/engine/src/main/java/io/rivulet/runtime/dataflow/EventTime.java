package io.rivulet.runtime.dataflow;

import io.rivulet.runtime.time.Lateness;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * How an input knows the time of its records.
 *
 * @param timeMillis a record's event time, in milliseconds since 1970
 * @param lateness how far records may lag behind the newest
 */
public record EventTime<T>(ToLongFunction<? super T> timeMillis, Lateness lateness) {

    /** Checks that both are there. */
    public EventTime {
        Objects.requireNonNull(timeMillis, "timeMillis");
        Objects.requireNonNull(lateness, "lateness");
    }
}
