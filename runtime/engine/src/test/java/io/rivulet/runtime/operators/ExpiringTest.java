package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Predicted;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.OperatorHarness.Output;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys with a time to live, in the harness, on the engine, and against a model that keeps the times of all records. The number in a name is that of the scenario. */
@Timeout(60)
class ExpiringTest {

    private static final ByEventTime.Expiring TWO = new ByEventTime.Expiring(Duration.ofMillis(2), false);

    /** Running sums; when a key is forgotten, its last sum, negated. */
    private static OperatorHarness<String, Integer, Integer> sums(ByEventTime.Expiring expiring) {
        return OperatorHarness.<String, Integer, Integer>of(expiring.<String, Integer, Integer, Integer>flatMap(
                ExpiringTest::add, (key, sum) -> List.of(-sum), Codecs.INTEGER));
    }

    private static OperatorHarness<String, Integer, Integer> silentSums() {
        return OperatorHarness.<String, Integer, Integer>of(TWO.<String, Integer, Integer, Integer>map(
                (sum, n) -> Transition.to(sum.orElse(0) + n, sum.orElse(0) + n), Codecs.INTEGER));
    }

    private static Transition<Integer, List<Integer>> add(Optional<Integer> sum, int n) {
        return Transition.to(sum.orElse(0) + n, List.of(sum.orElse(0) + n));
    }

    private static Output out(int value, long timeMillis) {
        return new Output.Emitted(value, timeMillis);
    }

    private static Output wm(long watermarkMillis) {
        return new Output.Watermark(watermarkMillis);
    }

    @Test
    void s26_aKeySilentForLongerThanItsTimeToLiveStartsAnew() {
        var harness = silentSums();
        harness.record("a", 1, 0).record("b", 2, 1).watermark(3);
        harness.record("a", 3, 3).watermark(4).record("b", 4, 4);
        assertEquals(List.of(out(1, 0), out(2, 1), wm(3), out(3, 3), wm(4), out(4, 4)), harness.outputs());
    }

    @Test
    void s27_aKeyLivesExactlyItsTimeToLive() {
        assertEquals(
                List.of(out(1, 1), wm(2), out(3, 2)),
                silentSums().record("b", 1, 1).watermark(2).record("b", 2, 2).outputs());
        var harness = silentSums();
        harness.record("a", 1, 0).record("b", 2, 1).watermark(3);
        harness.record("a", 3, 3).record("b", 4, 3);
        assertEquals(List.of(1, 2, 3, 6), harness.records());
    }

    @Test
    void s28_lastWordsComeBeforeTheWatermarkThatCausedThem() {
        var harness = sums(TWO).record("a", 1, 0).record("b", 2, 1);
        harness.watermark(2).watermark(3).watermark(9);
        assertEquals(List.of(out(1, 0), out(2, 1), wm(2), out(-1, 2), wm(3), out(-2, 3), wm(9)), harness.outputs());
        assertEquals(0, harness.keys());
    }

    @Test
    void s28_atTheEndEachKeyThatIsLeftSaysItsLastWordsOnce() {
        var harness =
                sums(TWO).record("b", 5, 7).record("a", 1, 9).record("b", 6, 8).end();
        assertEquals(
                List.of(out(5, 7), out(1, 9), out(11, 8), out(-11, 10), out(-1, 11), wm(Long.MAX_VALUE)),
                harness.outputs());
        assertEquals(0, harness.keys());
        assertEquals(0, harness.timers());
    }

    @Test
    void s29_aRecordWhoseOwnLifeIsOverIsLateAndChangesNothing() {
        var harness = sums(TWO).record("a", 1, 4).watermark(3);
        harness.record("a", 7, 0).record("b", 7, 0).record("a", 1, 1);
        assertEquals(
                List.of(
                        new LateRecord<>("a", 7, 0, LateRecord.NO_WINDOW),
                        new LateRecord<>("b", 7, 0, LateRecord.NO_WINDOW)),
                harness.side(Sides.<String, Integer>late()));
        assertEquals(List.of(1, 2), harness.records());
        assertEquals(1, harness.keys());
    }

    @Test
    void strictlyEveryRecordOlderThanTheWatermarkIsLate() {
        var harness = sums(new ByEventTime.Expiring(Duration.ofMillis(2), true)).watermark(3);
        harness.record("a", 1, 2).record("a", 2, 3);
        assertEquals(1, harness.side(Sides.<String, Integer>late()).size());
        assertEquals(List.of(2), harness.records());
    }

