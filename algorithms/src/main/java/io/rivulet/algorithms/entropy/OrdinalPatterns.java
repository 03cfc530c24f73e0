package io.rivulet.algorithms.entropy;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * The last so many values, and the order that values a delay apart stand in: a pattern of {@code order} values is one of order! numbers.
 *
 * <p>The number of a pattern is Σ larger(j) · j!, where larger(j) says how many values before the j-th are larger than it (Lehmer). Values that are equal count as
 * if the earlier were the smaller.
 */
final class OrdinalPatterns {

    static final int MAX_ORDER = 8;
    static final int MAX_WINDOW = 1 << 24;
    private static final int SMALLEST_RING = 16;

    final int order;
    final int delay;
    final int window;

    /*
     * A ring whose length is a power of two, and grows as values come; ago(i) is the value that came i before the newest. The size is at most the window.
     */
    private double[] ring = new double[SMALLEST_RING];
    private int next;
    private int size;

    OrdinalPatterns(int order, int delay, int window, int maxOrder) {
        if (order < 2 || order > maxOrder) {
            throw new IllegalArgumentException("order must be in 2.." + maxOrder + ", got " + order);
        }
        if (delay < 1 || delay > MAX_WINDOW) {
            throw new IllegalArgumentException("delay must be in 1.." + MAX_WINDOW + ", got " + delay);
        }
        if (window > MAX_WINDOW || window <= (order - 1L) * delay) {
            throw new IllegalArgumentException("window must be above (order - 1) * delay, " + (order - 1L) * delay
                    + ", and at most " + MAX_WINDOW + ", got " + window);
        }
        this.order = order;
        this.delay = delay;
        this.window = window;
    }

    private OrdinalPatterns(OrdinalPatterns other) {
        this.order = other.order;
        this.delay = other.delay;
        this.window = other.window;
        this.ring = other.ring.clone();
        this.next = other.next;
        this.size = other.size;
    }

    /** How many patterns there can be: order!. */
    int possible() {
        int factorial = 1;
        for (int i = 2; i <= order; i++) {
            factorial *= i;
        }
        return factorial;
    }

    /** How many patterns the values make up. */
    int patterns() {
        return Math.max(0, size - span());
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == window;
    }

    private int span() {
        return (order - 1) * delay;
    }

    /** Takes a value in; the window must not be full. */
    void add(double value) {
        if (size == ring.length) {
            grow();
        }
        ring[next] = value;
        next = next + 1 & ring.length - 1;
        size++;
    }

    /** Takes the oldest value out. */
    void removeOldest() {
        size--;
    }

    private void grow() {
        // Full: the oldest is where the next goes.
        double[] larger = new double[2 * ring.length];
        int tail = ring.length - next;
        System.arraycopy(ring, next, larger, 0, tail);
        System.arraycopy(ring, 0, larger, tail, next);
        next = ring.length;
        ring = larger;
    }

    private double ago(int values) {
        return ring[next - 1 - values & ring.length - 1];
    }

    /** How long ago the last value of the newest pattern came. */
    static final int NEWEST = 0;

    /** How long ago the last value of the oldest pattern came. */
    int oldest() {
        return size - 1 - span();
    }

    /** The number of the pattern whose last value came so long ago. */
    int pattern(int ago) {
        int code = 0;
        int factorial = 1;
        for (int j = 1; j < order; j++) {
            factorial *= j;
            double value = ago(ago + (order - 1 - j) * delay);
            int larger = 0;
            for (int i = 0; i < j; i++) {
                if (ago(ago + (order - 1 - i) * delay) > value) {
                    larger++;
                }
            }
            code += larger * factorial;
        }
        return code;
    }

    /** The variance of the values of that pattern. */
    double variance(int ago) {
        double mean = 0;
        for (int i = 0; i < order; i++) {
            mean += ago(ago + i * delay) / order;
        }
        double variance = 0;
        for (int i = 0; i < order; i++) {
            double off = ago(ago + i * delay) - mean;
            variance += off * off / order;
        }
        return variance;
    }

    void clear() {
        next = 0;
        size = 0;
    }

    OrdinalPatterns copy() {
        return new OrdinalPatterns(this);
    }

    long heapBytes() {
        return 56 + 8L * ring.length;
    }

    /** Order i32, delay i32, window i32, values i32, then the values f64, the oldest first. */
    void encode(StateWriter out) {
        out.writeInt(order).writeInt(delay).writeInt(window).writeInt(size);
        for (int i = size - 1; i >= 0; i--) {
            out.writeDouble(ago(i));
        }
    }

    /** Reads all but the values, which are to be taken in one by one, as many as {@link #decodeSize} says. */
    static OrdinalPatterns decode(StateReader in, int maxOrder) {
        return new OrdinalPatterns(in.readInt(), in.readInt(), in.readInt(), maxOrder);
    }

    int decodeSize(StateReader in) {
        int values = in.readLength("values", Double.BYTES);
        if (values > window) {
            throw in.corrupt("values must be at most " + window + ", got " + values);
        }
        return values;
    }
}
