package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** What the detectors ask of the numbers that they take in and keep. */
final class Values {

    private Values() {}

    static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
        }
    }

    static void requireRange(int feature, double low, double high) {
        if (!(high >= low && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException("range of feature " + feature
                    + " must be finite, its low not above its high, got " + low + " and " + high);
        }
    }

    /** Number of values i32, each f64. */
    static void encode(double[] values, int size, StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(values[i]);
        }
    }

    static double[] decode(String name, int most, StateReader in) {
        int size = in.readLength(name, 8);
        if (size > most) {
            throw in.corrupt(name + " must be at most " + most + ", got " + size);
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = in.readFinite(name);
        }
        return values;
    }
}
