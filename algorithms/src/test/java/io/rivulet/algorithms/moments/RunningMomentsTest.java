package io.rivulet.algorithms.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against exact arithmetic. golden_: released forms. The laws come from the catalogue. */
class RunningMomentsTest {

    @Test
    void example_asInTheJavadoc() {
        var moments = RunningMoments.create();
        for (double value : new double[] {2, 4, 4, 4, 5, 5, 7, 9}) {
            moments.update(value);
        }
        assertEquals(5.0, moments.mean());
        assertEquals(4.0, moments.populationVariance(), 1e-15);
        assertEquals(0.65625, moments.skewness(), 1e-12);
        assertEquals(2.78125, moments.kurtosis(), 1e-12);
        assertEquals(32.0 / 7, moments.variance(), 1e-14);
        assertEquals(40, moments.sum());
    }

    @Test
    void oracle_agreesWithBigDecimalWhenTheMeanIsTenMillionTimesTheDeviation() {
        var moments = RunningMoments.create();
        SplitMix64 random = new SplitMix64(7);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        int n = 10_000;
        for (int i = 0; i < n; i++) {
            double value = 1e7 + random.nextGaussian();
            moments.update(value);
            sum = sum.add(new BigDecimal(value));
            squares = squares.add(new BigDecimal(value).pow(2));
        }
        BigDecimal mean = sum.divide(BigDecimal.valueOf(n), new MathContext(40));
        BigDecimal variance =
                squares.subtract(mean.multiply(sum)).divide(BigDecimal.valueOf(n - 1), new MathContext(40));
        assertEquals(mean.doubleValue(), moments.mean(), 1e-7);
        assertEquals(variance.doubleValue(), moments.variance(), 1e-8);
    }

    @Test
    void oracle_slidingByRetractionEqualsAFreshInstance() {
        var sliding = RunningMoments.create();
        Deque<Double> window = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 100_000; i++) {
            double value = 50 + 5 * random.nextGaussian();
            sliding.update(value);
            window.add(value);
            if (window.size() > 100) {
                sliding.retract(window.remove());
            }
        }
        var fresh = RunningMoments.create();
        window.forEach(fresh::update);
        assertEquals(fresh.mean(), sliding.mean(), 1e-9);
        assertEquals(fresh.variance(), sliding.variance(), 1e-7);
    }

    @Test
    void oracle_emptyAndSingleAnswersAreNaNWhereThereIsNone() {
        var moments = RunningMoments.create();
        assertTrue(Double.isNaN(moments.mean()));
        moments.update(3);
        assertEquals(3, moments.mean());
        assertTrue(Double.isNaN(moments.variance()));
        assertTrue(Double.isNaN(moments.skewness()));
        assertEquals(
                "value must be finite, got NaN",
                assertThrows(IllegalArgumentException.class, () -> moments.update(Double.NaN))
                        .getMessage());
        moments.retract(3);
        assertThrows(IllegalArgumentException.class, () -> moments.retract(3));
    }

    @Test
    void oracle_theDayWithoutTheMorningIsTheAfternoon() {
        SplitMix64 random = new SplitMix64(11);
        var morning = RunningMoments.create();
        var afternoon = RunningMoments.create();
        var day = RunningMoments.create();
        for (int i = 0; i < 1_000; i++) {
            double value = i < 300 ? 40 + random.nextGaussian() : 50 - Math.log(1 - random.nextDouble());
            (i < 300 ? morning : afternoon).update(value);
            day.update(value);
        }
        day.subtract(morning);
        assertEquals(700, day.count());
        assertEquals(afternoon.mean(), day.mean(), 1e-12);
        assertEquals(afternoon.variance(), day.variance(), 1e-11);
        assertEquals(afternoon.skewness(), day.skewness(), 1e-10);
        assertEquals(afternoon.kurtosis(), day.kurtosis(), 1e-9);
        var more = RunningMoments.create();
        more.merge(day);
        more.update(1);
        assertThrows(IllegalArgumentException.class, () -> day.subtract(more));
        day.subtract(day);
        assertEquals(0, day.count());
    }

    @Test
    void oracle_powersThatLeaveTheDoublesAreNoReasonToRefuseAState() {
        var moments = RunningMoments.create();
        moments.update(3e120);
        moments.update(-3e120);
        assertEquals(9e240, moments.populationVariance(), 1e226);
        assertTrue(Double.isNaN(moments.kurtosis()));
        var decoded = RunningMoments.CODEC.fromBytes(RunningMoments.CODEC.toBytes(moments));
        assertEquals(moments.variance(), decoded.variance());
    }

    @Test
    void golden_version1StillDecodes() {
        var moments = RunningMoments.create();
        for (int i = 0; i < 100; i++) {
            moments.update(i * 0.5);
        }
        RunningMoments golden = Golden.decode("moments-1.bin", RunningMoments.CODEC, moments);
        assertEquals(24.75, golden.mean());
        assertEquals(100, golden.count());
    }
}
