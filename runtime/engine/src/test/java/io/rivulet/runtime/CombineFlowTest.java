package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.operators.Stateless;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records combined by key and batch before they move: the answers stay the same, and little moves. The number in a name is that of the scenario. */
@Timeout(60)
class CombineFlowTest {

    private final Dataflow flow = Dataflow.named("flow");

    /** Nine of ten words are the same. */
    private static List<String> hotWords(int count) {
        Random random = new Random(133);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(random.nextInt(10) > 0 ? "hot" : "w" + random.nextInt(9));
        }
        return words;
    }

    private static Map<String, Long> counts(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(w -> w, Collectors.counting()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void s133_aHotKeysCountIsExactAndAtMostOnePartAKeyAndBatchMoves(int workers) {
        List<String> words = hotWords(20_000);
        TestSink<Keyed<String, Long>> running = new TestSink<>();
        TestSink<Keyed<String, Long>> finals = new TestSink<>();
        TestSink<List<String>> batches = new TestSink<>();
        Stream<String> in =
                flow.input("in", TestSource.of(words).inBatchesOf(200)).rebalance("spread");
        in.flatMapBatch("batches", batch -> List.of(List.copyOf(batch))).output("seen", batches);
        CombinedStream<String, String, long[], Long> parts = in.combineBy(w -> w, Folds.<String>count());
        parts.aggregate("running").output("moved", running);
        parts.aggregateFinal("count").output("out", finals);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withWorkers(workers))) {
            job.runToEnd(7);
        }
        assertEquals(counts(words), finals.records().stream().collect(Collectors.toMap(Keyed::key, Keyed::value)));
        assertEquals(
                counts(words),
                running.records().stream().collect(Collectors.toMap(Keyed::key, Keyed::value, Math::max)));
        long most = batches.records().stream()
                .mapToLong(b -> b.stream().distinct().count())
                .sum();
        assertEquals(most, running.records().size(), "one part for each key in each batch");
        assertTrue(
                running.records().size() < words.size() / 5,
                "moved " + running.records().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void windowsOfCombinedRecordsAreThoseOfTheRecords(int workers) throws Exception {
        Random random = new Random(workers);
        List<Timed<String>> records = new ArrayList<>();
        long now = -300;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextInt(3);
            records.add(Timed.at(now - random.nextInt(40), random.nextInt(10) > 0 ? "hot" : "w" + random.nextInt(4)));
        }
        for (Windows.Fixed windows : List.of(
                Windows.tumbling(Duration.ofMillis(50)),
                Windows.sliding(Duration.ofMillis(60), Duration.ofMillis(25)))) {
            TestSink<WindowResult<String, Long>> combined = new TestSink<>();
            TestSink<WindowResult<String, Long>> single = new TestSink<>();
            Dataflow both = Dataflow.named("both");
            Stream<Timed<String>> in = both.input("in", TestSource.of(records).inBatchesOf(64))
                    .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofMillis(40)))
                    .rebalance("spread");
            var results = in.combineBy(Timed::value, Folds.<Timed<String>>count())
                    .withKeyCodec(Codecs.TEXT)
                    .window(windows)
                    .aggregate("counts");
            results.output("combined", combined);
            results.late().raise("late");
            in.keyBy(Timed::value).window(windows).count("single").output("one-by-one", single);
            Rivulet.run(both, RunOptions.defaults().withWorkers(workers));
            Comparator<WindowResult<String, Long>> order = Comparator.<WindowResult<String, Long>, String>comparing(
                            WindowResult::key)
                    .thenComparing(WindowResult::id);
            assertEquals(
                    single.records().stream().sorted(order).toList(),
                    combined.records().stream().sorted(order).toList());
            assertTrue(single.records().size() > 50);
        }
    }

    @Test
    void partsComeInTheOrderOfTheirFirstRecordsBeforeAWatermarkFromWithinTheBatch() {
        List<String> out = new ArrayList<>();
        Transform<String, Part<String, long[]>> combine = Stateless.combine(
                        (String w) -> w.substring(0, 1), Folds.<String>count(), Optional.empty())
                .own()
                .make(new Transform.Place(
                        "combine",
                        new Port<>() {
                            @Override
                            public void record(Object record, long timeMillis) {
                                Part<?, ?> part = (Part<?, ?>) record;
                                out.add(part.key() + "" + ((long[]) part.state())[0] + "@" + timeMillis);
                            }

                            @Override
                            public void watermark(long watermarkMillis) {
                                out.add(watermarkMillis == IDLE ? "idle" : "wm " + watermarkMillis);
                            }

                            @Override
                            public void batchEnd() {
                                out.add("batch");
                            }

                            @Override
                            public void barrier(long epoch) {
                                out.add("barrier " + epoch);
                            }

                            @Override
                            public void end() {
                                out.add("end");
                            }
                        },
                        ManualClock.atEpoch()));
        combine.watermark(1);
        combine.record("b1", 5);
        combine.record("a1", 9);
        combine.watermark(4);
        combine.record("b2", 4);
        combine.watermark(Port.IDLE);
        combine.batchEnd();
        combine.batchEnd();
        combine.record("a2", 11);
        combine.barrier(3);
        combine.record("a3", 12);
        combine.end();
        assertEquals(
                List.of("wm 1", "b2@5", "a1@9", "wm 4", "idle", "batch", "batch", "a1@11", "barrier 3", "a1@12", "end"),
                out);
    }

    @Test
    void aRefusedRecordAndANullKeyStopTheJobNamingTheStep() {
        Function<Double, String> key = x -> x == 0 ? null : "k";
        for (double bad : new double[] {Double.NaN, 0}) {
            Dataflow broken = Dataflow.named("broken");
            broken.input("in", TestSource.of(1.0, bad))
                    .combineBy(key, RunningMoments.<Double>aggregation(x -> x))
                    .aggregateFinal("all")
                    .output("out", new TestSink<>());
            JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(broken));
            assertEquals("all-parts", e.step());
            assertEquals(Optional.of(Double.toString(bad)), e.record());
        }
    }

    @Test
    void whatCannotMergeAndStrictWindowsAreRefused() {
        Stream<Integer> in = flow.input("in", TestSource.of(1));
        Aggregation<Integer, ?, Integer> sum = Folds.<Integer, Integer>fold(() -> 0, Integer::sum, Codecs.INTEGER);
        var e = assertThrows(IllegalArgumentException.class, () -> in.combineBy(n -> n, sum));
        assertTrue(e.getMessage().contains("must be able to merge; \"fold\" is not"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> in.combineBy(n -> n, Folds.<Integer>count())
                .window(Windows.tumbling(Duration.ofMillis(1)).strict()));
    }
}
