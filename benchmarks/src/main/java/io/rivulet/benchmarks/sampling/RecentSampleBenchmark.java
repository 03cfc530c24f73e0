package io.rivulet.benchmarks.sampling;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.sampling.CountWindowSample;
import io.rivulet.algorithms.sampling.TimeBiasedSample;
import io.rivulet.algorithms.sampling.TimeWindowSample;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a sample of a thousand of the last 65,536 items cost an item, or of those of now more than of then? No other library has one.
 * {@code java -jar benchmarks/target/benchmarks.jar sampling.RecentSample -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecentSampleBenchmark {

    private static final int ITEMS = 1 << 16;
    private static final int SIZE = 1_000;

    private final Long[] items = Inputs.boxed(Inputs.distinct(ITEMS, 42));
    private final TimeWindowSample<Long> ofTime = TimeWindowSample.of(SIZE, Duration.ofMillis(ITEMS), 42, Codecs.LONG);
    private final CountWindowSample<Long> ofCount = CountWindowSample.of(SIZE, ITEMS, 42, Codecs.LONG);
    private final TimeBiasedSample<Long> biased =
            TimeBiasedSample.of(SIZE, Duration.ofMillis(ITEMS / 3L), 42, Codecs.LONG);
    private int next;

    /** One item comes each millisecond. */
    @Benchmark
    public void timeWindowSample() {
        ofTime.update(items[next & (ITEMS - 1)], next++);
    }

    /** The same by number. */
    @Benchmark
    public void countWindowSample() {
        ofCount.update(items[next++ & (ITEMS - 1)]);
    }

    /** One item each millisecond, half as likely after a third of that time. */
    @Benchmark
    public void timeBiasedSample() {
        biased.update(items[next & (ITEMS - 1)], next++);
    }
}
