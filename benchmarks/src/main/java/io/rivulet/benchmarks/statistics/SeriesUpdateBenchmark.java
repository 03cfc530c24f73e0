package io.rivulet.benchmarks.statistics;

import io.rivulet.algorithms.statistics.AlwaysValidComparison;
import io.rivulet.algorithms.statistics.CounterRate;
import io.rivulet.algorithms.statistics.HampelFilter;
import io.rivulet.algorithms.statistics.HoltWinters;
import io.rivulet.algorithms.statistics.LocalLevelFilter;
import io.rivulet.algorithms.statistics.RollingAutocorrelation;
import io.rivulet.algorithms.statistics.SeasonalProfile;
import io.rivulet.algorithms.statistics.StreamingHistogram;
import io.rivulet.algorithms.statistics.TimeWeightedAverage;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
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
 * What do filters, forecasts and windows over a series cost a value, once they are full?
 * {@code java -jar benchmarks/target/benchmarks.jar SeriesUpdate -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SeriesUpdateBenchmark {

    private static final int VALUES = 1 << 14;
    private static final int WINDOW = 101;

    private final double[] values = Inputs.normal(VALUES, 42);
    private final HampelFilter hampel = HampelFilter.create(HampelFilter.Params.ofWindow(WINDOW));
    private final DescriptiveStatistics commons = new DescriptiveStatistics(WINDOW);
    private final HoltWinters holtWinters = HoltWinters.create(HoltWinters.Params.additive(24));
    private final RollingAutocorrelation autocorrelation = RollingAutocorrelation.of(1_000, 24);
    private final StreamingHistogram histogram = StreamingHistogram.of(64);
    private final CounterRate counter = CounterRate.of(Duration.ofMinutes(5));
    private final TimeWeightedAverage average =
            TimeWeightedAverage.of(Duration.ofMinutes(5), TimeWeightedAverage.Between.SAME);
    private final LocalLevelFilter level = LocalLevelFilter.of(1, 100);
    private final SeasonalProfile profile = SeasonalProfile.of(Duration.ofDays(1), 24, Duration.ZERO);
    private final AlwaysValidComparison comparison = AlwaysValidComparison.of(1);
    private int next;
    private long time;

    private double value() {
        time += 1_000;
        return values[next++ & VALUES - 1];
    }

    /** Ours: median, median absolute deviation and judgement of the last 101. */
    @Benchmark
    public double hampelFilter() {
        hampel.update(value());
        return hampel.filtered();
    }

    /** Commons: the median alone of the last 101. */
    @Benchmark
    public double commonsMedian() {
        commons.addValue(value());
        return commons.getPercentile(50);
    }

    /** Ours: level, trend and season of 24, and the next value. */
    @Benchmark
    public double holtWinters() {
        holtWinters.update(value());
        return holtWinters.forecast(1);
    }

    /** Ours: 24 lags over the last 1,000. */
    @Benchmark
    public double rollingAutocorrelation() {
        autocorrelation.update(value());
        return autocorrelation.mean();
    }

    /** Ours: 64 bins. */
    @Benchmark
    public long streamingHistogram() {
        histogram.update(value());
        return histogram.count();
    }

    /** Ours: a reading and the rate over the last 300. */
    @Benchmark
    public double counterRate() {
        double rise = Math.abs(value());
        counter.update(time + rise, time);
        return counter.perSecond(time);
    }

    /** Ours: a reading and the average over the last 300. */
    @Benchmark
    public double timeWeightedAverage() {
        average.update(value(), time);
        return average.average(time);
    }

    /** Ours: a Kalman filter of one number. */
    @Benchmark
    public double localLevelFilter() {
        level.update(value(), time);
        return level.level();
    }

    /** Ours: the hour of the day. */
    @Benchmark
    public double seasonalProfile() {
        profile.update(value(), time);
        return profile.expected(time);
    }

    /** Ours: a value of each group and the p-value. */
    @Benchmark
    public double alwaysValidComparison() {
        comparison.updateBoth(value(), value());
        return comparison.pValue();
    }
}
