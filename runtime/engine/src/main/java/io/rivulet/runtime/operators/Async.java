package io.rivulet.runtime.operators;

import io.rivulet.runtime.AsyncOptions;
import io.rivulet.runtime.dataflow.AsyncLogic;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The operators whose results come later, for {@link io.rivulet.runtime.dataflow.Step.Async}. */
public final class Async {

    private Async() {}

    /** A call for each record. Emits its result at the record's time; a call that fails, after its retries, stops the job. */
    public static <T, R> Supplier<AsyncLogic<T, R>> calls(
            Function<? super T, ? extends CompletionStage<R>> function, AsyncOptions options) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(options, "options");
        return () -> new AsyncCalls<>(function, options);
    }

    /** Each record, at most {@code records} of them in any stretch of {@code per} by the clock. */
    public static <T> Supplier<AsyncLogic<T, T>> rateLimit(int records, Duration per) {
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1, got " + records);
        }
        if (per.toMillis() < 1) {
            throw new IllegalArgumentException("per must be at least 1 ms, got " + per);
        }
        return () -> new RateLimit<>(records, per.toMillis());
    }
}
