package io.rivulet.runtime;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of a join of any number of sides.
 *
 * @param sides their values, in the order in which the sides were named
 */
public record JoinedRow(List<Optional<Object>> sides) {

    /** Keeps a copy. */
    public JoinedRow {
        sides = List.copyOf(sides);
    }

    /**
     * The value of a side.
     *
     * @param index from 0, in the order in which the sides were named
     * @throws ClassCastException if the side's values are of another class
     */
    public <X> Optional<X> side(int index, Class<X> type) {
        return sides.get(Objects.checkIndex(index, sides.size())).map(type::cast);
    }

    /** Whether every side has a value. */
    public boolean isComplete() {
        for (Optional<Object> side : sides) {
            if (side.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
