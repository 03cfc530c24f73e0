package io.rivulet.algorithms.entropy;

import org.apache.commons.math3.special.Gamma;

/**
 * How likely chance alone is to bring about a difference as large as the one seen, by the chi-squared distribution.
 *
 * @param statistic 0 for no difference
 * @param degreesOfFreedom of the chi-squared distribution; 0 where there was too little to compare
 * @param pValue the chance of that statistic or a larger one; 1 without degrees of freedom
 */
public record Significance(double statistic, long degreesOfFreedom, double pValue) {

    static Significance of(double statistic, long degreesOfFreedom) {
        double notNegative = Math.max(0, statistic); // rounding may leave it below 0
        return new Significance(
                notNegative,
                degreesOfFreedom,
                degreesOfFreedom < 1 ? 1 : Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, notNegative / 2));
    }
}
