package io.rivulet.algorithms.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: every cut of the window tried, over the values themselves. The laws and the golden form come from the catalogue.
 */
class AdwinTest {

    @Test
    void example_asInTheJavadoc() {
        var window = Adwin.create(Adwin.Params.ofLevel(0.002));
        double[] errors = Streams.errors(5_000, 0.1, 2_000, 0.4, 1);
        Streams.feed(window, errors);
        assertEquals(1, window.log().changes());
        assertEquals(5_000, window.log().lastStart(), 50);
        assertEquals(0.1, window.log().levelBefore(), 0.03);
        assertEquals(0.4, window.estimate(), 0.06);
        assertEquals(2_000, window.length(), 100);
    }

    /** So many buckets of one value that none is ever merged: then every cut of the window is tried, as in the paper's first algorithm. */
    @Test
    void oracle_triesEveryCutWhereNoBucketIsMerged() {
        long changes = 0;
        for (int seed = 0; seed < 5; seed++) {
            double[] values = Streams.normal(100, 2, 100, seed);
            Adwin adwin = Adwin.create(new Adwin.Params(0.05, 1, 6, 1_000));
            Deque<Double> window = new ArrayDeque<>();
            for (double value : values) {
                window.add(value);
                boolean cut = false;
                while (widest(toArray(window), ones(window.size()), 0.05, 6) > 1) {
                    window.remove();
                    cut = true;
                }
                adwin.update(value);
                assertEquals(window.size(), adwin.length());
                assertEquals(cut, adwin.log().statistic() > 1);
            }
            assertEquals(Streams.mean(toArray(window), 0, window.size()), adwin.estimate(), 1e-12);
            changes += adwin.log().changes();
        }
        assertTrue(changes >= 5, changes + " changes");
    }

    /** The buckets as lists of values: merged by the same rule, cut by two passes over the values. */
    @Test
    void oracle_agreesWithBucketsThatKeepTheirValues() {
        for (int buckets : new int[] {2, 5}) {
            Adwin adwin = Adwin.create(new Adwin.Params(0.02, 7, 1, buckets));
            double[] values = Streams.errors(700, 0.1, 800, 0.5, 11);
            List<List<Double>> kept = new ArrayList<>(); // oldest first
            for (int i = 0; i < values.length; i++) {
                adwin.update(values[i]);
                kept.add(new ArrayList<>(List.of(values[i])));
                merge(kept, buckets);
                if ((i + 1) % 7 == 0) {
                    double widest = widest(flat(kept), sizes(kept), 0.02, 1);
                    assertEquals(widest, adwin.log().statistic(), 1e-9);
                    while (widest(flat(kept), sizes(kept), 0.02, 1) > 1) {
                        kept.remove(0);
                    }
                }
                double[] all = flat(kept);
                assertEquals(all.length, adwin.length());
                assertEquals(Streams.mean(all, 0, all.length), adwin.estimate(), 1e-12);
                assertEquals(variance(all), adwin.variance(), 1e-12);
            }
            assertTrue(adwin.log().changes() > 0);
        }
    }

    private static void merge(List<List<Double>> kept, int most) {
        for (int size = 1; ; size *= 2) {
            int wanted = size;
            long alike = kept.stream().filter(b -> b.size() == wanted).count();
            if (alike <= most) {
                return;
            }
            int first = 0;
            while (kept.get(first).size() != size) {
                first++;
            }
            kept.get(first).addAll(kept.remove(first + 1));
        }
    }

    private static double widest(double[] values, int[] sizes, double level, double range) {
        int n = values.length;
        double variance = variance(values);
        double widest = 0;
        int older = 0;
        for (int size : sizes) {
            older += size;
            int newer = n - older;
            if (n < 10 || older < 5 || newer < 5) {
                continue;
            }
            double harmonic = 1.0 / older + 1.0 / newer;
            double logs = Math.log(2 * Math.log(n) / level);
            double bound = Math.sqrt(2 * harmonic * variance * logs) + 2.0 / 3 * logs * range * harmonic;
            double apart = Math.abs(Streams.mean(values, 0, older) - Streams.mean(values, older, n));
            widest = Math.max(widest, apart / bound);
        }
        return widest;
    }

    private static double variance(double[] values) {
        double mean = Streams.mean(values, 0, values.length);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    }

    private static double[] flat(List<List<Double>> kept) {
        return kept.stream().flatMap(List::stream).mapToDouble(v -> v).toArray();
    }

    private static int[] sizes(List<List<Double>> kept) {
        return kept.stream().mapToInt(List::size).toArray();
    }

    private static double[] toArray(Deque<Double> window) {
        return window.stream().mapToDouble(v -> v).toArray();
    }

    private static int[] ones(int length) {
        int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** A jump is said once, though the window lets go of its older part in several steps; of 50 jumps one was placed after the value it was found with. */
    @Test
    void oracle_aJumpIsOneChange() {
        long changes = 0;
        for (int seed = 0; seed < 50; seed++) {
            Adwin adwin = Adwin.create(Adwin.Params.ofLevel(0.002).withClock(1));
            Streams.feed(adwin, Streams.normal(1_000, 2, 1_000, seed));
            changes += adwin.log().changes();
            assertEquals(1_000, adwin.log().lastStart(), 16);
            assertEquals(2, adwin.estimate(), 0.2);
        }
        assertTrue(changes >= 50 && changes <= 53, changes + " changes");
    }

    @Test
    void oracle_bytesGrowWithTheLogarithm() {
        Adwin adwin = Adwin.create(Adwin.Params.ofLevel(0.002));
        Streams.feed(adwin, new double[1 << 20]);
        assertEquals(1 << 20, adwin.length());
        assertEquals(0, adwin.log().changes());
        assertTrue(adwin.stateBytes() < 4_000, adwin.stateBytes() + " bytes");
    }

    @Test
    void oracle_whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Adwin.Params.ofLevel(0));
        assertThrows(
                IllegalArgumentException.class, () -> Adwin.Params.ofLevel(0.1).withClock(0));
        assertThrows(
                IllegalArgumentException.class, () -> Adwin.Params.ofLevel(0.1).withRange(-1));
        Adwin adwin = Adwin.create(Adwin.Params.ofLevel(0.1));
        assertThrows(IllegalArgumentException.class, () -> adwin.update(1e101));
        assertEquals(0, adwin.log().values());
    }
}
