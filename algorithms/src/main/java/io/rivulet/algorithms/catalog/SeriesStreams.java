package io.rivulet.algorithms.catalog;

/** Made series: numbers that depend on those before them, or on when they come. */
final class SeriesStreams {

    /** A count of bytes that is read every second; its process starts anew about every two hundred readings. */
    static final SampleStream<Double> COUNTER =
            SampleStream.of("counter", "readings of a counter that starts again from 0 now and then", random -> {
                long[] total = {0};
                return () -> {
                    if (random.nextInt(200) == 0) {
                        total[0] = 0;
                    }
                    total[0] += random.nextInt(10_000);
                    return (double) total[0];
                };
            });

    /** Positive values with a rising level, a season of 24 values and noise. */
    static final SampleStream<Double> SEASONAL =
            SampleStream.of("seasonal", "values with a trend, a season of 24 and noise", random -> {
                int[] step = {0};
                return () -> {
                    int i = step[0]++;
                    return 1_000 + 0.1 * i + 100 * StrictMath.sin(2 * Math.PI * i / 24) + 10 * random.nextGaussian();
                };
            });

    private SeriesStreams() {}
}
