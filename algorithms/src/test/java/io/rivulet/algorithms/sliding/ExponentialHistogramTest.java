package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * example_: the Javadoc example. oracle_: against all amounts kept, for every window, over streams that are steady, bursty, growing and falling; how many
 * buckets there are; merges of parts that follow each other and that do not. Laws, golden form and bytes are tested over the catalogue.
 */
class ExponentialHistogramTest {

    private record Timed(double amount, long time) {}

    private static final long WINDOW = 100_000;

    private final List<Timed> kept = new ArrayList<>();

    @Test
    void example_asInTheJavadoc() {
        var requests = ExponentialHistogram.create(0.05, Duration.ofHours(1));
        for (int i = 0; i < 36_000; i++) {
            requests.update(i * 200L);
        }
        assertEquals(18_253.0, requests.estimate(Duration.ofHours(1)));
        assertEquals(10.0, requests.estimate(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 0.01})
    void oracle_theErrorIsWithinThePromiseForEveryWindowOfEveryStream(double error) {
        for (int stream = 0; stream < 5; stream++) {
            SplitMix64 random = new SplitMix64(stream);
            ExponentialHistogram histogram = ExponentialHistogram.create(error, Duration.ofMillis(WINDOW));
            kept.clear();
            long time = -50_000;
            for (int i = 0; i < 6_000; i++) {
                time += i % 2_000 == 1_999 ? WINDOW / 2 : random.nextInt(stream == 1 && i % 100 < 90 ? 2 : 60);
                double amount = amount(stream, i, random);
                histogram.update(amount, time);
                kept.add(new Timed(amount, time));
                if (i % 97 == 0) {
                    check(histogram, time, error);
                    check(histogram, time + random.nextInt(90_000), error);
                }
            }
        }
    }

    private static double amount(int stream, int i, SplitMix64 random) {
        return switch (stream) {
            case 0, 1 -> 1;
            case 2 -> Math.exp(i / 300.0);
            case 3 -> Math.exp(-i / 300.0);
            default -> random.nextInt(50) == 0 ? 1_000_000 * random.nextDouble() : random.nextInt(3);
        };
    }

    private void check(ExponentialHistogram histogram, long now, double error) {
        for (long window : new long[] {1, 10, 500, 7_000, 50_000, WINDOW}) {
            double exact = exact(now, window);
            double estimate = histogram.estimate(now, window);
            assertTrue(
                    Math.abs(estimate - exact) <= error * exact * (1 + 1e-9),
                    () -> estimate + " of " + exact + " in " + window);
            checkBounds(histogram, now, window);
        }
    }

    private void checkBounds(ExponentialHistogram histogram, long now, long window) {
        double exact = exact(now, window);
        assertTrue(histogram.lowest(now, window) <= exact * (1 + 1e-9));
        assertTrue(histogram.highest(now, window) >= exact * (1 - 1e-9));
    }

    private double exact(long now, long window) {
        double sum = 0;
        for (Timed timed : kept) {
            sum += now - window < timed.time && timed.time <= now ? timed.amount : 0;
        }
        return sum;
    }

    /** Two neighbours are more than 2 e of what is newer, so that any two buckets make the sum 1 + 2 e times as large. */
    @Test
    void oracle_thereAreNoMoreBucketsThanStatedWhateverTheLength() {
        for (double error : new double[] {0.1, 0.01}) {
            for (int records : new int[] {10_000, 1_000_000}) {
                ExponentialHistogram histogram = ExponentialHistogram.create(error, Duration.ofMillis(records));
                int most = 0;
                for (int i = 0; i < 2 * records; i++) {
                    histogram.update(i);
                    most = Math.max(most, histogram.buckets());
                }
                double stated = 2 * Math.log(2.0 * records) / Math.log1p(2 * error) + 1;
                assertTrue(most <= 2 * stated, most + " buckets, stated " + 2 * stated);
            }
        }
    }

    @Test
    void oracle_partsThatFollowEachOtherMergeAtNoLoss() {
        double error = 0.05;
        for (boolean backwards : new boolean[] {false, true}) {
            ExponentialHistogram sum = ExponentialHistogram.create(error, Duration.ofMillis(WINDOW));
            kept.clear();
            SplitMix64 random = new SplitMix64(5);
            for (int p = 0; p < 40; p++) {
                ExponentialHistogram pane = ExponentialHistogram.create(error, Duration.ofMillis(WINDOW));
                long start = (backwards ? 40 - p : p) * 2_000L;
                for (int i = 0; i < 500; i++) {
                    double amount = random.nextInt(100);
                    pane.update(amount, start + 4L * i);
                    kept.add(new Timed(amount, start + 4L * i));
                }
                sum.merge(pane);
                assertEquals(error, sum.relativeError());
                long now = backwards ? 82_000 : start + 2_000;
                check(sum, now, error);
            }
        }
    }

    @Test
    void oracle_partsOfTheSameTimeMergeToTheErrorThatTheySay() {
        double error = 0.05;
        SplitMix64 random = new SplitMix64(6);
        List<ExponentialHistogram> parts = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            parts.add(ExponentialHistogram.create(error, Duration.ofMillis(WINDOW)));
        }
        long time = 0;
        for (int i = 0; i < 20_000; i++) {
            time += random.nextInt(9);
            double amount = random.nextInt(10);
            parts.get(random.nextInt(4)).update(amount, time);
            kept.add(new Timed(amount, time));
        }
        ExponentialHistogram sum = parts.get(0);
        double expected = error;
        for (int p = 1; p < 4; p++) {
            sum.merge(parts.get(p));
            expected = error + expected + error * expected;
            assertEquals(expected, sum.relativeError(), 1e-12);
        }
        for (long window : new long[] {1, 10, 500, 7_000, 50_000, WINDOW}) {
            double exact = exact(time, window);
            assertTrue(Math.abs(sum.estimate(time, window) - exact) <= expected * exact);
        }
        ExponentialHistogram small = ExponentialHistogram.create(error, Duration.ofMillis(WINDOW));
        ExponentialHistogram other = ExponentialHistogram.create(error, Duration.ofMillis(WINDOW));
        for (int i = 0; i < 8; i++) {
            (i % 2 == 0 ? small : other).update(i);
        }
        small.merge(other);
        assertEquals(error, small.relativeError(), "where nothing was joined, nothing is lost");
        assertEquals(8, small.estimate());
    }

