package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Samples: the first of every n, and by chances that are the same in every run. Counts of chances are fixed by their seeds, so no test fails by chance. */
@Timeout(60)
class SampleTest {

    private static final List<Integer> NUMBERS =
            IntStream.range(0, 20_000).boxed().toList();

    private static List<Integer> run(int workers, Function<Stream<Integer>, Stream<Integer>> sample)
            throws InterruptedException {
        TestSink<Integer> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        sample.apply(flow.input("in", TestSource.of(NUMBERS))).output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        return sink.records().stream().sorted().toList();
    }

    @Test
    void theFirstOfEveryNPassesForEachKey() {
        var harness = OperatorHarness.<String, Integer, Integer>of(Stateful.<String, Integer>every(3));
        for (int i = 0; i < 8; i++) {
            harness.record("a", i).record("b", 100 + i);
        }
        assertEquals(List.of(0, 100, 3, 103, 6, 106), harness.records());
        harness.record("a", 8).record("b", 108);
        assertEquals(0, harness.keys());

        var all = OperatorHarness.<String, Integer, Integer>of(Stateful.<String, Integer>every(1));
        assertEquals(List.of(1, 2), all.record("a", 1).record("a", 2).records());
        assertEquals(0, all.keys());
    }

    @Test
    void recordsWithTheSameFieldShareTheirFateOnAnyNumberOfWorkers() throws Exception {
        Function<Stream<Integer>, Stream<Integer>> sample =
                in -> in.rebalance("spread").sample("sample", 0.25, 7, n -> n / 4);
        List<Integer> one = run(1, sample);
        assertEquals(one, run(3, sample));
        Set<Integer> users = new HashSet<>(one.stream().map(n -> n / 4).toList());
        assertEquals(4 * users.size(), one.size());
        // 5,000 users: expected 1,250, deviation 31.
        assertTrue(Math.abs(users.size() - 1_250) < 124, "users " + users.size());
        assertNotEquals(one, run(1, in -> in.sample("sample", 0.25, 8, n -> n / 4)));
    }

    @Test
    void seedsChooseIndependently() throws Exception {
        List<Integer> both = run(1, in -> in.sample("one", 0.5, 1, n -> n).sample("other", 0.5, 2, n -> n));
        // 20,000 records: expected 5,000, deviation 61.
        assertTrue(Math.abs(both.size() - 5_000) < 244, "both " + both.size());
    }

    @Test
    void recordsOfAKeyAreDrawnEachForItselfAndTheSameInEveryRun() throws Exception {
        Function<Stream<Integer>, Stream<Integer>> sample =
                in -> in.keyBy(n -> n % 10).sample("sample", 0.1, 5);
        List<Integer> one = run(1, sample);
        assertEquals(one, run(4, sample));
        // Expected 2,000, deviation 42; of a key 200 and 13.
        assertTrue(Math.abs(one.size() - 2_000) < 168, "all " + one.size());
        for (int key = 0; key < 10; key++) {
            int of = key;
            long count = one.stream().filter(n -> n % 10 == of).count();
            assertTrue(Math.abs(count - 200) < 54, "key " + key + ": " + count);
        }
        // Neighbours are independent: of a key's 2,000 pairs about 20 are chosen both, deviation 4.5, over ten keys 200
        // and 14.
        Set<Integer> chosen = new HashSet<>(one);
        long pairs = one.stream().filter(n -> chosen.contains(n + 10)).count();
        assertTrue(Math.abs(pairs - 200) < 57, "pairs " + pairs);
    }

    @Test
    void noneAndAllAreChancesToo() throws Exception {
        assertEquals(List.of(), run(1, in -> in.sample("none", 0, 1, n -> n)));
        assertEquals(NUMBERS, run(1, in -> in.sample("all", 1, 1, n -> n)));
        assertEquals(NUMBERS, run(2, in -> in.keyBy(n -> n % 3).sample("all", 1, 1)));
        assertEquals(
                NUMBERS.size() / 2,
                run(2, in -> in.keyBy(n -> n % 3 + n % 2).sampleEvery("every", 2))
                        .size(),
                3);
    }

    @Test
    void parametersAreChecked() {
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Stateful.<String, Integer>sample(bad, 1));
            assertThrows(IllegalArgumentException.class, () -> Stateless.<Integer>sample(bad, 1, n -> n));
        }
        assertThrows(IllegalArgumentException.class, () -> Stateful.<String, Integer>every(0));
    }
}
