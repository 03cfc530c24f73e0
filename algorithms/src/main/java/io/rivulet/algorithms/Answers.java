package io.rivulet.algorithms;

import java.util.List;

/**
 * The answers of {@link Aggregation#all}, in the order of its parts.
 *
 * @param values one answer a part
 */
public record Answers(List<Object> values) {

    /** Keeps a copy of the list. */
    public Answers {
        values = List.copyOf(values);
    }

    /**
     * The answer of part {@code index}.
     *
     * @throws ClassCastException if it is of another type
     */
    public <X> X get(int index, Class<X> type) {
        return type.cast(values.get(index));
    }

    /** The answer of part {@code index}, which must be a number. */
    public double number(int index) {
        return get(index, Number.class).doubleValue();
    }
}
