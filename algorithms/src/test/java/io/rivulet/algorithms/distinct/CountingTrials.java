package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Streams of different items, over which counters' estimates must have the mean and the deviation that are promised. */
final class CountingTrials {

    private CountingTrials() {}

    /**
     * Checks estimates at each of some lengths over many streams: their mean must be within 4 of its standard deviations of the truth, give or take
     * {@code bias} times the promised error, and their root mean square error at most 1.1 times the promised one, plus three deviations of what so many
     * streams would measure.
     *
     * <p>False alarms, were the seeds not fixed: once in 16,000 for the mean, once in 700 for the root mean square, for each length.
     *
     * @param promised standard error at a length
     */
    static <C extends DistinctCounter> void check(
            int streams, int[] lengths, double bias, LongFunction<C> make, ToDoubleBiFunction<C, Integer> promised) {
        double[] sum = new double[lengths.length];
        double[] squares = new double[lengths.length];
        double[] allowed = new double[lengths.length];
        for (int stream = 0; stream < streams; stream++) {
            C counter = make.apply(stream);
            SplitMix64 random = new SplitMix64(SplitMix64.mix(stream));
            int n = 0;
            for (int i = 0; i < lengths.length; i++) {
                for (; n < lengths[i]; n++) {
                    counter.update(random.nextLong());
                }
                double error = counter.estimate() / n - 1;
                sum[i] += error;
                squares[i] += error * error;
                allowed[i] = promised.applyAsDouble(counter, n);
            }
        }
        for (int i = 0; i < lengths.length; i++) {
            double mean = sum[i] / streams;
            double rootMeanSquare = Math.sqrt(squares[i] / streams);
            double deviation = Math.max(rootMeanSquare, allowed[i] / 2) / Math.sqrt(streams);
            assertTrue(
                    Math.abs(mean) <= 4 * deviation + bias * allowed[i] + 1e-9,
                    lengths[i] + " items: mean error " + mean + ", its deviation " + deviation);
            assertTrue(
                    rootMeanSquare <= allowed[i] * (1.1 + 3 / Math.sqrt(2 * streams)) + 1e-9,
                    lengths[i] + " items: root mean square error " + rootMeanSquare + " of " + allowed[i]);
        }
    }

    /** The lines of one of the key files, or nothing where the data is not there. */
    static boolean forEachLine(String file, Consumer<String> use) throws IOException {
        Path path = Path.of(System.getProperty("rivulet.data", "missing"), "keys", file);
        if (!Files.exists(path)) {
            return false;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path), 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                use.accept(line);
            }
        }
        return true;
    }

    /** A stream in which some items come often: an eighth of the numbers makes up half of it. */
    static List<Long> skewed(int length, int items, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return Stream.generate(() -> (long) (items * Math.pow(random.nextDouble(), 3)))
                .limit(length)
                .toList();
    }
}
