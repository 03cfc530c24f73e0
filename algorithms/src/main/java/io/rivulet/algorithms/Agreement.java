package io.rivulet.algorithms;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How closely two answers must agree for a law to hold. */
public enum Agreement {
    /** To the last bit. */
    EXACT(0),
    /** To rounding: relative 1e-9, or absolute 1e-9 near 0. */
    ROUNDING(1e-9),
    /** In law only, as samples do: the two answers must have the same shape, their numbers may differ. */
    SHAPE(Double.POSITIVE_INFINITY);

    private final double tolerance;

    Agreement(double tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Where the two differ, or nothing. Understands numbers, lists, maps, optionals and whatever has {@code equals}.
     */
    Optional<String> difference(Object expected, Object actual) {
        if (expected instanceof Number x && actual instanceof Number y) {
            return close(x.doubleValue(), y.doubleValue())
                    ? Optional.empty()
                    : Optional.of("expected " + expected + ", got " + actual);
        }
        if (expected instanceof Map<?, ?> x && actual instanceof Map<?, ?> y) {
            return lists(List.copyOf(x.keySet()), List.copyOf(y.keySet()))
                    .or(() -> lists(List.copyOf(x.values()), List.copyOf(y.values())));
        }
        if (expected instanceof List<?> x && actual instanceof List<?> y) {
            return this == SHAPE ? Optional.empty() : lists(x, y);
        }
        return this == SHAPE || Objects.equals(expected, actual)
                ? Optional.empty()
                : Optional.of("expected " + expected + ", got " + actual);
    }

    private Optional<String> lists(List<?> expected, List<?> actual) {
        if (expected.size() != actual.size()) {
            return Optional.of(
                    "expected " + expected.size() + " values " + expected + ", got " + actual.size() + " " + actual);
        }
        Iterator<?> theirs = actual.iterator();
        int index = 0;
        for (Object mine : expected) {
            int at = index++;
            Optional<String> difference = difference(mine, theirs.next()).map(d -> "at " + at + ": " + d);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private boolean close(double x, double y) {
        return Double.compare(x, y) == 0
                || Math.abs(x - y) <= tolerance * Math.max(1, Math.max(Math.abs(x), Math.abs(y)));
    }
}