    @Test
    void s30_aHundredKeysTouchedInReverseOrderEachStartAnew() {
        var harness = sums(TWO);
        for (int key = 0; key < 100; key++) {
            harness.record("k" + key, 1, -1000);
        }
        harness.watermark(0);
        List<Output> ends = harness.outputs().subList(100, 200);
        assertEquals(Collections.nCopies(100, out(-1, -998)), ends);
        for (int key = 99; key >= 0; key--) {
            harness.record("k" + key, 2, 0);
        }
        assertEquals(Collections.nCopies(100, 2), harness.records().subList(200, 300));
        assertEquals(100, harness.keys());
        assertEquals(100, harness.timers());
    }

    @Test
    void s30_timesBefore1970AreTimesLikeOthers() {
        var harness = sums(TWO).record("a", 1, -10).watermark(-8);
        harness.record("a", 1, -10).watermark(-7).record("a", 5, -7);
        assertEquals(List.of(out(1, -10), wm(-8), out(2, -10), out(-2, -8), wm(-7), out(5, -7)), harness.outputs());
    }

    @Test
    void aLaterRecordEndsAnOldStateBeforeTheWatermarkDoes() {
        var harness = sums(TWO).record("a", 1, 0).record("a", 2, 3).record("a", 3, 5);
        assertEquals(List.of(out(1, 0), out(-1, 2), out(2, 3), out(5, 5)), harness.outputs());
        assertEquals(1, harness.timers());
        harness.end();
        assertEquals(List.of(out(-5, 7), wm(Long.MAX_VALUE)), harness.outputs().subList(4, 6));
    }

    @Test
    void anOlderRecordGoesIntoTheStateThatIsThereAndDoesNotShortenItsLife() {
        var harness = sums(TWO).record("a", 1, 10).record("a", 2, 5).watermark(12);
        harness.record("a", 3, 12);
        assertEquals(List.of(1, 3, 6), harness.records());
    }

    @Test
    void aKeyThatATransitionDiscardsHasNoLastWords() {
        var harness = OperatorHarness.<String, Integer, Integer>of(TWO.<String, Integer, Integer, Integer>flatMap(
                (sum, n) -> n < 0 ? Transition.discard(List.of()) : add(sum, n),
                (key, sum) -> List.of(-sum),
                Codecs.INTEGER));
        harness.record("a", 1, 0).record("a", -1, 1);
        assertEquals(0, harness.keys());
        harness.record("a", 5, 1).end();
        assertEquals(List.of(1, 5, -5), harness.records());
    }

    @Test
    void aRefusedRecordGoesAsideAndMakesNoKey() {
        var means = RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::mean);
        var harness = OperatorHarness.<String, Double, Keyed<String, Double>>of(TWO.running(means, true));
        harness.record("a", Double.NaN, 0);
        assertEquals(0, harness.keys());
        assertEquals(0, harness.timers());
        harness.record("a", 4.0, 0).record("a", Double.NaN, 1).record("a", 6.0, 2);
        harness.record("a", Double.NaN, 9);
        assertEquals(List.of(new Keyed<>("a", 4.0), new Keyed<>("a", 5.0)), harness.records());
        List<FailedRecord<String, Double>> errors = harness.side(Sides.errors());
        assertEquals(
                List.of(0L, 1L, 9L),
                errors.stream().map(FailedRecord::timeMillis).toList());
        assertEquals(0, harness.keys(), "the state that was there had ended before the record of 9");

