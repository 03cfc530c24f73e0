package io.rivulet.algorithms.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The four detectors that take errors. example_: the Javadoc examples. oracle_: each formula over all values since the last change, from scratch. The laws and the
 * golden forms come from the catalogue, and so does the definition of {@link Eddm}.
 */
class ErrorDetectorsTest {

    @Test
    void example_asInTheJavadoc() {
        double[] errors = Streams.errors(2_000, 0.1, 500, 0.6, 2);
        for (ChangeDetector detector :
                List.of(HddmA.create(HddmA.Params.ofLevel(0.001)), HddmW.create(HddmW.Params.ofLevel(0.001)))) {
            Streams.feed(detector, errors);
            assertEquals(1, detector.log().changes());
            assertEquals(2_000, detector.log().lastStart(), 100);
            assertEquals(0.1, detector.log().levelBefore(), 0.03);
            assertEquals(0.6, detector.estimate(), 0.1);
        }
        for (ChangeDetector detector : List.of(Ddm.create(Ddm.Params.usual()), Eddm.create(Eddm.Params.usual()))) {
            Streams.feed(detector, errors);
            assertTrue(detector.log().lastFound() > 2_000); // false alarms before it are of the method
        }
    }

    @Test
    void oracle_ddmAgreesWithItsDefinition() {
        long changes = 0;
        long warnings = 0;
        for (int seed = 0; seed < 10; seed++) {
            double[] values = Streams.errors(300, 0.1, 300, 0.4, seed);
            Ddm ddm = Ddm.create(Ddm.Params.usual());
            int from = 0;
            for (int i = 0; i < values.length; i++) {
                Verdict expected = ddmOf(values, from, i + 1);
                assertEquals(expected, ddm.update(values[i]));
                changes += expected == Verdict.CHANGE ? 1 : 0;
                warnings += expected == Verdict.WARNING ? 1 : 0;
                if (expected == Verdict.CHANGE) {
                    int start = (int) ddm.log().lastStart();
                    assertEquals(Streams.mean(values, start, i + 1), ddm.estimate(), 1e-12);
                    from = i + 1;
                }
            }
        }
        assertTrue(changes >= 10 && warnings > 0, changes + " changes, " + warnings + " warnings");
    }

    private static Verdict ddmOf(double[] values, int from, int to) {
        double rate = 0;
        double deviation = 0;
        double bestRate = Double.NaN;
        double bestDeviation = Double.NaN;
        int errors = 0;
        for (int i = from; i < to; i++) {
            errors += (int) values[i];
            int n = i + 1 - from;
            rate = (double) errors / n;
            deviation = Math.sqrt(rate * (1 - rate) / n);
            if (n >= 30 && errors > 0 && !(rate + deviation >= bestRate + bestDeviation)) {
                bestRate = rate;
                bestDeviation = deviation;
            }
        }
        boolean change = rate + deviation >= bestRate + 3 * bestDeviation;
        boolean warning = rate + deviation >= bestRate + 2 * bestDeviation;
        return change ? Verdict.CHANGE : warning ? Verdict.WARNING : Verdict.NONE;
    }

    /** The paper's bound from the counts of every prefix; shares as well as errors, both sides as well as one. */
    @Test
    void oracle_hddmAAgreesWithItsFormula() {
        long changes = 0;
        for (boolean twoSided : new boolean[] {false, true}) {
            for (int seed = 0; seed < 10; seed++) {
                double[] values = Streams.errors(300, seed % 2 == 0 ? 0.2 : 0.7, 300, 0.45, seed);
                HddmA.Params params = HddmA.Params.ofLevel(0.001);
                HddmA hddm = HddmA.create(twoSided ? params.onBothSides() : params);
                double sides = twoSided ? 2 : 1;
                int from = 0;
                for (int i = 0; i < values.length; i++) {
                    double up = hoeffding(values, from, i + 1, 1, Math.log(sides / 0.001));
                    double down = twoSided ? hoeffding(values, from, i + 1, -1, Math.log(sides / 0.001)) : 0;
                    Verdict said = hddm.update(values[i]);
                    assertEquals(Math.max(up, down), hddm.log().statistic(), 1e-9);
                    assertEquals(Math.max(up, down) >= 1, said == Verdict.CHANGE);
                    if (said == Verdict.CHANGE) {
                        changes++;
                        from = i + 1;
                    }
                }
            }
        }
        assertTrue(changes >= 15, changes + " changes");
    }

