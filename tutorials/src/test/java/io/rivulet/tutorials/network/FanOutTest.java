package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** laws_: what every aggregation obeys. oracle_: against sets. */
class FanOutTest {

    private record Pair(String source, long item) {}

    @TestFactory
    Stream<DynamicTest> laws_ofAggregations() {
        return Laws.of(FanOut.aggregation(Pair::source, pair -> Hash.ofText(pair.source(), 0), Pair::item)
                        .map(FanOut::widest))
                .input(FanOutTest::pair)
                .merged(Agreement.EXACT)
                .list()
                .stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_agreesWithSetsUnderUpdateRetractMergeAndSubtract() {
        SplitMix64 random = new SplitMix64(1);
        FanOut running = FanOut.create();
        Deque<FanOut> panes = new ArrayDeque<>();
        Deque<Pair[]> content = new ArrayDeque<>();
        for (int p = 0; p < 60; p++) {
            FanOut pane = FanOut.create();
            Pair[] pairs = new Pair[100];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = pair(random, i);
                pane.update(pairs[i].source, pairs[i].item);
            }
            panes.add(pane);
            content.add(pairs);
            running.merge(pane);
            if (panes.size() > 5) {
                running.subtract(panes.remove());
                content.remove();
            }
            assertEquals(recount(content), running.widest());
        }
        for (Pair pair : content.remove()) {
            running.retract(pair.source, pair.item);
        }
        assertEquals(recount(content), running.widest());
    }

    @Test
    void oracle_refusesToTakeOutWhatIsNotIn() {
        FanOut fanOut = FanOut.create();
        fanOut.update("a", 1);
        byte[] before = FanOut.CODEC.toBytes(fanOut);
        assertThrows(IllegalArgumentException.class, () -> fanOut.retract("a", 2));
        FanOut other = FanOut.create();
        other.update("a", 1);
        other.update("b", 1);
        assertThrows(IllegalArgumentException.class, () -> fanOut.subtract(other));
        assertArrayEquals(before, FanOut.CODEC.toBytes(fanOut));
    }

    @Test
    void oracle_emptyAndTies() {
        FanOut fanOut = FanOut.create();
        assertEquals(FanOut.Widest.NONE, fanOut.widest());
        fanOut.update("b", 1);
        fanOut.update("a", 9);
        fanOut.update("a", 9);
        assertEquals(new FanOut.Widest("a", 1), fanOut.widest());
        assertEquals(1, fanOut.items("b"));
        assertEquals(0, fanOut.items("c"));
    }

    private static Pair pair(SplitMix64 random, long i) {
        return new Pair("host" + random.nextInt(12), random.nextInt(40));
    }

    private static FanOut.Widest recount(Deque<Pair[]> content) {
        Map<String, Set<Long>> items = new TreeMap<>();
        for (Pair[] pairs : content) {
            for (Pair pair : pairs) {
                items.computeIfAbsent(pair.source, s -> new HashSet<>()).add(pair.item);
            }
        }
        FanOut.Widest widest = FanOut.Widest.NONE;
        for (Map.Entry<String, Set<Long>> e : items.entrySet()) {
            if (e.getValue().size() > widest.items()) {
                widest = new FanOut.Widest(e.getKey(), e.getValue().size());
            }
        }
        return widest;
    }
}
