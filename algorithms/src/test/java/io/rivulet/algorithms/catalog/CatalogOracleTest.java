package io.rivulet.algorithms.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * oracle_: every algorithm of the catalogue keeps its promise against the exact answer, over many seeds, and an answer that has not seen the stream does
 * not. A promise with a probability is broken only where so many seeds violate it as chance alone would bring about once in a million entries: the
 * false-alarm rate of each of these tests, were its seeds drawn anew.
 */
class CatalogOracleTest {

    private static final int RECORDS = 2_000;
    private static final int SEEDS = 40;
    private static final int SEEDS_WITHOUT_CHANCE = 5;
    private static final double FALSE_ALARMS = 1e-6;
    private static final List<Integer> CHECKPOINTS = List.of(1, 2, 17, 200, RECORDS);

    @TestFactory
    Stream<DynamicTest> oracle_everyEntryKeepsItsPromise() {
        return Catalog.all().stream()
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.name(), () -> keepsItsPromise(algorithm)));
    }

    private static <T> void keepsItsPromise(Algorithm<T> algorithm) {
        Tolerance tolerance = algorithm.tolerance();
        if (tolerance.probability() == 0) {
            for (int seed = 1; seed <= SEEDS_WITHOUT_CHANCE; seed++) {
                for (double error : errors(algorithm, algorithm.create(), seed, CHECKPOINTS)) {
                    assertTrue(tolerance.allows(error), "error " + error + " at seed " + seed + " of " + tolerance);
                }
            }
            return;
        }
        List<Double> violations = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            double error = errors(algorithm, algorithm.create(), seed, List.of(RECORDS))
                    .get(0);
            if (!tolerance.allows(error)) {
                violations.add(error);
            }
        }
        int most = mostViolations(SEEDS, tolerance.probability());
        assertTrue(
                violations.size() <= most,
                violations.size() + " of " + SEEDS + " seeds beyond " + tolerance + ", allowed " + most + ": "
                        + violations);
    }

    /** The errors after so many records of the sample stream. */
    private static <T, S> List<Double> errors(
            Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation, long seed, List<Integer> checkpoints) {
        Supplier<T> stream = algorithm.sample().start().apply(seed);
        Exact<T> exact = algorithm.yardstick().start().get();
        S state = aggregation.create();
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            T record = stream.get();
            long time = i * 1_000L;
            aggregation.update(state, record, time);
            exact.update(record, time);
            if (checkpoints.contains(i + 1)) {
                errors.add(exact.error(aggregation.answer(state, time), time));
            }
        }
        return errors;
    }

    /** The least number that as many trials pass with a probability of at most {@link #FALSE_ALARMS}, where each is a violation with that probability. */
    private static int mostViolations(int trials, double probability) {
        double exactly = Math.pow(1 - probability, trials);
        double beyond = 1 - exactly;
        int most = 0;
        while (beyond > FALSE_ALARMS) {
            exactly *= (trials - most) * probability / ((most + 1) * (1 - probability));
            most++;
            beyond -= exactly;
        }
        return most;
    }

    @Test
    void example_violationsAllowedByTheBinomialDistribution() {
        assertEquals(0, mostViolations(40, 1e-9));
        // P(X > 5) = 3.4e-6 and P(X > 6) = 1.6e-7 for 40 trials at 1 %.
        assertEquals(6, mostViolations(40, 0.01));
    }

    @TestFactory
    Stream<DynamicTest> oracle_anAnswerToNothingBreaksThePromise() {
        return Catalog.all().stream()
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.name(), () -> noticesNothing(algorithm)));
    }

    private static <T> void noticesNothing(Algorithm<T> algorithm) {
        noticesNothing(algorithm, algorithm.create());
    }

    private static <T, S> void noticesNothing(Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation) {
        Exact<T> exact = algorithm.yardstick().start().get();
        List<T> records = algorithm.sample().records(RECORDS, 1);
        for (int i = 0; i < RECORDS; i++) {
            exact.update(records.get(i), i * 1_000L);
        }
        long now = (RECORDS - 1) * 1_000L;
        double error = exact.error(aggregation.answer(aggregation.create(), now), now);
        assertFalse(
                algorithm.tolerance().allows(error),
                "an empty state's answer has error " + error + ", which " + algorithm.tolerance() + " allows");
    }

    @TestFactory
    Stream<DynamicTest> oracle_aQuestionHasOneExactAnswerAndOneMeasure() {
        Map<String, Algorithm<?>> first = new HashMap<>();
        List<DynamicTest> pairs = new ArrayList<>();
        for (Algorithm<?> algorithm : Catalog.all()) {
            Algorithm<?> other = first.putIfAbsent(algorithm.yardstick().question(), algorithm);
            if (other != null) {
                pairs.add(DynamicTest.dynamicTest(other + " and " + algorithm, () -> sameYardstick(other, algorithm)));
            }
        }
        return pairs.stream();
    }

    private static <T> void sameYardstick(Algorithm<T> one, Algorithm<?> other) {
        assertEquals(one.input(), other.input());
        @SuppressWarnings("unchecked") // the inputs are the same
        Algorithm<T> two = (Algorithm<T>) other;
        assertEquals(one.yardstick().measure(), two.yardstick().measure());
        Exact<T> exact = one.yardstick().start().get();
        Exact<T> same = two.yardstick().start().get();
        List<T> records = one.sample().records(RECORDS, 7);
        for (int i = 0; i < RECORDS; i++) {
            exact.update(records.get(i), i * 1_000L);
            same.update(records.get(i), i * 1_000L);
        }
        long now = RECORDS * 1_000L;
        assertEquals(exact.answer(now).rows(), same.answer(now).rows());
    }

    @TestFactory
    Stream<DynamicTest> oracle_everyVariationCanBeMadeAndMeasured() {
        return Catalog.all().stream()
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.name(), () -> {
                    for (Map<String, String> variation : algorithm.variations()) {
                        algorithm.create(variation);
                        algorithm.yardstick(variation).start().get();
                    }
                }));
    }
}
