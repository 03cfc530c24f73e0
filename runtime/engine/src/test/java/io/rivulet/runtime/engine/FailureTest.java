package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.time.Lateness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever throws, the job fails with its step, record and cause, its threads end, and what was opened is closed. */
@Timeout(60)
class FailureTest {

    private static final RuntimeException PROBLEM = new IllegalStateException("bad luck");

    private final Dataflow flow = Dataflow.named("flow");
    private final FaultySource source = new FaultySource();
    private final TestSink<Object> sink = new TestSink<>();

    private JobFailedException run(int workers) {
        JobFailedException e = assertThrows(
                JobFailedException.class,
                () -> Rivulet.run(flow, RunOptions.defaults().withWorkers(workers)));
        assertEquals(0, source.open.get(), "partitions left open");
        assertEquals(0, sink.open(), "writers left open");
        return e;
    }

    private static <T> T raise(Object ignored) {
        throw PROBLEM;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void userFunctionsFailWithStepAndRecord(int workers) {
        List<Consumer<Stream<String>>> flows = List.of(
                in -> in.map("broken", FailureTest::<String>raise).output("out", sink),
                in -> in.filter("broken", FailureTest::<Boolean>raise).output("out", sink),
                in -> in.<String>flatMap("broken", (row, out) -> raise(row)).output("out", sink),
                in -> in.branch("broken", FailureTest::<Boolean>raise)
                        .matching()
                        .output("out", sink),
                in -> in.keyBy(row -> row)
                        .stateful("broken", () -> new Raising(Raising.Call.RECORD))
                        .output("out", sink),
                in -> in.keyBy(row -> row)
                        .stateful("broken", () -> new Raising(Raising.Call.TIMER))
                        .output("out", sink),
                in -> in.keyBy(row -> row)
                        .stateful("broken", () -> new Raising(Raising.Call.END))
                        .output("out", sink),
                in -> in.keyBy(row -> row)
                        .stateful("broken", () -> new Raising(Raising.Call.CREATE))
                        .output("out", sink),
                in -> in.output("broken", new RaisingWriter("write")));
        for (int i = 0; i < flows.size(); i++) {
            Dataflow each = Dataflow.named("flow");
            flows.get(i).accept(each.input("in", source).eventTimeMillis(row -> 1, Lateness.none()));
            JobFailedException e = assertThrows(
                    JobFailedException.class,
                    () -> Rivulet.run(each, RunOptions.defaults().withWorkers(workers)));
            String what = i + ": " + e.getMessage();
            assertEquals("broken", e.step(), what);
            assertTrue(e.record().isPresent(), what);
            assertEquals(i >= 4 && i <= 7, e.key().isPresent(), what);
            assertEquals("bad luck", e.getCause().getMessage(), what);
            assertTrue(what.contains("job \"flow\", step \"broken\" (worker "), what);
            assertEquals(0, source.open.get(), what);
            assertEquals(0, sink.open(), what);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "flush", "close"})
    void sinksFailWithTheirStep(String call) {
        flow.input("in", source).output("broken", new RaisingWriter(call));
        JobFailedException e = run(2);
        assertEquals("broken", e.step());
        assertSame(PROBLEM, e.getCause());
    }

    @Test
    void eventTimeAndPollFailWithTheInput() {
        flow.input("in", source)
                .eventTimeMillis(FailureTest::<Long>raise, Lateness.none())
                .output("out", sink);
        JobFailedException e = run(1);
        assertEquals("in", e.step());
        assertEquals(Optional.of("a"), e.record());
        Dataflow other = Dataflow.named("other");
        FaultySource failing = new FaultySource().failingAtPoll(PROBLEM);
        other.input("in", failing).output("out", sink);
        assertEquals(
                "in",
                assertThrows(JobFailedException.class, () -> Rivulet.run(other)).step());
        assertEquals(0, failing.open.get());
    }

    @Test
    void whatWasOpenedIsClosedWhenTheNextCannotBe() {
        for (Throwable thrown : List.of(new IOException("no"), PROBLEM, new AssertionError("no"))) {
            FaultySource half = new FaultySource().failingAtSecondOpen(thrown);
            Dataflow each = Dataflow.named("flow");
            each.input("in", half).output("out", sink);
            JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(each));
            assertEquals("in", e.step());
            assertEquals(0, half.open.get());
            assertEquals(0, sink.open());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whateverClosingThrowsAllIsClosedAndNobodyWaitsForEver(int workers) {
        for (Throwable thrown : List.of(new IOException("no"), PROBLEM, new AssertionError("no"))) {
            FaultySource clinging = new FaultySource().failingAtClose(thrown);
            Dataflow each = Dataflow.named("flow");
            each.input("in", clinging).output("out", sink);
            JobFailedException e = assertThrows(
                    JobFailedException.class,
                    () -> Rivulet.run(each, RunOptions.defaults().withWorkers(workers)));
            assertEquals("in", e.step());
            assertEquals(1, e.getSuppressed().length);
            assertEquals(0, clinging.open.get());
            assertEquals(0, sink.open());
        }
    }

    @Test
    void errorsAreNotSwallowed() {
        for (Error thrown : List.of(new OutOfMemoryError("no"), new StackOverflowError(), new AssertionError("no"))) {
            Dataflow each = Dataflow.named("flow");
            each.input("in", source)
                    .<String>map("broken", row -> {
                        throw thrown;
                    })
                    .output("out", sink);
            JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(each));
            assertSame(thrown, e.getCause());
        }
    }

    @Test
    void hostileRecordsDoNotHideTheFailure() {
        Object endless = new Object() {
            @Override
            public String toString() {
                return "x" + this;
            }
        };
        Object nothing = new Object() {
            @Override
            @SuppressWarnings("ToStringReturnsNull") // the point of the test
            public String toString() {
                return null;
            }
        };
        for (Object hostile : List.of(endless, nothing)) {
            Dataflow each = Dataflow.named("flow");
            each.input("in", TestSource.of(hostile))
                    .map("broken", FailureTest::<Object>raise)
                    .output("out", sink);
            JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(each));
            assertEquals("broken", e.step());
            assertSame(PROBLEM, e.getCause());
        }
    }

