package io.rivulet.runtime;

import java.util.Objects;
import java.util.Optional;

/**
 * A row of a join of two sides.
 *
 * @param left the value of the stream that {@code join} was called on
 * @param right the value of the other
 * @param <L> a value of the left side
 * @param <R> a value of the right side
 */
public record Joined<L, R>(Optional<L> left, Optional<R> right) {

    /** Checks that both optionals are there. */
    public Joined {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
    }

    /** Whether both sides have a value. */
    public boolean isComplete() {
        return left.isPresent() && right.isPresent();
    }
}
