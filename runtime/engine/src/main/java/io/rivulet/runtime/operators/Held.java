package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import java.util.Optional;

/** The mutable place that an immutable state rides in; empty before the first value. */
final class Held<V> {

    /** Null stands for "none yet"; never seen outside this package. */
    V value;

    Held(V value) {
        this.value = value;
    }

    static <V> Held<V> empty() {
        return new Held<>(null);
    }

    /** A new place with the same, immutable value. */
    Held<V> copy() {
        return new Held<>(value);
    }

    Optional<V> optional() {
        return Optional.ofNullable(value);
    }

    /** Form {@code held} 1: whether there is a value, then the value in its own form. */
    static <V> StateCodec<Held<V>> codec(StateCodec<V> of) {
        return StateCodec.of(
                "held",
                1,
                (held, out) -> {
                    out.writeBoolean(held.value != null);
                    if (held.value != null) {
                        of.encode(held.value, out);
                    }
                },
                in -> new Held<>(in.readBoolean("present") ? of.decode(in) : null));
    }
}
