package io.rivulet.lab;

import java.util.Arrays;
import java.util.List;

/**
 * How far a variant's answers were from the exact ones, at checkpoints along the stream and over all draws.
 *
 * @param mean of all checkpoints
 * @param p95 what 95 % of the checkpoints do not pass
 * @param worst the largest
 * @param course the mean over the draws at each checkpoint
 */
public record Errors(double mean, double p95, double worst, List<Double> course) {

    /** Keeps a copy of the list. */
    public Errors {
        course = List.copyOf(course);
    }

    /** @param byDraw for each draw the error at each checkpoint; {@code NaN} where the answer was none, which makes the summary none */
    static Errors of(double[][] byDraw) {
        double[] all =
                Arrays.stream(byDraw).flatMapToDouble(Arrays::stream).sorted().toArray();
        Double[] course = new Double[byDraw[0].length];
        for (int c = 0; c < course.length; c++) {
            double sum = 0;
            for (double[] errors : byDraw) {
                sum += errors[c];
            }
            course[c] = sum / byDraw.length;
        }
        // NaN sorts last, so that one checkpoint without an answer shows in the worst, and in the mean.
        return new Errors(
                Arrays.stream(all).average().orElseThrow(),
                all[(int) Math.ceil(0.95 * all.length) - 1],
                all[all.length - 1],
                List.of(course));
    }
}
