package io.rivulet.algorithms.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against sets that are united one by one. golden_: released forms. The laws come from the catalogue. */
class ConnectedComponentsTest {

    @Test
    void example_asInTheJavadoc() {
        var accounts = ConnectedComponents.create();
        accounts.update(1, 2);
        accounts.update(4, 3);
        accounts.update(2, 4);
        assertTrue(accounts.connected(1, 3));
        assertEquals(4, accounts.sizeOf(3));
    }

    @Test
    void oracle_agreesWithSetsInAnyOrderAndSplit() {
        for (int seed = 0; seed < 10; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var whole = ConnectedComponents.create();
            var parts = List.of(ConnectedComponents.create(), ConnectedComponents.create());
            List<Set<Long>> sets = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                long from = random.nextInt(300) - 100L;
                long to = random.nextInt(300) - 100L;
                boolean expected = unite(sets, from, to);
                assertEquals(expected, whole.update(from, to));
                parts.get(random.nextInt(2)).update(to, from);
                check(sets, whole, random);
            }
            parts.get(0).merge(parts.get(1));
            parts.get(0).merge(parts.get(0));
            check(sets, parts.get(0), random);
            assertEquals(whole.largest(1_000), parts.get(0).largest(1_000));
        }
    }

    private static boolean unite(List<Set<Long>> sets, long from, long to) {
        Set<Long> one = take(sets, from);
        Set<Long> united = new TreeSet<>(one);
        boolean apart = !one.contains(to);
        if (apart) {
            united.addAll(take(sets, to));
        }
        sets.add(united);
        return apart;
    }

    private static Set<Long> take(List<Set<Long>> sets, long node) {
        for (Set<Long> set : sets) {
            if (set.contains(node)) {
                sets.remove(set);
                return set;
            }
        }
        return Set.of(node);
    }

    private static void check(List<Set<Long>> sets, ConnectedComponents found, SplitMix64 random) {
        assertEquals(sets.size(), found.components());
        assertEquals(sets.stream().mapToInt(Set::size).sum(), found.nodes());
        assertEquals(sets.stream().mapToInt(Set::size).max().orElse(0), found.largest());
        Set<Long> some = sets.get(random.nextInt(sets.size()));
        Set<Long> other = sets.get(random.nextInt(sets.size()));
        long node = new TreeSet<>(some).first();
        for (long member : some) {
            assertEquals(node, found.componentOf(member));
            assertEquals(some.size(), found.sizeOf(member));
        }
        assertEquals(some == other, found.connected(node, new TreeSet<>(other).last()));
        List<Component> expected = sets.stream()
                .map(set -> new Component(new TreeSet<>(set).first(), set.size()))
                .sorted(Comparator.comparingInt(Component::size).reversed().thenComparingLong(Component::node))
                .limit(3)
                .toList();
        assertEquals(expected, found.largest(3));
    }

    @Test
    void oracle_nodesThatNeverCame() {
        var c = ConnectedComponents.create();
        assertEquals(0, c.sizeOf(1));
        assertEquals(1, c.componentOf(1));
        assertFalse(c.connected(1, 1));
        assertEquals(List.of(), c.largest(5));
        assertFalse(c.update(7, 7), "a link to itself makes a node known");
        assertTrue(c.connected(7, 7));
        assertEquals(1, c.components());
        assertThrows(IllegalArgumentException.class, () -> c.largest(0));
    }

    @Test
    void oracle_textsAreKnownByTheirContent() {
        var c = ConnectedComponents.create();
        c.update("ada", "bob");
        c.update(new StringBuilder("bob"), "carol");
        assertTrue(c.connected("carol", "ada"));
        assertEquals(3, c.sizeOf("ada"));
        assertFalse(c.connected("carol", "dan"));
    }

    /** A long chain, linked so that paths are as long as they can get: union by size keeps them logarithmic, also for questions, which shorten none. */
    @Test
    void oracle_pathsStayShort() {
        var c = ConnectedComponents.create();
        int n = 1 << 18;
        for (int step = 1; step < n; step *= 2) {
            for (int i = 0; i < n; i += 2 * step) {
                c.update(i, i + step);
            }
        }
        assertEquals(1, c.components());
        for (int i = 0; i < n; i++) {
            assertEquals(n, c.sizeOf(i));
        }
        assertEquals(0, Allocations.of(i -> c.update(i % n, (i * 7L + 3) % n)));
    }

    @Test
    void golden_version1StillDecodes() {
        var c = ConnectedComponents.create();
        SplitMix64 random = new SplitMix64(42);
        for (int i = 0; i < 60; i++) {
            c.update(random.nextInt(100), random.nextInt(100));
        }
        ConnectedComponents golden = Golden.decode("connected-components-1.bin", ConnectedComponents.CODEC, c);
        assertEquals(c.largest(100), golden.largest(100));
        assertEquals(new HashSet<>(c.largest(100)).size(), golden.components());
    }
}
