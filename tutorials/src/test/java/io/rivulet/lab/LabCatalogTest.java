package io.rivulet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Exact;
import io.rivulet.algorithms.catalog.SampleStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * That every entry of the catalogue can be compared, over the whole stream and over a window, without the lab knowing of it: whoever adds one is told here if
 * its yardstick does not do.
 */
class LabCatalogTest {

    private static final int RECORDS = 200;
    private static final Duration WINDOW = Duration.ofSeconds(50);

    private static Stream<DynamicTest> eachFamily(Optional<Duration> window, Check check) {
        return Catalog.all().stream()
                .map(Algorithm::family)
                .distinct()
                .map(family -> DynamicTest.dynamicTest(family, () -> {
                    List<Algorithm<?>> entries = Catalog.all().stream()
                            .filter(a -> a.family().equals(family))
                            .toList();
                    for (Question<?> question : Question.of(entries, List.of(), Map.of(), window)) {
                        check.of(question);
                    }
                }));
    }

    /** A check of a question over any records. */
    private interface Check {
        <T> void of(Question<T> question);
    }

    /** The lab makes the exact answer once for all of them. */
    @TestFactory
    Stream<DynamicTest> oracle_whatAsksTheSameIsHeldAgainstTheSame() {
        return eachFamily(Optional.empty(), LabCatalogTest::hasOneExactAnswer);
    }

    private static <T> void hasOneExactAnswer(Question<T> question) {
        List<T> records = question.streams().get(0).records(RECORDS, 1);
        List<Object> answers = new ArrayList<>();
        for (Variant<T> variant : question.variants()) {
            Exact<T> exact = variant.yardstick().start().get();
            for (int i = 0; i < records.size(); i++) {
                exact.update(records.get(i), i * 1_000L);
            }
            answers.add(exact.answer(records.size() * 1_000L).rows().toString());
        }
        for (int i = 1; i < answers.size(); i++) {
            assertEquals(
                    answers.get(0),
                    answers.get(i),
                    question.variants().get(i).label() + " asks \""
                            + question.variants().get(i).yardstick().question() + "\" as "
                            + question.variants().get(0).label()
                            + " does, and has another exact answer: parameters that change it must be part of the question");
        }
    }

    @TestFactory
    Stream<DynamicTest> oracle_everyEntryIsComparedOverAWholeStream() {
        return eachFamily(Optional.empty(), LabCatalogTest::comparesWhole);
    }

    @TestFactory
    Stream<DynamicTest> oracle_everyEntryIsComparedOverAWindow() {
        return eachFamily(Optional.of(WINDOW), LabCatalogTest::comparesWindows);
    }

    private static <T> void comparesWhole(Question<T> question) {
        compare(question, Optional.empty());
    }

    private static <T> void comparesWindows(Question<T> question) {
        compare(question, Optional.of(WINDOW));
    }

    private static <T> void compare(Question<T> question, Optional<Duration> window) {
        long[] now = {0};
        Lab lab = new Lab(window, OptionalDouble.empty(), Duration.ofSeconds(1), 1, () -> now[0] += 1_000_000);
        SampleStream<T> sample = question.variants().get(0).algorithm().sample();
        Comparison comparison = lab.compare(question.variants(), Dataset.made(sample, RECORDS, 2));
        assertEquals(List.of(), comparison.notes(), "none may refuse its own stream");
        assertEquals(question.variants().size(), comparison.measurements().size());
        assertFalse(comparison.recommendation().variant().isEmpty(), comparison.recommendation()::words);
        for (Measurement m : comparison.measurements()) {
            List<Double> course = m.errors().course();
            assertTrue(course.get(course.size() - 1) >= 0, m.label() + " must have an answer in the end: " + course);
            assertTrue(m.heapBytes() > 0, m.label());
        }
    }
}