    /** How far the mean of all is above (sign 1) or below (-1) that of the prefix with the lowest upper bound, in bounds. */
    private static double hoeffding(double[] values, int from, int to, int sign, double logLevel) {
        double lowest = Double.POSITIVE_INFINITY;
        int cut = 0;
        double cutMean = 0;
        double mean = 0;
        for (int i = from; i < to; i++) {
            int n = i + 1 - from;
            mean = sign * Streams.mean(values, from, i + 1);
            double upper = mean + Math.sqrt(logLevel / 2 / n);
            if (upper <= lowest + 1e-12) {
                lowest = upper;
                cut = n;
                cutMean = mean;
            }
        }
        int n = to - from;
        return n == cut ? 0 : (mean - cutMean) / Math.sqrt((n - cut) / (2.0 * cut * n) * logLevel);
    }

    /** The fading means as sums over all values with their weights written out. */
    @Test
    void oracle_hddmWAgreesWithItsFormula() {
        long changes = 0;
        SplitMix64 random = new SplitMix64(4);
        for (int seed = 0; seed < 6; seed++) {
            boolean twoSided = seed >= 3;
            HddmW.Params params = HddmW.Params.ofLevel(0.001);
            HddmW hddm = HddmW.create(twoSided ? params.onBothSides() : params);
            List<Double> values = new ArrayList<>();
            double logLevel = Math.log((twoSided ? 2 : 1) / 0.001);
            for (int i = 0; i < 400; i++) {
                double value = i % 200 < 100 ? random.nextDouble() / 2 : 1 - random.nextDouble() / 2;
                values.add(value);
                Verdict said = hddm.update(value);
                double statistic =
                        Math.max(mcDiarmid(values, 1, logLevel), twoSided ? mcDiarmid(values, -1, logLevel) : 0);
                assertEquals(statistic, hddm.log().statistic(), 1e-9);
                assertEquals(statistic >= 1, said == Verdict.CHANGE);
                if (said == Verdict.CHANGE) {
                    changes++;
                    values.clear();
                }
            }
        }
        assertTrue(changes >= 9, changes + " changes");
    }

    private static double mcDiarmid(List<Double> values, int sign, double logLevel) {
        double lowest = Double.POSITIVE_INFINITY;
        int cut = 0;
        for (int n = 1; n <= values.size(); n++) {
            double[] all = fading(values.subList(0, n), sign);
            double upper = all[0] + Math.sqrt(all[1] * logLevel / 2);
            if (upper < lowest) {
                lowest = upper;
                cut = n;
            }
        }
        if (cut == values.size()) {
            return 0;
        }
        double[] before = fading(values.subList(0, cut), sign);
        double[] after = fading(values.subList(cut, values.size()), sign);
        return (after[0] - before[0]) / Math.sqrt((before[1] + after[1]) * logLevel / 2);
    }

    /** The mean with weight 0.05, the first value counting as if it had always been there, and the sum of the squared weights. */
    private static double[] fading(List<Double> values, int sign) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < values.size(); i++) {
            double weight = (i == 0 ? 1 : 0.05) * Math.pow(0.95, values.size() - 1 - i);
            mean += weight * (sign > 0 ? values.get(i) : 1 - values.get(i));
            squares += weight * weight;
        }
        return new double[] {mean, squares};
    }

    /** A model that never errs, or always does, is no news; nor is its first error. */
    @Test
    void oracle_constantErrorsNeverChange() {
        for (double constant : new double[] {0, 1}) {
            for (ChangeDetector detector : List.of(
                    Ddm.create(Ddm.Params.usual()),
                    Eddm.create(Eddm.Params.usual()),
                    HddmA.create(HddmA.Params.ofLevel(0.01).onBothSides()),
                    HddmW.create(HddmW.Params.ofLevel(0.01).onBothSides()))) {
                for (int i = 0; i < 500; i++) {
                    assertEquals(Verdict.NONE, detector.update(constant));
                }
                assertEquals(constant, detector.estimate());
                assertTrue(detector.update(1 - constant) != Verdict.CHANGE);
            }
        }
    }

    @Test
    void oracle_whatIsOutOfRangeIsRefused() {
        for (ChangeDetector detector : List.of(
                Ddm.create(Ddm.Params.usual()),
                Eddm.create(Eddm.Params.usual()),
                HddmA.create(HddmA.Params.ofLevel(0.01)),
                HddmW.create(HddmW.Params.ofLevel(0.01)))) {
            for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
                assertThrows(IllegalArgumentException.class, () -> detector.update(wrong));
            }
            assertEquals(0, detector.log().values());
        }
        assertThrows(IllegalArgumentException.class, () -> new Ddm.Params(3, 2, 30));
        assertThrows(IllegalArgumentException.class, () -> new Eddm.Params(0.9, 0.95, 30));
        assertThrows(IllegalArgumentException.class, () -> new HddmA.Params(0.01, 0.001, false));
        assertThrows(IllegalArgumentException.class, () -> new HddmW.Params(0, 0.001, 0.01, false));
        assertThrows(IllegalArgumentException.class, () -> Eddm.create(Eddm.Params.usual())
                .update(0.5));
    }
}
