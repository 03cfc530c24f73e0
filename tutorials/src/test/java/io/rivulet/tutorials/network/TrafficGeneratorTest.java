package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** laws_: order, determinism and positions. oracle_: that the traffic is what its description says. */
class TrafficGeneratorTest {

    private static final TrafficGenerator.Settings SMALL = new TrafficGenerator.Settings(7, 1, 80, 3);

    @Test
    void laws_timesNeverFallAndPositionsCountFromZero() {
        TrafficGenerator generator = TrafficGenerator.create(SMALL);
        long last = TrafficGenerator.START_MILLIS;
        for (long n = 0; generator.hasNext(); n++) {
            assertEquals(n, generator.position());
            Connection c = generator.next();
            assertTrue(c.timeMillis() >= last && c.timeMillis() < generator.endMillis());
            last = c.timeMillis();
        }
        assertThrows(java.util.NoSuchElementException.class, generator::next);
    }

    @Test
    void laws_theSameSeedGivesTheSameAndAnotherGivesOther() {
        TrafficGenerator one = TrafficGenerator.create(SMALL);
        TrafficGenerator two = TrafficGenerator.create(SMALL);
        TrafficGenerator other = TrafficGenerator.create(new TrafficGenerator.Settings(8, 1, 80, 3));
        int different = 0;
        for (int i = 0; i < 50_000; i++) {
            Connection c = one.next();
            assertEquals(c, two.next());
            different += c.equals(other.next()) ? 0 : 1;
        }
        assertTrue(different > 49_000);
    }

    @Test
    void laws_fromAnyPositionItGoesOnAsTheUnbrokenRun() {
        long total = 0;
        for (TrafficGenerator all = TrafficGenerator.create(SMALL); all.hasNext(); all.next()) {
            total++;
        }
        SplitMix64 random = new SplitMix64(3);
        Set<Long> places = new HashSet<>(Set.of(0L, 1L, total - 1, total));
        while (places.size() < 40) {
            places.add(random.nextLong(total));
        }
        Map<Long, TrafficGenerator> resumed = new HashMap<>();
        for (long place : places) {
            TrafficGenerator generator = TrafficGenerator.at(SMALL, place);
            assertEquals(place, generator.position());
            resumed.put(place, generator);
        }
        assertFalse(resumed.get(total).hasNext());
        assertFalse(TrafficGenerator.at(SMALL, total + 5).hasNext());
        TrafficGenerator unbroken = TrafficGenerator.create(SMALL);
        Map<Long, Integer> checked = new HashMap<>();
        for (long n = 0; unbroken.hasNext(); n++) {
            Connection c = unbroken.next();
            for (long place : places) {
                if (n >= place && checked.merge(place, 1, Integer::sum) <= 50) {
                    assertEquals(c, resumed.get(place).next(), "connection " + n + " of the run from " + place);
                }
            }
        }
        assertThrows(IllegalArgumentException.class, () -> TrafficGenerator.at(SMALL, -1));
    }

    @Test
    void oracle_attacksAreLabelledAndLieWhereTheyAreSaidToBe() {
        TrafficGenerator generator = TrafficGenerator.create(SMALL);
        Map<String, Attack> attacks = new HashMap<>();
        generator.attacks().forEach(a -> attacks.put(a.name(), a));
        Map<String, Integer> seen = new HashMap<>();
        Set<String> swept = new HashSet<>();
        Set<Integer> scanned = new HashSet<>();
        Set<String> flooding = new HashSet<>();
        while (generator.hasNext()) {
            Connection c = generator.next();
            if (c.isAttack()) {
                Attack attack = attacks.get(c.label());
                assertTrue(c.timeMillis() >= attack.fromMillis() && c.timeMillis() < attack.toMillis());
                seen.merge(c.label(), 1, Integer::sum);
                switch (attack.kind()) {
                    case HOST_SWEEP -> swept.add(c.destination());
                    case PORT_SCAN -> scanned.add(c.destinationPort());
                    case FLOOD -> flooding.add(c.source());
                    case SLOW_SCAN -> assertEquals(attack.source(), c.source());
                }
            }
        }
        assertEquals(Map.of("sweep", 1_080, "scan", 1_440, "syn-flood", 24_000, "slow-scan", 450), seen);
        assertEquals(1_080, swept.size());
        assertEquals(1_440, scanned.size());
        assertTrue(flooding.size() > 23_000, "forged sources hardly repeat, got " + flooding.size());
    }

    @Test
    void oracle_theBackgroundIsDailyZipfAndHasHeavyTalkers() {
        TrafficGenerator generator = TrafficGenerator.create(new TrafficGenerator.Settings(7, 1, 80, 6));
        long[] byHour = new long[24];
        Map<String, Integer> sources = new HashMap<>();
        Map<Integer, Integer> ports = new HashMap<>();
        int total = 0;
        long crawled = 0;
        while (generator.hasNext()) {
            Connection c = generator.next();
            if (!c.isAttack()) {
                total++;
                byHour[(int) ((c.timeMillis() - TrafficGenerator.START_MILLIS) / 3_600_000)]++;
                sources.merge(c.source(), 1, Integer::sum);
                ports.merge(c.destinationPort(), 1, Integer::sum);
                crawled += c.source().equals("10.1.0.80") ? 1 : 0;
            }
        }
        assertEquals(6 * 86_400, total, 0.05 * 6 * 86_400);
        assertTrue(byHour[16] > 2.5 * byHour[4], byHour[16] + " in the afternoon, " + byHour[4] + " before dawn");
        assertTrue(ports.get(443) > 0.25 * total && ports.get(53) > 0.2 * total && ports.size() > 1_000);
        assertTrue(sources.size() > 2_000);
        assertTrue(
                crawled > 0.02 * total && sources.containsKey("10.2.0.9") && sources.get("10.1.0.53") > 0.02 * total);
    }

    @Test
    void oracle_zipfRanksHaveTheirWeights() {
        Zipf zipf = new Zipf(5, 1);
        SplitMix64 random = new SplitMix64(1);
        int[] counts = new int[5];
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            counts[zipf.draw(random)]++;
        }
        double sum = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0;
        for (int r = 0; r < 5; r++) {
            double p = 1 / (r + 1.0) / sum;
            // 5 standard deviations: fails for one seed in 350,000
            assertEquals(n * p, counts[r], 5 * Math.sqrt(n * p * (1 - p)));
        }
    }

    @Test
    void oracle_settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TrafficGenerator.Settings(1, 0, 80, 3));
        assertThrows(IllegalArgumentException.class, () -> new TrafficGenerator.Settings(1, 1, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> new TrafficGenerator.Settings(1, 1, 80, Double.NaN));
        assertNotEquals(SMALL, TrafficGenerator.Settings.standard());
    }
}
