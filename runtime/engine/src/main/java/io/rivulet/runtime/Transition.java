package io.rivulet.runtime;

import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of an immutable state after a record, and what the record became.
 *
 * @param state the state from now on; empty if the key is to be forgotten
 * @param result what goes out
 * @param <S> the state of a key
 * @param <R> what goes out
 */
public record Transition<S, R>(Optional<S> state, R result) {

    /** Checks that both are there. */
    public Transition {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(result, "result");
    }

    /** The key's state is this from now on. */
    public static <S, R> Transition<S, R> to(S state, R result) {
        return new Transition<>(Optional.of(state), result);
    }

    /** The key is forgotten; its next record starts anew. */
    public static <S, R> Transition<S, R> discard(R result) {
        return new Transition<>(Optional.empty(), result);
    }
}
