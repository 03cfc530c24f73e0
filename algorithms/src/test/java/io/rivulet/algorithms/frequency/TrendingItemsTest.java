package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against weights by the definition. golden_: released forms. The laws come from the catalogue. */
class TrendingItemsTest {

    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(24);

    private record Event(String item, long time) {}

    @Test
    void example_asInTheJavadoc() {
        var tags = TrendingItems.ofTexts(1_000, Duration.ofHours(1), Duration.ofHours(24));
        for (int minute = 0; minute < 10_000; minute++) {
            tags.update(minute > 9_950 ? "#storm" : "#cats", minute * 60_000L);
        }
        TrendingItem<String> rising = tags.rising(1, 9_999 * 60_000L).get(0);
        assertEquals("#storm", rising.item());
        assertEquals(38, rising.recent(), 0.5);
        assertEquals(2, rising.expected(), 0.5);
        assertEquals("#cats", tags.falling(1, 9_999 * 60_000L).get(0).item());
    }

    @Test
    void oracle_rowsAreThoseOfTheDefinition() {
        var trending = TrendingItems.ofTexts(50, SHORT, LONG);
        List<Event> events = new ArrayList<>();
        SplitMix64 random = new SplitMix64(1);
        long time = 1_700_000_000_000L;
        for (int i = 0; i < 20_000; i++) {
            time += random.nextInt(500);
            String item =
                    i > 19_500 && random.nextInt(4) == 0 ? "burst" : "item-" + random.nextInt(i > 19_000 ? 20 : 40);
            events.add(new Event(item, time));
            trending.update(item, time);
            if (i % 1_999 == 0) {
                check(trending, events, time + random.nextInt(60_000));
            }
        }
        assertEquals("burst", trending.rising(1, time).get(0).item());
        assertEquals(
                20,
                trending.falling(50, time).stream()
                        .filter(row -> row.surprise() < -3)
                        .count());
    }

    private static void check(TrendingItems<String> trending, List<Event> events, long now) {
        double age = now - events.get(0).time;
        double ratio = trending.shortHalfLife().toMillis()
                * (1 - Math.pow(2, -age / trending.shortHalfLife().toMillis()))
                / (trending.longHalfLife().toMillis()
                        * (1 - Math.pow(2, -age / trending.longHalfLife().toMillis())));
        List<TrendingItem<String>> rows = new ArrayList<>(trending.rising(50, now));
        rows.addAll(trending.falling(50, now));
        for (TrendingItem<String> row : rows) {
            double recent = 0;
            double past = 0;
            for (Event event : events) {
                if (event.item.equals(row.item())) {
                    recent += Math.pow(
                            2,
                            (double) (event.time - now)
                                    / trending.shortHalfLife().toMillis());
                    past += Math.pow(
                            2,
                            (double) (event.time - now)
                                    / trending.longHalfLife().toMillis());
                }
            }
            assertEquals(recent, row.recent(), 1e-9 * (1 + recent));
            assertEquals(past * ratio, row.expected(), 1e-9 * (1 + past));
            double f = recent + 0.5;
            double mu = past * ratio + 0.5;
            double expected = Math.signum(f - mu) * 2 * Math.sqrt(Math.max(0, f * Math.log(f / mu) - f + mu));
            assertEquals(expected, row.surprise(), 1e-6);
        }
        assertTrue(rows.size() <= 50);
    }

