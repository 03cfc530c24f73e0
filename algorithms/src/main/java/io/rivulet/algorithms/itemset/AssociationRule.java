package io.rivulet.algorithms.itemset;

import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * Who has these items has those too: a rule between two itemsets, with the measures of how often it applies, how often it holds, and how far that is
 * from chance.
 *
 * <p>Below, s is the share of baskets that hold both sides, x the share that hold the antecedent, y the share that hold the consequent.
 *
 * <p><b>Method.</b> Support and confidence: Agrawal, Imieliński and Swami, SIGMOD 1993. Lift and conviction: Brin, Motwani, Ullman and Tsur, SIGMOD 1997.
 * Leverage: Piatetsky-Shapiro 1991. Association: Zhang 2000. Imbalance: Wu, Chen and Han 2010. Test: Fisher 1922. Interval: Wilson 1927.
 *
 * @param antecedent the items that are given, rising
 * @param consequent the items that follow, rising
 * @param count baskets that hold both sides, at least 1
 * @param antecedentCount baskets that hold the antecedent
 * @param consequentCount baskets that hold the consequent
 * @param baskets all of them
 */
public record AssociationRule(
        List<String> antecedent,
        List<String> consequent,
        long count,
        long antecedentCount,
        long consequentCount,
        long baskets) {

    /** The normal deviate that leaves 2.5 % on either side. */
    private static final double Z_95 = 1.959963984540054;

    /** Checks that the counts can be those of a rule. */
    public AssociationRule {
        antecedent = new Itemset(antecedent, antecedentCount).items();
        consequent = new Itemset(consequent, consequentCount).items();
        if (count < 1
                || count > antecedentCount
                || count > consequentCount
                || antecedentCount > baskets
                || consequentCount > baskets
                || antecedentCount + consequentCount - count > baskets) {
            throw new IllegalArgumentException("counts must be those of two itemsets and their union, got " + count
                    + " of both, " + antecedentCount + " and " + consequentCount + " among " + baskets + " baskets");
        }
    }

    /** The share of all baskets that hold both sides: s. */
    public double support() {
        return share(count);
    }

    /** The share of the baskets with the antecedent that hold the consequent too: s / x. */
    public double confidence() {
        return (double) count / antecedentCount;
    }

    /** Whether the confidence is at least that much; a share such as 0.7 is not missed for its rounding. */
    boolean reaches(double minConfidence) {
        return reaches(count, antecedentCount, minConfidence);
    }

    static boolean reaches(long count, long antecedentCount, double minConfidence) {
        return count >= minConfidence * antecedentCount - 1e-9;
    }

    /** How many times more often than by chance both sides meet: s / (x y); 1 for independent sides. */
    public double lift() {
        return confidence() / share(consequentCount);
    }

    /** By how much more often than by chance both sides meet: s - x y; 0 for independent sides. */
    public double leverage() {
        return support() - share(antecedentCount) * share(consequentCount);
    }

    /** How many times more often the rule would fail by chance: (1 - y) / (1 - s/x); 1 for independent sides, infinite if it never fails. */
    public double conviction() {
        return count == antecedentCount ? Double.POSITIVE_INFINITY : (1 - share(consequentCount)) / (1 - confidence());
    }

    /** Baskets with both sides among those with either: s / (x + y - s), in 0..1. */
    public double jaccard() {
        return (double) count / (antecedentCount + consequentCount - count);
    }

    /** s / √(x y), in 0..1: the geometric mean of the confidences of the rule and of its reverse. */
    public double cosine() {
        return count / Math.sqrt((double) antecedentCount * consequentCount);
    }

    /** The mean of the confidences of the rule and of its reverse, in 0..1 (Kulczynski): 0.5 says nothing where the sides are unequally frequent. */
    public double kulczynski() {
        return ((double) count / antecedentCount + (double) count / consequentCount) / 2;
    }

    /** How unequally frequent the sides are: |x - y| / (x + y - s), 0 for equally frequent ones, near 1 where one is rare beside the other. */
    public double imbalance() {
        return (double) Math.abs(antecedentCount - consequentCount) / (antecedentCount + consequentCount - count);
    }

    /** Zhang's association, in -1..1: {@link #leverage} over the most it could be; 0 for independent sides, and where the antecedent is everywhere. */
    public double zhang() {
        double most = Math.max(
                support() * (1 - share(antecedentCount)),
                share(antecedentCount) * (share(consequentCount) - support()));
        return most == 0 ? 0 : leverage() / most;
    }

    /** The lower end of Wilson's 95 % interval for the confidence. */
    public double confidenceLow() {
        return wilson(-Z_95);
    }

    /** The upper end of Wilson's 95 % interval for the confidence. */
    public double confidenceHigh() {
        return wilson(Z_95);
    }

    /**
     * The probability that independent sides of the same counts meet at least as often (Fisher's exact test, one-sided). A miner looks at many rules: divide
     * the level you test at by their number.
     */
    public double pValue() {
        double expected = (double) antecedentCount * consequentCount / baskets;
        // The shorter tail is summed, away from the middle, where the terms fall from the first on.
        return count > expected ? tail(count, 1) : Math.max(0, 1 - tail(count - 1, -1));
    }

    /** The sum of the hypergeometric probabilities from {@code from} on, upwards or downwards. */
    private double tail(long from, int step) {
        long lowest = Math.max(0, antecedentCount + consequentCount - baskets);
        long highest = Math.min(antecedentCount, consequentCount);
        if (from < lowest || from > highest) {
            return 0;
        }
        double term = Math.exp(logChoose(antecedentCount, from)
                + logChoose(baskets - antecedentCount, consequentCount - from)
                - logChoose(baskets, consequentCount));
        double sum = 0;
        for (long k = from; k >= lowest && k <= highest && term > sum * 1e-17; k += step) {
            sum += term;
            long low = step > 0 ? k : k - 1;
            double up = (double) (antecedentCount - low)
                    * (consequentCount - low)
                    / ((double) (low + 1) * (baskets - antecedentCount - consequentCount + low + 1));
            term *= step > 0 ? up : 1 / up;
        }
        return Math.min(1, sum);
    }

    private static double logChoose(long n, long k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }

    private double wilson(double z) {
        double n = antecedentCount;
        double c = confidence();
        double middle = c + z * z / (2 * n);
        double half = z * Math.sqrt(c * (1 - c) / n + z * z / (4 * n * n));
        return Math.min(1, Math.max(0, (middle + half) / (1 + z * z / n)));
    }

    private double share(long of) {
        return (double) of / baskets;
    }

    @Override
    public String toString() {
        return String.join(", ", antecedent) + " -> " + String.join(", ", consequent) + " (" + count + " of "
                + antecedentCount + ")";
    }
}
