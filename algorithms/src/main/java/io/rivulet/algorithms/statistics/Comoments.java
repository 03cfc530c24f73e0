package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * Means, variances and covariance of weighted pairs, by sums of products of distances from the means, corrected whenever the means move (Pébay, <i>Formulas
 * for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments</i>, SAND2008-6212, 2008).
 */
final class Comoments {

    /** Heap bytes of one. */
    static final long BYTES = 72;

    private static final double MORE_THAN_ONE = 1 + 1e-12;

    /*
     * squaresX and squaresY are weighted sums of squared distances from the means, products of their products. Invariants: squaresX, squaresY >= 0;
     * weight == 0 means that all are 0, but between fade(0) and the next add.
     */
    private double weight;
    private double squaredWeights;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    void add(double added, double x, double y) {
        if (added == 0) {
            return;
        }
        double total = weight + added;
        double distanceX = x - meanX;
        double distanceY = y - meanY;
        double part = added / total;
        meanX = weight == 0 ? x : meanX + distanceX * part;
        meanY = weight == 0 ? y : meanY + distanceY * part;
        squaresX += added * distanceX * (x - meanX);
        squaresY += added * distanceY * (y - meanY);
        products += added * distanceX * (y - meanY);
        weight = total;
        squaredWeights += added * added;
    }

    /** Undoes one add of weight 1, to rounding; there must be a weight of 1 at least. */
    void remove(double x, double y) {
        double left = weight - 1;
        if (left <= 0) {
            reset();
            return;
        }
        double oldMeanX = meanX - (x - meanX) / left;
        double oldMeanY = meanY - (y - meanY) / left;
        squaresX = Math.max(0, squaresX - (x - oldMeanX) * (x - meanX));
        squaresY = Math.max(0, squaresY - (y - oldMeanY) * (y - meanY));
        products -= (x - oldMeanX) * (y - meanY);
        meanX = oldMeanX;
        meanY = oldMeanY;
        weight = left;
        squaredWeights -= 1;
    }

    /** Multiplies all weights by a factor from 0 to 1. */
    void fade(double factor) {
        weight *= factor;
        squaredWeights *= factor * factor;
        squaresX *= factor;
        squaresY *= factor;
        products *= factor;
    }

    /** Takes the other in with its weights multiplied by a factor from 0 to 1; with itself too. */
    void merge(Comoments other, double factor) {
        double added = factor * other.weight;
        if (added == 0) {
            return;
        }
        double total = weight + added;
        double distanceX = other.meanX - meanX;
        double distanceY = other.meanY - meanY;
        double part = added / total;
        meanX = weight == 0 ? other.meanX : meanX + distanceX * part;
        meanY = weight == 0 ? other.meanY : meanY + distanceY * part;
        squaresX += factor * other.squaresX + distanceX * distanceX * weight * part;
        squaresY += factor * other.squaresY + distanceY * distanceY * weight * part;
        products += factor * other.products + distanceX * distanceY * weight * part;
        squaredWeights += factor * factor * other.squaredWeights;
        weight = total;
    }

    /** Undoes one merge of whole weights, to rounding; the other must not weigh more. */
    void subtract(Comoments other) {
        double left = weight - other.weight;
        if (left <= 0) {
            reset();
            return;
        }
        double ratio = other.weight / left;
        double oldMeanX = meanX + (meanX - other.meanX) * ratio;
        double oldMeanY = meanY + (meanY - other.meanY) * ratio;
        double distanceX = other.meanX - oldMeanX;
        double distanceY = other.meanY - oldMeanY;
        double part = left * (other.weight / weight);
        squaresX = Math.max(0, squaresX - other.squaresX - distanceX * distanceX * part);
        squaresY = Math.max(0, squaresY - other.squaresY - distanceY * distanceY * part);
        products -= other.products + distanceX * distanceY * part;
        meanX = oldMeanX;
        meanY = oldMeanY;
        weight = left;
        squaredWeights -= other.squaredWeights;
    }

    double weight() {
        return weight;
    }

    double effectiveCount() {
        return weight == 0 ? 0 : weight * weight / squaredWeights;
    }

    double meanX() {
        return weight == 0 ? Double.NaN : meanX;
    }

    double meanY() {
        return weight == 0 ? Double.NaN : meanY;
    }

    double squaresX() {
        return squaresX;
    }

    double squaresY() {
        return squaresY;
    }

    /** Sum of the products of the distances from both means. */
    double products() {
        return products;
    }

    double varianceX() {
        return unbiased(squaresX);
    }

    double varianceY() {
        return unbiased(squaresY);
    }

    double covariance() {
        return unbiased(products);
    }

    double populationCovariance() {
        return weight == 0 ? Double.NaN : products / weight;
    }

    double correlation() {
        if (!(squaresX > 0 && squaresY > 0)) {
            return Double.NaN;
        }
        return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX) / Math.sqrt(squaresY)));
    }

    /** Of the line that gives y for x with the least squared error; {@code NaN} unless the x differ. */
    double slope() {
        return squaresX > 0 ? products / squaresX : Double.NaN;
    }

    double intercept() {
        return meanY - slope() * meanX;
    }

    private double unbiased(double sum) {
        return effectiveCount() > MORE_THAN_ONE ? sum / (weight - squaredWeights / weight) : Double.NaN;
    }

    void reset() {
        set(new Comoments());
    }

    void set(Comoments other) {
        weight = other.weight;
        squaredWeights = other.squaredWeights;
        meanX = other.meanX;
        meanY = other.meanY;
        squaresX = other.squaresX;
        squaresY = other.squaresY;
        products = other.products;
    }

    /** Weight f64, squared weights f64, means f64 f64, squares f64 f64, products f64. */
    void encode(StateWriter out) {
        out.writeDouble(weight).writeDouble(squaredWeights);
        encodeSums(out);
    }

    /** The same of pairs that all weigh 1: count i64, means f64 f64, squares f64 f64, products f64. */
    void encodeCounted(StateWriter out) {
        out.writeLong((long) weight);
        encodeSums(out);
    }

    private void encodeSums(StateWriter out) {
        out.writeDouble(meanX)
                .writeDouble(meanY)
                .writeDouble(squaresX)
                .writeDouble(squaresY)
                .writeDouble(products);
    }

    static Comoments decode(StateReader in) {
        return decode(in.readFinite("weight"), in.readFinite("squared weights"), in);
    }

    static Comoments decodeCounted(StateReader in) {
        long count = in.readCount("count");
        return decode(count, count, in);
    }

    private static Comoments decode(double weight, double squaredWeights, StateReader in) {
        Comoments read = new Comoments();
        read.weight = weight;
        read.squaredWeights = squaredWeights;
        read.meanX = in.readFinite("mean of x");
        read.meanY = in.readFinite("mean of y");
        read.squaresX = in.readFinite("squares of x");
        read.squaresY = in.readFinite("squares of y");
        read.products = in.readFinite("products");
        if (!(weight >= 0 && squaredWeights >= 0 && read.squaresX >= 0 && read.squaresY >= 0)) {
            throw in.corrupt("weights and squares must not be negative");
        }
        boolean clear = read.meanX == 0
                && read.meanY == 0
                && read.squaresX == 0
                && read.squaresY == 0
                && read.products == 0
                && squaredWeights == 0;
        if (weight == 0 && !clear) {
            throw in.corrupt("all must be 0 when the weight is");
        }
        return read;
    }
}
