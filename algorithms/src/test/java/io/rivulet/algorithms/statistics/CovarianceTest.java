package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** Running, EWMA and decayed. example_: the Javadoc's. oracle_: Commons Math, closed forms. The laws come from the catalogue. */
class CovarianceTest {

    @Test
    void example_asInTheJavadoc() {
        var pairs = RunningCovariance.create();
        pairs.update(1, 2);
        pairs.update(2, 1);
        pairs.update(3, 6);
        assertEquals(2.0, pairs.covariance(), 1e-15);
        assertEquals(4 / Math.sqrt(28), pairs.correlation(), 1e-15);
        assertEquals(0.756, pairs.correlation(), 5e-4);

        var recent = EwmaCovariance.ofHalfLife(100);
        recent.update(1, 10);
        recent.update(2, 30);
        assertEquals(1.0, recent.correlation(), 1e-15);
        assertEquals(20.0, recent.slope(), 1e-13);

        var decayed = DecayedCovariance.of(Duration.ofMinutes(10));
        decayed.update(1, 10, 0);
        decayed.update(2, 30, 1_000);
        assertEquals(1.0, decayed.correlation(), 1e-15);
        assertEquals(20.0, decayed.slope(), 1e-13);
        assertEquals(-10.0, decayed.intercept(), 1e-13);
    }

    @Test
    void oracle_asCommonsMathWithALargeOffset() {
        int n = 5_000;
        double[] x = new double[n];
        double[] y = new double[n];
        SplitMix64 random = new SplitMix64(5);
        var pairs = RunningCovariance.create();
        for (int i = 0; i < n; i++) {
            double common = random.nextGaussian();
            x[i] = Math.rint(4_096 * (common + random.nextGaussian())) / 4_096;
            y[i] = Math.rint(4_096 * (random.nextGaussian() - common)) / 4_096;
            pairs.update(x[i] + 0x1p30, y[i] - 0x1p30);
        }
        assertEquals(new Covariance().covariance(x, y), pairs.covariance(), 1e-6);
        assertEquals(new PearsonsCorrelation().correlation(x, y), pairs.correlation(), 1e-6);
        assertEquals(n, pairs.count());
    }

    @Test
    void oracle_slidingByRetractionEqualsAFreshOne() {
        var sliding = RunningCovariance.create();
        Deque<double[]> window = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 50_000; i++) {
            double x = 50 + 5 * random.nextGaussian();
            double[] pair = {x, 2 * x + random.nextGaussian()};
            sliding.update(pair[0], pair[1]);
            window.add(pair);
            if (window.size() > 100) {
                double[] old = window.remove();
                sliding.retract(old[0], old[1]);
            }
        }
        var fresh = RunningCovariance.create();
        window.forEach(pair -> fresh.update(pair[0], pair[1]));
        assertEquals(fresh.covariance(), sliding.covariance(), 1e-9);
        assertEquals(fresh.meanX(), sliding.meanX(), 1e-10);
        assertEquals(fresh.varianceY(), sliding.varianceY(), 1e-9);
    }

    @Test
    void oracle_theDayWithoutTheMorningIsTheAfternoon() {
        SplitMix64 random = new SplitMix64(9);
        var morning = RunningCovariance.create();
        var afternoon = RunningCovariance.create();
        var day = RunningCovariance.create();
        for (int i = 0; i < 1_000; i++) {
            double x = 100 + random.nextGaussian();
            double y = random.nextGaussian() - x;
            (i < 300 ? morning : afternoon).update(x, y);
            day.update(x, y);
        }
        day.subtract(morning);
        assertEquals(700, day.count());
        assertEquals(afternoon.covariance(), day.covariance(), 1e-12);
        assertEquals(afternoon.meanX(), day.meanX(), 1e-12);
        assertEquals(afternoon.varianceX(), day.varianceX(), 1e-12);
        assertEquals(afternoon.populationCovariance(), day.populationCovariance(), 1e-12);
        day.subtract(day);
        assertEquals(0, day.count());
        assertTrue(Double.isNaN(day.covariance()));
    }

    @Test
    void oracle_aNumberThatIsAlwaysTheSameHasNoCorrelation() {
        var pairs = RunningCovariance.create();
        for (int i = 0; i < 100; i++) {
            pairs.update(0.1, i);
        }
        assertEquals(0, pairs.covariance());
        assertTrue(Double.isNaN(pairs.correlation()));
        var line = RunningCovariance.create();
        for (int i = 0; i < 1_000; i++) {
            line.update(0.1 * i, -0.3 * i);
        }
        assertEquals(-1, line.correlation(), 1e-14);
        assertTrue(line.correlation() >= -1);
    }

    @Test
    void oracle_lateAndMergedPairsCountByTheirTime() {
        SplitMix64 random = new SplitMix64(4);
        Duration halfLife = Duration.ofSeconds(20);
        var whole = DecayedCovariance.of(halfLife);
        var even = DecayedCovariance.of(halfLife);
        var odd = DecayedCovariance.of(halfLife);
        for (int i = 0; i < 400; i++) {
            double x = random.nextGaussian();
            double y = x + random.nextGaussian();
            long time = i * 500L - random.nextInt(5_000);
            whole.update(x, y, time);
            (i % 2 == 0 ? even : odd).update(x, y, time);
        }
        odd.merge(even);
        assertEquals(whole.covariance(), odd.covariance(), 1e-13);
        assertEquals(whole.correlation(), odd.correlation(), 1e-13);
        assertEquals(whole.weight(200_000), odd.weight(200_000), 1e-12);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var pairs = RunningCovariance.create();
        byte[] before = RunningCovariance.CODEC.toBytes(pairs);
        assertThrows(IllegalArgumentException.class, () -> pairs.update(0, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> pairs.retract(0, 0));
        var one = RunningCovariance.create();
        one.update(1, 1);
        assertThrows(IllegalArgumentException.class, () -> pairs.subtract(one));
        assertArrayEquals(before, RunningCovariance.CODEC.toBytes(pairs));
        var decayed = DecayedCovariance.of(Duration.ofSeconds(1));
        assertThrows(IllegalArgumentException.class, () -> decayed.merge(DecayedCovariance.of(Duration.ofSeconds(2))));
        assertThrows(IllegalArgumentException.class, () -> EwmaCovariance.ofWeight(1.5));
    }
}
