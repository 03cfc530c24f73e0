package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Example;
import io.rivulet.algorithms.catalog.Input.NumberPair;

/** Made streams of numbers, and of what is made of numbers: pairs, points, examples. */
final class NumberStreams {

    /** Mean 100, deviation 15: what laws run over. */
    static final SampleStream<Double> NORMAL = SampleStream.of(
            "normal", "normal values of mean 100 and deviation 15", random -> () -> 100 + 15 * random.nextGaussian());

    /** What durations and amounts are like: positive, with a long tail. */
    static final SampleStream<Double> LOGNORMAL = SampleStream.of(
            "lognormal",
            "positive values with a long tail, half of them below 100",
            random -> () -> 100 * StrictMath.exp(random.nextGaussian()));

    /** No tail at all. */
    static final SampleStream<Double> UNIFORM = SampleStream.of(
            "uniform", "values from 0 to 1000, all equally likely", random -> () -> 1_000 * random.nextDouble());

    /** Normal values whose level rises by ten deviations for a while, now and then. */
    static final SampleStream<Double> BURSTS =
            SampleStream.of("bursts", "normal values, and bursts of much larger ones now and then", random -> {
                int[] left = {0}; // records that the burst still lasts
                return () -> {
                    if (left[0] == 0 && random.nextInt(400) == 0) {
                        left[0] = 5 + random.nextInt(50);
                    }
                    double level = left[0] > 0 ? 250 : 100;
                    left[0] = Math.max(0, left[0] - 1);
                    return level + 15 * random.nextGaussian();
                };
            });

    /** A thousand normal values, then every fiftieth on average eight deviations off, to either side: what detectors of single values run over. */
    static final SampleStream<Double> OUTLIERS =
            SampleStream.of("outliers", "a thousand normal values, then every fiftieth far off", random -> {
                int[] count = {0};
                return () -> {
                    double value = 100 + 15 * random.nextGaussian();
                    boolean off = count[0]++ >= 1_000 && random.nextInt(50) == 0;
                    return off ? value + (random.nextInt(2) == 0 ? 120 : -120) : value;
                };
            });

    /** Normal values whose mean is two deviations higher during every third hundred: what detectors of a shift run over. */
    static final SampleStream<Double> SHIFTS =
            SampleStream.of("shifts", "normal values whose mean is higher for a while again and again", random -> {
                int[] count = {0};
                return () -> {
                    double level = count[0]++ / 100 % 3 == 2 ? 130 : 100;
                    return level + 15 * random.nextGaussian();
                };
            });

    /** Standard normal values whose mean is two deviations higher during every second four hundred: what detectors of a change run over. */
    static final SampleStream<Double> LEVELS =
            SampleStream.of("levels", "normal values whose mean changes every four hundred", random -> {
                int[] count = {0};
                return () -> count[0]++ / 400 % 2 * 2 + random.nextGaussian();
            });

    /** One value in ten is 1 and the others 0, then three, five, seven, nine in ten; then as at first: what detectors of errors run over. */
    static final SampleStream<Double> ERRORS =
            SampleStream.of("errors", "0 or 1, which becomes more frequent every four hundred", random -> {
                int[] count = {0};
                return () -> random.nextDouble() < 0.1 + 0.2 * (count[0]++ / 400 % 5) ? 1.0 : 0.0;
            });

    /** y follows x with noise of the same size. */
    static final SampleStream<NumberPair> CORRELATED =
            SampleStream.of("correlated", "x normal, y twice x and noise; correlation 0.89", random -> () -> {
                double x = 10 + 3 * random.nextGaussian();
                return new NumberPair(x, 5 + 2 * x + 3 * random.nextGaussian());
            });

    /** Three numbers of unequal mean and spread. */
    static final SampleStream<double[]> POINTS = SampleStream.of(
            "points",
            "three independent numbers of unequal mean and spread",
            random -> () -> new double[] {random.nextGaussian(), 10 + random.nextGaussian(), random.nextDouble()});

    /** The same, from the 501st on every fiftieth on average far from all others: what detectors of strange points run over. */
    static final SampleStream<double[]> STRANGE_POINTS =
            SampleStream.of("strange-points", "three numbers; after 500 rows every fiftieth far off", random -> {
                int[] count = {0};
                return () -> {
                    double off = count[0]++ >= 500 && random.nextInt(50) == 0 ? 12 : 0;
                    return new double[] {
                        random.nextGaussian() + off, 10 + random.nextGaussian() - off, random.nextDouble() + off
                    };
                };
            });

    /** The label follows the first two numbers and noise; the third says nothing. At best four labels in five can be predicted. */
    static final SampleStream<Example> EXAMPLES =
            SampleStream.of("examples", "three numbers, of which two tell four labels in five", random -> () -> {
                double x = random.nextGaussian();
                double y = random.nextGaussian();
                return new Example(new double[] {x, y, random.nextDouble()}, x - y + random.nextGaussian() > 0 ? 1 : 0);
            });

    private NumberStreams() {}
}
