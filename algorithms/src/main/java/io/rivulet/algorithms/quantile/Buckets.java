package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * Weights by bucket number, over as many neighbouring numbers as are in use. Whole weights up to 2<sup>53</sup> are exact.
 */
final class Buckets {

    private static final int SPARE = 16;
    private static final double[] NONE = {};

    /*
     * weights[i] is that of bucket lowest + i. What lies outside the array is 0, and so may be anything in it: where the range in use begins and ends is
     * looked up when it matters.
     */
    private double[] weights = NONE;
    private int lowest;

    /** Adds to a bucket that the array covers; false, and nothing done, if it does not: then {@link #cover} first. */
    boolean add(int index, double weight) {
        int at = index - lowest;
        if (at < 0 || at >= weights.length) {
            return false;
        }
        weights[at] += weight;
        return true;
    }

    double weight(int index) {
        int at = index - lowest;
        return at < 0 || at >= weights.length ? 0 : weights[at];
    }

    boolean isEmpty() {
        return first() == weights.length;
    }

    /** The lowest bucket in use, of those that are not empty. */
    int lowest() {
        return lowest + first();
    }

    /** The highest bucket in use, of those that are not empty. */
    int highest() {
        int last = weights.length - 1;
        while (weights[last] == 0) {
            last--;
        }
        return lowest + last;
    }

    /** How many buckets the range in use would span with this one. */
    int spanWith(int index) {
        return isEmpty() ? 1 : Math.max(index, highest()) - Math.min(index, lowest()) + 1;
    }

    /** How many buckets the range in use would span with the other's, whose numbers are shifted to the right by so much. */
    int spanWith(Buckets other, int shift) {
        if (other.isEmpty()) {
            return 0;
        }
        int low = other.lowest() >> shift;
        int high = other.highest() >> shift;
        return isEmpty() ? high - low + 1 : Math.max(high, highest()) - Math.min(low, lowest()) + 1;
    }

    /** Whether no weight is less than the other's, shifted likewise. */
    boolean holds(Buckets other, int shift) {
        double sum = 0;
        for (int i = 0; i < other.weights.length; i++) {
            int index = other.lowest + i;
            sum += other.weights[i];
            if (i == other.weights.length - 1 || index + 1 >> shift != index >> shift) {
                if (weight(index >> shift) < sum) {
                    return false;
                }
                sum = 0;
            }
        }
        return true;
    }

    /** Adds all of the other's weights, shifted likewise, times the sign; the caller has made sure that they fit. */
    void addAll(Buckets other, int shift, int sign, int limit) {
        if (other.isEmpty()) {
            return;
        }
        int low = other.lowest() >> shift;
        int high = other.highest() >> shift;
        if (low < lowest || high >= lowest + weights.length) {
            cover(low, high, limit);
        }
        for (int i = 0; i < other.weights.length; i++) {
            if (other.weights[i] != 0) {
                weights[(other.lowest + i >> shift) - lowest] += sign * other.weights[i];
            }
        }
    }

    /** Makes the array cover these buckets beside those in use, with some to spare where it grows as long as that stays within the limit. */
    void cover(int lowIndex, int highIndex, int limit) {
        boolean empty = isEmpty();
        int low = empty ? lowIndex : lowest();
        int high = empty ? highIndex : highest();
        int from = Math.min(low, lowIndex);
        int to = Math.max(high, highIndex) + 1;
        int spare = Math.min(limit - (to - from), SPARE + (to - from) / 4);
        boolean below = from < low;
        boolean above = to > high + 1;
        int spareBelow = below == above ? spare / 2 : below ? spare : 0;
        int start = Math.max(0, from - spareBelow);
        double[] larger = new double[to + spare - spareBelow - start];
        if (!empty) {
            System.arraycopy(weights, low - lowest, larger, low - start, high - low + 1);
        }
        weights = larger;
        lowest = start;
    }

    /** Joins neighbours in pairs, the even one and the next: bucket i becomes bucket i / 2. */
    void collapse() {
        if (isEmpty()) {
            clear();
            return;
        }
        int low = lowest();
        int high = highest();
        double[] joined = new double[(high >> 1) - (low >> 1) + 1];
        for (int index = low; index <= high; index++) {
            joined[(index >> 1) - (low >> 1)] += weights[index - lowest];
        }
        weights = joined;
        lowest = low >> 1;
    }

    void scale(double factor) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
        }
    }

    /** Forgets lighter ones; whether there were any. */
    boolean dropBelow(double weight) {
        boolean dropped = false;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && weights[i] < weight) {
                weights[i] = 0;
                dropped = true;
            }
        }
        return dropped;
    }

    double sum() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** The sum of the buckets up to this one. */
    double sumUpTo(int index) {
        double sum = 0;
        for (int i = 0; i < weights.length && lowest + i <= index; i++) {
            sum += weights[i];
        }
        return sum;
    }

    /** The lowest bucket up to which the sum is at least that; the highest in use, should rounding leave too little. */
    int reached(double sum) {
        double sumHere = 0;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                sumHere += weights[i];
                last = i;
                if (sumHere >= sum) {
                    break;
                }
            }
        }
        return lowest + last;
    }

    /** The highest bucket from which upwards the sum is at least that; the lowest in use, should rounding leave too little. */
    int reachedFromTop(double sum) {
        double sumHere = 0;
        int last = 0;
        for (int i = weights.length - 1; i >= 0; i--) {
            if (weights[i] > 0) {
                sumHere += weights[i];
                last = i;
                if (sumHere >= sum) {
                    break;
                }
            }
        }
        return lowest + last;
    }

    boolean isWhole() {
        return Arrays.stream(weights).allMatch(weight -> weight == Math.rint(weight));
    }

    void clear() {
        weights = NONE;
        lowest = 0;
    }

    void take(Buckets other) {
        weights = other.weights.clone();
        lowest = other.lowest;
    }

    long stateBytes() {
        return 24 + (weights.length == 0 ? 0 : 16 + 8L * weights.length);
    }

    /** Writes buckets in use i32, and unless there are none the number of the lowest i32 and their weights f64. */
    void encode(StateWriter out) {
        if (isEmpty()) {
            out.writeInt(0);
            return;
        }
        int low = lowest();
        int high = highest();
        out.writeInt(high - low + 1).writeInt(low);
        for (int index = low; index <= high; index++) {
            out.writeDouble(weights[index - lowest]);
        }
    }

    static Buckets decode(int limit, int indices, StateReader in) {
        Buckets read = new Buckets();
        int length = in.readLength("buckets", 8);
        if (length == 0) {
            return read;
        }
        read.lowest = in.readIntBetween("lowest bucket", 0, indices - 1);
        if (length > Math.min(limit, indices - read.lowest)) {
            throw in.corrupt("buckets must be at most " + Math.min(limit, indices - read.lowest) + ", got " + length);
        }
        read.weights = new double[length];
        for (int i = 0; i < length; i++) {
            read.weights[i] = in.readFinite("weight");
            if (read.weights[i] < 0) {
                throw in.corrupt("weights must not be negative, got " + read.weights[i]);
            }
        }
        if (read.weights[0] == 0 || read.weights[length - 1] == 0) {
            throw in.corrupt("the lowest and the highest bucket must not be empty");
        }
        return read;
    }

    private int first() {
        int first = 0;
        while (first < weights.length && weights[first] == 0) {
            first++;
        }
        return first;
    }
}
