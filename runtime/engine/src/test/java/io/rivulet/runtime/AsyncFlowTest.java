package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps whose results come later: calls that the test answers in the order it likes, and a rate by a clock that it moves. The number in a name is that of the scenario. */
@Timeout(60)
class AsyncFlowTest {

    /** One call of the function, in the order in which they were made. */
    private record Call(int record, CompletableFuture<String> answer) {}

    private final ManualClock clock = ManualClock.atEpoch();
    private final MemoryBlobs blobs = new MemoryBlobs();
    private final TestSink<Object> sink = new TestSink<>();
    private final List<Call> calls = new ArrayList<>();

    private CompletionStage<String> call(int record) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        calls.add(new Call(record, answer));
        return answer;
    }

    private void answer(int index) {
        calls.get(index).answer.complete("answer " + calls.get(index).record);
    }

    private List<Integer> called() {
        return calls.stream().map(Call::record).toList();
    }

    private Dataflow flow(AsyncOptions options, Integer... records) {
        Dataflow flow = Dataflow.named("calls");
        flow.input("in", TestSource.of(records).pause(Duration.ofDays(1)).withClock(clock))
                .mapAsync("call", this::call, options)
                .output("out", sink);
        return flow;
    }

    private SteppedJob start(Dataflow flow) {
        return LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(clock));
    }

    private static void settle(SteppedJob job) {
        for (int quiet = 0; quiet < 3; quiet++) {
            if (job.step(0) | job.stepEpochs()) {
                quiet = 0;
            }
        }
    }

    @Test
    void s14_resultsLeaveInTheOrderOfTheirRecords() {
        try (SteppedJob job = start(flow(AsyncOptions.defaults(), 1, 2, 3))) {
            settle(job);
            assertEquals(List.of(1, 2, 3), called());
            answer(2);
            answer(1);
            settle(job);
            assertEquals(List.of(), sink.records());
            answer(0);
            settle(job);
            assertEquals(List.of("answer 1", "answer 2", "answer 3"), sink.records());
            assertTrue(sink.flushes() > 0);
        }
    }

    @Test
    void callsUnderWayAreCancelledWhenTheJobEndsWithoutThem() {
        try (SteppedJob job = start(flow(AsyncOptions.defaults().withCapacity(2), 1, 2, 3))) {
            settle(job);
            answer(1);
            settle(job);
        }
        assertEquals(List.of(1, 2), called(), "what waited is not called");
        assertTrue(calls.get(0).answer.isCancelled());
        assertEquals("answer 2", calls.get(1).answer.join(), "what was there stays");
    }

    @Test
    void s14_unorderedEachLeavesWhenItIsThere() {
        try (SteppedJob job = start(flow(AsyncOptions.defaults().unordered(), 1, 2, 3))) {
            settle(job);
            answer(2);
            settle(job);
            assertEquals(List.of("answer 3"), sink.records());
            answer(0);
            settle(job);
            answer(1);
            settle(job);
            assertEquals(List.of("answer 3", "answer 1", "answer 2"), sink.records());
        }
    }

    @Test
    void s14_noMoreCallsThanTheCapacityAreUnderWay() {
        try (SteppedJob job = start(flow(AsyncOptions.defaults().withCapacity(2), 1, 2, 3, 4))) {
            settle(job);
            assertEquals(List.of(1, 2), called());
            answer(1);
            settle(job);
            assertEquals(List.of(1, 2), called(), "the second waits for the first");
            answer(0);
            settle(job);
            assertEquals(List.of(1, 2, 3, 4), called());
        }
    }

    @Test
    void s14_aCallThatFailsStopsTheJobNamingStepAndRecord() {
        try (SteppedJob job = start(flow(AsyncOptions.defaults(), 1, 2))) {
            settle(job);
            calls.get(0).answer.complete("one");
            calls.get(1).answer.completeExceptionally(new IllegalStateException("no such host"));
            JobFailedException e = assertThrows(JobFailedException.class, () -> settle(job));
            assertEquals("call", e.step());
            assertEquals(Optional.of("2"), e.record());
            assertTrue(e.getMessage().endsWith("call failed: no such host"), e.getMessage());
            assertEquals(List.of("one"), sink.records());
        }
    }

    @Test
    void s14_aCallThatTakesTooLongFails() {
        AsyncOptions options = AsyncOptions.defaults().withTimeout(Duration.ofSeconds(3));
        try (SteppedJob job = start(flow(options, 1))) {
            settle(job);
            clock.advance(Duration.ofMillis(2_999));
            settle(job);
            clock.advance(Duration.ofMillis(1));
            JobFailedException e = assertThrows(JobFailedException.class, () -> settle(job));
            assertTrue(e.getMessage().contains("call must end within PT3S"), e.getMessage());
            assertTrue(calls.get(0).answer.isCancelled());
        }
    }

    @Test
    void s14_aFailedCallIsMadeAgainAfterAWhileAndEachTimeLater() {
        AsyncOptions options = AsyncOptions.defaults().withRetries(2, Duration.ofMillis(100));
        try (SteppedJob job = start(flow(options, 1))) {
            settle(job);
            for (int failures = 0; failures < 2; failures++) {
                calls.get(failures).answer.completeExceptionally(new IllegalStateException("busy"));
                settle(job);
                clock.advance(Duration.ofMillis(failures == 0 ? 99 : 199));
                settle(job);
                assertEquals(1 + failures, calls.size());
                clock.advance(Duration.ofMillis(1));
                settle(job);
                assertEquals(2 + failures, calls.size());
            }
            answer(2);
            settle(job);
            assertEquals(List.of("answer 1"), sink.records());
        }
        calls.clear();
        try (SteppedJob job = start(flow(options, 7))) {
            JobFailedException e = assertThrows(JobFailedException.class, () -> {
                for (int tries = 0; tries < 3; tries++) {
                    settle(job);
                    calls.get(tries).answer.completeExceptionally(new IllegalStateException("busy"));
                    settle(job);
                    clock.advance(Duration.ofSeconds(1));
                }
            });
            assertTrue(e.getMessage().endsWith("call failed 3 times, at last: busy"), e.getMessage());
        }
    }

    @Test
    void s14_aFunctionThatThrowsIsTriedAgainToo() {
        AtomicInteger tries = new AtomicInteger();
        AsyncOptions options = AsyncOptions.defaults().withRetries(2, Duration.ofMillis(100));
        Dataflow flow = Dataflow.named("throws");
        flow.input("in", TestSource.of(1))
                .<String>mapAsync(
                        "ask",
                        n -> {
                            if (tries.incrementAndGet() < 3) {
                                throw new IllegalStateException("no connection");
                            }
                            return CompletableFuture.completedFuture("answer " + n);
                        },
                        options)
                .output("out", sink);
        try (SteppedJob job = start(flow)) {
            for (int i = 0; i < 4; i++) {
                settle(job);
                clock.advance(Duration.ofMillis(200));
            }
            assertEquals(List.of("answer 1"), sink.records());
        }
        assertEquals(3, tries.get());
    }

    @Test
    void s14_aSnapshotWaitsForTheCallsUnderWay() {
        Dataflow flow = Dataflow.named("calls");
        flow.input(
                        "in",
                        TestSource.of(1, 2)
                                .pause(Duration.ofSeconds(5))
                                .then(3)
                                .pause(Duration.ofDays(1))
                                .withClock(clock))
                .mapAsync("call", this::call, AsyncOptions.defaults())
                .output("out", sink);
        RunOptions options = RunOptions.defaults()
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ofSeconds(1)));
        SteppedJob first = LocalEngine.simulated(flow.graph(), options);
        settle(first);
        clock.advance(Duration.ofSeconds(1));
        settle(first);
        answer(0);
        settle(first);
        assertEquals(0, complete(first), "the second call is under way");
        answer(1);
        settle(first);
        assertEquals(1, complete(first));
        clock.advance(Duration.ofSeconds(4));
        settle(first);
        assertEquals(List.of(1, 2, 3), called());
        assertEquals(List.of("answer 1", "answer 2"), sink.records());
        // The process dies while the third call is under way: it is made again, and no other.
        SteppedJob second = LocalEngine.simulated(flow.graph(), options);
        settle(second);
        clock.advance(Duration.ofSeconds(5));
        settle(second);
        assertEquals(List.of(1, 2, 3, 3), called());
        answer(3);
        settle(second);
        assertEquals(List.of("answer 1", "answer 2", "answer 3"), sink.records());
    }

    private static long complete(SteppedJob job) {
        return job.metrics().epochs().orElseThrow().complete();
    }

    @Test
    void aRateIsKeptByTheClockAndNothingIsLost() {
        Dataflow flow = Dataflow.named("rate");
        List<Integer> numbers = IntStream.range(0, 7).boxed().toList();
        flow.input("in", TestSource.of(numbers))
                .rateLimit("slow", 2, Duration.ofSeconds(1))
                .output("out", sink);
        try (SteppedJob job = start(flow)) {
            settle(job);
            assertEquals(List.of(0, 1), sink.records());
            clock.advance(Duration.ofMillis(999));
            settle(job);
            assertEquals(2, sink.records().size());
            clock.advance(Duration.ofMillis(1));
            settle(job);
            assertEquals(4, sink.records().size());
            // Not made up for: a long pause gives room for one stretch only.
            clock.advance(Duration.ofSeconds(10));
            settle(job);
            assertEquals(6, sink.records().size());
            clock.advance(Duration.ofSeconds(1));
            job.runToEnd(1);
        }
        assertEquals(numbers, sink.records());
    }
}
