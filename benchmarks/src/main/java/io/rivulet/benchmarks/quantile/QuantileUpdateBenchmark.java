package io.rivulet.benchmarks.quantile;

import com.datadoghq.sketch.ddsketch.DDSketches;
import com.tdunning.math.stats.MergingDigest;
import io.rivulet.algorithms.quantile.DDSketch;
import io.rivulet.algorithms.quantile.KllQuantiles;
import io.rivulet.algorithms.quantile.PSquareQuantile;
import io.rivulet.algorithms.quantile.ReqQuantiles;
import io.rivulet.algorithms.quantile.RollingQuantiles;
import io.rivulet.algorithms.quantile.TDigest;
import io.rivulet.benchmarks.Inputs;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.req.ReqSketch;
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
 * What does a quantile summary cost a value, beside the libraries that one would otherwise take? A million lognormal values, from empty; sizes are the usual
 * ones: k 200, k 12, compression 100, 1 %, two digits. What they then err and hold is told by {@link QuantileErrors}.
 * {@code java -jar benchmarks/target/benchmarks.jar QuantileUpdate -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class QuantileUpdateBenchmark {

    private static final int VALUES = 1 << 20;

    private final double[] values =
            Arrays.stream(Inputs.normal(VALUES, 42)).map(x -> 1e6 * Math.exp(x)).toArray();
    private final long[] whole = Arrays.stream(values).mapToLong(x -> (long) x).toArray();

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public DDSketch ddSketch() {
        DDSketch made = DDSketch.create();
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    /** Datadog's, with the same cubic in place of the logarithm. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public com.datadoghq.sketch.ddsketch.DDSketch datadogDDSketch() {
        com.datadoghq.sketch.ddsketch.DDSketch made = DDSketches.unboundedDense(0.01);
        for (double value : values) {
            made.accept(value);
        }
        return made;
    }

    /** HdrHistogram of whole numbers. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Histogram hdrHistogram() {
        Histogram made = new Histogram(2);
        for (long value : whole) {
            made.recordValue(value);
        }
        return made;
    }

    /** HdrHistogram of doubles. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public DoubleHistogram hdrDoubleHistogram() {
        DoubleHistogram made = new DoubleHistogram(2);
        for (double value : values) {
            made.recordValue(value);
        }
        return made;
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public KllQuantiles kll() {
        KllQuantiles made = KllQuantiles.create();
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    /** That of DataSketches. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public KllDoublesSketch dataSketchesKll() {
        KllDoublesSketch made = KllDoublesSketch.newHeapInstance(200);
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public ReqQuantiles req() {
        ReqQuantiles made = ReqQuantiles.ofHighRanks();
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    /** That of DataSketches, which keeps floats. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public ReqSketch dataSketchesReq() {
        ReqSketch made = ReqSketch.builder().setK(12).setHighRankAccuracy(true).build();
        for (double value : values) {
            made.update((float) value);
        }
        return made;
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public TDigest tDigest() {
        TDigest made = TDigest.create();
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    /** Dunning's own. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public MergingDigest dunningTDigest() {
        MergingDigest made = new MergingDigest(100);
        for (double value : values) {
            made.add(value);
        }
        return made;
    }

    /** Ours: one quantile only. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public PSquareQuantile pSquare() {
        PSquareQuantile made = PSquareQuantile.of(0.5);
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    /** Ours: exactly, of the last thousand. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public RollingQuantiles rolling() {
        RollingQuantiles made = RollingQuantiles.of(1_000);
        for (double value : values) {
            made.update(value);
        }
        return made;
    }
}
