package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.ForwardDecay;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against weights by the definition. golden_: released forms. The laws come from the catalogue. */
class DecayedCountsTest {

    private record Event(long item, long time) {}

    @Test
    void example_asInTheJavadoc() {
        var pages = DecayedCounts.ofTexts(100, Duration.ofMinutes(10));
        pages.update("/a", 0);
        pages.update("/a", 600_000);
        pages.update("/b", 600_000);
        assertEquals(1.5, pages.estimate("/a", 600_000));
        assertEquals(0.75, pages.estimate("/a", 1_200_000));
    }

    @Test
    void oracle_exactWhileThereIsRoomThroughManyLandmarks() {
        Duration halfLife = Duration.ofMillis(1_700);
        var counts = DecayedCounts.of(50, halfLife, Codecs.LONG);
        List<Event> events = new ArrayList<>();
        SplitMix64 random = new SplitMix64(1);
        long time = 1_700_000_000_000L;
        for (int i = 0; i < 6_000; i++) {
            // Some 200 half-lives, and late events of up to 40.
            time += random.nextInt(120);
            long late = random.nextInt(10) == 0 ? random.nextInt(70_000) : 0;
            events.add(new Event((long) (50 * Math.pow(random.nextDouble(), 3)), time - late));
            counts.update(events.get(i).item, events.get(i).time);
            if (i % 499 == 0) {
                long now = time + random.nextInt(5_000);
                Map<Long, Double> exact = weights(events, now, halfLife);
                exact.forEach((item, weight) -> assertEquals(weight, counts.estimate(item, now), 1e-12 * weight));
                assertEquals(sum(exact), counts.total(now), 1e-12 * sum(exact));
                assertEquals(0, counts.maximumError(now), exact.size() < 50 ? 0 : sum(exact));
            }
        }
        assertTrue((time - events.get(0).time) / halfLife.toMillis() > 180);
    }

