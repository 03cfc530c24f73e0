package io.rivulet.benchmarks.change;

import io.rivulet.algorithms.change.Adwin;
import io.rivulet.algorithms.change.Bocpd;
import io.rivulet.algorithms.change.ChangeDetector;
import io.rivulet.algorithms.change.Cusum;
import io.rivulet.algorithms.change.Ddm;
import io.rivulet.algorithms.change.Eddm;
import io.rivulet.algorithms.change.HddmA;
import io.rivulet.algorithms.change.HddmW;
import io.rivulet.algorithms.change.Kswin;
import io.rivulet.algorithms.change.MannKendall;
import io.rivulet.algorithms.change.PageHinkley;
import io.rivulet.algorithms.change.TrendDetector;
import io.rivulet.algorithms.change.Verdict;
import io.rivulet.benchmarks.Inputs;
import java.util.concurrent.TimeUnit;
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
 * What does a value cost that is taken in, beside a loop that keeps a mean and one sum? Normal values whose mean moves by two deviations after each 8,192; errors at a rate
 * of 0.2 and 0.4 in turn.
 * {@code java -jar benchmarks/target/benchmarks.jar change.ChangeDetector -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ChangeDetectorBenchmark {

    private static final int VALUES = 1 << 16;
    private static final int STRETCH = 1 << 13;

    private final double[] values = Inputs.normal(VALUES, 42);
    private final double[] errors = new double[VALUES];
    private final Adwin adwin = Adwin.create(Adwin.Params.ofLevel(0.002));
    private final Adwin adwinEachValue =
            Adwin.create(Adwin.Params.ofLevel(0.002).withClock(1));
    private final PageHinkley pageHinkley = PageHinkley.create(PageHinkley.Params.ofDeviation(1));
    private final Cusum cusum = Cusum.create(Cusum.Params.ofWarmUp(100).withLimit(8));
    private final Kswin kswin = Kswin.create(Kswin.Params.ofLevel(1e-4));
    private final Bocpd bocpd = Bocpd.create(Bocpd.Params.ofRunLength(250));
    private final TrendDetector trend = TrendDetector.create(TrendDetector.Params.ofWindow(100));
    private final MannKendall mannKendall = MannKendall.of(1_000);
    private final Ddm ddm = Ddm.create(Ddm.Params.usual());
    private final Eddm eddm = Eddm.create(Eddm.Params.usual());
    private final HddmA hddmA = HddmA.create(HddmA.Params.ofLevel(0.001));
    private final HddmW hddmW = HddmW.create(HddmW.Params.ofLevel(0.001));
    private long count;
    private double mean;
    private double rise;

    /** Puts the changes in. */
    @Setup
    public void change() {
        double[] uniform = Inputs.normal(VALUES, 43);
        for (int i = 0; i < VALUES; i++) {
            boolean moved = i / STRETCH % 2 == 1;
            values[i] += moved ? 2 : 0;
            errors[i] = uniform[i] > (moved ? 0.253 : 0.842) ? 1 : 0; // the upper 40 and 20 %
        }
    }

    /** Ours: the window that grows and shrinks, tested every 32 values. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int adwin() {
        return changes(adwin, values);
    }

    /** Ours: the same, tested at each. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int adwinEachValue() {
        return changes(adwinEachValue, values);
    }

    /** Ours: sums of distances from the running mean. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int pageHinkley() {
        return changes(pageHinkley, values);
    }

    /** Ours: sums of distances from a baseline. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int cusum() {
        return changes(cusum, values);
    }

    /** Ours: two distributions, 100 values. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int kswin() {
        return changes(kswin, values);
    }

    /** Ours: all starts by Bayes' rule, 100 of them. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int bocpd() {
        return changes(bocpd, values);
    }

    /** Ours: the trend of 100 values, tested at each. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int trendDetector() {
        return changes(trend, values);
    }

    /** Ours: the trend of 1,000 values, kept up to date. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long mannKendall() {
        for (double value : values) {
            mannKendall.update(value);
        }
        return mannKendall.score();
    }

    /** Ours: error rate against the best. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int ddm() {
        return changes(ddm, errors);
    }

    /** Ours: distance between errors against the best. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int eddm() {
        return changes(eddm, errors);
    }

    /** Ours: means with Hoeffding's bound. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int hddmA() {
        return changes(hddmA, errors);
    }

    /** Ours: fading means with McDiarmid's bound. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int hddmW() {
        return changes(hddmW, errors);
    }

    /** A mean and the sum of one side by hand: what it is in three lines, without log, start, level and bytes. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int loop() {
        int found = 0;
        for (double value : values) {
            count++;
            mean += (value - mean) / count;
            rise = Math.max(0, rise + value - mean - 0.25);
            if (rise > 20) {
                found++;
                rise = 0;
                count = 0;
                mean = 0;
            }
        }
        return found;
    }

    private static int changes(ChangeDetector detector, double[] values) {
        int found = 0;
        for (double value : values) {
            if (detector.update(value) == Verdict.CHANGE) {
                found++;
            }
        }
        return found;
    }
}
