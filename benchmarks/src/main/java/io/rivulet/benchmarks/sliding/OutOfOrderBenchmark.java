package io.rivulet.benchmarks.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingMethod;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a record cost that comes in order, or late, by each method that takes it? In a window of 10,000 milliseconds with a record in each, and an answer after every
 * tenth: over moments, with a state a record, and over HyperLogLog, in a hundred panes. And what do three windows cost over one tree, beside three of their own?
 * {@code java -jar benchmarks/target/benchmarks.jar sliding.OutOfOrder -prof gc}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class OutOfOrderBenchmark {

    private static final int RECORDS = 1 << 14;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final List<Duration> SIZES = List.of(WINDOW.dividedBy(100), WINDOW.dividedBy(10), WINDOW);
    private static final Aggregation<Double, RunningMoments, Double> VARIANCE =
            RunningMoments.<Double>aggregation(Double::doubleValue).map(RunningMoments::variance);

    /** Made before the clock starts: the method, and by how many milliseconds records are late at most, each by its own. */
    private static final class Late {
        final SlidingMethod method;
        final int[] millis = new int[RECORDS];
        private final boolean inOrder;

        Late(String how) {
            int blank = how.indexOf(' ');
            int most = Integer.parseInt(how.substring(blank + 1));
            method = SlidingMethod.valueOf(how.substring(0, blank));
            inOrder = most == 0;
            SplittableRandom random = new SplittableRandom(42);
            Arrays.setAll(millis, i -> inOrder ? 0 : random.nextInt(most));
        }

        <T> Sliding<T, Double> window(Sliding<T, Double> window) {
            return (inOrder ? window : window.outOfOrder()).by(method);
        }
    }

    /** Moments, a state a record. */
    @State(Scope.Thread)
    public static class Moments {

        @Param({
            "RETRACT 0",
            "TWO_STACKS 0",
            "DABA_LITE 0",
            "FIBA 0",
            "RETRACT 100",
            "FIBA 100",
            "RETRACT 5000",
            "FIBA 5000"
        })
        String how;

        private final Double[] values =
                Arrays.stream(Inputs.normal(RECORDS, 42)).boxed().toArray(Double[]::new);
        private Late late;
        private Sliding<Double, Double> window;
        private long now;

        /** An empty window. */
        @Setup
        public void create() {
            late = new Late(how);
            window = late.window(Sliding.over(WINDOW, VARIANCE));
        }
    }

    /** HyperLogLog with 1,024 registers, a state a pane. */
    @State(Scope.Thread)
    public static class Distinct {

        @Param({"TWO_STACKS 0", "DABA_LITE 0", "FIBA 0", "FIBA 100", "FIBA 5000"})
        String how;

        private final Long[] items =
                Arrays.stream(Inputs.zipf(RECORDS, 1 << 14, 1.0, 42)).boxed().toArray(Long[]::new);
        private Late late;
        private Sliding<Long, Double> window;
        private long now;

        /** An empty window. */
        @Setup
        public void create() {
            late = new Late(how);
            window = late.window(Sliding.over(
                    WINDOW, WINDOW.dividedBy(100), HyperLogLog.<Long>aggregationOfLongs(10, Long::longValue)));
        }
    }

    /** Moments of three windows: the last 100, 1,000 and 10,000 milliseconds. */
    @State(Scope.Thread)
    public static class Several {

        private final Double[] values =
                Arrays.stream(Inputs.normal(RECORDS, 42)).boxed().toArray(Double[]::new);
        private final Sliding<Double, List<Double>> together = Sliding.over(SIZES, VARIANCE);
        private final List<Sliding<Double, Double>> alone =
                SIZES.stream().map(size -> Sliding.over(size, VARIANCE)).toList();
        private long now;
    }

    /** Comes, leaves, and every tenth time answers. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double moments(Moments over) {
        double sum = 0;
        for (int i = 0; i < RECORDS; i++) {
            over.window.update(over.values[i], ++over.now - over.late.millis[i]);
            sum += i % 10 == 0 ? over.window.answer() : 0;
        }
        return sum;
    }

    /** Comes, leaves, and every tenth time answers. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double distinct(Distinct over) {
        double sum = 0;
        for (int i = 0; i < RECORDS; i++) {
            over.window.update(over.items[i], ++over.now - over.late.millis[i]);
            sum += i % 10 == 0 ? over.window.answer() : 0;
        }
        return sum;
    }

    /** Three answers from one tree. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double severalTogether(Several over) {
        double sum = 0;
        for (int i = 0; i < RECORDS; i++) {
            over.together.update(over.values[i], ++over.now);
            sum += i % 10 == 0 ? over.together.answer().get(1) : 0;
        }
        return sum;
    }

    /** Three windows, each by the method that moments get. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double severalAlone(Several over) {
        double sum = 0;
        for (int i = 0; i < RECORDS; i++) {
            long time = ++over.now;
            for (Sliding<Double, Double> window : over.alone) {
                window.update(over.values[i], time);
                sum += i % 10 == 0 ? window.answer() : 0;
            }
        }
        return sum;
    }
}