    @Test
    void aCauseWithoutMessageIsNamed() {
        flow.input("in", source)
                .<String>map("broken", row -> {
                    throw new RuntimeException() {};
                })
                .output("out", sink);
        assertTrue(run(1).getMessage().contains("FailureTest"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void keysThatCannotBePlacedFailWhateverTheWorkers(int workers) {
        List<Function<String, Object>> keys = List.of(row -> new int[] {1}, row -> new Object());
        for (Function<String, Object> key : keys) {
            Dataflow each = Dataflow.named("flow");
            each.input("in", source).keyBy("key", key).countFinal("count").output("out", sink);
            assertThrows(
                    JobFailedException.class,
                    () -> Rivulet.run(each, RunOptions.defaults().withWorkers(workers)));
        }
        flow.input("in", source).keyBy("key", row -> null).withKeys("keys").output("out", sink);
        assertTrue(run(workers).getMessage().contains("null"));
    }

    @Test
    void partitionsAreListedOnceForAllWorkers() throws Exception {
        flow.input("in", source).output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(3));
        assertEquals(1, source.listed.get());
        assertEquals(List.of("a", "b"), sink.records().stream().sorted().toList());
    }

    @Test
    void aJobMayBeEndedManyTimesFromManyThreads() throws Exception {
        for (int round = 0; round < 50; round++) {
            Dataflow each = Dataflow.named("flow");
            each.input("in", TestSource.of("a").pause(Duration.ofHours(1))).output("out", sink);
            Job job = Rivulet.start(each, RunOptions.defaults().withWorkers(2));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean stop = i % 2 == 0;
                threads.add(new Thread(stop ? job::stop : job::cancel));
                threads.add(new Thread(job::close));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            Job.Status ended = job.await(Duration.ofSeconds(Long.MAX_VALUE));
            assertTrue(ended == Job.Status.CANCELLED || ended == Job.Status.COMPLETED, ended.toString());
            assertEquals(ended, job.status());
            assertEquals(0, sink.open());
        }
    }

    @Test
    void anInterruptedRunCancelsAndCloses() throws Exception {
        flow.input("in", TestSource.of("a").pause(Duration.ofHours(1))).output("out", sink);
        List<Throwable> thrown = new ArrayList<>();
        Thread runner = new Thread(() -> {
            try {
                Rivulet.run(flow);
            } catch (Throwable e) {
                thrown.add(e);
            }
        });
        runner.start();
        while (sink.records().isEmpty()) {
            Thread.onSpinWait();
        }
        runner.interrupt();
        runner.join();
        assertEquals(InterruptedException.class, thrown.get(0).getClass());
        assertEquals(0, sink.open());
    }

    /** Throws in one of its calls. */
    private record RaisingWriter(String call) implements Sink<Object>, SinkWriter<Object> {

        @Override
        public SinkWriter<Object> open(int worker, int workers) {
            return in("open");
        }

        private RaisingWriter in(String now) {
            if (now.equals(call)) {
                throw PROBLEM;
            }
            return this;
        }

        @Override
        public void write(Object record, long timeMillis) {
            in("write");
        }

        @Override
        public void flush() {
            in("flush");
        }

        @Override
        public void close() {
            in("close");
        }
    }
}
