package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.TestCodecs;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.OperatorHarness.Output;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records put in the order of their time, in the harness, on the engine, and against sorting. The number in a name is that of the scenario. */
@Timeout(60)
class OrderTest {

    private static OperatorHarness<String, String, String> order() {
        return OperatorHarness.<String, String, String>of(ByEventTime.<String, String>order(Codecs.TEXT));
    }

    @Test
    void s87_recordsLeaveByTimeWhenTheWatermarkReachesThemAndLateOnesGoAside() throws Exception {
        TestSink<Timed<String>> sink = new TestSink<>();
        TestSink<LateRecord<String, Timed<String>>> late = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        var ordered = flow.input(
                        "in",
                        TestSource.of(
                                Timed.at(0, "a"),
                                Timed.at(2_000, "c"),
                                Timed.at(1_000, "b"),
                                Timed.at(14_000, "d"),
                                Timed.at(3_000, "e")))
                .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofSeconds(10)))
                .keyBy(r -> "k")
                .order("order", TestCodecs.timed(Codecs.TEXT));
        ordered.output("out", sink);
        ordered.late().output("late", late);
        Rivulet.run(flow);
        assertEquals(
                List.of("a@0", "b@1000", "c@2000", "d@14000"),
                sink.records().stream().map(Timed::toString).toList());
        assertEquals(List.of(new LateRecord<>("k", Timed.at(3_000, "e"), 3_000, LateRecord.NO_WINDOW)), late.records());
        assertTrue(
                sink.timed().stream().allMatch(r -> r.timeMillis() == r.value().timeMillis()));
    }

    @Test
    void aRecordAtTheWatermarkIsInTimeAndLeavesAtOnce() {
        var harness = order().watermark(5).record("k", "x", 5).record("k", "y", 4);
        assertEquals(List.of("x"), harness.records());
        assertEquals(1, harness.side(Sides.<String, String>late()).size());
        assertEquals(0, harness.keys());
        assertEquals(0, harness.timers());
    }

    @Test
    void equalTimesLeaveInTheOrderInWhichTheyCame() {
        var harness = order();
        for (int i = 0; i < 20; i++) {
            harness.record("k", "b" + i, 2).record("k", "a" + i, 1);
        }
        harness.watermark(2);
        List<String> expected = new ArrayList<>();
        for (String at : List.of("a", "b")) {
            for (int i = 0; i < 20; i++) {
                expected.add(at + i);
            }
        }
        assertEquals(expected, harness.records());
    }

    @Test
    void theFirstToLeaveIsWaitedForWhateverCameFirst() {
        var harness = order().record("k", "late", 8).record("k", "early", 4).watermark(4);
        assertEquals(List.of(new Output.Emitted("early", 4), new Output.Watermark(4)), harness.outputs());
        harness.watermark(7);
        assertEquals(1, harness.records().size());
        harness.watermark(8);
        assertEquals(List.of("early", "late"), harness.records());
        assertEquals(0, harness.keys());
    }

    @Test
    void oneJumpOfTheWatermarkCostsAKeyAFewCalls() {
        var harness = order();
        for (int i = 1000; i > 0; i--) {
            harness.record("k", "r" + i, i);
        }
        long before = harness.calls();
        harness.watermark(1000);
        assertEquals(1000, harness.records().size());
        assertTrue(harness.calls() - before <= 1000, "calls " + (harness.calls() - before));
        assertEquals(0, harness.timers());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void oracle_onTheEngineEachKeyComesSorted(int workers) {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            List<Timed<String>> records = new ArrayList<>();
            long now = -300;
            for (int i = 0; i < 500; i++) {
                now += random.nextInt(3);
                records.add(Timed.at(now - random.nextInt(40), "k" + random.nextInt(7)));
            }
            Lateness lateness = seed % 2 == 0 ? Lateness.of(Duration.ofMillis(50)) : Lateness.unbounded();
            TestSink<Timed<String>> sink = new TestSink<>();
            Dataflow flow = Dataflow.named("flow");
            var ordered = flow.input("in", TestSource.of(records).inBatchesOf(9))
                    .eventTimeMillis(Timed::timeMillis, lateness)
                    .rebalance("spread")
                    .keyBy(Timed::value)
                    .order("order", TestCodecs.timed(Codecs.TEXT));
            ordered.output("out", sink);
            ordered.late().raise("late");
            try (SteppedJob job = LocalEngine.stepped(
                    flow.graph(), RunOptions.defaults().withWorkers(workers).withBatchSize(4))) {
                job.runToEnd(seed);
                assertEquals(0, job.keys());
            }
            for (int key = 0; key < 7; key++) {
                String of = "k" + key;
                assertEquals(
                        records.stream()
                                .filter(r -> r.value().equals(of))
                                .sorted(Comparator.comparingLong(Timed::timeMillis))
                                .toList(),
                        sink.records().stream()
                                .filter(r -> r.value().equals(of))
                                .toList(),
                        "seed " + seed);
            }
        }
    }

    @Test
    void oracle_theHeapGivesWhatAStableSortGivesAlsoInBetween() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            TimedHeap<Integer> heap = new TimedHeap<>();
            List<Timed<Integer>> model = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                if (random.nextInt(3) > 0) {
                    long time = random.nextInt(40);
                    heap.add(i, time);
                    model.add(Timed.at(time, i));
                } else if (!model.isEmpty()) {
                    model.sort(Comparator.comparingLong(Timed::timeMillis));
                    assertEquals(model.get(0).timeMillis(), heap.firstTime());
                    assertEquals(model.remove(0).value(), heap.removeFirst());
                }
                assertEquals(model.isEmpty(), heap.isEmpty());
            }
        }
    }
}
