package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs cost and leave behind: classes, threads, time while idle; and that order by key does not depend on the workers. */
@Timeout(60)
class JobResourcesTest {

    @Test
    void classesOfEndedJobsAreUnloaded() throws Exception {
        shortJob();
        long before = loaded();
        for (int i = 0; i < 200; i++) {
            shortJob();
        }
        // Each job has about thirty classes of its own: 6000 if none went.
        long kept = loaded() - before;
        assertTrue(kept < 600, kept + " classes kept by 200 jobs");
    }

    private static void shortJob() throws InterruptedException {
        Dataflow flow = Dataflow.named("short");
        flow.input("in", TestSource.of(1, 2, 3))
                .map(n -> n + 1)
                .filter(n -> n > 0)
                .keyBy(n -> n)
                .countFinal("count")
                .output("out", new TestSink<>());
        Rivulet.run(flow, RunOptions.defaults().withWorkers(2));
    }

    private static long loaded() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    @Test
    void s134_anIdleJobRestsAndStopsAtOnce() throws Exception {
        Dataflow flow = Dataflow.named("resting");
        flow.input(
                        "in",
                        TestSource.of("a")
                                .pause(Duration.ofHours(1))
                                .and(TestSource.of("b").pause(Duration.ofHours(1))))
                .keyBy(row -> row)
                .countFinal("count")
                .output("out", new TestSink<>());
        try (Job job = Rivulet.start(flow, RunOptions.defaults().withWorkers(2))) {
            Thread.sleep(500);
            long cpu = cpuNanos();
            long start = System.nanoTime();
            Thread.sleep(1000);
            double share = (double) (cpuNanos() - cpu) / (System.nanoTime() - start) / 2;
            assertTrue(share < 0.05, "an idle worker used " + share + " of a core");
            long stop = System.nanoTime();
            job.stop();
            job.await();
            assertTrue(System.nanoTime() - stop < 500_000_000L);
        }
    }

    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(t -> t != null && t.getThreadName().startsWith("rivulet-resting-"))
                .mapToLong(t -> threads.getThreadCpuTime(t.getThreadId()))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void orderByKeyIsThatOfTheInput(int workers) throws Exception {
        TestSink<int[]> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("order");
        flow.input("in", TestSource.of(IntStream.range(0, 5000).boxed().toList()))
                .keyBy(n -> n % 13)
                .<Integer, int[]>statefulMap(
                        "count",
                        (seen, n) -> Transition.to(seen.orElse(0) + 1, new int[] {n % 13, n, seen.orElse(0)}),
                        Codecs.INTEGER)
                .output("out", sink);
        Rivulet.run(flow, new RunOptions(workers, 3, 2, RunOptions.defaults().clock()));
        for (int key = 0; key < 13; key++) {
            int k = key;
            List<int[]> rows =
                    sink.records().stream().filter(row -> row[0] == k).toList();
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(k + 13 * i, rows.get(i)[1]);
                assertEquals(i, rows.get(i)[2]);
            }
        }
        assertEquals(5000, sink.records().size());
    }
}
