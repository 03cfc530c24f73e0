package io.rivulet.algorithms.change;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** The mean of the values of one stretch. */
final class Level {

    static final long BYTES = 32;

    private long count;
    private double mean;

    void take(double value) {
        count++;
        mean += value / count - mean / count; // a difference of values could leave the doubles
    }

    void clear() {
        count = 0;
        mean = 0;
    }

    void set(long ofCount, double ofMean) {
        count = ofCount;
        mean = ofMean;
    }

    void set(Level other) {
        set(other.count, other.mean);
    }

    long count() {
        return count;
    }

    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** The mean of the values before the last {@code length}, whose mean is {@code ofMean}. */
    double before(long length, double ofMean) {
        long others = count - length;
        return others <= 0 ? Double.NaN : mean + (mean - ofMean) * ((double) length / others);
    }

    double before(Level last) {
        return before(last.count, last.mean);
    }

    /** Count i64, mean f64. */
    void encode(StateWriter out) {
        out.writeLong(count).writeDouble(mean);
    }

    void decode(StateReader in) {
        count = in.readCount("count of a level");
        mean = in.readFinite("mean of a level");
        if (count == 0 && mean != 0) {
            throw in.corrupt("mean of no values must be written as 0");
        }
    }
}
