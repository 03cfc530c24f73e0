package io.rivulet.benchmarks.distinct;

import io.rivulet.algorithms.distinct.CpcCounter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.benchmarks.Inputs;
import java.util.concurrent.TimeUnit;
import org.apache.datasketches.cpc.CpcSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
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
 * What does counting different items cost an item, a question and a merge, beside Apache DataSketches? 2<sup>12</sup> registers or rows each; a million
 * items, all different, from empty.
 * {@code java -jar benchmarks/target/benchmarks.jar distinct.DistinctCounter -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DistinctCounterBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final int PRECISION = 12;

    private final long[] items = Inputs.distinct(ITEMS, 42);
    private final String[] texts = Inputs.texts(items);
    private final HyperLogLog ours = HyperLogLog.create(PRECISION);
    private final CpcCounter oursCpc = CpcCounter.create(PRECISION);
    private final HllSketch hll = new HllSketch(PRECISION, TgtHllType.HLL_8);
    private final CpcSketch cpc = new CpcSketch(PRECISION);

    private final HyperLogLog one = HyperLogLog.create(PRECISION);
    private final HyperLogLog other = HyperLogLog.create(PRECISION);
    private final HllSketch oneHll = new HllSketch(PRECISION, TgtHllType.HLL_8);
    private final HllSketch otherHll = new HllSketch(PRECISION, TgtHllType.HLL_8);

    /** Fills those that are merged with half of the items each. */
    @Setup
    public void fill() {
        for (int i = 0; i < ITEMS; i++) {
            (i % 2 == 0 ? one : other).update(items[i]);
            (i % 2 == 0 ? oneHll : otherHll).update(items[i]);
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HyperLogLog hyperLogLog() {
        ours.reset();
        for (long item : items) {
            ours.update(item);
        }
        return ours;
    }

    /** Ours over texts. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HyperLogLog hyperLogLogTexts() {
        ours.reset();
        for (String text : texts) {
            ours.update(text);
        }
        return ours;
    }

    /** HLL_8 of DataSketches. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HllSketch hllSketch() {
        hll.reset();
        for (long item : items) {
            hll.update(item);
        }
        return hll;
    }

    /** The same over texts. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HllSketch hllSketchTexts() {
        hll.reset();
        for (String text : texts) {
            hll.update(text);
        }
        return hll;
    }

    /** Ours, which wraps the next. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public CpcCounter cpcCounter() {
        oursCpc.reset();
        for (long item : items) {
            oursCpc.update(item);
        }
        return oursCpc;
    }

    /** CPC of DataSketches. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public CpcSketch cpcSketch() {
        cpc.reset();
        for (long item : items) {
            cpc.update(item);
        }
        return cpc;
    }

    /** Ours: an answer. */
    @Benchmark
    public double hyperLogLogEstimate() {
        return one.estimate();
    }

    /** HLL_8: an answer, which a sketch that was never merged keeps at hand. */
    @Benchmark
    public double hllSketchEstimate() {
        return oneHll.getEstimate();
    }

    /** Ours: a new one with both merged in. */
    @Benchmark
    public HyperLogLog hyperLogLogMerge() {
        HyperLogLog both = HyperLogLog.create(PRECISION);
        both.merge(one);
        both.merge(other);
        return both;
    }

    /** DataSketches: a new union with both merged in. */
    @Benchmark
    public Union hllSketchMerge() {
        Union both = new Union(PRECISION);
        both.update(oneHll);
        both.update(otherHll);
        return both;
    }
}
