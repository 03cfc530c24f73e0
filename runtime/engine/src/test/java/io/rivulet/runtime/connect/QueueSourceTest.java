package io.rivulet.runtime.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.SourcePartition.Poll;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.TestSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** example_: what the documentation says. oracle_: many threads that fill it lose nothing, and each keeps its order. */
@Timeout(60)
class QueueSourceTest {

    private static Dataflow flow(Source<String, ?> source, TestSink<String> sink) {
        Dataflow flow = Dataflow.named("queue");
        flow.input("in", source).output("out", sink);
        return flow;
    }

    @Test
    void example_asInTheJavadoc() throws Exception {
        Dataflow flow = Dataflow.named("requests");
        TestSink<String> sink = new TestSink<>();
        QueueSource<String> requests = QueueSource.ofCapacity(1000);
        flow.input("requests", requests).output("print", sink);
        Job job = Rivulet.start(flow, RunOptions.defaults());
        requests.put("first");
        requests.close();
        job.await();
        assertEquals(List.of("first"), sink.records());
        assertEquals(Guarantee.AT_MOST_ONCE, requests.guarantee());
    }

    @Test
    void s98_anEmptyQueueGivesNothingAndAClosedOneTheRestAndThenTheEnd() throws Exception {
        QueueSource<Integer> queue = QueueSource.ofCapacity(10);
        Polled<Integer, Long> polled = Polled.open(queue);
        assertEquals(List.of(), polled.poll(3));
        assertEquals(Poll.IDLE, polled.last);
        for (int i = 0; i < 5; i++) {
            assertTrue(queue.offer(i));
        }
        assertEquals(List.of(0, 1, 2), polled.poll(3));
        queue.close();
        queue.close();
        assertThrows(IllegalStateException.class, () -> queue.offer(9));
        assertThrows(IllegalStateException.class, () -> queue.put(9));
        assertEquals(Poll.IDLE, polled.last);
        assertEquals(List.of(3, 4), polled.poll(3));
        assertEquals(Poll.END, polled.last);
        assertEquals(5, polled.position());
        Polled<Integer, Long> late = Polled.open(closed());
        assertEquals(List.of(), late.poll(3));
        assertEquals(Poll.END, late.last);
    }

    private static QueueSource<Integer> closed() {
        QueueSource<Integer> queue = QueueSource.ofCapacity(1);
        queue.close();
        return queue;
    }

    @Test
    void aFullQueueHoldsWhoFillsItUntilThereIsRoom() throws Exception {
        QueueSource<String> queue = QueueSource.ofCapacity(2);
        assertTrue(queue.offer("a"));
        assertTrue(queue.offer("b", Duration.ofDays(1)));
        assertFalse(queue.offer("c"));
        assertFalse(queue.offer("c", Duration.ofMillis(1)));
        assertFalse(queue.offer("c", Duration.ofMillis(-1)));
        assertEquals(2, queue.size());
        CompletableFuture<Void> put = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                queue.put("c");
                put.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                put.completeExceptionally(e);
            }
        });
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(put.isDone());
        Polled<String, Long> polled = Polled.open(queue);
        assertEquals(List.of("a"), polled.poll(1));
        put.get();
        assertEquals(List.of("b", "c"), polled.poll(9));
    }

    @Test
    void whoWaitsForRoomIsToldOfTheClose() throws Exception {
        QueueSource<String> queue = QueueSource.ofCapacity(1);
        queue.put("a");
        CompletableFuture<Void> put = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                queue.put("b");
                put.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                put.completeExceptionally(e);
            }
        });
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        queue.close();
        ExecutionException e = assertThrows(ExecutionException.class, put::get);
        assertEquals(
                "queue is closed and must not be filled, got b", e.getCause().getMessage());
        assertEquals(List.of("a"), Polled.open(queue).poll(9));
    }

    @Test
    void oracle_manyThreadsLoseNothingAndEachKeepsItsOrder() throws Exception {
        int threads = 4;
        int each = 5_000;
        QueueSource<String> queue = QueueSource.ofCapacity(16);
        TestSink<String> sink = new TestSink<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Job job = Rivulet.start(flow(queue, sink), RunOptions.defaults().withBatchSize(8))) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = thread + ":";
                done.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        queue.put(name + i);
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
            queue.close();
            assertEquals(Job.Status.COMPLETED, job.await());
        } finally {
            pool.shutdownNow();
        }
        assertEquals(threads * each, sink.records().size());
        for (int thread = 0; thread < threads; thread++) {
            String name = thread + ":";
            assertEquals(
                    IntStream.range(0, each).mapToObj(i -> name + i).toList(),
                    sink.records().stream().filter(r -> r.startsWith(name)).toList());
        }
    }

    @Test
    void aLaterJobGoesOnWithWhatAnEarlierOneHasLeft() throws Exception {
        QueueSource<String> queue = QueueSource.ofCapacity(10);
        TestSink<String> sink = new TestSink<>();
        MemoryBlobs blobs = new MemoryBlobs();
        RunOptions options = RunOptions.defaults()
                .withBatchSize(1)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ofDays(1)));
        for (String record : List.of("a", "b", "c")) {
            queue.put(record);
        }
        try (SteppedJob job = LocalEngine.stepped(flow(queue, sink).graph(), options)) {
            job.step(0);
            job.step(0);
            job.stop();
            job.runToEnd(1);
        }
        assertEquals(List.of("a", "b"), sink.records());
        queue.close();
        try (SteppedJob job = LocalEngine.stepped(flow(queue, sink).graph(), options)) {
            job.runToEnd(1);
        }
        assertEquals(List.of("a", "b", "c"), sink.records());
    }

    @Test
    void onlyOneReadsAtATime() throws Exception {
        QueueSource<String> queue = QueueSource.ofCapacity(1);
        SourcePartition<String, Long> first = queue.open("queue", Optional.empty());
        IOException e = assertThrows(IOException.class, () -> queue.open("queue", Optional.empty()));
        assertEquals("queue must be read by one job at a time, another one reads it", e.getMessage());
        first.close();
        SourcePartition<String, Long> second = queue.open("queue", Optional.of(7L));
        first.close();
        assertThrows(IOException.class, () -> queue.open("queue", Optional.empty()), "a second close frees nothing");
        assertEquals(7, second.position());
        assertThrows(IOException.class, () -> queue.open("other", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> QueueSource.ofCapacity(0));
        assertThrows(NullPointerException.class, () -> queue.offer(null));
    }
}
