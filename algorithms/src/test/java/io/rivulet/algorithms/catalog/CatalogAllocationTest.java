package io.rivulet.algorithms.catalog;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Allocations;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Updates of every algorithm of the catalogue allocate nothing once tables have grown, unless the entry says why they do. The records come round again and
 * again: new items may need memory, known ones may not. Work that is done once in a thousand records may allocate, so that what counts is less than any
 * object that every update would make.
 */
class CatalogAllocationTest {

    private static final int RECORDS = 4_000;
    private static final long SMALLEST_OBJECT = 16;

    @TestFactory
    Stream<DynamicTest> anUpdateAllocatesNothing() {
        return Catalog.all().stream()
                .filter(algorithm -> algorithm.allocates().isEmpty())
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.name(), () -> {
                    long bytes = bytesPerUpdate(algorithm);
                    assertTrue(bytes < SMALLEST_OBJECT / 2, bytes + " bytes an update");
                }));
    }

    /** Otherwise the reason would be a lie that hides nothing, and stay. */
    @TestFactory
    Stream<DynamicTest> anUpdateThatIsSaidToAllocateDoes() {
        return Catalog.all().stream()
                .filter(algorithm -> algorithm.allocates().isPresent())
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.name(), () -> {
                    long bytes = bytesPerUpdate(algorithm);
                    assertTrue(bytes >= SMALLEST_OBJECT / 2, bytes + " bytes an update");
                }));
    }

    private static <T> long bytesPerUpdate(Algorithm<T> algorithm) {
        return bytesPerUpdate(algorithm, algorithm.create());
    }

    private static <T, S> long bytesPerUpdate(Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation) {
        List<T> records = algorithm.sample().records(RECORDS, 42);
        S state = aggregation.create();
        return Allocations.of(i -> aggregation.update(state, records.get(i % RECORDS), i * 1_000L));
    }
}
