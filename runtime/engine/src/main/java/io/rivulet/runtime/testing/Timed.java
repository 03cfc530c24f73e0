package io.rivulet.runtime.testing;

import java.util.Objects;

/**
 * Something beside its event time.
 *
 * @param timeMillis in milliseconds since 1970, or {@link io.rivulet.runtime.dataflow.Port#NO_TIME}
 * @param value what it is
 * @param <T> what it is
 */
public record Timed<T>(long timeMillis, T value) {

    /** Checks that there is a value. */
    public Timed {
        Objects.requireNonNull(value, "value");
    }

    /** A value at so many milliseconds. */
    public static <T> Timed<T> at(long timeMillis, T value) {
        return new Timed<>(timeMillis, value);
    }

    @Override
    public String toString() {
        return value + "@" + timeMillis;
    }
}
