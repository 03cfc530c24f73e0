package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.statistics.HoltWinters.Season;
import org.junit.jupiter.api.Test;

/** oracle_: series that are known in advance, its own model simulated. The laws, and the recursion in another form, come from the catalogue. */
class HoltWintersTest {

    private static final double[] WEEK = {-3, 1, 0, 2, 4, -5, 1};

    /** A line with a season is forecast exactly, for ever, from the first two periods on. */
    @Test
    void oracle_aLineWithASeasonIsForecastExactly() {
        var weekly = HoltWinters.create(HoltWinters.Params.additive(7));
        for (int i = 0; i < 70; i++) {
            if (i >= 14) {
                assertEquals(100 + 2 * i + WEEK[i % 7], weekly.forecast(1), 1e-9);
                assertEquals(100 + 2 * (i + 20) + WEEK[(i + 20) % 7], weekly.forecast(21), 1e-9);
            }
            weekly.update(100 + 2 * i + WEEK[i % 7]);
        }
        assertEquals(2, weekly.trend(), 1e-12);
        assertEquals(100 + 2 * 69, weekly.level(), 1e-9);
        assertEquals(WEEK[0], weekly.season(1), 1e-10);
        assertEquals(0, weekly.margin(7, 0.95), 1e-8);
    }

    @Test
    void oracle_aSeasonThatMultipliesALevel() {
        var monthly = HoltWinters.create(HoltWinters.Params.multiplicative(4));
        double[] factors = {0.8, 1.1, 1.3, 0.8};
        for (int i = 0; i < 40; i++) {
            monthly.update(50 * factors[i % 4]);
        }
        for (int steps = 1; steps < 10; steps++) {
            assertEquals(50 * factors[(39 + steps) % 4], monthly.forecast(steps), 1e-9);
            assertEquals(factors[(39 + steps) % 4], monthly.season(steps), 1e-12);
        }
        assertEquals(50, monthly.level(), 1e-9);
    }

    @Test
    void oracle_withoutASeasonItIsHoltsLine() {
        var line = HoltWinters.create(new HoltWinters.Params(1, Season.ADDS, 0.5, 0.2, 0, 1));
        double level = 0;
        double trend = 0;
        double[] values = {3, 5, 9, 8, 15, 14, 20};
        for (int i = 0; i < values.length; i++) {
            line.update(values[i]);
            if (i == 1) {
                level = 5;
                trend = 2;
            } else if (i > 1) {
                double before = level;
                level = 0.5 * values[i] + 0.5 * (level + trend);
                trend = 0.2 * (level - before) + 0.8 * trend;
            }
        }
        assertEquals(level + trend, line.forecast(1), 1e-12);
        assertEquals(level + 5 * trend, line.forecast(5), 1e-12);
    }

    @Test
    void oracle_aDampedTrendLevelsOff() {
        var damped = HoltWinters.create(new HoltWinters.Params(1, Season.ADDS, 0.5, 0.1, 0, 0.9));
        damped.update(0);
        damped.update(10);
        assertEquals(10 + 10 * 0.9, damped.forecast(1), 1e-12);
        assertEquals(10 + 10 * (0.9 + 0.81 + 0.729), damped.forecast(3), 1e-12);
        assertEquals(10 + 10 * 9, damped.forecast(1_000_000), 1e-9);
    }

    /**
     * Values of the model itself with normal errors lie within the margins as often as these say, one step ahead and nine. Of 3,000 series the standard error
     * is 0.004; the mean square error of a hundred values takes up to 0.01 off; beyond five, a false alarm in two million drawings of the seeds.
     */
    @Test
    void oracle_marginsHoldAsOftenAsTheySay() {
        int rounds = 3_000;
        int one = 0;
        int nine = 0;
        var params = new HoltWinters.Params(4, Season.ADDS, 0.4, 0.1, 0.2, 0.95);
        for (int seed = 0; seed < rounds; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var model = HoltWinters.create(params);
            double level = 100;
            double trend = 1;
            double[] season = {3, -1, -2, 0};
            for (int i = 0; i < 300; i++) {
                double error = random.nextGaussian();
                double value = level + 0.95 * trend + season[i % 4] + error;
                level += 0.95 * trend + 0.4 * error;
                trend = 0.95 * trend + 0.1 * 0.4 * error;
                season[i % 4] += 0.2 * error;
                if (i < 291) {
                    model.update(value);
                }
                one += i == 291 && Math.abs(value - model.forecast(1)) <= model.margin(1, 0.9) ? 1 : 0;
                nine += i == 299 && Math.abs(value - model.forecast(9)) <= model.margin(9, 0.9) ? 1 : 0;
            }
        }
        assertEquals(0.895, (double) one / rounds, 0.035);
        assertEquals(0.895, (double) nine / rounds, 0.035);
    }

    @Test
    void oracle_aSkippedStepIsTakenAsForecast() {
        var skipped = HoltWinters.create(HoltWinters.Params.additive(7));
        var told = HoltWinters.create(HoltWinters.Params.additive(7));
        SplitMix64 random = new SplitMix64(5);
        for (int i = 0; i < 60; i++) {
            double value = WEEK[i % 7] + random.nextGaussian();
            if (i == 40) {
                told.update(told.forecast(1));
                skipped.skip();
            } else {
                told.update(value);
                skipped.update(value);
            }
        }
        assertEquals(told.forecast(3), skipped.forecast(3), 1e-12);
        assertEquals(60, skipped.count());
    }

    @Test
    void oracle_refusesWhatItMust() {
        var monthly = HoltWinters.create(HoltWinters.Params.multiplicative(12));
        assertTrue(Double.isNaN(monthly.forecast(1)) && Double.isNaN(monthly.margin(1, 0.9)));
        assertTrue(Double.isNaN(monthly.level()) && Double.isNaN(monthly.season(1)));
        byte[] before = HoltWinters.CODEC.toBytes(monthly);
        assertThrows(IllegalArgumentException.class, () -> monthly.update(0));
        assertThrows(IllegalArgumentException.class, () -> monthly.update(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> monthly.forecast(0));
        assertTrue(assertThrows(IllegalStateException.class, monthly::skip)
                .getMessage()
                .contains("the first 24 values"));
        assertArrayEquals(before, HoltWinters.CODEC.toBytes(monthly));
        assertThrows(IllegalArgumentException.class, () -> HoltWinters.Params.additive(0));
        assertThrows(IllegalArgumentException.class, () -> new HoltWinters.Params(7, Season.ADDS, 0, 0.1, 0.1, 1));
    }

    /** A level that falls below 0 under a season that multiplies leaves forecasts finite. */
    @Test
    void oracle_steepTrendsAndTinyValues() {
        var falling = HoltWinters.create(HoltWinters.Params.multiplicative(3));
        for (double value : new double[] {1_000, 900, 1_100, 1, 2, 1, 1e-3, 1e-3, 5, 1e-9, 1e6, 3, 1}) {
            falling.update(value);
        }
        assertTrue(Double.isFinite(falling.forecast(1)) && Double.isFinite(falling.margin(5, 0.9)));
        HoltWinters.CODEC.fromBytes(HoltWinters.CODEC.toBytes(falling));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var weekly = HoltWinters.create(HoltWinters.Params.additive(7));
        assertEquals(0, Allocations.of(i -> weekly.update(WEEK[i % 7])));
    }
}
