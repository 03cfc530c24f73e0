package io.rivulet.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Exact;
import io.rivulet.algorithms.catalog.Peers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jol.info.GraphLayout;

/**
 * That other libraries are used rightly, or the comparison would be unfair: they answer the questions of our entries within the error that they promise, come
 * back from their bytes and merges, and take the heap that is said of them, within 20 %.
 */
class LibraryPeersTest {

    private static final int RECORDS = 2_000;
    private static final int SEEDS = 20;
    /** 20 draws at 1 % have more than 5 violations once in 16 million runs. */
    private static final int MOST_VIOLATIONS = 5;

    private static final int STATES = 50;
    private static final double WITHIN = 0.2;

    private static Stream<DynamicTest> each(Check check) {
        return Peers.onTheClassPath().stream().map(peer -> DynamicTest.dynamicTest(peer.name(), () -> check.of(peer)));
    }

    /** A check of an entry over any records. */
    private interface Check {
        <T> void of(Algorithm<T> peer);
    }

    @Test
    void example_theyAreFoundOnTheClassPathAndAreNotOurs() {
        assertFalse(Peers.onTheClassPath().isEmpty());
        for (Algorithm<?> peer : Peers.onTheClassPath()) {
            assertTrue(Catalog.find(peer.name()).isEmpty(), peer.name());
            assertTrue(
                    Catalog.all().stream()
                            .anyMatch(ours -> ours.family().equals(peer.family())
                                    && ours.yardstick()
                                            .question()
                                            .equals(peer.yardstick().question())),
                    peer.name() + " must answer a question of ours");
        }
    }

    @TestFactory
    Stream<DynamicTest> oracle_theyKeepTheirPromise() {
        return each(LibraryPeersTest::keepsItsPromise);
    }

    private static <T> void keepsItsPromise(Algorithm<T> peer) {
        int violations = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            violations += peer.tolerance().allows(error(peer, peer.create(), seed)) ? 0 : 1;
        }
        assertTrue(
                violations <= (peer.tolerance().probability() == 0 ? 0 : MOST_VIOLATIONS), violations + " of " + SEEDS);
    }

    private static <T, S> double error(Algorithm<T> peer, Aggregation<T, S, Answer> aggregation, long seed) {
        List<T> records = peer.sample().records(RECORDS, seed);
        Exact<T> exact = peer.yardstick().start().get();
        S state = aggregation.create();
        for (int i = 0; i < RECORDS; i++) {
            aggregation.update(state, records.get(i), i * 1_000L);
            exact.update(records.get(i), i * 1_000L);
        }
        long now = RECORDS * 1_000L;
        return exact.error(aggregation.answer(state, now), now);
    }

    @TestFactory
    Stream<DynamicTest> oracle_theyComeBackFromTheirBytesAndMerge() {
        return each(LibraryPeersTest::comesBackAndMerges);
    }

    private static <T> void comesBackAndMerges(Algorithm<T> peer) {
        comesBack(peer, peer.create());
    }

    private static <T, S> void comesBack(Algorithm<T> peer, Aggregation<T, S, Answer> aggregation) {
        S state = fed(peer, aggregation, 1);
        Answer answer = aggregation.answer(state, 0);
        S back = aggregation.codec().fromBytes(aggregation.codec().toBytes(state));
        assertEquals(answer.rows().size(), aggregation.answer(back, 0).rows().size());
        Exact<T> exact = peer.yardstick().start().get();
        Exact<T> one = peer.yardstick().start().get();
        peer.sample().records(RECORDS, 1).forEach(record -> exact.update(record, 0));
        peer.sample().records(RECORDS, 1).forEach(record -> one.update(record, 0));
        assertTrue(2 * peer.tolerance().error() >= exact.error(aggregation.answer(back, 0), 0));
        if (aggregation.canMerge()) {
            S sum = aggregation.create();
            aggregation.merge(sum, state);
            peer.sample().records(RECORDS, 2).forEach(record -> exact.update(record, 0));
            aggregation.merge(sum, fed(peer, aggregation, 2));
            assertTrue(2 * peer.tolerance().error() >= exact.error(aggregation.answer(sum, 0), 0));
            // A digest tidies up what it is given, so that its answers move a little.
            assertTrue(2 * peer.tolerance().error() >= one.error(aggregation.answer(state, 0), 0), "the other stays");
        }
    }

    @TestFactory
    Stream<DynamicTest> theyTakeTheHeapThatIsSaidOfThem() {
        return each(LibraryPeersTest::takesTheHeapSaid);
    }

    private static <T> void takesTheHeapSaid(Algorithm<T> peer) {
        measure(peer, peer.create());
    }

    private static <T, S> void measure(Algorithm<T> peer, Aggregation<T, S, Answer> aggregation) {
        Object[] states = new Object[STATES];
        long said = 0;
        for (int i = 0; i < STATES; i++) {
            S state = fed(peer, aggregation, i);
            said += aggregation.stateBytes(state);
            states[i] = state;
        }
        long measured = GraphLayout.parseInstance((Object) states).totalSize();
        assertTrue(
                Math.abs(said - measured) <= WITHIN * measured,
                said / STATES + " bytes said of each, " + measured / STATES + " measured");
    }

    private static <T, S> S fed(Algorithm<T> peer, Aggregation<T, S, Answer> aggregation, long seed) {
        S state = aggregation.create();
        peer.sample().records(RECORDS, seed).forEach(record -> aggregation.update(state, record, 0));
        return state;
    }
}
