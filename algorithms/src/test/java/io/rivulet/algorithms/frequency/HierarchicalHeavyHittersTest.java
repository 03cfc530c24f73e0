package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against exact counts of all prefixes. golden_: released forms. The laws come from the catalogue. */
class HierarchicalHeavyHittersTest {

    @Test
    void example_asInTheJavadoc() {
        var sources = HierarchicalHeavyHitters.ofTexts(100, Hierarchy.parts('.', 4));
        for (int i = 0; i < 300; i++) {
            sources.update(i % 3 == 0 ? "10.0.0.1" : "10.7." + i % 100 + ".1");
        }
        assertEquals(
                List.of(new HeavyPrefix<>("10.0.0.1", 4, 100, 0, 100), new HeavyPrefix<>("10.7", 2, 200, 0, 200)),
                sources.heavyHitters(0.3));
    }

    @Test
    void example_prefixesOfTextsAndNumbers() {
        Hierarchy<String> paths = Hierarchy.parts('/', 3);
        assertEquals(3, paths.depthOf("/a/b/c/d"));
        assertEquals(List.of("/a", "/a/b", "/a/b/c"), prefixes(paths, "/a/b/c/d"));
        assertEquals(List.of("a", "a/b"), prefixes(paths, "a/b"));
        assertEquals(List.of("a", "a/"), prefixes(paths, "a/"));
        assertEquals(List.of(""), prefixes(paths, ""));
        Hierarchy.OfLongs bytes = Hierarchy.bits(32, 8);
        assertEquals(List.of(0x0a000000L, 0x0a010000L, 0x0a010200L, 0x0a010203L), prefixes(bytes, 0x0a010203L));
        assertEquals(List.of(-1L << 32, -1L), prefixes(Hierarchy.bits(64, 32), -1L));
        assertThrows(IllegalArgumentException.class, () -> Hierarchy.bits(32, 5));
        assertThrows(IllegalArgumentException.class, () -> Hierarchy.parts('.', 0));
    }

    private static <T> List<T> prefixes(Hierarchy<T> hierarchy, T item) {
        List<T> prefixes = new ArrayList<>();
        for (int depth = 1; depth <= hierarchy.depthOf(item); depth++) {
            prefixes.add(hierarchy.prefix(item, depth));
        }
        return prefixes;
    }

    @Test
    void oracle_exactWithRoomForAll() {
        for (int seed = 0; seed < 20; seed++) {
            Map<String, Long> items = new HashMap<>();
            var counter = HierarchicalHeavyHitters.ofTexts(1 << 12, Hierarchy.parts('.', 4));
            feed(items, counter, new SplitMix64(seed), 2_000);
            for (double share : new double[] {0.001, 0.01, 0.05, 0.3, 1}) {
                Set<String> expected = new HashSet<>();
                exact(items, Hierarchy.parts('.', 4), Math.max(1, (long) Math.ceil(share * counter.total())), expected);
                Set<String> actual = new HashSet<>();
                counter.heavyHitters(share).forEach(row -> actual.add(row.prefix() + " " + row.beyondListed()));
                assertEquals(expected, actual);
            }
        }
    }

    /** The definition: from the deepest up, whatever has the share beyond the nearest listed ones below it. */
    private static void exact(Map<String, Long> items, Hierarchy<String> hierarchy, long least, Set<String> rows) {
        Map<String, Long> left = new HashMap<>();
        for (int depth = hierarchy.maxDepth(); depth >= 1; depth--) {
            Map<String, Long> here = new HashMap<>();
            for (Map.Entry<String, Long> item : items.entrySet()) {
                if (hierarchy.depthOf(item.getKey()) == depth) {
                    here.merge(hierarchy.prefix(item.getKey(), depth), item.getValue(), Long::sum);
                }
            }
            for (Map.Entry<String, Long> below : left.entrySet()) {
                here.merge(hierarchy.prefix(below.getKey(), depth), below.getValue(), Long::sum);
            }
            here.forEach((prefix, count) -> {
                if (count >= least) {
                    rows.add(prefix + " " + count);
                }
            });
            here.values().removeIf(count -> count >= least);
            left = here;
        }
    }

    @Test
    void oracle_promisesHoldWithFewCountersAndMerges() {
        Hierarchy<String> hierarchy = Hierarchy.parts('.', 4);
        for (int parts : new int[] {1, 2, 3, 7}) {
            for (int seed = 0; seed < 10; seed++) {
                int counters = 40;
                Map<String, Long> items = new HashMap<>();
                var counter = HierarchicalHeavyHitters.ofTexts(counters, hierarchy);
                for (int p = 0; p < parts; p++) {
                    var part = HierarchicalHeavyHitters.ofTexts(counters, hierarchy);
                    feed(items, part, new SplitMix64(seed + 100L * p), 3_000 / parts);
                    counter.merge(part);
                }
                long total = items.values().stream().mapToLong(Long::longValue).sum();
                assertEquals(total, counter.total());
                List<HeavyPrefix<String>> rows = counter.heavyHitters(0.05);
                long least = (long) Math.ceil(0.05 * total);
                Map<String, Long> counts = beyond(items, hierarchy, List.of());
                for (HeavyPrefix<String> row : rows) {
                    long count = counts.get(row.depth() + " " + row.prefix());
                    assertTrue(row.count() - row.error() <= count && count <= row.count());
                    assertTrue(row.error() <= total / counters);
                }
                // No prefix that is not listed has the share beyond those that are.
                Set<String> listed = new HashSet<>();
                rows.forEach(row -> listed.add(row.depth() + " " + row.prefix()));
                beyond(items, hierarchy, rows)
                        .forEach((prefix, count) -> assertTrue(listed.contains(prefix) || count < least, prefix));
            }
        }
    }