        var stopping = OperatorHarness.<String, Double, Keyed<String, Double>>of(TWO.running(means, false));
        assertThrows(IllegalArgumentException.class, () -> stopping.record("a", Double.NaN, 0));
    }

    @Test
    void lengthsAreChecked() {
        for (Duration bad :
                List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(1), Duration.ofDays(1L << 40))) {
            var e = assertThrows(IllegalArgumentException.class, () -> new ByEventTime.Expiring(bad, false));
            assertTrue(e.getMessage().startsWith("timeToLive must be"), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> sums(TWO).record("a", 1, Long.MIN_VALUE));
    }

    /** What a key has in the model: the times of all its records of this life, and their sum. */
    private static final class Model {
        private record Life(long newest, int sum) {}

        private final long timeToLive;
        private final Map<String, Life> lives = new HashMap<>();
        private final List<String> results = new ArrayList<>();

        Model(long timeToLive) {
            this.timeToLive = timeToLive;
        }

        void record(String key, int n, long time) {
            Life life = lives.get(key);
            if (life != null && time > life.newest + timeToLive) {
                results.add(key + " " + -life.sum + "@" + (life.newest + timeToLive));
                life = null;
            }
            Life next = life == null ? new Life(time, n) : new Life(Math.max(life.newest, time), life.sum + n);
            lives.put(key, next);
            results.add(key + " " + next.sum + "@" + time);
        }

        void watermark(long watermark) {
            for (String key : List.copyOf(lives.keySet())) {
                if (lives.get(key).newest + timeToLive < watermark) {
                    Life life = lives.remove(key);
                    results.add(key + " " + -life.sum + "@" + (life.newest + timeToLive));
                }
            }
        }
    }

    @Test
    void oracle_shuffledRecordsAnswerAsTheModel() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long timeToLive = 1L + random.nextInt(20);
            var harness = OperatorHarness.<String, Timed<Integer>, String>of(
                    new ByEventTime.Expiring(Duration.ofMillis(timeToLive), false)
                            .<String, Timed<Integer>, Integer, String>flatMap(
                                    (sum, n) -> Transition.to(
                                            sum.orElse(0) + n.value(),
                                            List.of((sum.orElse(0) + n.value()) + "@" + n.timeMillis())),
                                    (key, sum) -> List.of(-sum + "@"),
                                    Codecs.INTEGER));
            Model model = new Model(timeToLive);
            long now = random.nextInt(100) - 50L;
            long watermark = Long.MIN_VALUE;
            int late = 0;
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(4);
                long time = now - random.nextInt(30);
                String key = "k" + random.nextInt(5);
                harness.record(key, Timed.at(time, i), time);
                if (time + timeToLive < watermark) {
                    late++;
                } else {
                    model.record(key, i, time);
                }
                if (random.nextInt(3) == 0) {
                    watermark = Math.max(watermark, now - random.nextInt(20));
                    harness.watermark(watermark);
                    model.watermark(watermark);
                }
            }
            harness.end();
            model.watermark(Long.MAX_VALUE);
            List<String> came = new ArrayList<>();
            for (Output output : harness.outputs()) {
                if (output instanceof Output.Emitted emitted) {
                    String text = (String) emitted.record();
                    came.add(text.endsWith("@") ? text + emitted.timeMillis() : text);
                }
            }
            List<String> expected = model.results.stream()
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .sorted()
                    .toList();
            assertEquals(expected, came.stream().sorted().toList(), "seed " + seed);
            assertEquals(
                    late, harness.side(Sides.<String, Timed<Integer>>late()).size(), "seed " + seed);
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
        }
    }

    @Test
    void laws_ofRecordsInOrderTheResultsDoNotDependOnWatermarks() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            var eager = sums(TWO);
            var never = sums(TWO);
            long now = 0;
            for (int i = 0; i < 100; i++) {
                now += random.nextInt(5);
                String key = "k" + random.nextInt(2);
                eager.record(key, i, now).watermark(now);
                never.record(key, i, now);
            }
            assertEquals(
                    never.end().timed().stream().map(Timed::toString).sorted().toList(),
                    eager.end().timed().stream().map(Timed::toString).sorted().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void oracle_onTheEngineAnyNumberOfWorkersAnswersAsTheModel(int workers) {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            List<Timed<String>> records = new ArrayList<>();
            Model model = new Model(6);
            long now = 0;
            for (int i = 0; i < 400; i++) {
                now += random.nextInt(3);
                records.add(Timed.at(now, "k" + random.nextInt(9)));
                model.record(records.get(i).value(), 1, now);
            }
            model.watermark(Long.MAX_VALUE);
            TestSink<String> sink = new TestSink<>();
            Dataflow flow = Dataflow.named("flow");
            flow.input("in", TestSource.of(records).inBatchesOf(7))
                    .eventTimeMillis(Timed::timeMillis, Lateness.none())
                    .keyBy(Timed::value)
                    .withTimeToLive(Duration.ofMillis(6))
                    .<Integer, String>statefulFlatMap(
                            "visits",
                            (count, r) -> Transition.to(
                                    count.orElse(0) + 1, List.of(r.value() + " " + (count.orElse(0) + 1))),
                            (key, count) -> List.of(key + " " + -count),
                            Codecs.INTEGER)
                    .output("out", sink);
            try (SteppedJob job = LocalEngine.stepped(
                    flow.graph(), RunOptions.defaults().withWorkers(workers).withBatchSize(5))) {
                job.runToEnd(seed);
                assertEquals(0, job.keys());
            }
            assertEquals(
                    model.results.stream().sorted().toList(),
                    sink.timed().stream().map(Timed::toString).sorted().toList(),
                    "seed " + seed);
        }
    }

    @Test
    void lateRecordsAreCountedAndGoAsideAndMemoryReturns() throws Exception {
        TestSink<Object> late = new TestSink<>();
        TestSink<Object> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        var means = flow.input("in", TestSource.of(Timed.at(0, 1.0), Timed.at(9, 3.0), Timed.at(1, 5.0)))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy(r -> "k")
                .withTimeToLive(Duration.ofMillis(2))
                .aggregate(
                        "mean",
                        RunningMoments.<Timed<Double>>aggregation(Timed::value).map(RunningMoments::mean));
        means.late().output("late", late);
        means.byKey().withKeys("keyed").output("out", sink);
        try (Job job = Rivulet.start(flow, RunOptions.defaults())) {
            job.await();
            assertEquals(1, job.progress().late());
        }
        assertEquals(List.of(new LateRecord<>("k", Timed.at(1, 5.0), 1, LateRecord.NO_WINDOW)), late.records());
        assertEquals(2, sink.records().size());
    }

    @Test
    void s34_whenKeysHaveExpiredTheStoreHoldsThemNoLonger() {
        MemoryBlobs blobs = new MemoryBlobs();
        ManualClock clock = ManualClock.atEpoch();
        List<Timed<String>> many =
                IntStream.range(0, 100).mapToObj(i -> Timed.at(0, "k" + i)).toList();
        TestSource<Timed<String>> source = TestSource.of(many)
                .pause(Duration.ofSeconds(1))
                .then(Timed.at(1_000, "last"))
                .pause(Duration.ofHours(1))
                .withClock(clock);
        Dataflow flow = Dataflow.named("flow");
        flow.input("in", source)
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy(Timed::value)
                .withTimeToLive(Duration.ofMillis(10))
                .aggregate("counts", Folds.count())
                .output("out", new TestSink<>());
        RunOptions options = RunOptions.defaults()
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ZERO));
        SteppedJob first = LocalEngine.simulated(flow.graph(), options);
        settle(first);
        assertEquals(100, keys(first));
        clock.advance(Duration.ofSeconds(1));
        settle(first);
        assertEquals(1, keys(first));
        // The first job is left as a crash leaves it.
        SteppedJob second = LocalEngine.simulated(flow.graph(), options);
        assertEquals(1, second.metrics().epochs().orElseThrow().restoredKeys());
    }

    private static void settle(SteppedJob job) {
        for (int quiet = 0; quiet < 10; quiet++) {
            if (job.step(0) | job.stepEpochs()) {
                quiet = 0;
            }
        }
    }

    private static long keys(SteppedJob job) {
        return job.metrics().steps().stream()
                .filter(step -> step.step().equals("counts"))
                .mapToLong(JobMetrics.StepMetrics::keys)
                .sum();
    }

    @Test
    void withoutEventTimeTheFlowIsRefused() {
        var keyed = Dataflow.named("flow").input("in", TestSource.of(1)).keyBy(n -> n);
        var e = assertThrows(IllegalArgumentException.class, () -> keyed.withTimeToLive(Duration.ofMillis(2))
                .statefulMap("sums", (sum, n) -> Transition.to(n, n), Codecs.INTEGER));
        assertTrue(e.getMessage().contains("step \"sums\": needs event time"), e.getMessage());
    }

    @Test
    void scoresAndPredictionsStartAnewToo() {
        var scores = OperatorHarness.<String, Double, Scored<Double>>of(TWO.scoring(
                Scoring.<Double, RunningMoments>of(
                        "count",
                        RunningMoments::create,
                        (s, x) -> s.count(),
                        s -> 9,
                        RunningMoments::update,
                        RunningMoments.CODEC),
                false));
        scores.record("a", 1.0, 0).record("a", 1.0, 1).record("a", 1.0, 9);
        assertEquals(
                List.of(0.0, 1.0, 0.0),
                scores.records().stream().map(s -> s.score()).toList());
        var predictions = OperatorHarness.<String, Double, Predicted<Double, Long>>of(TWO.learning(
                Learning.<Double, RunningMoments, Long>of(
                        "count",
                        RunningMoments::create,
                        (s, x) -> s.count(),
                        RunningMoments::update,
                        RunningMoments.CODEC),
                false));
        predictions.record("a", 1.0, 0).record("a", 1.0, 1).record("a", 1.0, 9);
        assertEquals(
                List.of(0L, 1L, 0L),
                predictions.records().stream().map(p -> p.prediction()).toList());
    }
}
