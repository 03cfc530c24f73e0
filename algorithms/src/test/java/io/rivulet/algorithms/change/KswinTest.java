package io.rivulet.algorithms.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: both distribution functions from the values themselves, and another library's distance. */
class KswinTest {

    @Test
    void example_asInTheJavadoc() {
        var detector = Kswin.create(new Kswin.Params(300, 50, 0.0001));
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 600; i++) {
            detector.update((i < 400 ? 1 : 5) * random.nextGaussian()); // the scatter changes, the mean does not
        }
        assertEquals(1, detector.log().changes());
        assertTrue(detector.log().lastFound() >= 400 && detector.log().lastFound() < 500);
        assertEquals(400, detector.log().lastStart(), 15);
    }

    /** Values with many ties and without; windows as the contract has them after a change. */
    @Test
    void oracle_agreesWithTheDistributionFunctionsByDefinition() {
        long changes = 0;
        for (int digits : new int[] {1, 1_000_000}) {
            SplitMix64 random = new SplitMix64(digits);
            Kswin kswin = Kswin.create(new Kswin.Params(40, 15, 0.01));
            List<Double> window = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                double value = Math.rint(digits * (random.nextGaussian() + i / 250)) / digits;
                Verdict said = kswin.update(value);
                window.add(value);
                if (window.size() > 40) {
                    window.remove(0);
                }
                boolean change = false;
                if (window.size() == 40) {
                    double distance = distance(window, 25);
                    change = distance > Math.sqrt(Math.log(200) / 2 * 40 / (25.0 * 15));
                    assertEquals(distance / kswin.limit(), kswin.log().statistic(), 1e-12);
                }
                assertEquals(change ? Verdict.CHANGE : Verdict.NONE, said);
                if (change) {
                    int start = 40
                            - (int) (kswin.log().lastFound() + 1 - kswin.log().lastStart());
                    assertTrue(start >= 5 && start <= 35);
                    assertEquals(mean(window.subList(0, start)), kswin.log().levelBefore(), 1e-12);
                    window.subList(0, start).clear();
                    changes++;
                }
                assertEquals(mean(window), kswin.estimate(), 1e-12);
            }
        }
        assertTrue(changes >= 3, changes + " changes");
    }

    private static double distance(List<Double> window, int older) {
        double farthest = 0;
        for (double at : window) {
            double before =
                    window.subList(0, older).stream().filter(v -> v <= at).count() / (double) older;
            double after = window.subList(older, window.size()).stream()
                            .filter(v -> v <= at)
                            .count()
                    / (double) (window.size() - older);
            farthest = Math.max(farthest, Math.abs(before - after));
        }
        return farthest;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    @Test
    void oracle_agreesWithCommonsMath() {
        double[] values = Streams.normal(200, 0, 0, 12);
        Kswin kswin = Kswin.create(new Kswin.Params(100, 30, 1e-12));
        Streams.feed(kswin, values);
        double[] older = java.util.Arrays.copyOfRange(values, 100, 170);
        double[] recent = java.util.Arrays.copyOfRange(values, 170, 200);
        assertEquals(new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(older, recent), kswin.distance(), 1e-12);
    }

    @Test
    void oracle_whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Kswin.Params(3, 2, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new Kswin.Params(10, 9, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new Kswin.Params(10, 5, 1));
    }
}