    /** By depth and prefix: how much came below and not below any of the rows beneath it. */
    private static Map<String, Long> beyond(
            Map<String, Long> items, Hierarchy<String> hierarchy, List<HeavyPrefix<String>> rows) {
        Set<String> listed = new HashSet<>();
        rows.forEach(row -> listed.add(row.depth() + " " + row.prefix()));
        Map<String, Long> beyond = new HashMap<>();
        items.forEach((item, count) -> {
            boolean covered = false;
            for (int depth = hierarchy.depthOf(item); depth >= 1; depth--) {
                String prefix = depth + " " + hierarchy.prefix(item, depth);
                beyond.merge(prefix, covered ? 0 : count, Long::sum);
                covered |= listed.contains(prefix);
            }
        });
        return beyond;
    }

    private static void feed(
            Map<String, Long> items, HierarchicalHeavyHitters<String> counter, SplitMix64 random, int length) {
        for (int i = 0; i < length; i++) {
            StringBuilder item = new StringBuilder();
            for (int parts = 1 + random.nextInt(5); parts > 0; parts--) {
                item.append(item.length() == 0 ? "" : ".").append((int) (10 * Math.pow(random.nextDouble(), 3)));
            }
            long weight = 1 + random.nextLong(3);
            items.merge(item.toString(), weight, Long::sum);
            counter.update(item.toString(), weight);
        }
    }

    @Test
    void oracle_addressesByBytesAreTheSameAsTexts() {
        var numbers = HierarchicalHeavyHitters.ofLongs(1_000, Hierarchy.bits(32, 8));
        var texts = HierarchicalHeavyHitters.ofTexts(1_000, Hierarchy.parts('.', 4));
        SplitMix64 random = new SplitMix64(6);
        for (int i = 0; i < 5_000; i++) {
            long address = 0;
            for (int part = 0; part < 4; part++) {
                address = address << 8 | (long) (5 * Math.pow(random.nextDouble(), 3));
            }
            numbers.update(address);
            texts.update(
                    (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255));
        }
        List<Long> ofNumbers = numbers.heavyHitters(0.02).stream()
                .map(HeavyPrefix::beyondListed)
                .sorted()
                .toList();
        assertEquals(
                texts.heavyHitters(0.02).stream()
                        .map(HeavyPrefix::beyondListed)
                        .sorted()
                        .toList(),
                ofNumbers);
        assertTrue(ofNumbers.size() > 5);
        var codec = HierarchicalHeavyHitters.codec(Hierarchy.bits(32, 8));
        var decoded = codec.fromBytes(codec.toBytes(numbers.copy()));
        assertEquals(numbers.heavyHitters(0.02), decoded.heavyHitters(0.02));
        assertEquals(numbers.estimate(0L, 2), decoded.estimate(0L, 2));
        assertEquals(0, Allocations.of(i -> numbers.update(SplitMix64.mix(i) >>> 32)));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var counter = HierarchicalHeavyHitters.ofTexts(10, Hierarchy.parts('.', 4));
        assertThrows(IllegalArgumentException.class, () -> counter.update("a", -1));
        assertThrows(IllegalArgumentException.class, () -> counter.heavyHitters(1.5));
        assertThrows(IndexOutOfBoundsException.class, () -> counter.estimate("a", 5));
        assertEquals(
                "cannot merge HierarchicalHeavyHitters of 4 levels, 10 counters with 3, 10: both must be the same",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> counter.merge(HierarchicalHeavyHitters.ofTexts(10, Hierarchy.parts('.', 3))))
                        .getMessage());
        assertEquals(List.of(), counter.heavyHitters(0.1));
    }

    @Test
    void golden_version1StillDecodes() {
        var counter = HierarchicalHeavyHitters.ofTexts(5, Hierarchy.parts('.', 3));
        for (int i = 0; i < 300; i++) {
            counter.update(i % 3 + "." + i * i % 7 + "." + i % 31);
        }
        var golden = Golden.decode(
                "hierarchical-heavy-hitters-1.bin",
                HierarchicalHeavyHitters.codec(Hierarchy.parts('.', 3), Codecs.TEXT),
                counter);
        assertEquals(counter.heavyHitters(0.05), golden.heavyHitters(0.05));
        assertEquals(300, golden.total());
    }
}
