package io.rivulet.algorithms.catalog;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jol.info.GraphLayout;

/**
 * What a state says of its size is what it takes on the heap, within 20 %: for many small states, as there are with one a key, and for a few large ones.
 * The objects that the states reach are walked and added up, each once, so what states share counts little. Texts of items that a state keeps are its
 * own: each state gets records made for it.
 */
class CatalogBytesTest {

    private static final int SMALL = 20;
    private static final int LARGE = 2_000;
    private static final int MOST_SMALL_STATES = 1_000;
    private static final int MOST_LARGE_STATES = 50;
    private static final long MEASURED_BYTES = 2 << 20;
    private static final double WITHIN = 0.2;

    @TestFactory
    Stream<DynamicTest> aSmallStateTakesTheBytesThatItSays() {
        return Catalog.all().stream()
                .map(algorithm ->
                        DynamicTest.dynamicTest(algorithm.name(), () -> check(algorithm, SMALL, MOST_SMALL_STATES)));
    }

    /** Only of those that grow: the others are measured already, in greater numbers. */
    @TestFactory
    Stream<DynamicTest> aLargeStateTakesTheBytesThatItSays() {
        return Catalog.all().stream()
                .filter(algorithm -> stateBytes(algorithm, LARGE) > stateBytes(algorithm, SMALL))
                .map(algorithm ->
                        DynamicTest.dynamicTest(algorithm.name(), () -> check(algorithm, LARGE, MOST_LARGE_STATES)));
    }

    private static <T> void check(Algorithm<T> algorithm, int records, int mostStates) {
        check(algorithm, algorithm.create(), records, mostStates);
    }

    private static <T, S> void check(
            Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation, int records, int mostStates) {
        long one = stateBytes(algorithm, records);
        Object[] states = new Object[(int) Math.max(8, Math.min(mostStates, MEASURED_BYTES / one))];
        long said = 0;
        for (int i = 0; i < states.length; i++) {
            S state = fed(algorithm, aggregation, records, i);
            said += aggregation.stateBytes(state);
            states[i] = state;
        }
        long measured = GraphLayout.parseInstance((Object) states).totalSize();
        assertTrue(
                Math.abs(said - measured) <= WITHIN * measured,
                states.length + " states say " + said / states.length + " bytes each and take "
                        + measured / states.length);
    }

    private static <T> long stateBytes(Algorithm<T> algorithm, int records) {
        return stateBytes(algorithm, algorithm.create(), records);
    }

    private static <T, S> long stateBytes(Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation, int records) {
        return aggregation.stateBytes(fed(algorithm, aggregation, records, 1));
    }

    private static <T, S> S fed(Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation, int records, long seed) {
        S state = aggregation.create();
        List<T> made = algorithm.sample().records(records, seed);
        for (int i = 0; i < records; i++) {
            aggregation.update(state, made.get(i), i * 1_000L);
        }
        return state;
    }
}
