package io.rivulet.benchmarks.distinct;

import com.clearspring.analytics.stream.cardinality.HyperLogLogPlus;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.distinct.CpcCounter;
import io.rivulet.algorithms.distinct.ExaLogLog;
import io.rivulet.algorithms.distinct.HllCounter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.algorithms.distinct.KMinimumValues;
import io.rivulet.algorithms.distinct.SpillingDistinctCounter;
import io.rivulet.algorithms.distinct.ThetaCounter;
import io.rivulet.algorithms.distinct.UltraLogLog;
import io.rivulet.benchmarks.Inputs;
import java.util.concurrent.TimeUnit;
import org.apache.datasketches.cpc.CpcSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.theta.UpdateSketch;
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
 * What does counting different items cost an item, a question and a merge, beside Apache DataSketches, hash4j and stream-lib? Ours of HyperLogLog's kind have 4
 * KiB of registers each, the others 2<sup>12</sup> registers, rows or hashes; a million items, all different, from empty. Items go to hash4j and stream-lib
 * by our hash.
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

    private final UltraLogLog ultra = UltraLogLog.create(PRECISION);
    private final ExaLogLog exa = ExaLogLog.create(PRECISION - 2);
    private final SpillingDistinctCounter spilling = SpillingDistinctCounter.create();
    private final KMinimumValues values = KMinimumValues.create(1 << PRECISION);
    private final HllCounter oursHll = HllCounter.create(PRECISION);
    private final ThetaCounter oursTheta = ThetaCounter.create(PRECISION);
    private final UpdateSketch theta =
            UpdateSketch.builder().setLogNominalEntries(PRECISION).build();
    private final com.dynatrace.hash4j.distinctcount.UltraLogLog hash4jUltra =
            com.dynatrace.hash4j.distinctcount.UltraLogLog.create(PRECISION);
    private final com.dynatrace.hash4j.distinctcount.HyperLogLog hash4jHyper =
            com.dynatrace.hash4j.distinctcount.HyperLogLog.create(PRECISION);

    private final HyperLogLog one = HyperLogLog.create(PRECISION);
    private final HyperLogLog other = HyperLogLog.create(PRECISION);
    private final HllSketch oneHll = new HllSketch(PRECISION, TgtHllType.HLL_8);
    private final HllSketch otherHll = new HllSketch(PRECISION, TgtHllType.HLL_8);

    /** Fills those that are merged with half of the items each, and those that are asked with all. */
    @Setup
    public void fill() {
        for (int i = 0; i < ITEMS; i++) {
            (i % 2 == 0 ? one : other).update(items[i]);
            (i % 2 == 0 ? oneHll : otherHll).update(items[i]);
            ultra.update(items[i]);
            exa.update(items[i]);
            hash4jUltra.add(Hash.ofLong(items[i], 0));
            hash4jHyper.add(Hash.ofLong(items[i], 0));
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

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public UltraLogLog ultraLogLog() {
        ultra.reset();
        for (long item : items) {
            ultra.update(item);
        }
        return ultra;
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ExaLogLog exaLogLog() {
        exa.reset();
        for (long item : items) {
            exa.update(item);
        }
        return exa;
    }

    /** Ours, which spills into the one before. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public SpillingDistinctCounter spillingDistinctCounter() {
        spilling.reset();
        for (long item : items) {
            spilling.update(item);
        }
        return spilling;
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public KMinimumValues kMinimumValues() {
        values.reset();
        for (long item : items) {
            values.update(item);
        }
        return values;
    }

    /** Ours, which wraps HLL_8. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HllCounter hllCounter() {
        oursHll.reset();
        for (long item : items) {
            oursHll.update(item);
        }
        return oursHll;
    }

    /** Ours, which wraps the union of theta sketches. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ThetaCounter thetaCounter() {
        oursTheta.reset();
        for (long item : items) {
            oursTheta.update(item);
        }
        return oursTheta;
    }

    /** Theta of DataSketches. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public UpdateSketch thetaSketch() {
        theta.reset();
        for (long item : items) {
            theta.update(item);
        }
        return theta;
    }

    /** UltraLogLog of hash4j. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public com.dynatrace.hash4j.distinctcount.UltraLogLog hash4jUltraLogLog() {
        hash4jUltra.reset();
        for (long item : items) {
            hash4jUltra.add(Hash.ofLong(item, 0));
        }
        return hash4jUltra;
    }

    /** HyperLogLog of hash4j. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public com.dynatrace.hash4j.distinctcount.HyperLogLog hash4jHyperLogLog() {
        hash4jHyper.reset();
        for (long item : items) {
            hash4jHyper.add(Hash.ofLong(item, 0));
        }
        return hash4jHyper;
    }

    /** HyperLogLog++ of stream-lib, which cannot be emptied. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HyperLogLogPlus streamLibHyperLogLogPlus() {
        HyperLogLogPlus plus = new HyperLogLogPlus(PRECISION);
        for (long item : items) {
            plus.offerHashed(Hash.ofLong(item, 0));
        }
        return plus;
    }

    /** Ours: an answer. */
    @Benchmark
    public double hyperLogLogEstimate() {
        return one.estimate();
    }

    /** Ours: an answer, over all registers. */
    @Benchmark
    public double ultraLogLogEstimate() {
        return ultra.estimate();
    }

    /** Ours: an answer, over all registers. */
    @Benchmark
    public double exaLogLogEstimate() {
        return exa.estimate();
    }

    /** hash4j: an answer, over all registers. */
    @Benchmark
    public double hash4jUltraLogLogEstimate() {
        return hash4jUltra.getDistinctCountEstimate();
    }

    /** hash4j: an answer, over all registers. */
    @Benchmark
    public double hash4jHyperLogLogEstimate() {
        return hash4jHyper.getDistinctCountEstimate();
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
