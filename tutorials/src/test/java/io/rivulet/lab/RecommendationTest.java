package io.rivulet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** example_: which variant is advised and why, over measurements written down here. oracle_: what is on the front. */
class RecommendationTest {

    private static Measurement of(String name, double error, long bytes, double nanos) {
        return new Measurement(
                new Variant<>(Catalog.find(name).orElseThrow(), Map.of(), false),
                "",
                new Errors(error / 2, error, 2 * error, List.of(error)),
                bytes,
                OptionalLong.of(bytes),
                nanos,
                100,
                OptionalDouble.empty());
    }

    private static final Measurement SMALL = of("hyperloglog", 0.04, 300, 20);
    private static final Measurement MIDDLE = of("cpc", 0.02, 1_000, 80);
    private static final Measurement LARGE = of("sliding-hyperloglog", 0.005, 40_000, 15);

    @Test
    void example_theSmallestThatKeepsTheErrorAndWhatSpeaksForOthers() {
        Recommendation advice = Recommendation.of(List.of(SMALL, MIDDLE, LARGE), 0.03, "as asked for");
        assertEquals("cpc", advice.variant());
        assertEquals(
                "Take cpc. Of the 2 variants that keep the error within 0.03 at 95 % of the checkpoints (as asked for), it is"
                        + " the smallest: 1,000 bytes, 80 ns a record. Faster within it: sliding-hyperloglog, 15 ns a record, in 40,000"
                        + " bytes. Most exact: sliding-hyperloglog, error 0.005, in 40,000 bytes.",
                advice.words());
        assertEquals(
                "hyperloglog",
                Recommendation.of(List.of(SMALL, MIDDLE, LARGE), 0.1, "").variant());
    }

    @Test
    void example_ofVariantsAboutAsSmallTheFastest() {
        Measurement alike = of("cpc", 0.03, 310, 9);
        Recommendation advice = Recommendation.of(List.of(SMALL, alike), 0.05, "why");
        assertEquals("cpc", advice.variant());
        assertTrue(advice.words().contains("it is the fastest of the smallest"), advice.words());
    }

    @Test
    void example_theOneThatKeepsItOrTheMostExactWhereNoneDoes() {
        assertTrue(Recommendation.of(List.of(SMALL, LARGE), 0.01, "why").words().contains("It alone keeps the error"));
        Recommendation none = Recommendation.of(List.of(SMALL, MIDDLE), 0.001, "why");
        assertEquals("cpc", none.variant());
        assertTrue(
                none.words().startsWith("No variant keeps the error within 0.001 at 95 % of the checkpoints (why)."),
                none.words());
        assertTrue(none.words().endsWith("It has more to set: lg-k."), none.words());
        Measurement silent = of("hyperloglog", Double.NaN, 1, 1);
        assertEquals(
                "cpc",
                Recommendation.of(List.of(silent, MIDDLE), 1, "why").variant(),
                "a variant without an answer keeps no error");
        assertEquals(
                new Recommendation("", "No variant has an answer at every checkpoint of these records."),
                Recommendation.of(List.of(silent), 1, "why"));
        assertTrue(Recommendation.of(List.of(SMALL), 1, "why").words().contains("the only variant"));
        Measurement exact = of("cpc", 0, 500, 10);
        assertTrue(
                Recommendation.of(List.of(SMALL, exact), 0, "why").words().contains("It alone keeps the answer exact"));
    }

    @Test
    void oracle_aVariantIsBeatenOnlyByOneThatIsAsGoodInAllRespectsAndBetterInOne() {
        Measurement worse = of("cpc", 0.05, 300, 20);
        assertTrue(SMALL.dominates(worse));
        assertFalse(worse.dominates(SMALL));
        assertFalse(SMALL.dominates(SMALL), "not by itself");
        assertFalse(SMALL.dominates(MIDDLE));
        assertFalse(of("cpc", 0.04, 300, 19).dominates(SMALL), "times so near are the same");
        assertTrue(of("cpc", 0.04, 300, 10).dominates(SMALL));
        assertFalse(of("cpc", 0.04, 299, 40).dominates(SMALL), "smaller, but slower");
        assertFalse(of("cpc", Double.NaN, 1, 1).dominates(SMALL), "no answer beats nothing");
    }

    @Test
    void example_numbersHaveThreeDigits() {
        assertEquals(
                List.of("0", "0.0123", "1.2e-05", "1230", "-", "infinite"),
                List.of(0, 0.01234, 0.0000123, 1_234, Double.NaN, Double.POSITIVE_INFINITY).stream()
                        .map(n -> Numbers.error(n.doubleValue()))
                        .toList());
        assertEquals(
                List.of("0.4 ns", "12.3 ns", "4.57 µs", "12 ms"),
                List.of(0.4, 12.34, 4_567.0, 12e6).stream().map(Numbers::nanos).toList());
    }
}
