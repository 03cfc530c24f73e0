package io.rivulet.benchmarks.flow;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.HashMap;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does keyed state cost beside a loop over a {@link HashMap}? A running mean for each of a million Zipf keys, per record.
 * {@code java -Xmx4g -jar benchmarks/target/benchmarks.jar KeyedMean}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+UseParallelGC"})
public class KeyedMeanBenchmark {

    private static final int RECORDS = 20_000_000;
    private static final int KEYS = 1_000_000;
    private static final int MASK = (1 << 22) - 1;

    private final long[] keys = new long[MASK + 1];

    /** A value and what it belongs to. */
    record Reading(Long key, double value) {}

    private static final class Mean {
        private long count;
        private double mean;

        double update(double value) {
            count++;
            mean += (value - mean) / count;
            return mean;
        }
    }

    /** Draws the keys, by inversion of the Zipf distribution with exponent 1 taken as continuous. */
    @Setup
    public void drawKeys() {
        SplitMix64 random = new SplitMix64(42);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = SplitMix64.mix((long) Math.pow(KEYS, random.nextDouble())) >>> 1;
        }
    }

    private LongFunction<Reading> generator() {
        long[] drawn = keys;
        return i -> new Reading(drawn[(int) (i & MASK)], i);
    }

    /** The hand-written loop. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double loop() {
        LongFunction<Reading> make = generator();
        Map<Long, Mean> means = new HashMap<>();
        double sum = 0;
        for (long i = 0; i < RECORDS; i++) {
            Reading reading = make.apply(i);
            sum += means.computeIfAbsent(reading.key(), k -> new Mean()).update(reading.value());
        }
        return sum;
    }

    /** The flow on one worker. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long flowOneWorker() throws InterruptedException {
        return flow(1);
    }

    /** The flow on two workers, a partition each and an exchange between them. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long flowTwoWorkers() throws InterruptedException {
        return flow(2);
    }

    private long flow(int workers) throws InterruptedException {
        LongAdder total = new LongAdder();
        Dataflow flow = Dataflow.named("keyed-mean");
        flow.input("readings", new Generated<>(RECORDS, workers, generator()))
                .keyBy(Reading::key)
                .stateful("mean", RunningMean::new)
                .output("count", new CountingSink<>(total));
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        if (total.sum() != RECORDS) {
            throw new IllegalStateException("count must be " + RECORDS + ", got " + total.sum());
        }
        return total.sum();
    }

    private static final class RunningMean implements KeyedLogic<Long, Reading, Mean, Double> {

        @Override
        public Mean create() {
            return new Mean();
        }

        @Override
        public StateCodec<Mean> codec() {
            return StateCodec.of(
                    "mean", 1, (mean, out) -> out.writeLong(mean.count).writeDouble(mean.mean), in -> {
                        Mean mean = new Mean();
                        mean.count = in.readCount("count");
                        mean.mean = in.readFinite("mean");
                        return mean;
                    });
        }

        @Override
        public Keep onRecord(Mean state, Reading record, KeyedContext<Long, Double> context) {
            context.emit(state.update(record.value()));
            return Keep.RETAIN;
        }
    }
}
