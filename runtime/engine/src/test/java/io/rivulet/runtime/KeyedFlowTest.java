package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.learning.Classifier;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.linear.LogisticRegression;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keyed operators in whole flows: running reductions, refused records, learning, results that are keyed again. The number in a name is that of the scenario. */
@Timeout(60)
class KeyedFlowTest {

    private static final Aggregation<Double, RunningMoments, Double> MEAN =
            RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::mean);

    private final Dataflow flow = Dataflow.named("flow");
    private final TestSink<Object> sink = new TestSink<>();
    private final TestSink<FailedRecord<String, Double>> errors = new TestSink<>();

    private void run(int workers) throws InterruptedException {
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
    }

    private List<String> sorted() {
        return sink.records().stream().map(String::valueOf).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void runningReductionsAnswerAfterEachRecordAndFinalOnesAtTheEnd(int workers) throws Exception {
        KeyedStream<String, Integer> keyed =
                flow.input("in", TestSource.of(4, 1, 9, 2)).keyBy(n -> "k");
        RunningStream<String, Integer> running = keyed.running();
        Comparator<Integer> natural = Comparator.naturalOrder();
        running.count("count").map(r -> "count " + r.value()).output("o1", sink);
        running.sum("sum", n -> n).map(r -> "sum " + r.value()).output("o2", sink);
        running.max("max", natural, Codecs.INTEGER).map(r -> "max " + r.value()).output("o3", sink);
        running.min("min", natural, Codecs.INTEGER).map(r -> "min " + r.value()).output("o4", sink);
        running.reduce("last", (a, b) -> b, Codecs.INTEGER)
                .map(r -> "last " + r.value())
                .output("o5", sink);
        running.fold("digits", () -> "", (text, n) -> text + n, Codecs.TEXT)
                .map(r -> "digits " + r.value())
                .output("o6", sink);
        running.top("top", 2, natural, Codecs.INTEGER)
                .map(r -> "top " + r.value())
                .output("o7", sink);
        running.leaders("leaders", 1, n -> n % 2, natural, Codecs.INTEGER)
                .map(r -> "leaders " + r.value())
                .output("o8", sink);
        keyed.sumFinal("sum-final", n -> n).map(r -> "in all " + r.value()).output("o9", sink);
        keyed.topFinal("top-final", 2, natural, Codecs.INTEGER)
                .map(r -> "best " + r.value())
                .output("o10", sink);
        run(workers);
        List<String> expected = List.of(
                "count 1",
                "count 2",
                "count 3",
                "count 4",
                "sum 4",
                "sum 5",
                "sum 14",
                "sum 16",
                "max 4",
                "max 4",
                "max 9",
                "max 9",
                "min 4",
                "min 1",
                "min 1",
                "min 1",
                "last 4",
                "last 1",
                "last 9",
                "last 2",
                "digits 4",
                "digits 41",
                "digits 419",
                "digits 4192",
                "top [4]",
                "top [4, 1]",
                "top [9, 4]",
                "leaders [4]",
                "leaders [9]",
                "in all 16",
                "best [9, 4]");
        assertEquals(expected.stream().sorted().toList(), sorted());
    }

    @Test
    void refusedRecordsOfRunningAnswersGoAsideWhereThatIsRead() throws Exception {
        var means = flow.input("in", TestSource.of(2.0, Double.NaN, 4.0))
                .keyBy(x -> "k")
                .aggregate("mean", MEAN);
        means.errors().output("errors", errors);
        means.output("out", sink);
        run(1);
        assertEquals(List.of(new Keyed<>("k", 2.0), new Keyed<>("k", 3.0)), sink.records());
        assertEquals(1, errors.records().size());
        FailedRecord<String, Double> failed = errors.records().get(0);
        assertTrue(failed.record().isNaN() && failed.key().equals("k"), failed.toString());
        assertTrue(failed.problem().contains("NaN"), failed.problem());
    }

    @Test
    void refusedRecordsOfFinalAnswersAndScoresGoAsideToo() throws Exception {
        var keyed = flow.input("in", TestSource.of(2.0, Double.NaN, 4.0)).keyBy(x -> x.isNaN() ? "bad" : "k");
        var finals = keyed.aggregateFinal("mean", MEAN);
        finals.errors().output("e1", errors);
        finals.output("o1", sink);
        var scored = keyed.score(
                "score",
                Scoring.of(
                        "distance",
                        RunningMoments::create,
                        (s, x) -> s.count() == 0 ? 0 : x - s.mean(),
                        s -> 9,
                        RunningMoments::update,
                        RunningMoments.CODEC));
        scored.errors().output("e2", errors);
        scored.byKey().withKeys("keys").map(r -> r.key() + r.value().score()).output("o2", sink);
        run(2);
        assertEquals(List.of("Keyed[key=k, value=3.0]", "k0.0", "k2.0"), sorted());
        assertEquals(2, errors.records().size());
    }

    @Test
    void refusedRecordsStopTheJobWhereNobodyReadsThem() {
        flow.input("in", TestSource.of(Double.NaN))
                .keyBy(x -> "k")
                .aggregate("mean", MEAN)
                .output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> run(1));
        assertEquals("mean", e.step());
        assertEquals(Optional.of("k"), e.key());
    }

    @Test
    void aSumThatWouldOverflowRefusesTheRecord() throws Exception {
        var sums = flow.input("in", TestSource.of(Long.MAX_VALUE, 1L, -1L))
                .keyBy(n -> "k")
                .running()
                .sum("sum", n -> n);
        TestSink<FailedRecord<String, Long>> refused = new TestSink<>();
        sums.errors().output("errors", refused);
        sums.map(Keyed::value).output("out", sink);
        run(1);
        assertEquals(List.of(Long.MAX_VALUE, Long.MAX_VALUE - 1), sink.records());
        assertEquals(
                List.of(1L),
                refused.records().stream().map(FailedRecord::record).toList());
        var sum = Folds.<Long>sum(n -> n);
        long[] total = sum.create();
        sum.update(total, Long.MIN_VALUE, 0);
        assertThrows(IllegalArgumentException.class, () -> sum.merge(total, new long[] {-1}));
        sum.update(total, Long.MAX_VALUE, 0);
        sum.retract(total, Long.MIN_VALUE, 0);
        assertEquals(Long.MAX_VALUE, sum.answer(total, 0));
        sum.subtract(total, new long[] {Long.MAX_VALUE});
        assertEquals(0, sum.answer(total, 0));
    }

    /** An example: features, and a label where it is known. */
    private record Example(String group, double x, Optional<Boolean> label) {}

    private static Learning<Example, LogisticRegression, Double> regression() {
        return Classifier.learning(
                        "logistic-regression",
                        () -> LogisticRegression.create(0.5),
                        (Example e) -> Row.ofValues(e.x),
                        e -> e.label.orElseThrow(),
                        LogisticRegression.CODEC)
                .where(e -> e.label.isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aModelPerKeyPredictsBeforeItLearnsAndLearnsFromLabelsOnly(int workers) throws Exception {
        Random random = new Random(5);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            double x = random.nextGaussian();
            String group = i % 2 == 0 ? "up" : "down";
            Optional<Boolean> label = i % 3 == 0 ? Optional.empty() : Optional.of(group.equals("up") ? x > 0 : x < 0);
            examples.add(new Example(group, x, label));
        }
        TestSink<Predicted<Example, Double>> predictions = new TestSink<>();
        flow.input("in", TestSource.of(examples))
                .keyBy(Example::group)
                .learn("model", regression())
                .byKey()
                .filter("all", p -> true)
                .withKeys("keyed")
                .map(Keyed::value)
                .output("out", predictions);
        run(workers);
        assertEquals(600, predictions.records().size());
        for (String group : List.of("up", "down")) {
            LogisticRegression model = LogisticRegression.create(0.5);
            for (Predicted<Example, Double> predicted : predictions.records()) {
                Example e = predicted.record();
                if (e.group.equals(group)) {
                    assertEquals(model.predict(Row.ofValues(e.x)), predicted.prediction());
                    e.label.ifPresent(label -> model.learn(Row.ofValues(e.x), label));
                }
            }
            assertTrue(model.predict(Row.ofValues(2)) > 0.9 == group.equals("up"), group);
        }
    }

    @Test
    void refusedExamplesGoAside() throws Exception {
        Example good = new Example("k", 1, Optional.of(true));
        Example bad = new Example("k", Double.POSITIVE_INFINITY, Optional.of(true));
        TestSink<FailedRecord<String, Example>> refused = new TestSink<>();
        var learnt =
                flow.input("in", TestSource.of(bad, good)).keyBy(Example::group).learn("model", regression());
        learnt.errors().output("errors", refused);
        learnt.map(p -> p.prediction()).output("out", sink);
        run(1);
        assertEquals(List.of(0.5), sink.records());
        assertEquals(
                List.of(bad),
                refused.records().stream().map(FailedRecord::record).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void resultsCanBeKeyedAgainWhereTheyAreOrByAnotherKey(int workers) throws Exception {
        KeyedStream<Integer, Integer> keyed = flow.input("in", TestSource.of(1, 2, 3, 4, 5, 6))
                .rebalance("spread")
                .keyBy(n -> n % 3);
        keyed.mapValues("squares", n -> n * n)
                .byKey()
                .foldFinal("sums", () -> 0, (sum, r) -> sum + r.value(), Codecs.INTEGER)
                .map(r -> "squares " + r.key() + " " + r.value())
                .output("o1", sink);
        keyed.filter("large", n -> n > 2)
                .keyBy("parity", n -> n % 2 == 0)
                .countFinal("counts")
                .map(r -> "even " + r.key() + " " + r.value())
                .output("o2", sink);
        run(workers);
        assertEquals(List.of("even false 2", "even true 2", "squares 0 45", "squares 1 17", "squares 2 29"), sorted());
    }

    @Test
    void aNullKeyIsRefusedWhereKeysAreShown() {
        flow.input("in", TestSource.of(1))
                .keyBy(n -> (String) null)
                .mapValues("values", n -> n)
                .output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> run(1));
        assertEquals("values", e.step());
        assertTrue(e.getMessage().contains("key must not be null"), e.getMessage());
    }

    /** Sets a timer in the past at each record, by event time and by the clock, and tells which of them fire; never sets one again. */
    private static final class PastTimers implements KeyedLogic<String, Integer, long[], String> {
        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("one", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] state, Integer record, KeyedContext<String, String> context) {
            context.setTimer(context.timeMillis() - 1_000, 1);
            context.setClockTimer(context.clockMillis() - 1_000, 2);
            return Keep.RETAIN;
        }

        @Override
        public Keep onTimer(long[] state, long payload, KeyedContext<String, String> context) {
            context.emit(payload == 1 ? "event" : "clock");
            return Keep.RETAIN;
        }
    }

    @Test
    void s32_aTimerInThePastFiresOnceAndItsOperatorIsNotCalledAgain() {
        ManualClock clock = ManualClock.at(Instant.ofEpochSecond(10));
        flow.input("in", TestSource.of(5_000).pause(Duration.ofHours(1)).withClock(clock))
                .eventTimeMillis(n -> n, Lateness.none())
                .keyBy(n -> "k")
                .stateful("timers", PastTimers::new)
                .output("out", sink);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(clock))) {
            for (int i = 0; i < 1_000; i++) {
                job.step(0);
                clock.advance(Duration.ofMillis(1));
            }
            assertEquals(List.of("clock", "event"), sorted());
        }
    }
}
