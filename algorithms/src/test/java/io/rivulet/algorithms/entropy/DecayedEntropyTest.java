package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: against a recount of all events. laws_: with a half-life so short that the landmark moves many times, which the
 * catalogue's does not. golden_: released forms.
 */
class DecayedEntropyTest {

    private record Event(long item, long time) {}

    @Test
    void example_asInTheJavadoc() {
        var entropy = DecayedEntropy.of(Duration.ofMinutes(1));
        entropy.update("a", 0);
        entropy.update("b", 60_000);
        assertEquals(0.9182958340544896, entropy.estimate(), 1e-15);
    }

    @TestFactory
    Stream<DynamicTest> laws_whileTheLandmarkMoves() {
        return Laws.of(DecayedEntropy.<Long>aggregationOfLongs(Duration.ofSeconds(7), item -> item))
                .input((random, i) -> (long) (50 * Math.pow(random.nextDouble(), 2)))
                .merged(Agreement.ROUNDING)
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_aThousandOfOneThenAThousandOfAnother() {
        // A factor of 0.99 an event; the half-life is long only so that whole milliseconds give that factor to nine
        // digits.
        long step = 1_000_000;
        var entropy = DecayedEntropy.of(Duration.ofMillis(Math.round(step * Math.log(2) / -Math.log(0.99))));
        for (int i = 0; i < 2000; i++) {
            entropy.update(i / 1000, i * step);
        }
        double nats = entropy.estimate() * Math.log(2);
        assertEquals(0.0004770, nats, 5e-8);
        double share = Math.pow(0.99, 1000) / (1 + Math.pow(0.99, 1000));
        double exact = -share * Math.log(share) - (1 - share) * Math.log1p(-share);
        assertEquals(exact, nats, 1e-8 * exact);
    }

    @Test
    void oracle_agreesWithARecountOfAllEventsAcrossManyMoves() {
        Duration halfLife = Duration.ofMillis(1_777);
        var entropy = DecayedEntropy.of(halfLife);
        SplitMix64 random = new SplitMix64(1);
        List<Event> events = new ArrayList<>();
        long time = 1_700_000_000_000L;
        for (int i = 0; i < 30_000; i++) {
            // Some 250 half-lives, and late events of up to 40.
            time += random.nextInt(30);
            long late = random.nextInt(10) == 0 ? random.nextInt(70_000) : 0;
            Event event = new Event((long) (500 * Math.pow(random.nextDouble(), 3)) + i / 5_000 * 100, time - late);
            events.add(event);
            entropy.update(event.item, event.time);
            if (i % 1_499 == 0) {
                double exact = recount(events, halfLife);
                assertEquals(exact, entropy.estimate(), 1e-9 * Math.max(exact, 1e-9));
                assertEquals(effectiveCount(events, halfLife), entropy.effectiveCount(), 1e-9 * i + 1e-9);
            }
        }
        assertTrue((time - events.get(0).time) / halfLife.toMillis() > 200);
    }

    @Test
    void oracle_theLandmarkCannotBeSeen() {
        // The same events, the landmark set by an event that weighs nothing by the end: up to 30 half-lives earlier.
        SplitMix64 random = new SplitMix64(2);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            events.add(new Event(random.nextInt(40), 50_000 + random.nextInt(10_000)));
        }
        events.add(new Event(7, 20_000));
        double expected = Double.NaN;
        for (int first = 0; first < events.size(); first += 300) {
            Collections.rotate(events, 300);
            var entropy = DecayedEntropy.of(Duration.ofSeconds(1));
            events.forEach(event -> entropy.update(event.item, event.time));
            expected = Double.isNaN(expected) ? entropy.estimate() : expected;
            assertEquals(expected, entropy.estimate(), 1e-12);
        }
        // And moved by any whole number of half-lives, a shift of all times changes no bit.
        for (long halfLives : new long[] {1, -1_000, 1_700_000_000}) {
            var here = DecayedEntropy.of(Duration.ofSeconds(1));
            var there = DecayedEntropy.of(Duration.ofSeconds(1));
            events.forEach(event -> here.update(event.item, event.time));
            events.forEach(event -> there.update(event.item, event.time + 1_000 * halfLives));
            assertEquals(here.estimate(), there.estimate(), 0);
            assertEquals(here.effectiveCount(), there.effectiveCount(), 0);
        }
    }

