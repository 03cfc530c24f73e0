package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.TestCodecs;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers over the last while, for every way in which states slide, in the harness, on the engine, and against the records of each span.
 * The number in a name is that of the scenario.
 */
@Timeout(60)
class RollingTest {

    private static final Comparator<Integer> NATURAL = Comparator.naturalOrder();

    private static <R> OperatorHarness<String, Integer, Keyed<String, Optional<R>>> rolling(
            long millis, Aggregation<Integer, ?, R> aggregation) {
        return OperatorHarness.<String, Integer, Keyed<String, Optional<R>>>of(
                ByEventTime.rolling(Duration.ofMillis(millis), aggregation, Codecs.INTEGER, true));
    }

    private static Aggregation<Integer, ?, String> extremes() {
        return Aggregation.<Integer>all(Folds.min(NATURAL, Codecs.INTEGER), Folds.max(NATURAL, Codecs.INTEGER))
                .map((Answers a) -> a.get(0, Integer.class) + " " + a.get(1, Integer.class));
    }

    @Test
    void s88_extremesOfTheLastThreeSecondsAndNothingWhenAllHaveLeft() {
        var harness = rolling(3_000, extremes());
        for (int i = 1; i <= 5; i++) {
            harness.record("k", i, i * 1000).watermark(i * 1000);
        }
        harness.watermark(8_000);
        assertEquals(5, harness.records().size());
        harness.watermark(8_001);
        assertEquals(
                List.of("1 1", "1 2", "1 3", "2 4", "3 5", "-"),
                harness.records().stream().map(r -> r.value().orElse("-")).toList());
        assertEquals(
                List.of(1_000L, 2_000L, 3_000L, 4_000L, 5_000L, 8_000L),
                harness.timed().stream().map(Timed::timeMillis).toList());
        assertEquals(0, harness.keys());
        assertEquals(0, harness.timers());
    }

    @Test
    void s88_anIncrementalSumLosesWhatLeaves() {
        var harness = rolling(3_000, Folds.<Integer>sum(n -> n));
        for (int i = 1; i <= 5; i++) {
            harness.record("k", i, i * 1000);
        }
        harness.end();
        assertEquals(
                List.of(1L, 3L, 6L, 9L, 12L, 0L),
                harness.records().stream().map(r -> r.value().orElse(0L)).toList());
    }

    @Test
    void aWindowThatRunsEmptyBetweenTwoRecordsSaysSo() {
        var harness = rolling(10, Folds.<Integer>count())
                .record("k", 1, 0)
                .record("k", 1, 10)
                .record("k", 1, 30);
        harness.end();
        assertEquals(
                List.of("1@0", "1@10", "-@20", "1@30", "-@40"),
                harness.timed().stream()
                        .map(r -> r.value().value().map(String::valueOf).orElse("-") + "@" + r.timeMillis())
                        .toList());
    }

    @Test
    void aRecordAtTheVeryInstantAtWhichTheWindowWouldBeEmptyKeepsItFromThat() {
        var harness = rolling(10, Folds.<Integer>count()).record("k", 1, 0).watermark(10);
        assertEquals(1, harness.records().size());
        harness.record("k", 1, 10).watermark(11);
        assertEquals(
                List.of(1L, 1L),
                harness.records().stream().map(r -> r.value().orElseThrow()).toList());
        assertEquals(1, harness.keys());
    }

    @Test
    void recordsAreTakenInByTimeAndOldOnesAreLate() {
        var harness = rolling(5, Folds.collect(Codecs.INTEGER));
        harness.record("k", 4, 4).record("k", 1, 1).record("k", 7, 7).record("k", 3, 3);
        assertEquals(List.of(), harness.records());
        harness.watermark(7).record("k", 6, 6);
        assertEquals(
                List.of(List.of(1), List.of(1, 3), List.of(1, 3, 4), List.of(3, 4, 7)),
                harness.records().stream().map(r -> r.value().orElseThrow()).toList());
        assertEquals(
                List.of(new LateRecord<>("k", 6, 6, LateRecord.NO_WINDOW)),
                harness.side(Sides.<String, Integer>late()));
    }

    @Test
    void aRefusedRecordGoesAsideWithItsOwnTime() {
        var harness = OperatorHarness.<String, Double, Keyed<String, Optional<Double>>>of(ByEventTime.rolling(
                Duration.ofMillis(10),
                RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::mean),
                Codecs.DOUBLE,
                true));
        harness.record("k", 2.0, 1)
                .record("k", Double.NaN, 2)
                .record("k", 4.0, 3)
                .record("other", Double.NaN, 4);
        harness.watermark(4);
        assertEquals(
                List.of(2.0, 3.0),
                harness.records().stream().map(r -> r.value().orElseThrow()).toList());
        List<FailedRecord<String, Double>> errors = harness.side(Sides.errors());
        assertEquals(
                List.of(2L, 4L), errors.stream().map(FailedRecord::timeMillis).toList());
        assertEquals(1, harness.keys());