    @Test
    void oracle_lateRecordsKeepTheBoundsCertain() {
        ExponentialHistogram histogram = ExponentialHistogram.create(0.02, Duration.ofMillis(WINDOW));
        SplitMix64 random = new SplitMix64(8);
        long newest = 0;
        double worst = 0;
        for (int i = 0; i < 20_000; i++) {
            newest += random.nextInt(12);
            long time = newest - (random.nextInt(4) == 0 ? random.nextInt(2_000) : 0);
            histogram.update(time);
            kept.add(new Timed(1, time));
            if (i % 501 == 500) {
                for (long window : new long[] {500, 7_000, 50_000, WINDOW}) {
                    long last = kept.stream().mapToLong(Timed::time).max().orElseThrow();
                    checkBounds(histogram, last, window);
                    double exact = exact(last, window);
                    worst = Math.max(worst, Math.abs(histogram.estimate(last, window) - exact) / exact);
                }
            }
        }
        // A quarter of the records up to two seconds late is worth less than another such error.
        assertTrue(worst < 0.04, "worst " + worst);
        histogram.update(newest - WINDOW);
        assertEquals(0, histogram.estimate(newest + WINDOW, WINDOW));
    }

    @Test
    void oracle_whatCannotBeIsRefusedAndChangesNothing() {
        assertThrows(IllegalArgumentException.class, () -> ExponentialHistogram.create(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> ExponentialHistogram.create(0.1, Duration.ZERO));
        ExponentialHistogram histogram = ExponentialHistogram.create(0.1, Duration.ofSeconds(1));
        histogram.update(3, 10);
        byte[] before = ExponentialHistogram.CODEC.toBytes(histogram);
        for (double amount : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> histogram.update(amount, 11));
        }
        assertThrows(IllegalArgumentException.class, () -> histogram.update(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> histogram.estimate(10, 1_001));
        assertThrows(
                IllegalArgumentException.class,
                () -> histogram.merge(ExponentialHistogram.create(0.2, Duration.ofSeconds(1))));
        assertArrayEquals(before, ExponentialHistogram.CODEC.toBytes(histogram));
        histogram.merge(histogram);
        assertEquals(6, histogram.estimate());
        assertEquals(0, histogram.estimate(Long.MAX_VALUE, 1_000));
        assertEquals(0, histogram.estimate(Long.MIN_VALUE, 1_000));
        byte[] bad = before.clone();
        bad[bad.length - 8] = (byte) 0x80; // the sum below zero
        assertThrows(CorruptStateException.class, () -> ExponentialHistogram.CODEC.fromBytes(bad));
    }
}
