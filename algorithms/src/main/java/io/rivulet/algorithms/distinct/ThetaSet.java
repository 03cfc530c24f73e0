package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.CorruptStateException;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.SetOperation;

/**
 * A set of items that is known by a sample, and its number; with union, intersection and difference to any depth. Never changes.
 *
 * <p><b>Method.</b> The theta sketches of Apache DataSketches (Dasgupta, Lang, Rhodes and Thaler, <i>A framework for estimating stream expression cardinalities</i>,
 * ICDT 2016), whose compact images this reads and writes. A set comes from {@link ThetaCounter#toSet} or {@link #ofImage}.
 * <p><b>Error.</b> {@link #lowerBound} and {@link #upperBound}, which are exact for every number of items in the sample, not only for large ones. What a small intersection
 * of large sets loses is visible there: its error is that of the few items of the sample that both sets have.
 * <p><b>Cost.</b> O(k) per operation, for the k items of the samples.
 * <p><b>Threads.</b> Any number: it never changes.
 *
 * <pre>{@code
 * ThetaSet both = monday.toSet().intersection(tuesday.toSet());
 * both.estimate();                          // how many came on both days
 * both.lowerBound(2);                       // 95 % of the time it is more than this,
 * both.upperBound(2);                       // and less than this
 * }</pre>
 */
public final class ThetaSet {

    private final CompactSketch sketch;

    ThetaSet(CompactSketch sketch) {
        this.sketch = sketch;
    }

    /**
     * The set of an Apache DataSketches theta image: compact, not compressed, with the default seed.
     *
     * @throws CorruptStateException if the bytes are none
     */
    public static ThetaSet ofImage(byte[] image) {
        return new ThetaSet(ThetaImage.sketch(image));
    }

    /** How many items the set has, about; exactly as long as the sample is the whole set. */
    public double estimate() {
        return sketch.getEstimate();
    }

    /**
     * Below this the number of items is with the probability that a normal variate is so many deviations below its mean: 16 %, 2.3 %, 0.13 %.
     *
     * @param deviations 1..3
     */
    public double lowerBound(int deviations) {
        return sketch.getLowerBound(requireDeviations(deviations));
    }

    /**
     * Above this the number of items is with the probability that a normal variate is so many deviations above its mean: 16 %, 2.3 %, 0.13 %.
     *
     * @param deviations 1..3
     */
    public double upperBound(int deviations) {
        return sketch.getUpperBound(requireDeviations(deviations));
    }

    /** The standard deviation of the estimate divided by the true number; 0 if the sample is the whole set, infinite if it has no item. */
    public double relativeStandardError() {
        return sketch.isEstimationMode() ? Math.sqrt((1 - sketch.getTheta()) / sketch.getRetainedEntries()) : 0;
    }

    /** What is in this set or in the other. */
    public ThetaSet union(ThetaSet other) {
        int lgK = ThetaCounter.MAX_LG_K;
        for (int entries = sketch.getRetainedEntries() + other.sketch.getRetainedEntries();
                lgK > ThetaCounter.MIN_LG_K && 1 << (lgK - 1) >= entries; ) {
            lgK--;
        }
        return new ThetaSet(
                SetOperation.builder().setLogNominalEntries(lgK).buildUnion().union(sketch, other.sketch));
    }

    /** What is in this set and in the other. */
    public ThetaSet intersection(ThetaSet other) {
        return new ThetaSet(SetOperation.builder().buildIntersection().intersect(sketch, other.sketch));
    }

    /** What is in this set and not in the other. */
    public ThetaSet difference(ThetaSet other) {
        return new ThetaSet(SetOperation.builder().buildANotB().aNotB(sketch, other.sketch));
    }

    /** The set as Apache DataSketches writes it, compact and ordered. */
    public byte[] toImage() {
        return sketch.toByteArray();
    }

    CompactSketch sketch() {
        return sketch;
    }

    private static int requireDeviations(int deviations) {
        if (deviations < 1 || deviations > 3) {
            throw new IllegalArgumentException("deviations must be in 1..3, got " + deviations);
        }
        return deviations;
    }
}
