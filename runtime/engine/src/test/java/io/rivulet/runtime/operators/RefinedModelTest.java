package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.operators.WindowModelTest.Case;
import io.rivulet.runtime.operators.WindowModelTest.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Windows with several results over random streams, watermarks and clocks, against {@link RefinedModel}: windows, emissions, refinements and aggregations are drawn at random
 * too. The names of scenarios 83 and 85 to 86 stand for what is checked after every event.
 */
@Timeout(120)
class RefinedModelTest {

    private static final int ROUNDS = 90;
    private static final int EVENTS = 250;

    /** How much was seen, so that a test cannot pass because nothing happened. */
    private int results;

    private int retractions;
    private int early;
    private int late;

    private interface Draw {
        Windows.OfTime windows(Random random);
    }

    @Test
    void s83_s86_fixedWindows() {
        Windows.Fixed[] choice = {
            new Windows.Fixed(10, 10, 0, false),
            new Windows.Fixed(17, 17, -5, false),
            new Windows.Fixed(12, 4, 3, false),
            new Windows.Fixed(10, 7, 0, false),
            new Windows.Fixed(30, 20, 11, false)
        };
        run(1, 1, random -> choice[random.nextInt(choice.length)]);
        assertSeen();
    }

    @Test
    void s83_s86_calendarWindows() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Windows.Numbered[] choice = {
            Windows.calendar(Period.ofDays(1), apia),
            Windows.calendar(Period.ofDays(3), Period.ofDays(1), apia),
            Windows.clockHours(6, ZoneId.of("Europe/Berlin"))
        };
        // A millisecond of the test is three hours, around the day that Samoa left out.
        run(2, Duration.ofHours(3).toMillis(), random -> choice[random.nextInt(choice.length)]);
        assertSeen();
    }

    @Test
    void s83_s86_sessions() {
        run(3, 1, random -> new Windows.Session(1 + random.nextInt(6), random.nextBoolean(), false));
        assertSeen();
    }

    private void assertSeen() {
        assertTrue(
                results > 2_000 && retractions > 300 && early > 300 && late > 200,
                results + " results, " + retractions + " retractions, " + early + " early, " + late + " late");
    }

    private void run(int seed, long unit, Draw draw) {
        Random random = new Random(seed);
        List<Case> cases = WindowModelTest.cases();
        for (int round = 0; round < ROUNDS; round++) {
            Windows.OfTime windows = draw.windows(random);
            Case tried = cases.get(random.nextInt(cases.size()));
            if (windows instanceof Windows.Session && !tried.aggregation().canMerge()) {
                continue;
            }
            Emission emission = new Emission(
                    0,
                    random.nextInt(3) == 0 ? 0 : random.nextInt(40) * unit,
                    random.nextInt(3) == 0 ? (1 + random.nextInt(6)) * unit : 0,
                    random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0,
                    random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
                    Emission.Refinement.values()[random.nextInt(3)]);
            if (emission.isOnce()) {
                continue;
            }
            RefinedModel model = new RefinedModel(windows, emission, tried);
            play(random, model, unit);
            results += model.results;
            retractions += model.retractions;
            early += model.earlyResults;
            late += model.lateResults;
        }
    }

    /** Times go on by 0 to 3, now and then by a hundred, and lag; the watermark follows, often too far. */
    private static void play(Random random, RefinedModel model, long unit) {
        long now = unit == 1 ? -100 : Instant.parse("2011-12-20T00:00:00Z").toEpochMilli() / unit;
        long watermark = Long.MIN_VALUE;
        for (int event = 0; event < EVENTS; event++) {
            now += random.nextInt(60) == 0 ? 100 : random.nextInt(3);
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    watermark = Math.max(watermark, (now - random.nextInt(25)) * unit);
                    model.watermark(watermark);
                }
                case 2 -> model.clock(random.nextInt(8));
                default ->
                    model.record(
                            "k" + random.nextInt(2),
                            new Reading("", random.nextInt(9) - 4),
                            (now - random.nextInt(30)) * unit);
            }
        }
        model.end();
    }
}