    /**
     * Poisson streams of 4 records a second, seen after a long time: the surprises of 300 seeds have a mean of 0 and a deviation of 1; both deviate from that
     * by 0.06 and 0.04, five of which are allowed. The expectation's own deviation adds 2 %.
     */
    @Test
    void oracle_surprisesOfASteadyStreamAreStandardDeviations() {
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < 300; seed++) {
            var trending = TrendingItems.ofTexts(5, Duration.ofSeconds(30), Duration.ofMinutes(12));
            SplitMix64 random = new SplitMix64(seed);
            double time = 0;
            while (time < 3_600_000) {
                time -= 250 * Math.log(random.nextOpenDouble());
                trending.update("steady", (long) time);
            }
            List<TrendingItem<String>> rows = new ArrayList<>(trending.rising(1, 3_600_000));
            rows.addAll(trending.falling(1, 3_600_000));
            double surprise = rows.isEmpty() ? 0 : rows.get(0).surprise();
            sum += surprise;
            squares += surprise * surprise;
        }
        assertEquals(0, sum / 300, 0.3);
        assertEquals(1, Math.sqrt(squares / 300), 0.2);
    }

    @Test
    void oracle_aStreamThatHasJustBegunDoesNotTrend() {
        var trending = TrendingItems.ofTexts(5, SHORT, LONG);
        for (int i = 0; i < 500; i++) {
            trending.update("a", 100L * i);
        }
        assertTrue(
                trending.rising(1, 50_000).stream().allMatch(row -> row.surprise() < 1),
                () -> trending.rising(1, 50_000).toString());
    }

    /** Twenty times more items than counters, all of them steady: their pasts are unknown, and none is taken for new. */
    @Test
    void oracle_noItemTrendsBecauseItWasNotLookedAt() {
        for (int seed = 0; seed < 20; seed++) {
            var trending = TrendingItems.ofTexts(20, SHORT, LONG);
            SplitMix64 random = new SplitMix64(seed);
            for (int i = 0; i < 40_000; i++) {
                trending.update("item-" + random.nextInt(400), 100L * i);
            }
            // 2.2 expected of each; a Poisson count of that mean surprises by 4.5 in one of a million cases.
            for (TrendingItem<String> row : trending.rising(20, 4_000_000)) {
                assertTrue(row.surprise() < 4.5, row.toString());
            }
            for (int i = 0; i < 200; i++) {
                trending.update("new", 4_000_000 + 100L * i);
            }
            assertEquals("new", trending.rising(1, 4_020_000).get(0).item());
        }
    }

    @Test
    void oracle_partsMergeToTheWhole() {
        for (int parts : new int[] {2, 3, 7}) {
            var whole = TrendingItems.ofTexts(60, SHORT, LONG);
            List<TrendingItems<String>> split = new ArrayList<>();
            for (int p = 0; p < parts; p++) {
                split.add(TrendingItems.ofTexts(60, SHORT, LONG));
            }
            SplitMix64 random = new SplitMix64(parts);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                Event event = new Event("item-" + random.nextInt(40), 600L * i);
                events.add(event);
                whole.update(event.item, event.time);
                // In runs, so that the landmarks lie far apart.
                split.get(i * parts / 5_000).update(event.item, event.time);
            }
            var sum = TrendingItems.ofTexts(60, SHORT, LONG);
            Collections.rotate(split, 1); // the last first, then the earlier ones
            split.forEach(sum::merge);
            check(sum, events, 3_000_000);
            assertEquals(
                    whole.rising(60, 3_000_000).size(),
                    sum.rising(60, 3_000_000).size());
        }
    }

    @Test
    void oracle_refusalsSayWhatMustHoldAndChangeNothing() {
        assertEquals(
                "shortHalfLife must be less than longHalfLife PT1M, got PT1M",
                assertThrows(IllegalArgumentException.class, () -> TrendingItems.ofTexts(5, SHORT, SHORT))
                        .getMessage());
        var trending = TrendingItems.ofTexts(5, SHORT, LONG);
        trending.update("a", 1_000);
        byte[] before = TrendingItems.codec(Codecs.TEXT).toBytes(trending);
        assertThrows(IllegalArgumentException.class, () -> trending.update("a", Long.MAX_VALUE));
        assertThrows(NullPointerException.class, () -> trending.update(null, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> trending.merge(TrendingItems.ofTexts(5, Duration.ofSeconds(1), LONG)));
        assertThrows(
                IllegalArgumentException.class,
                () -> trending.merge(TrendingItems.ofTexts(5, SHORT, Duration.ofHours(1))));
        assertArrayEquals(before, TrendingItems.codec(Codecs.TEXT).toBytes(trending));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        String[] items = new String[1_000];
        Arrays.setAll(items, i -> "item-" + i);
        var trending = TrendingItems.ofTexts(100, SHORT, LONG);
        assertEquals(0, Allocations.of(i -> trending.update(items[i * 7 % items.length], 200L * i)));
    }

    @Test
    void golden_version1StillDecodes() {
        var trending = TrendingItems.ofTexts(8, SHORT, LONG);
        for (int i = 0; i < 500; i++) {
            trending.update("item-" + i * i % 31, 3_000L * i);
        }
        var golden = Golden.decode("trending-items-1.bin", TrendingItems.codec(Codecs.TEXT), trending);
        assertEquals(trending.rising(8, 1_500_000), golden.rising(8, 1_500_000));
        assertEquals(trending.falling(8, 1_500_000), golden.falling(8, 1_500_000));
    }
}