    @Test
    void oracle_theLandmarkCannotBeSeenInAnyBit() {
        SplitMix64 random = new SplitMix64(2);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            events.add(new Event((long) (100 * Math.pow(random.nextDouble(), 2)), 50_000 + 13L * i));
        }
        var late = DecayedCounts.of(20, Duration.ofSeconds(1), Codecs.LONG);
        var early = DecayedCounts.of(20, Duration.ofSeconds(1), Codecs.LONG);
        // Of no amount to speak of, but it sets the landmark 31 half-lives earlier, so that all later ones lie
        // elsewhere.
        early.update(0L, 0x1p-900, 19_000);
        late.update(0L, 0x1p-900, 50_000);
        for (Event event : events) {
            late.update(event.item, event.time);
            early.update(event.item, event.time);
        }
        for (long now : new long[] {89_000, 90_001, 123_456}) {
            assertEquals(late.top(20, now), early.top(20, now));
            assertEquals(late.total(now), early.total(now), 0);
            assertEquals(late.maximumError(now), early.maximumError(now), 0);
        }
        // And moved by any whole number of half-lives, a shift of all times changes no bit.
        for (long halfLives : new long[] {1, -1_000, 1_700_000_000}) {
            var there = DecayedCounts.of(20, Duration.ofSeconds(1), Codecs.LONG);
            there.update(0L, 0x1p-900, 50_000 + 1_000 * halfLives);
            events.forEach(event -> there.update(event.item, event.time + 1_000 * halfLives));
            assertEquals(late.top(20, 90_000), there.top(20, 90_000 + 1_000 * halfLives));
        }
    }

    @Test
    void oracle_promisesHoldWithFarMoreItemsThanCounters() {
        Duration halfLife = Duration.ofSeconds(10);
        for (int counters : new int[] {1, 5, 40, 200}) {
            for (double exponent : new double[] {0, 1}) {
                var counts = DecayedCounts.of(counters, halfLife, Codecs.LONG);
                List<Event> events = new ArrayList<>();
                Zipf zipf = new Zipf(1_000, exponent, counters);
                SplitMix64 random = new SplitMix64(counters);
                for (int i = 0; i < 5_000; i++) {
                    events.add(new Event(zipf.next() + i / 2_500, 100L * i - random.nextInt(1_000)));
                    counts.update(events.get(i).item, events.get(i).time);
                    if (i % 500 == 499) {
                        check(events, counts, 100L * i, halfLife);
                    }
                }
            }
        }
    }

    @Test
    void oracle_mergingKeepsThePromisesWhateverTheAges() {
        Duration halfLife = Duration.ofSeconds(1);
        SplitMix64 random = new SplitMix64(3);
        for (int round = 0; round < 100; round++) {
            int counters = 1 + random.nextInt(30);
            List<Event> events = new ArrayList<>();
            var all = DecayedCounts.of(counters, halfLife, Codecs.LONG);
            for (int p = List.of(2, 3, 7).get(round % 3); p > 0; p--) {
                var part = DecayedCounts.of(counters, halfLife, Codecs.LONG);
                long start = random.nextInt(100_000);
                for (int i = random.nextInt(200); i > 0; i--) {
                    Event event =
                            new Event((long) (60 * Math.pow(random.nextDouble(), 2)), start + random.nextInt(5_000));
                    events.add(event);
                    part.update(event.item, event.time);
                }
                all.merge(part);
            }
            if (!events.isEmpty()) {
                check(events, all, events.stream().mapToLong(Event::time).max().orElseThrow(), halfLife);
            }
        }
    }

    private static void check(List<Event> events, DecayedCounts<Long> counts, long now, Duration halfLife) {
        Map<Long, Double> exact = weights(events, now, halfLife);
        double total = sum(exact);
        double rounding = 1e-9 * total;
        assertEquals(total, counts.total(now), rounding);
        assertTrue(counts.maximumError(now) <= total / counts.counters() + rounding);
        List<DecayedItem<Long>> rows = counts.top(counts.counters(), now);
        exact.forEach((item, weight) -> {
            double estimate = counts.estimate(item, now);
            assertTrue(estimate >= weight - rounding && estimate <= weight + counts.maximumError(now) + rounding);
            assertTrue(counts.lowerBound(item, now) <= weight + rounding);
            assertTrue(weight <= total / counts.counters() + rounding
                    || rows.stream().anyMatch(row -> row.item().equals(item)));
        });
        rows.forEach(row -> {
            double weight = exact.getOrDefault(row.item(), 0.0);
            assertTrue(row.weight() - row.error() <= weight + rounding && weight <= row.weight() + rounding);
        });
        for (int k : new int[] {1, 5}) {
            List<DecayedItem<Long>> top = counts.top(k, now);
            double bestOutside = exact.entrySet().stream()
                    .filter(e -> top.stream().noneMatch(row -> row.item().equals(e.getKey())))
                    .mapToDouble(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            top.forEach(row ->
                    assertTrue(!row.guaranteed() || exact.getOrDefault(row.item(), 0.0) >= bestOutside - rounding));
        }
    }

    @Test
    void oracle_aGapOfAnyLengthLeavesOnlyWhatCameAfter() {
        for (long gap : new long[] {60, 500, 900, 1_100, 100_000, ForwardDecay.MAX_TIME_MILLIS / 1_000}) {
            var counts = DecayedCounts.ofTexts(10, Duration.ofSeconds(1));
            for (int i = 0; i < 10; i++) {
                counts.update("old-" + i, i);
            }
            counts.update("new", 1_000 * gap);
            counts.update("newer", 1_000 * gap);
            assertEquals(
                    List.of("new", "newer"),
                    counts.top(2, 1_000 * gap).stream()
                            .map(DecayedItem::item)
                            .sorted()
                            .toList());
            assertEquals(2, counts.total(1_000 * gap), 1e-9);
            counts.update("late", 0); // far too late now, and no harm
            assertEquals(2, counts.total(1_000 * gap), 1e-9);
            var codec = DecayedCounts.codec(Codecs.TEXT);
            assertArrayEquals(codec.toBytes(counts), codec.toBytes(codec.fromBytes(codec.toBytes(counts))));
        }
    }

    @Test
    void oracle_refusalsSayWhatMustHoldAndChangeNothing() {
        assertThrows(IllegalArgumentException.class, () -> DecayedCounts.ofTexts(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> DecayedCounts.ofTexts(1, Duration.ZERO));
        var counts = DecayedCounts.ofTexts(3, Duration.ofMinutes(1));
        var codec = DecayedCounts.codec(Codecs.TEXT);
        counts.update("a", 0, 5_000_000); // of no amount: not even a landmark
        assertArrayEquals(codec.toBytes(DecayedCounts.ofTexts(3, Duration.ofMinutes(1))), codec.toBytes(counts));
        counts.update("a", 7, -5);
        byte[] before = codec.toBytes(counts);
        assertThrows(IllegalArgumentException.class, () -> counts.update("a", Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> counts.update("a", Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> counts.update("a", -1, 0));
        assertEquals(
                "cannot merge DecayedCounts of 3 counters, half-life PT1M with 3, PT2M: both must be the same",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> counts.merge(DecayedCounts.ofTexts(3, Duration.ofMinutes(2))))
                        .getMessage());
        assertArrayEquals(before, codec.toBytes(counts));
        for (int i = 0; i < 196; i++) {
            counts.merge(counts);
        }
        assertThrows(IllegalArgumentException.class, () -> counts.merge(counts));
        codec.fromBytes(codec.toBytes(counts));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        String[] items = new String[1_000];
        Arrays.setAll(items, i -> "item-" + i);
        var counts = DecayedCounts.ofTexts(100, Duration.ofSeconds(1));
        assertEquals(0, Allocations.of(i -> counts.update(items[i * 7 % items.length], 20L * i)));
    }

    @Test
    void golden_version1StillDecodes() {
        var counts = DecayedCounts.ofTexts(8, Duration.ofSeconds(30));
        for (int i = 0; i < 500; i++) {
            counts.update("item-" + i * i % 31, 3_000L * i);
        }
        var golden = Golden.decode("decayed-counts-1.bin", DecayedCounts.codec(Codecs.TEXT), counts);
        assertEquals(counts.top(8, 1_500_000), golden.top(8, 1_500_000));
        assertEquals(Duration.ofSeconds(30), golden.halfLife());
    }

    private static Map<Long, Double> weights(List<Event> events, long now, Duration halfLife) {
        Map<Long, Double> weights = new TreeMap<>();
        for (Event event : events) {
            weights.merge(event.item, Math.pow(2, (double) (event.time - now) / halfLife.toMillis()), Double::sum);
        }
        return weights;
    }

    private static double sum(Map<Long, Double> weights) {
        return weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
