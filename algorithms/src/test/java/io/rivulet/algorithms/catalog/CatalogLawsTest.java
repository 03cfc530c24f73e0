package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Laws;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** laws_: what every algorithm owes to its contracts, found by walking the catalogue; nothing can be added without them. */
class CatalogLawsTest {

    private static final List<Long> SEEDS = Stream.of(
                    System.getProperty("rivulet.law.seeds", "42").split(",", -1))
            .map(Long::valueOf)
            .toList();

    @TestFactory
    Stream<DynamicContainer> laws_ofEveryAlgorithm() {
        return Catalog.all().stream()
                .map(algorithm -> DynamicContainer.dynamicContainer(
                        algorithm.name(), SEEDS.stream().flatMap(seed -> laws(algorithm, seed))));
    }

    private static <T> Stream<DynamicTest> laws(Algorithm<T> algorithm, long seed) {
        return laws(algorithm, algorithm.create(), seed);
    }

    private static <T, S> Stream<DynamicTest> laws(
            Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation, long seed) {
        Laws<T, S, Answer> laws = Laws.of(aggregation).stream(algorithm.sample().start())
                .view(Answer::rows)
                .merged(algorithm.merged())
                .seed(seed);
        algorithm.input().refused().ifPresent(laws::refusing);
        return laws.list().stream()
                .map(law -> DynamicTest.dynamicTest(law.name() + " (seed " + seed + ")", law.check()::run));
    }
}
