package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stateless operators in whole flows, and flows that cannot be built. The number in a name is that of the scenario. */
@Timeout(60)
class StatelessFlowTest {

    private final Dataflow flow = Dataflow.named("flow");
    private final TestSink<Object> sink = new TestSink<>();

    @Test
    void s1_branchParts() throws Exception {
        TestSink<Integer> evens = new TestSink<>();
        var branches = flow.input("in", TestSource.of(1, 2, 3)).branch("parity", n -> n % 2 == 1);
        branches.matching().output("odds", sink);
        branches.others().output("evens", evens);
        Rivulet.run(flow);
        assertEquals(List.of(1, 3), sink.records());
        assertEquals(List.of(2), evens.records());
        assertEquals(0, sink.open());
    }

    @Test
    void s2_flatMapBatchGetsTheBatchesOfTheSource() throws Exception {
        flow.input("in", TestSource.of(1, 2, 3, 4, 5).inBatchesOf(2))
                .flatMapBatch("batches", batch -> List.of(List.copyOf(batch)))
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of(List.of(1, 2), List.of(3, 4), List.of(5)), sink.records());
    }

    @Test
    void s3_flattenGivesElementsAndNamesItselfWhenItCannot() throws Exception {
        flow.input("in", TestSource.of(List.of(1, 2), List.<Integer>of(), List.of(3)))
                .flatten("flatten", list -> list)
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of(1, 2, 3), sink.records());

        Dataflow broken = Dataflow.named("broken");
        broken.input("in", TestSource.<Object>of(List.of(1), 666))
                .flatten("flatten", list -> (List<?>) list)
                .output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(broken));
        assertEquals("flatten", e.step());
        assertEquals(Optional.of("666"), e.record());
    }

    @Test
    void s4_filterMapKeepsWhatIsThere() throws Exception {
        flow.input("in", TestSource.of(0, 1, 2, 3, 4, 5))
                .filterMap("even", n -> n % 2 == 1 ? Optional.<Integer>empty() : Optional.of(n + 1))
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of(1, 3, 5), sink.records());
    }

    @Test
    void s5_keyByKeysAndRefusesNull() throws Exception {
        flow.input("in", TestSource.of(1, 2, 3))
                .keyBy("key", String::valueOf)
                .withKeys("keyed")
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of(new Keyed<>("1", 1), new Keyed<>("2", 2), new Keyed<>("3", 3)), sink.records());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void s5_aNullKeyStopsTheJobNamingAStep(int workers) {
        flow.input("in", TestSource.of(1, 2, 3))
                .keyBy("key", n -> n == 2 ? null : n)
                .countFinal("count")
                .output("out", sink);
        JobFailedException e = assertThrows(
                JobFailedException.class,
                () -> Rivulet.run(flow, RunOptions.defaults().withWorkers(workers)));
        assertTrue(List.of("key", "count").contains(e.step()), e.getMessage());
        assertTrue(e.getMessage().contains("null"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void s6_mergeKeepsAllAndTheOrderOfEach(int workers) throws Exception {
        Stream<Integer> small =
                flow.input("small", TestSource.of(1, 2, 3, 4, 5, 6).inBatchesOf(1));
        Stream<Integer> large =
                flow.input("large", TestSource.of(100, 101, 102, 103).inBatchesOf(1));
        small.merge("both", large).output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        List<Object> records = sink.records();
        assertEquals(10, records.size());
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6),
                records.stream().filter(n -> (int) n < 100).toList());
        assertEquals(
                List.of(100, 101, 102, 103),
                records.stream().filter(n -> (int) n >= 100).toList());
    }

    @Test
    void s7_raiseStopsTheJobAtTheFirstRecordOnly() throws Exception {
        flow.input("in", TestSource.of(1)).raise("never");
        JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(flow));
        assertEquals("never", e.step());
        assertEquals(Optional.of("1"), e.record());

        Dataflow quiet = Dataflow.named("quiet");
        quiet.input("in", TestSource.of(1)).filter(n -> n > 1).raise("never");
        Rivulet.run(quiet);
    }

    @Test
    void s8_bothReadersOfAStreamGetAllRecords() throws Exception {
        TestSink<Integer> other = new TestSink<>();
        Stream<Integer> stream = flow.input("in", TestSource.of(1, 2, 3));
        stream.output("one", sink);
        stream.output("two", other);
        Rivulet.run(flow);
        assertEquals(List.of(1, 2, 3), sink.records());
        assertEquals(List.of(1, 2, 3), other.records());
    }

    @Test
    void s9_namesWithDotsOrTwiceAreRefused() {
        Stream<Integer> in = flow.input("in", TestSource.of(1));
        IllegalArgumentException dot = assertThrows(IllegalArgumentException.class, () -> in.map("a.b", n -> n));
        assertTrue(dot.getMessage().contains("\"a.b\""), dot.getMessage());
        in.map("same", n -> n).map("same", n -> n).output("out", sink);
        IllegalArgumentException twice = assertThrows(IllegalArgumentException.class, flow::graph);
        assertTrue(twice.getMessage().contains("\"same\""), twice.getMessage());
    }

    @Test
    void s9_aStepAndAComposedOperatorMustNotShareAName() {
        flow.input("in", TestSource.of(1))
                .map("outer", n -> n)
                .through("outer", part -> part.map("inner", n -> n))
                .output("out", sink);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, flow::graph);
        assertTrue(e.getMessage().contains("\"outer.inner\""), e.getMessage());
    }

    @Test
    void s10_aFlowNeedsAnInputAndAnOutput() {
        IllegalArgumentException noInput = assertThrows(IllegalArgumentException.class, flow::graph);
        assertTrue(noInput.getMessage().contains("at least one input"), noInput.getMessage());
        flow.input("in", TestSource.of(1));
        IllegalArgumentException noOutput = assertThrows(IllegalArgumentException.class, flow::graph);
        assertTrue(noOutput.getMessage().contains("at least one output"), noOutput.getMessage());
    }

    @Test
    void s11_partsOfAComposedOperatorCarryItsName() throws Exception {
        flow.input("in", TestSource.of(1, 2))
                .through(
                        "outer",
                        part -> part.map("inner", n -> {
                            if (n == 2) {
                                throw new IllegalStateException("two");
                            }
                            return n;
                        }))
                .output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(flow));
        assertEquals("outer.inner", e.step());
    }

    @Test
    void s12_anExceptionIsWrappedOnceAndNamesTheStep() {
        IllegalStateException original = new IllegalStateException("boom");
        flow.input("in", TestSource.of(0, 1, 2).inBatchesOf(1))
                .map("fragile", n -> {
                    if (n == 0) {
                        throw original;
                    }
                    return n;
                })
                .output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(flow));
        assertSame(original, e.getCause());
        assertEquals("fragile", e.step());
        assertEquals(Optional.of("0"), e.record());
        assertTrue(e.getMessage().contains("job \"flow\", step \"fragile\""), e.getMessage());
        assertTrue(sink.records().size() < 3, sink.toString());
        assertEquals(0, sink.open());
    }

    @Test
    void s16_rebalanceSpreadsEvenlyAndLosesNothing() throws Exception {
        List<Integer> numbers = IntStream.range(0, 10_000).boxed().toList();
        flow.input("in", TestSource.of(numbers)).rebalance("spread").output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(4));
        for (int worker = 0; worker < 4; worker++) {
            int share = sink.recordsOf(worker).size();
            assertTrue(share >= 2_000 && share <= 3_000, "worker " + worker + " had " + share);
        }
        assertEquals(
                numbers, sink.records().stream().map(n -> (Integer) n).sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void s107_everyRecordOnceOnAnyNumberOfWorkers(int workers) throws Exception {
        flow.input("in", TestSource.of(0, 1, 2))
                .rebalance("spread")
                .map(n -> n + 1)
                .output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        List<Object> records = new ArrayList<>(sink.records());
        Collections.sort(records, (a, b) -> Integer.compare((int) a, (int) b));
        assertEquals(List.of(1, 2, 3), records);
    }
}
