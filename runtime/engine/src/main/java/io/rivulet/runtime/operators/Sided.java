package io.rivulet.runtime.operators;

import java.util.Objects;

/**
 * A record beside the side of a join that it came from: what the merged sides carry.
 *
 * @param side from 0, in the order in which the sides were named
 * @param value the record
 */
public record Sided(int side, Object value) {

    /** Checks that there is a record. */
    public Sided {
        Objects.requireNonNull(value, "value");
    }
}
