package io.rivulet.benchmarks.statistics;

import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.statistics.DecayedMoments;
import io.rivulet.algorithms.statistics.EwmaCovariance;
import io.rivulet.algorithms.statistics.EwmaMoments;
import io.rivulet.algorithms.statistics.RecursiveLeastSquares;
import io.rivulet.algorithms.statistics.RunningCovariance;
import io.rivulet.algorithms.statistics.SimpleRegression;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.correlation.StorelessCovariance;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.regression.MillerUpdatingRegression;
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
 * What do averages, covariances and regressions cost a value, beside Apache Commons Math and a loop by hand?
 * {@code java -jar benchmarks/target/benchmarks.jar StatisticsUpdate -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StatisticsUpdateBenchmark {

    private static final int VALUES = 1 << 14;
    private static final double WEIGHT = 0.05;

    private final double[] values = Inputs.normal(VALUES, 42);
    private final double[] others = Inputs.normal(VALUES, 43);

    /** Commons: mean, variance, extremes and sums of everything. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsSummaryStatistics() {
        SummaryStatistics theirs = new SummaryStatistics();
        for (double value : values) {
            theirs.addValue(value);
        }
        return theirs.getVariance();
    }

    /** Ours: four moments of everything. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double runningMoments() {
        RunningMoments ours = RunningMoments.create();
        for (double value : values) {
            ours.update(value);
        }
        return ours.variance();
    }

    /** Ours: recent mean and variance by number, without bias at the start. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double ewmaMoments() {
        EwmaMoments ours = EwmaMoments.ofWeight(WEIGHT);
        for (double value : values) {
            ours.update(value);
        }
        return ours.variance();
    }

    /** The textbook's recent mean and variance by hand, which start from the first value. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double loopEwma() {
        double mean = values[0];
        double variance = 0;
        for (double value : values) {
            double distance = value - mean;
            mean += WEIGHT * distance;
            variance = (1 - WEIGHT) * (variance + WEIGHT * distance * distance);
        }
        return mean + variance;
    }

    /** Ours: recent mean and variance by time, a value a second. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double decayedMomentsEvenTimes() {
        DecayedMoments ours = DecayedMoments.of(Duration.ofMinutes(1));
        long time = 0;
        for (double value : values) {
            ours.update(value, time);
            time += 1_000;
        }
        return ours.variance();
    }

    /** Ours: the same where every gap differs from the last, so that each needs its exponential. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double decayedMomentsOddTimes() {
        DecayedMoments ours = DecayedMoments.of(Duration.ofMinutes(1));
        long time = 0;
        for (int i = 0; i < VALUES; i++) {
            ours.update(values[i], time);
            time += 500 + (i * 677L & 1_023);
        }
        return ours.variance();
    }

    /** Ours: covariance and correlation. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double runningCovariance() {
        RunningCovariance ours = RunningCovariance.create();
        for (int i = 0; i < VALUES; i++) {
            ours.update(values[i], others[i]);
        }
        return ours.covariance();
    }

    /** Commons: the covariance matrix of two. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsStorelessCovariance() {
        StorelessCovariance theirs = new StorelessCovariance(2);
        double[] pair = new double[2];
        for (int i = 0; i < VALUES; i++) {
            pair[0] = values[i];
            pair[1] = others[i];
            theirs.increment(pair);
        }
        return theirs.getCovariance(0, 1);
    }

    /** Ours: recent covariance. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double ewmaCovariance() {
        EwmaCovariance ours = EwmaCovariance.ofWeight(WEIGHT);
        for (int i = 0; i < VALUES; i++) {
            ours.update(values[i], others[i]);
        }
        return ours.covariance();
    }

    /** Ours: a line with its squared errors. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double simpleRegression() {
        SimpleRegression ours = SimpleRegression.create();
        for (int i = 0; i < VALUES; i++) {
            ours.update(values[i], others[i]);
        }
        return ours.slope();
    }

    /** Commons: a line. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsSimpleRegression() {
        var theirs = new org.apache.commons.math3.stat.regression.SimpleRegression();
        for (int i = 0; i < VALUES; i++) {
            theirs.addData(values[i], others[i]);
        }
        return theirs.getSlope();
    }

    /** Ours: three features, forgetting, with coefficients after every example. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double recursiveLeastSquares() {
        RecursiveLeastSquares ours = RecursiveLeastSquares.of(0.999);
        double[] x = new double[3];
        for (int i = 2; i < VALUES; i++) {
            features(i, x);
            ours.learn(x, others[i]);
        }
        return ours.coefficient(0);
    }

    /** Commons: three features, nothing forgotten, coefficients once at the end. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsMillerRegression() {
        MillerUpdatingRegression theirs = new MillerUpdatingRegression(3, true);
        double[] x = new double[3];
        for (int i = 2; i < VALUES; i++) {
            features(i, x);
            theirs.addObservation(x, others[i]);
        }
        return theirs.regress().getParameterEstimate(1);
    }

    private void features(int i, double[] x) {
        x[0] = values[i];
        x[1] = values[i - 1];
        x[2] = values[i - 2];
    }
}
