package io.rivulet.algorithms.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.StateCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * golden_: the state of every algorithm of the catalogue after its sample stream is a file, {@code golden/catalog/NAME-VERSION.bin}. The current version
 * must be made again byte for byte; older ones must still be read. A new entry's file is written by running this test with
 * {@code -Drivulet.golden.write=true}.
 */
class CatalogGoldenTest {

    private static final int RECORDS = 300;
    private static final long SEED = 42;

    @TestFactory
    Stream<DynamicTest> golden_everyEntryHasItsFormKept() {
        return Catalog.all().stream()
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.name(), () -> check(algorithm)));
    }

    private static <T> void check(Algorithm<T> algorithm) {
        check(algorithm, algorithm.create());
    }

    private static <T, S> void check(Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation) {
        S state = aggregation.create();
        List<T> records = algorithm.sample().records(RECORDS, SEED);
        for (int i = 0; i < RECORDS; i++) {
            aggregation.update(state, records.get(i), i * 1_000L);
        }
        StateCodec<S> codec = aggregation.codec();
        S decoded = Golden.decode(file(algorithm, codec.version()), codec, state);
        long now = RECORDS * 1_000L;
        assertEquals(
                aggregation.answer(state, now).rows(),
                aggregation.answer(decoded, now).rows());
        for (int version = 1; version < codec.version(); version++) {
            S older = codec.fromBytes(bytes(file(algorithm, version)));
            assertTrue(aggregation.answer(older, now).rows() != null);
        }
    }

    private static String file(Algorithm<?> algorithm, int version) {
        return "catalog/" + algorithm.name() + "-" + version + ".bin";
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            if (in == null) {
                throw new AssertionError("golden/" + file + " must exist: an older version stays readable");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void golden_noFileIsLeftOfAnEntryThatIsGone() throws IOException {
        Set<String> expected = new HashSet<>();
        for (Algorithm<?> algorithm : Catalog.all()) {
            for (int version = 1; version <= algorithm.create().codec().version(); version++) {
                expected.add(algorithm.name() + "-" + version + ".bin");
            }
        }
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden/catalog"))) {
            assertEquals(
                    new TreeSet<>(expected),
                    new TreeSet<>(
                            files.map(file -> file.getFileName().toString()).toList()));
        }
    }
}
