package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Duplicates dropped exactly within a time to live, and by whatever remembers, in the harness, on the engine, and against a list of all that passed. */
@Timeout(60)
class DeduplicateTest {

    /** An exact set of words; refuses the empty one. */
    private static final Deduplication<String, TreeSet<String>> SET = Deduplication.of(
            "set",
            TreeSet::new,
            (seen, word, time) -> {
                if (word.isEmpty()) {
                    throw new IllegalArgumentException("word must not be empty");
                }
                return !seen.add(word);
            },
            StateCodec.of(
                    "words",
                    1,
                    (words, out) -> Codecs.TEXT.encodeAll(words, out),
                    in -> new TreeSet<>(Codecs.TEXT.decodeAll(in))));

    private static OperatorHarness<String, Long, Long> ten() {
        return OperatorHarness.<String, Long, Long>of(ByEventTime.<String, Long>deduplicate(Duration.ofMillis(10)));
    }

    private static List<Long> passed(long... times) {
        var harness = ten();
        for (long time : times) {
            harness.record("k", time, time);
        }
        return harness.records();
    }

    @Test
    void theFirstPassesAndDuplicatesDoNotWithinTheTimeToLive() {
        assertEquals(List.of(0L, 11L), passed(0, 0, 5, 10, 11, 21));
        assertEquals(List.of(-30L, -5L), passed(-30, -20, -5, -5));
    }

    @Test
    void theTimeToLiveCountsFromTheRecordThatPassedNotFromItsDuplicates() {
        assertEquals(List.of(0L, 12L, 24L), passed(0, 4, 8, 12, 16, 20, 24));
    }

    @Test
    void anEarlierRecordThatComesLaterIsADuplicateToo() {
        assertEquals(List.of(20L, 9L), passed(20, 10, 9, 19));
        assertEquals(List.of(0L, 22L), passed(0, 22, 10, 12));
        assertEquals(List.of(0L, 22L, 11L), passed(0, 22, 11));
    }

    @Test
    void keysAreToldApart() {
        var harness = ten().record("a", 1L, 1).record("b", 1L, 1).record("a", 2L, 2);
        assertEquals(2, harness.records().size());
    }

    @Test
    void aKeyIsForgottenWhenNoRecordInTimeCanBeItsDuplicate() {
        var harness = ten().record("k", 0L, 0).watermark(10).record("k", 10L, 10);
        assertEquals(List.of(0L), harness.records());
        assertEquals(1, harness.keys());
        harness.watermark(11);
        assertEquals(0, harness.keys());
        assertEquals(0, harness.timers());
        harness.record("k", 11L, 11).end();
        assertEquals(List.of(0L, 11L), harness.records());
        assertEquals(0, harness.keys());
    }

    @Test
    void aRecordOlderThanTheWatermarkIsLate() {
        var harness = ten().watermark(20).record("k", 19L, 19).record("k", 20L, 20);
        assertEquals(
                List.of(new LateRecord<>("k", 19L, 19, LateRecord.NO_WINDOW)),
                harness.side(Sides.<String, Long>late()));
        assertEquals(List.of(20L), harness.records());
        assertEquals(1, harness.keys());
    }

    @Test
    void oracle_shuffledRecordsPassAsAListOfAllThatPassedSays() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long timeToLive = 1L + random.nextInt(15);
            var harness = OperatorHarness.<String, Long, Long>of(
                    ByEventTime.<String, Long>deduplicate(Duration.ofMillis(timeToLive)));
            Map<String, List<Long>> passed = new HashMap<>();
            List<Long> expected = new ArrayList<>();
            long now = -100;
            long watermark = Long.MIN_VALUE;
            int late = 0;
            for (int i = 0; i < 400; i++) {
                now += random.nextInt(3);
                long time = now - random.nextInt(25);
                String key = "k" + random.nextInt(3);
                harness.record(key, time, time);
                if (time < watermark) {
                    late++;
                } else {
                    List<Long> before = passed.computeIfAbsent(key, k -> new ArrayList<>());
                    if (before.stream().allMatch(t -> Math.abs(t - time) > timeToLive)) {
                        before.add(time);
                        expected.add(time);
                    }
                }
                if (random.nextInt(4) == 0) {
                    watermark = Math.max(watermark, now - random.nextInt(25));
                    harness.watermark(watermark);
                }
            }
            assertEquals(expected, harness.records(), "seed " + seed);
            assertEquals(late, harness.side(Sides.<String, Long>late()).size());
            harness.end();
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void onTheEngineEveryIdPassesOnceAndMemoryReturns(int workers) throws Exception {
        List<Timed<String>> records = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            records.add(Timed.at(i, "id" + i));
            records.add(Timed.at(i, "id" + Math.max(0, i - 3)));
        }
        TestSink<Timed<String>> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        flow.input("in", TestSource.of(records).inBatchesOf(16))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .rebalance("spread")
                .keyBy(Timed::value)
                .deduplicate("once", Duration.ofMillis(100))
                .byKey()
                .withKeys("keyed")
                .map(r -> r.value())
                .output("out", sink);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withWorkers(workers))) {
            job.runToEnd(workers);
            assertEquals(0, job.keys());
        }
        assertEquals(1000, sink.records().size());
        assertEquals(1000, sink.records().stream().map(Timed::value).distinct().count());
    }

    @Test
    void whateverRemembersDecides() {
        var harness = OperatorHarness.<String, String, String>of(
                Stateful.<String, String, TreeSet<String>>deduplicate(SET, true));
        harness.record("k", "a")
                .record("k", "b")
                .record("k", "a")
                .record("other", "a")
                .record("k", "");
        assertEquals(List.of("a", "b", "a"), harness.records());
        List<FailedRecord<String, String>> errors = harness.side(Sides.errors());
        assertEquals(
                List.of("word must not be empty"),
                errors.stream().map(FailedRecord::problem).toList());
        harness.record("new", "");
        assertEquals(2, harness.keys());
        var stopping = OperatorHarness.<String, String, String>of(
                Stateful.<String, String, TreeSet<String>>deduplicate(SET, false));
        assertThrows(IllegalArgumentException.class, () -> stopping.record("k", ""));
    }

    @Test
    void aFewBitsOfAHashSpreadOneSetOverWorkers() throws Exception {
        TestSink<String> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            words.add("w" + i % 100);
        }
        flow.input("in", TestSource.of(words))
                .rebalance("spread")
                .keyBy(word -> word.hashCode() & 7)
                .deduplicate("once", SET)
                .output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(3));
        assertEquals(100, sink.records().size());
        assertTrue(sink.records().containsAll(words));
    }
}
