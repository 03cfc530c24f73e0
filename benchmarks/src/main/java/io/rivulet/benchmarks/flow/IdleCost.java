package io.rivulet.benchmarks.flow;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What does a job without input cost, and how long does the first record after a silence take? A keyed flow on two workers: the share of a core that each of its
 * threads uses in five seconds of silence, then a thousand single records, 5 to 25 ms apart, from when the program has them to when the sink does.
 * {@code java -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.flow.IdleCost}
 */
public final class IdleCost {

    private static final int RECORDS = 1_000;

    private IdleCost() {}

    /** Hands out the number that the program has set, once. */
    private record Doorbell(AtomicLong pressed) implements Source<Long, Long> {

        @Override
        public List<String> partitions() {
            return List.of("bell");
        }

        @Override
        public SourcePartition<Long, Long> open(String partition, Optional<Long> position) {
            return new SourcePartition<>() {
                private long seen = -1;

                @Override
                public Poll poll(SourceOutput<Long> out, int max) {
                    long now = pressed.get();
                    if (now == seen) {
                        return Poll.IDLE;
                    }
                    seen = now;
                    out.emit(now);
                    return Poll.IDLE;
                }

                @Override
                public Long position() {
                    return seen;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public StateCodec<Long> positionCodec() {
            return Codecs.LONG;
        }
    }

    /** Says when the last record came, and which it was. */
    private record Arrivals(AtomicLong nanos, AtomicLong last) implements Sink<Long> {

        @Override
        public SinkWriter<Long> open(int worker, int workers) {
            return new SinkWriter<>() {
                @Override
                public void write(Long record, long timeMillis) {
                    nanos.set(System.nanoTime());
                    last.set(record);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
        }
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        AtomicLong pressed = new AtomicLong(-1);
        Arrivals arrivals = new Arrivals(new AtomicLong(), new AtomicLong(-1));
        Dataflow flow = Dataflow.named("doorbell");
        flow.input("bell", new Doorbell(pressed))
                .keyBy("by-number", n -> n % 16)
                .<Long, Long>statefulMap("count", (n, record) -> Transition.to(n.orElse(0L) + 1, record), Codecs.LONG)
                .output("arrivals", arrivals);
        try (Job job = Rivulet.start(flow, RunOptions.defaults().withWorkers(2))) {
            Thread.sleep(1_000);
            System.out.printf("share of a core per worker, idle: %.4f%n", idleShare(2));
            SplittableRandom random = new SplittableRandom(1);
            measure(random, pressed, arrivals, 0);
            long[] nanos = measure(random, pressed, arrivals, RECORDS);
            Arrays.sort(nanos);
            System.out.printf(
                    "first record after a silence: median %.2f ms, p99 %.2f ms, longest %.2f ms%n",
                    nanos[RECORDS / 2] / 1e6, nanos[RECORDS * 99 / 100] / 1e6, nanos[RECORDS - 1] / 1e6);
            job.cancel();
        }
    }

    private static double idleShare(int workers) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long own = Thread.currentThread().getId();
        long before = cpuNanos(threads, own);
        long began = System.nanoTime();
        Thread.sleep(5_000);
        return (double) (cpuNanos(threads, own) - before) / (System.nanoTime() - began) / workers;
    }

    private static long cpuNanos(ThreadMXBean threads, long own) {
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += id == own ? 0 : Math.max(0, threads.getThreadCpuTime(id));
        }
        return sum;
    }

    private static long[] measure(SplittableRandom random, AtomicLong pressed, Arrivals arrivals, int from) {
        long[] nanos = new long[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            LockSupport.parkNanos(5_000_000L + random.nextInt(20_000_000));
            long record = (long) from + i;
            long began = System.nanoTime();
            pressed.set(record);
            // A thread that spins here would take a core from the workers.
            while (arrivals.last().get() != record) {
                LockSupport.parkNanos(100_000);
            }
            nanos[i] = arrivals.nanos().get() - began;
        }
        return nanos;
    }
}
