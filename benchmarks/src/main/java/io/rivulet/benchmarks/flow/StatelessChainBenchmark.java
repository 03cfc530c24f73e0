package io.rivulet.benchmarks.flow;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a stateless chain cost beside a loop? map, map, filter, filter, count over 200 M small records, per record, warming up included: each JVM runs one
 * job, as they do in earnest.
 * {@code java -jar benchmarks/target/benchmarks.jar StatelessChain}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(7)
public class StatelessChainBenchmark {

    private static final int RECORDS = 200_000_000;
    private static final LongFunction<Reading> GENERATOR = i -> new Reading(SplitMix64.mix(i) >>> 1, i);

    /** A value and what it belongs to. */
    record Reading(long key, double value) {}

    /** The hand-written loop. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long loop() {
        long count = 0;
        for (long i = 0; i < RECORDS; i++) {
            Reading reading = GENERATOR.apply(i);
            Reading scaled = new Reading(reading.key(), reading.value() * 1.8);
            Reading shifted = new Reading(scaled.key(), scaled.value() + 32);
            if ((shifted.key() & 7) != 0) {
                if (shifted.key() % 3 == 0 && shifted.value() > 0) {
                    count++;
                }
            }
        }
        return check(count);
    }

    /** The flow on one worker. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long flowOneWorker() throws InterruptedException {
        return flow(1);
    }

    /** The flow on two workers, a partition each. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long flowTwoWorkers() throws InterruptedException {
        return flow(2);
    }

    private static long flow(int workers) throws InterruptedException {
        LongAdder total = new LongAdder();
        Dataflow flow = Dataflow.named("chain");
        flow.input("readings", new Generated<>(RECORDS, workers, GENERATOR))
                .map(reading -> new Reading(reading.key(), reading.value() * 1.8))
                .map(scaled -> new Reading(scaled.key(), scaled.value() + 32))
                .filter(shifted -> (shifted.key() & 7) != 0)
                .filter(shifted -> shifted.key() % 3 == 0 && shifted.value() > 0)
                .output("count", new CountingSink<>(total));
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        return check(total.sum());
    }

    private static long check(long count) {
        if (count < RECORDS / 4 || count > RECORDS / 3) {
            throw new IllegalStateException("count must be near 7/24 of " + RECORDS + ", got " + count);
        }
        return count;
    }
}
