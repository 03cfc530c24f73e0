package io.rivulet.algorithms.entropy;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * A sum of doubles that does not drift over millions of additions and subtractions (Neumaier, <i>ZAMM</i> 54, 1974): what each addition rounds away is
 * summed apart.
 */
final class CompensatedSum {

    private double sum;
    private double roundedAway;

    void add(double value) {
        double next = sum + value;
        roundedAway += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    double value() {
        return sum + roundedAway;
    }

    void clear() {
        sum = 0;
        roundedAway = 0;
    }

    void set(CompensatedSum other) {
        sum = other.sum;
        roundedAway = other.roundedAway;
    }

    /** Two f64. */
    void encode(StateWriter out) {
        out.writeDouble(sum).writeDouble(roundedAway);
    }

    static CompensatedSum decode(String name, StateReader in) {
        CompensatedSum read = new CompensatedSum();
        read.sum = in.readFinite(name);
        read.roundedAway = in.readFinite(name);
        return read;
    }

    /** Checks a decoded sum against one taken anew from its parts. */
    void requireCloseTo(CompensatedSum anew, String name, StateReader in) {
        double tolerance = 1e-6 * Math.max(1, Math.abs(anew.sum));
        if (!(Math.abs(sum - anew.sum) <= tolerance && Math.abs(roundedAway) <= tolerance)) {
            throw in.corrupt(name + " must fit its parts, " + anew.value() + ", got " + value());
        }
    }
}