    @Test
    void oracle_eventsOfOneTimeAreShannonEntropy() {
        var decayed = DecayedEntropy.of(Duration.ofHours(1));
        var plain = ShannonEntropy.create();
        for (int i = 0; i < 10_000; i++) {
            decayed.update((long) i * i % 101, 1_700_000_000_000L);
            plain.update((long) i * i % 101);
        }
        assertEquals(plain.estimate(), decayed.estimate(), 1e-12);
        assertEquals(plain.perplexity(), decayed.perplexity(), 1e-9);
        assertEquals(10_000, decayed.effectiveCount(), 1e-6);
        assertEquals(plain.distinct(), decayed.distinct());
    }

    @Test
    void oracle_mergedPartsOfAnyAgeAgreeWithARecount() {
        Duration halfLife = Duration.ofSeconds(1);
        SplitMix64 random = new SplitMix64(3);
        for (int round = 0; round < 200; round++) {
            List<Event> events = new ArrayList<>();
            List<DecayedEntropy> parts = new ArrayList<>();
            for (int p = 0; p < 5; p++) {
                var part = DecayedEntropy.of(halfLife);
                long start = random.nextInt(100_000);
                for (int i = random.nextInt(100); i > 0; i--) {
                    Event event = new Event(random.nextInt(20), start + random.nextInt(5_000));
                    events.add(event);
                    part.update(event.item, event.time);
                }
                parts.add(part);
            }
            var all = DecayedEntropy.of(halfLife);
            parts.forEach(all::merge);
            double exact = recount(events, halfLife);
            assertEquals(exact, all.estimate(), 1e-10);
            assertEquals(effectiveCount(events, halfLife), all.effectiveCount(), 1e-7);
            assertTrue(all.estimate() >= 0 && all.estimate() <= Math.log(20) / Math.log(2));
        }
    }

    @Test
    void oracle_steadyStreamsHaveTheEffectiveCountOfTheJavadoc() {
        var entropy = DecayedEntropy.of(Duration.ofSeconds(10));
        for (int i = 0; i < 200_000; i++) {
            entropy.update(i % 10, i);
        }
        assertEquals(2 / Math.log(2) * 10_000, entropy.effectiveCount(), 1);
        assertEquals(Math.log(10) / Math.log(2), entropy.estimate(), 1e-6);
    }

