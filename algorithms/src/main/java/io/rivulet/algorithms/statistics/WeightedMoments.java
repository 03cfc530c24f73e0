package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * Mean and variance of weighted values (West, <i>Updating mean and variance estimates: an improved method</i>, CACM 22(9), 1979), whose weights may all be
 * multiplied by a factor.
 */
final class WeightedMoments {

    /** Heap bytes of one. */
    static final long BYTES = 48;

    /** Of so few values' worth there is no variance: rounding would make it up. */
    private static final double MORE_THAN_ONE = 1 + 1e-12;

    /*
     * squares is the weighted sum of squared distances from the mean. Invariants: squares >= 0; weight == 0 means that all are 0, but between fade(0) and
     * the next add.
     */
    private double weight;
    private double squaredWeights;
    private double mean;
    private double squares;

    void add(double added, double value) {
        if (added == 0) {
            return;
        }
        double total = weight + added;
        double distance = value - mean;
        mean = weight == 0 ? value : mean + distance * (added / total);
        squares += added * distance * (value - mean);
        weight = total;
        squaredWeights += added * added;
    }

    /** Multiplies all weights by a factor from 0 to 1. */
    void fade(double factor) {
        weight *= factor;
        squaredWeights *= factor * factor;
        squares *= factor;
    }

    /** Takes the other in with its weights multiplied by a factor from 0 to 1; with itself too. */
    void merge(WeightedMoments other, double factor) {
        double added = factor * other.weight;
        if (added == 0) {
            return;
        }
        double total = weight + added;
        double distance = other.mean - mean;
        double part = added / total;
        mean = weight == 0 ? other.mean : mean + distance * part;
        squares += factor * other.squares + distance * distance * weight * part;
        squaredWeights += factor * factor * other.squaredWeights;
        weight = total;
    }

    double weight() {
        return weight;
    }

    double mean() {
        return weight == 0 ? Double.NaN : mean;
    }

    /** How many values of equal weight would have as certain a mean (Kish). */
    double effectiveCount() {
        return weight == 0 ? 0 : weight * weight / squaredWeights;
    }

    double variance() {
        return effectiveCount() > MORE_THAN_ONE ? squares / (weight - squaredWeights / weight) : Double.NaN;
    }

    double populationVariance() {
        return weight == 0 ? Double.NaN : squares / weight;
    }

    void set(WeightedMoments other) {
        weight = other.weight;
        squaredWeights = other.squaredWeights;
        mean = other.mean;
        squares = other.squares;
    }

    /** Weight f64, squared weights f64, mean f64, squares f64. */
    void encode(StateWriter out) {
        out.writeDouble(weight).writeDouble(squaredWeights).writeDouble(mean).writeDouble(squares);
    }

    static WeightedMoments decode(StateReader in) {
        WeightedMoments read = new WeightedMoments();
        read.weight = in.readFinite("weight");
        read.squaredWeights = in.readFinite("squared weights");
        read.mean = in.readFinite("mean");
        read.squares = in.readFinite("squares");
        if (!(read.weight >= 0 && read.squaredWeights >= 0 && read.squares >= 0)
                || read.weight == 0 && (read.squaredWeights != 0 || read.mean != 0 || read.squares != 0)) {
            throw in.corrupt("weights and squares must not be negative, and all must be 0 when the weight is");
        }
        return read;
    }
}
