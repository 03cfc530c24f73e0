package io.rivulet.algorithms.change;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/** The last values of a stream in their order, up to a number that is given. */
final class LastValues {

    private static final int SMALLEST = 16;

    /* values[oldest ..] hold length values and go on from the beginning of the array. */
    private final int most;
    private double[] values;
    private int oldest;
    private int length;

    LastValues(int most) {
        this.most = most;
        this.values = new double[Math.min(most, SMALLEST)];
    }

    boolean isFull() {
        return length == most;
    }

    int length() {
        return length;
    }

    /** 0 is the oldest. */
    double get(int index) {
        int at = oldest + index;
        return values[at < values.length ? at : at - values.length];
    }

    /** Must not be full. */
    void add(double value) {
        if (length == values.length) {
            double[] longer = new double[(int) Math.min(most, 2L * length)];
            for (int i = 0; i < length; i++) {
                longer[i] = get(i);
            }
            values = longer;
            oldest = 0;
        }
        int at = oldest + length++;
        values[at < values.length ? at : at - values.length] = value;
    }

    /** Must not be empty. */
    double removeOldest() {
        double value = values[oldest];
        oldest = oldest + 1 == values.length ? 0 : oldest + 1;
        length--;
        return value;
    }

    double mean(int from, int to) {
        double mean = 0;
        for (int i = from; i < to; i++) {
            mean += get(i) / (i - from + 1) - mean / (i - from + 1);
        }
        return from == to ? Double.NaN : mean;
    }

    double[] toArray() {
        double[] all = new double[length];
        Arrays.setAll(all, this::get);
        return all;
    }

    void clear() {
        oldest = 0;
        length = 0;
    }

    LastValues copy() {
        LastValues copy = new LastValues(most);
        copy.values = values.clone();
        copy.oldest = oldest;
        copy.length = length;
        return copy;
    }

    long stateBytes() {
        return 32 + 16 + 8L * values.length;
    }

    /** Number of values i32, each f64 from the oldest. */
    void encode(StateWriter out) {
        out.writeInt(length);
        for (int i = 0; i < length; i++) {
            out.writeDouble(get(i));
        }
    }

    static double[] decode(int most, StateReader in) {
        int length = in.readLength("values", 8);
        if (length > most) {
            throw in.corrupt("values must be at most " + most + ", got " + length);
        }
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readFinite("value");
        }
        return values;
    }
}
