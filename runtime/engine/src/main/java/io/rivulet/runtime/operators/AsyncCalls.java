package io.rivulet.runtime.operators;

import io.rivulet.runtime.AsyncOptions;
import io.rivulet.runtime.dataflow.AsyncLogic;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** See {@link Async#calls}. */
final class AsyncCalls<T, R> implements AsyncLogic<T, R> {

    private final Function<? super T, ? extends CompletionStage<R>> function;
    private final AsyncOptions options;
    private final long timeoutMillis;

    AsyncCalls(Function<? super T, ? extends CompletionStage<R>> function, AsyncOptions options) {
        this.function = function;
        this.options = options;
        this.timeoutMillis = options.timeout().toMillis();
    }

    @Override
    public Pending<R> start(T record, long clockMillis) {
        return new Call(record, clockMillis);
    }

    /** One record's call, and the calls after it that try again. */
    private final class Call implements Pending<R> {

        private final T record;
        private CompletableFuture<R> future;
        private long startedMillis;
        private long retryMillis;
        private int failures;

        Call(T record, long clockMillis) {
            this.record = record;
            begin(clockMillis);
        }

        private void begin(long clockMillis) {
            startedMillis = clockMillis;
            try {
                future = Objects.requireNonNull(function.apply(record), "result of the function")
                        .toCompletableFuture();
            } catch (RuntimeException e) {
                // As if its future had failed, so that it is tried again too.
                future = CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public Optional<R> poll(long clockMillis) {
            if (future == null) {
                if (clockMillis < retryMillis) {
                    return Optional.empty();
                }
                begin(clockMillis);
            }
            if (!future.isDone()) {
                if (clockMillis - startedMillis < timeoutMillis) {
                    return Optional.empty();
                }
                future.cancel(true);
                failed(new TimeoutException("call must end within " + options.timeout() + ", it did not"), clockMillis);
                return Optional.empty();
            }
            try {
                return Optional.of(Objects.requireNonNull(future.join(), "result of the call"));
            } catch (CompletionException | CancellationException e) {
                failed(e.getCause() == null ? e : e.getCause(), clockMillis);
                return Optional.empty();
            }
        }

        @Override
        public void cancel() {
            if (future != null) {
                future.cancel(true);
            }
        }

        private void failed(Throwable cause, long clockMillis) {
            if (failures == options.retries()) {
                throw new CompletionException(
                        failures == 0
                                ? "call failed: " + cause.getMessage()
                                : "call failed " + (failures + 1) + " times, at last: " + cause.getMessage(),
                        cause);
            }
            long wait = options.retryAfter().toMillis();
            // Doubled each time, and never so often that it overflows.
            retryMillis = clockMillis + (wait << Math.min(failures, 20));
            failures++;
            future = null;
        }
    }
}
