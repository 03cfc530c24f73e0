package io.rivulet.algorithms.change;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * Has the mean of values in 0..1 risen? The mean up to the moment at which its upper bound was lowest is held against the mean of all, by Hoeffding's bound for
 * the difference of both.
 */
final class HoeffdingTest {

    static final long BYTES = 48;

    /* lowCount and lowSum are of the values up to the cut; none but for an empty test. */
    private long count;
    private double sum;
    private long lowCount;
    private double lowSum;

    /** Takes a value in; {@code logLevel} is ln(1 / level), where the level is how often a bound may fail. */
    void take(double value, double logLevel) {
        count++;
        sum += value;
        if (lowCount == 0 || upper(sum, count, logLevel) <= upper(lowSum, lowCount, logLevel)) {
            lowCount = count;
            lowSum = sum;
        }
    }

    private static double upper(double sum, long count, double logLevel) {
        return sum / count + Math.sqrt(logLevel / (2.0 * count));
    }

    /** The rise of the mean as a part of the bound that it would stay within, but for a level whose ln(1 / level) this is. */
    double statistic(double logLevel) {
        long after = count - lowCount;
        if (after == 0) {
            return 0;
        }
        double bound = Math.sqrt((double) after / lowCount / count / 2 * logLevel);
        return (sum / count - lowSum / lowCount) / bound;
    }

    /** How many values came after the cut. */
    long after() {
        return count - lowCount;
    }

    /** Their mean. */
    double meanAfter() {
        return (sum - lowSum) / (count - lowCount);
    }

    void clear() {
        count = 0;
        sum = 0;
        lowCount = 0;
        lowSum = 0;
    }

    void set(HoeffdingTest other) {
        count = other.count;
        sum = other.sum;
        lowCount = other.lowCount;
        lowSum = other.lowSum;
    }

    /** Count i64, sum f64, count and sum up to the cut i64, f64. */
    void encode(StateWriter out) {
        out.writeLong(count).writeDouble(sum).writeLong(lowCount).writeDouble(lowSum);
    }

    void decode(long most, StateReader in) {
        count = in.readCount("count");
        sum = in.readFinite("sum");
        lowCount = in.readCount("count up to the cut");
        lowSum = in.readFinite("sum up to the cut");
        boolean cut = count == 0 ? lowCount == 0 : lowCount > 0 && lowCount <= count;
        if (count > most || !cut || !(lowSum >= 0 && lowSum <= sum && sum <= count)) {
            throw in.corrupt("the values up to the cut must be some of all, and each in 0..1");
        }
    }
}
