package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.KeyedStream;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keyed operators, in the harness and on the engine. The number in a name is that of the scenario. */
@Timeout(60)
class StatefulTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void s17_collectGivesFullListsAndTheRestAtTheEnd() {
        var harness = OperatorHarness.<String, Integer, Keyed<String, List<Integer>>>of(
                Stateful.collect(3, MINUTE, Codecs.INTEGER));
        for (int i = 0; i < 10; i++) {
            harness.record("k", i);
        }
        harness.end();
        assertEquals(
                List.of(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6, 7, 8), List.of(9)),
                harness.records().stream().map(Keyed::value).toList());
        assertEquals(0, harness.keys());
        assertEquals(0, harness.timers());
    }

    @Test
    void s17_collectsTimeoutStartsAnewAtEachRecord() {
        var harness = OperatorHarness.<String, Integer, Keyed<String, List<Integer>>>of(
                Stateful.collect(3, Duration.ofSeconds(10), Codecs.INTEGER));
        harness.record("k", 1).advanceClock(Duration.ofSeconds(9));
        harness.record("k", 2).advanceClock(Duration.ofSeconds(9));
        assertEquals(List.of(), harness.records());
        assertEquals(1, harness.timers());
        harness.advanceClock(Duration.ofSeconds(1));
        assertEquals(List.of(new Keyed<>("k", List.of(1, 2))), harness.records());
        assertEquals(0, harness.keys());
    }

    @Test
    void s17_collectOnTheEngine() throws Exception {
        assertEquals(
                List.of(new Keyed<>("k", List.of(0, 1, 2)), new Keyed<>("k", List.of(3))),
                run(
                        TestSource.of(0, 1, 2, 3),
                        n -> "k",
                        keyed -> keyed.collect("lists", 3, MINUTE, Codecs.INTEGER),
                        1));
    }

    @Test
    void s17_collectTimesOutByTheInjectedClock() throws Exception {
        ManualClock clock = ManualClock.atEpoch();
        TestSink<Keyed<String, List<Integer>>> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        flow.input(
                        "in",
                        TestSource.of(1, 2)
                                .pause(Duration.ofSeconds(20))
                                .then(3)
                                .withClock(clock))
                .keyBy(n -> "k")
                .collect("lists", 10, Duration.ofSeconds(5), Codecs.INTEGER)
                .output("out", sink);
        try (var job = Rivulet.start(flow, RunOptions.defaults().withClock(clock))) {
            while (job.progress().records() < 2) {
                Thread.onSpinWait();
            }
            assertEquals(List.of(), sink.records());
            clock.advance(Duration.ofSeconds(6));
            while (sink.records().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(List.of(new Keyed<>("k", List.of(1, 2))), sink.records());
            clock.advance(Duration.ofSeconds(20));
            job.await();
        }
        assertEquals(2, sink.records().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void s18_countFinalCountsAtTheEndOnly(int workers) throws Exception {
        List<Keyed<String, Long>> counts =
                run(TestSource.of("a", "a", "b", "c", "b", "a"), w -> w, keyed -> keyed.countFinal("count"), workers);
        assertEquals(
                List.of(new Keyed<>("a", 3L), new Keyed<>("b", 2L), new Keyed<>("c", 1L)),
                counts.stream().sorted(Comparator.comparing(Keyed::key)).toList());

        var harness =
                OperatorHarness.<String, String, Keyed<String, Long>>of(Stateful.finals(Folds.<String>count(), false));
        harness.record("a", "x").watermark(1_000);
        assertEquals(List.of(), harness.records());
        assertEquals(List.of(new Keyed<>("a", 1L)), harness.end().records());
    }

    @Test
    void s19_finalFoldsAndExtremes() throws Exception {
        TestSource<Integer> numbers = TestSource.of(1, 4, 2, 9, 4, 3);
        Function<Integer, String> all = n -> "all";
        List<Keyed<String, Integer>> nine = List.of(new Keyed<>("all", 9));
        assertEquals(nine, run(numbers, all, k -> k.foldFinal("max", () -> 0, Math::max, Codecs.INTEGER), 1));
        assertEquals(nine, run(numbers, all, k -> k.reduceFinal("max", Math::max, Codecs.INTEGER), 1));
        assertEquals(nine, run(numbers, all, k -> k.maxFinal("max", Comparator.naturalOrder(), Codecs.INTEGER), 1));
        assertEquals(
                List.of(new Keyed<>("all", 1)),
                run(numbers, all, k -> k.minFinal("min", Comparator.naturalOrder(), Codecs.INTEGER), 1));
    }

    @Test
    void s19_ofEqualRecordsTheFirstIsTheGreatestAndTheLeast() throws Exception {
        TestSource<String> words = TestSource.of("aa", "bb", "c", "d");
        Comparator<String> length = Comparator.comparing(String::length);
        assertEquals(List.of(new Keyed<>(0, "aa")), run(words, w -> 0, k -> k.maxFinal("max", length, Codecs.TEXT), 1));
        assertEquals(List.of(new Keyed<>(0, "c")), run(words, w -> 0, k -> k.minFinal("min", length, Codecs.TEXT), 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void s23_stateIsPerKey(int workers) throws Exception {
        List<String> pairs = run(
                TestSource.of("a1", "b1", "a2", "b2"),
                w -> w.substring(0, 1),
                keyed -> keyed.statefulMap("last", (last, w) -> Transition.to(w, last.orElse("-") + w), Codecs.TEXT),
                workers);
        assertEquals(
                List.of("-a1", "-b1", "a1a2", "b1b2"), pairs.stream().sorted().toList());
    }

    @Test
    void s24_statefulFlatMapEmitsWhatIsLargerThanTheLast() throws Exception {
        assertEquals(
                List.of(2, 5, 8, 3),
                run(
                        TestSource.of(2, 5, 8, 1, 3),
                        n -> 0,
                        keyed -> keyed.<Integer, Integer>statefulFlatMap(
                                "larger",
                                (last, n) ->
                                        Transition.to(n, last.isEmpty() || n > last.get() ? List.of(n) : List.of()),
                                Codecs.INTEGER),
                        1));
    }

    @Test
    void s25_statefulMapKeepsARunningMeanOfTheLastThree() throws Exception {
        assertEquals(
                List.of(2.0, 3.5, 5.0, 14 / 3.0, 4.0),
                run(
                        TestSource.of(2.0, 5.0, 8.0, 1.0, 3.0),
                        n -> 0,
                        keyed -> keyed.<List<Double>, Double>statefulMap(
                                "mean",
                                (last, n) -> {
                                    List<Double> all = new java.util.ArrayList<>(last.orElse(List.of()));
                                    all.add(n);
                                    List<Double> three =
                                            List.copyOf(all.subList(Math.max(0, all.size() - 3), all.size()));
                                    return Transition.to(
                                            three,
                                            three.stream()
                                                    .mapToDouble(x -> x)
                                                    .average()
                                                    .orElseThrow());
                                },
                                Codecs.listOf(Codecs.DOUBLE)),
                        1));
    }

    @Test
    void statefulMapForgetsAKeyThatItDiscards() {
        var harness = OperatorHarness.<String, Integer, String>of(Stateful.<String, Integer, Integer, String>map(
                (last, n) -> n < 0 ? Transition.discard(last + "!") : Transition.to(last.orElse(0) + n, last + "+" + n),
                Codecs.INTEGER));
        harness.record("a", 1).record("a", 2).record("a", -1).record("a", 5);
        assertEquals(
                List.of("Optional.empty+1", "Optional[1]+2", "Optional[3]!", "Optional.empty+5"), harness.records());
        harness.record("a", -1);
        assertEquals(0, harness.keys());
    }

    @Test
    void aggregateAnswersAfterEachRecord() throws Exception {
        List<Keyed<String, Double>> means = run(
                TestSource.of(2.0, 4.0, 9.0),
                n -> "k",
                keyed -> keyed.aggregate(
                        "mean", RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::mean)),
                1);
        assertEquals(List.of(2.0, 3.0, 5.0), means.stream().map(Keyed::value).toList());
    }

    @Test
    void scoreLooksAtARecordBeforeItLearnsIt() {
        Scoring<Double, RunningMoments> distance = Scoring.of(
                "distance",
                RunningMoments::create,
                (state, x) -> state.count() < 2 ? Double.NaN : Math.abs(x - state.mean()),
                state -> 3 * state.standardDeviation(),
                RunningMoments::update,
                RunningMoments.CODEC);
        var harness = OperatorHarness.<String, Double, Scored<Double>>of(Stateful.scoring(distance, false));
        harness.record("k", 1.0).record("k", 3.0).record("k", 2.0).record("k", 100.0);
        List<Scored<Double>> scored = harness.records();
        assertTrue(Double.isNaN(scored.get(0).score()));
        assertFalse(scored.get(0).isAnomaly());
        assertEquals(0, scored.get(2).score());
        assertEquals(98, scored.get(3).score());
        assertTrue(scored.get(3).isAnomaly());
    }

    @Test
    void parametersAreCheckedWhenTheFlowIsBuilt() {
        KeyedStream<Integer, Integer> keyed =
                Dataflow.named("flow").input("in", TestSource.of(1)).keyBy(n -> n);
        assertThrows(IllegalArgumentException.class, () -> keyed.collect("c", 0, MINUTE, Codecs.INTEGER));
        assertThrows(IllegalArgumentException.class, () -> keyed.collect("c", 1, Duration.ZERO, Codecs.INTEGER));
        assertThrows(NullPointerException.class, () -> keyed.aggregate("a", null));
    }

    @Test
    void aFailingFoldNamesStepKeyAndRecord() {
        var e = assertThrows(
                io.rivulet.runtime.JobFailedException.class,
                () -> run(
                        TestSource.of(1.0, Double.NaN),
                        n -> "k",
                        keyed -> keyed.aggregateFinal("moments", RunningMoments.<Double>aggregation(x -> x)),
                        2));
        assertEquals("moments", e.step());
        assertEquals(Optional.of("k"), e.key());
        assertEquals(Optional.of("NaN"), e.record());
    }

    private static <K, T, R> List<R> run(
            TestSource<T> source, Function<T, K> key, Function<KeyedStream<K, T>, Stream<R>> operator, int workers)
            throws InterruptedException {
        TestSink<R> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        operator.apply(flow.input("in", source).keyBy(key)).output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        return sink.records();
    }
}