        var stopping = OperatorHarness.<String, Double, Keyed<String, Optional<RunningMoments>>>of(ByEventTime.rolling(
                Duration.ofMillis(10), RunningMoments.<Double>aggregation(x -> x), Codecs.DOUBLE, false));
        stopping.record("k", Double.NaN, 1);
        assertThrows(IllegalArgumentException.class, () -> stopping.watermark(1));
    }

    @Test
    void parametersAreCheckedWhenTheOperatorIsMade() {
        assertThrows(IllegalArgumentException.class, () -> rolling(0, Folds.<Integer>count()));
        assertThrows(
                IllegalArgumentException.class,
                () -> rolling(
                        60_001, SlidingHyperLogLog.<Integer>aggregation(10, Duration.ofMinutes(1), n -> n.toString())));
    }

    /** A way of sliding, and what it must answer for the values of a span by rising time. */
    private record Case(String name, Aggregation<Integer, ?, String> aggregation, Answer model) {
        interface Answer {
            String of(List<Integer> values);
        }
    }

    private static List<Case> cases() {
        return List.of(
                new Case("retracts", Folds.<Integer>count().map(String::valueOf), v -> "" + v.size()),
                new Case(
                        "retracts, rounding",
                        RunningMoments.<Integer>aggregation(n -> n).map(m -> "" + Math.round(m.mean() * 1e6)),
                        v -> ""
                                + Math.round(
                                        v.stream().mapToInt(n -> n).average().orElseThrow() * 1e6)),
                new Case(
                        "merges",
                        Folds.max(NATURAL, Codecs.INTEGER).map(String::valueOf),
                        v -> "" + v.stream().max(NATURAL).orElseThrow()),
                new Case("merges in order", Folds.collect(Codecs.INTEGER).map(String::valueOf), String::valueOf),
                new Case(
                        "none of these",
                        Folds.<Integer, Integer>fold(() -> 7, (a, n) -> (31 * a + n) % 1009, Codecs.INTEGER)
                                .map(String::valueOf),
                        v -> "" + v.stream().reduce(7, (a, n) -> (31 * a + n) % 1009)),
                new Case(
                        "several",
                        extremes(),
                        v -> v.stream().min(NATURAL).orElseThrow() + " "
                                + v.stream().max(NATURAL).orElseThrow()));
    }

    /** Times that differ, so that the order of arrival does not matter; answers as {@code key answer@time}. */
    private static List<String> model(List<Timed<Integer>> records, long size, Case.Answer answer) {
        List<String> lines = new ArrayList<>();
        for (int key = 0; key < 3; key++) {
            int of = key;
            List<Timed<Integer>> own = records.stream()
                    .filter(r -> r.value() % 3 == of)
                    .sorted(Comparator.comparingLong(Timed::timeMillis))
                    .toList();
            for (int i = 0; i < own.size(); i++) {
                long time = own.get(i).timeMillis();
                List<Integer> values = own.subList(0, i + 1).stream()
                        .filter(r -> r.timeMillis() > time - size)
                        .map(Timed::value)
                        .toList();
                lines.add(of + " " + answer.of(values) + "@" + time);
                if (i + 1 == own.size() || own.get(i + 1).timeMillis() > time + size) {
                    lines.add(of + " -@" + (time + size));
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<Timed<Integer>> stream(Random random, int records) {
        List<Timed<Integer>> all = new ArrayList<>();
        long now = -100;
        for (int i = 0; i < records; i++) {
            now += 1 + (random.nextInt(20) == 0 ? 60 : random.nextInt(4));
            all.add(Timed.at(now, random.nextInt(99)));
        }
        for (int i = 0; i < records; i += 4) {
            Collections.shuffle(all.subList(i, i + 4), random);
        }
        return all;
    }

    @Test
    void oracle_allWaysOfSlidingAnswerAsTheRecordsOfTheSpan() {
        for (Case tried : cases()) {
            for (int seed = 0; seed < 10; seed++) {
                Random random = new Random(seed);
                List<Timed<Integer>> records = stream(random, 200);
                long size = 1L + random.nextInt(30);
                var harness = OperatorHarness.<Integer, Integer, Keyed<Integer, Optional<String>>>of(
                        ByEventTime.rolling(Duration.ofMillis(size), tried.aggregation, Codecs.INTEGER, false));
                long newest = Long.MIN_VALUE;
                for (Timed<Integer> record : records) {
                    harness.record(record.value() % 3, record.value(), record.timeMillis());
                    newest = Math.max(newest, record.timeMillis());
                    harness.watermark(newest - 300);
                }
                harness.end();
                assertEquals(
                        model(records, size, tried.model),
                        harness.timed().stream()
                                .map(r -> r.value().key() + " "
                                        + r.value().value().orElse("-") + "@" + r.timeMillis())
                                .sorted()
                                .toList(),
                        tried.name + ", seed " + seed);
                assertEquals(0, harness.keys());
                assertEquals(0, harness.timers());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void oracle_onTheEngineAnyNumberOfWorkersAnswersAsTheModel(int workers) {
        for (Case tried : cases()) {
            List<Timed<Integer>> records = stream(new Random(workers), 200);
            TestSink<Keyed<Integer, Optional<String>>> sink = new TestSink<>();
            Dataflow flow = Dataflow.named("flow");
            var rolled = flow.input("in", TestSource.of(records).inBatchesOf(7))
                    .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofMillis(300)))
                    .rebalance("spread")
                    .keyBy(r -> r.value() % 3)
                    .rolling(
                            "rolling",
                            Duration.ofMillis(20),
                            tried.aggregation.<Timed<Integer>>on(Timed::value),
                            TestCodecs.timed(Codecs.INTEGER));
            rolled.output("out", sink);
            rolled.late().raise("late");
            rolled.errors().raise("errors");
            try (SteppedJob job = LocalEngine.stepped(
                    flow.graph(), RunOptions.defaults().withWorkers(workers).withBatchSize(4))) {
                job.runToEnd(workers);
                assertEquals(0, job.keys());
            }
            assertEquals(
                    model(records, 20, tried.model),
                    sink.timed().stream()
                            .map(r -> r.value().key() + " " + r.value().value().orElse("-") + "@" + r.timeMillis())
                            .sorted()
                            .toList(),
                    tried.name);
        }
    }
}