    @Test
    void oracle_itemsThatNoLongerWeighAreDropped() {
        var entropy = DecayedEntropy.of(Duration.ofSeconds(1));
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            entropy.update(i, 10L * i); // always a new item, a hundred in a half-life
            most = Math.max(most, entropy.distinct());
        }
        assertTrue(most < 100 * 80, "must keep the items of some 75 half-lives, kept " + most);
        assertTrue(entropy.stateBytes() < 100 * 80 * 50, "got " + entropy.stateBytes() + " bytes");
    }

    @Test
    void oracle_aGapOfAnyLengthLeavesOnlyWhatCameAfter() {
        for (long gap : new long[] {60, 500, 900, 1_100, 100_000, DecayedEntropy.MAX_TIME_MILLIS / 1_000}) {
            var entropy = DecayedEntropy.of(Duration.ofSeconds(1));
            for (int i = 0; i < 100; i++) {
                entropy.update(i, i);
            }
            entropy.update(1_000, 1_000 * gap);
            entropy.update(1_001, 1_000 * gap);
            assertEquals(1, entropy.estimate(), 1e-9);
            assertEquals(2, entropy.effectiveCount(), 1e-9);
            entropy.update(5, 0); // far too late now, and no harm
            assertEquals(1, entropy.estimate(), 1e-9);
            assertArrayEquals(
                    DecayedEntropy.CODEC.toBytes(entropy),
                    DecayedEntropy.CODEC.toBytes(
                            DecayedEntropy.CODEC.fromBytes(DecayedEntropy.CODEC.toBytes(entropy))));
        }
    }

    @Test
    void oracle_aSingleItemHasNoEntropyWhenever() {
        var entropy = DecayedEntropy.of(Duration.ofSeconds(1));
        assertEquals(0, entropy.estimate());
        assertEquals(0, entropy.effectiveCount());
        assertEquals(1, entropy.perplexity());
        for (int i = 0; i < 10_000; i++) {
            entropy.update("same", 37L * i);
            assertEquals(0, entropy.estimate());
        }
    }

    @Test
    void oracle_updatesOfKnownItemsAllocateNothing() {
        var entropy = DecayedEntropy.of(Duration.ofMinutes(1));
        assertEquals(0, Allocations.of(i -> entropy.update(i % 1_000, i)));
    }

    @Test
    void oracle_refusalsSayWhatMustHoldAndChangeNothing() {
        assertThrows(IllegalArgumentException.class, () -> DecayedEntropy.of(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> DecayedEntropy.of(DecayedEntropy.MAX_HALF_LIFE.plusMillis(1)));
        var entropy = DecayedEntropy.of(Duration.ofMinutes(1));
        entropy.update(1, -5);
        byte[] before = DecayedEntropy.CODEC.toBytes(entropy);
        for (long time : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, DecayedEntropy.MAX_TIME_MILLIS + 1}) {
            assertEquals(
                    "timeMillis must be within 2^60 of the epoch, got " + time,
                    assertThrows(IllegalArgumentException.class, () -> entropy.update(1, time))
                            .getMessage());
        }
        assertEquals(
                "cannot merge DecayedEntropy of half-life PT1M with PT2M: half-life differs",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> entropy.merge(DecayedEntropy.of(Duration.ofMinutes(2))))
                        .getMessage());
        assertArrayEquals(before, DecayedEntropy.CODEC.toBytes(entropy));
        for (int i = 0; i < 199; i++) {
            entropy.merge(entropy);
        }
        assertThrows(IllegalArgumentException.class, () -> entropy.merge(entropy));
        DecayedEntropy.CODEC.fromBytes(DecayedEntropy.CODEC.toBytes(entropy));
    }

    @Test
    void golden_version1StillDecodes() {
        var entropy = DecayedEntropy.of(Duration.ofSeconds(30));
        for (int i = 0; i < 1000; i++) {
            entropy.update(i % 37, 3_000L * i);
        }
        DecayedEntropy golden = Golden.decode("decayed-entropy-1.bin", DecayedEntropy.CODEC, entropy);
        assertEquals(37, golden.distinct());
        assertEquals(entropy.estimate(), golden.estimate());
        assertEquals(Duration.ofSeconds(30), golden.halfLife());
    }

    /** Each event's weight at the time of the latest, by the definition. */
    private static double weight(Event event, long latest, Duration halfLife) {
        return Math.pow(2, -(double) (latest - event.time) / halfLife.toMillis());
    }

    private static double recount(List<Event> events, Duration halfLife) {
        long latest = events.stream().mapToLong(Event::time).max().orElse(0);
        Map<Long, Double> weights = new TreeMap<>();
        double total = 0;
        for (Event event : events) {
            double weight = weight(event, latest, halfLife);
            weights.merge(event.item, weight, Double::sum);
            total += weight;
        }
        double bits = 0;
        for (double weight : weights.values()) {
            double share = weight / total;
            bits -= share == 0 ? 0 : share * Math.log(share) / Math.log(2);
        }
        return bits;
    }

    private static double effectiveCount(List<Event> events, Duration halfLife) {
        long latest = events.stream().mapToLong(Event::time).max().orElse(0);
        double sum = 0;
        double squares = 0;
        for (Event event : events) {
            double weight = weight(event, latest, halfLife);
            sum += weight;
            squares += weight * weight;
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }
}
