package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/** The first values of a stream, kept until there are enough to start from. */
final class WarmUp {

    private final int needed;
    private double[] values = {};
    private int size;

    WarmUp(int needed) {
        this.needed = needed;
    }

    boolean isComplete() {
        return size == needed;
    }

    int size() {
        return size;
    }

    double get(int index) {
        return values[index];
    }

    /** Must not be complete yet. */
    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, (int) Math.min(needed, Math.max(16, 2L * size)));
        }
        values[size++] = value;
    }

    double[] sorted() {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }

    WarmUp copy() {
        WarmUp copy = new WarmUp(needed);
        copy.values = values.clone();
        copy.size = size;
        return copy;
    }

    long stateBytes() {
        return 40 + 8L * values.length;
    }

    /** Number of values i32, each f64. */
    void encode(StateWriter out) {
        Values.encode(values, size, out);
    }

    /** A warm-up that is not complete: a complete one has been used and let go. */
    static WarmUp decode(int needed, StateReader in) {
        WarmUp warmUp = new WarmUp(needed);
        for (double value : Values.decode("warm-up values", needed - 1, in)) {
            warmUp.add(value);
        }
        return warmUp;
    }
}
