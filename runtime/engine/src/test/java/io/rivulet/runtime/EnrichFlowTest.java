package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records joined with remembered answers of a look-up. The number in a name is that of the scenario. */
@Timeout(60)
class EnrichFlowTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Integer> table = new HashMap<>(Map.of("a", 1, "b", 2));
    private final List<String> asked = new ArrayList<>();
    private final TestSink<String> sink = new TestSink<>();
    private final Dataflow flow = Dataflow.named("flow");

    private Optional<Integer> lookUp(String key) {
        asked.add(key);
        return Optional.ofNullable(table.get(key));
    }

    private void enrich(TestSource<String> source, int maxEntries) {
        flow.input("in", source)
                .enrich(
                        "numbers",
                        new Lookup<>(this::lookUp, maxEntries, MINUTE),
                        word -> word,
                        (word, number) -> word + number.map(String::valueOf).orElse("?"))
                .output("out", sink);
    }

    private void run(InstantSource clock) {
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(clock))) {
            job.runToEnd(1);
        }
    }

    @Test
    void s13_eachKeyIsAskedForOnce() {
        enrich(TestSource.of("a", "b", "a"), 10);
        run(ManualClock.atEpoch());
        assertEquals(List.of("a1", "b2", "a1"), sink.records());
        assertEquals(List.of("a", "b"), asked);
    }

    @Test
    void s13_anAnswerIsAskedForAgainWhenItsTimeIsOver() {
        ManualClock clock = ManualClock.atEpoch();
        enrich(
                TestSource.of("a", "a")
                        .pause(MINUTE.multipliedBy(2))
                        .then("a", "a")
                        .withClock(clock),
                10);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(clock))) {
            while (job.step(0)) {}
            assertEquals(List.of("a1", "a1"), sink.records());
            table.put("a", 3);
            clock.advance(MINUTE.multipliedBy(2));
            job.runToEnd(1);
        }
        assertEquals(List.of("a1", "a1", "a3", "a3"), sink.records());
        assertEquals(List.of("a", "a"), asked);
    }

    @Test
    void anAnswerHoldsForLessThanItsTimeAndNotWhenTheClockWasPutBack() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        List<String> words = List.of("a", "just", "a", "over", "a", "back", "a");
        flow.input("in", TestSource.of(words))
                .inspect("clock", word -> {
                    switch (word) {
                        case "just" -> now.set(Instant.EPOCH.plusMillis(59_999));
                        case "over" -> now.set(Instant.EPOCH.plusMillis(60_000));
                        case "back" -> now.set(Instant.EPOCH);
                        default -> {}
                    }
                })
                .filter(word -> word.equals("a"))
                .enrich("numbers", new Lookup<>(this::lookUp, 9, MINUTE), word -> word, (word, n) -> word + n.orElse(0))
                .output("out", sink);
        run(now::get);
        assertEquals(List.of("a", "a", "a"), asked);
    }

    @Test
    void theAnswerAskedForLongestAgoMakesRoom() {
        enrich(TestSource.of("a", "b", "a", "c", "a", "b"), 2);
        run(ManualClock.atEpoch());
        assertEquals(List.of("a1", "b2", "a1", "c?", "a1", "b2"), sink.records());
        assertEquals(List.of("a", "b", "c", "b"), asked);
    }

    @Test
    void nothingIsRememberedToo() {
        enrich(TestSource.of("x", "x"), 2);
        run(ManualClock.atEpoch());
        assertEquals(List.of("x?", "x?"), sink.records());
        assertEquals(List.of("x"), asked);
    }

    @Test
    void aLookUpThatFailsStopsTheJobNamingTheStep() {
        flow.input("in", TestSource.of("a"))
                .enrich(
                        "numbers",
                        new Lookup<String, Integer>(
                                key -> {
                                    throw new IllegalStateException("closed");
                                },
                                1,
                                MINUTE),
                        word -> word,
                        (word, n) -> word)
                .output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(flow));
        assertEquals("numbers", e.step());
        assertEquals(Optional.of("a"), e.record());
        assertTrue(e.getMessage().endsWith("closed"), e.getMessage());
    }

    @Test
    void boundsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new Lookup<>(this::lookUp, 0, MINUTE));
        assertThrows(IllegalArgumentException.class, () -> new Lookup<>(this::lookUp, 1, Duration.ZERO));
    }
}
