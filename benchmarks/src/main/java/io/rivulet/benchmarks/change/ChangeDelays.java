package io.rivulet.benchmarks.change;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.change.ChangeDetector;
import io.rivulet.algorithms.change.Verdict;
import java.io.PrintStream;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * How often does each detector find a change where there is none, and how long after a jump does it find that? Numbers are standard normal and jump by half a deviation,
 * one and two; errors come at a rate of 0.2 that jumps to 0.3, 0.4 and 0.6. A jump is made after a thousand values, and missed if it is not found within as
 * many. Last, a slow change: to two, or to 0.6, little by little over a thousand values.
 * {@code java -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.change.ChangeDelays}
 */
public final class ChangeDelays {

    private static final int STREAMS = 100;
    private static final int STATIONARY = 10_000;
    private static final int RUNS = 400;
    private static final int LEAD = 1_000;

    private final PrintStream out;

    private ChangeDelays(PrintStream out) {
        this.out = out;
    }

    /** Prints a row for each detector; takes a minute or two. */
    public static void main(String[] arguments) {
        new ChangeDelays(System.out).print();
    }

    private void print() {
        out.printf(
                "%-26s %14s %20s %20s %20s %20s%n",
                "numbers", "false / 10,000", "delay 0.5 (missed)", "1", "2", "2, slowly");
        Detectors.ofNumbers().forEach((name, make) -> row(name, make, 0, new double[] {0.5, 1, 2}, false));
        out.printf(
                "%n%-26s %14s %20s %20s %20s %20s%n",
                "errors at 0.2", "false / 10,000", "to 0.3 (missed)", "to 0.4", "to 0.6", "to 0.6, slowly");
        Detectors.ofErrors().forEach((name, make) -> row(name, make, 0.2, new double[] {0.3, 0.4, 0.6}, true));
    }

    private void row(String name, Supplier<ChangeDetector> make, double before, double[] after, boolean errors) {
        StringBuilder line =
                new StringBuilder(String.format("%-26s %14.2f", name, falseAlarms(make, before, errors, STREAMS)));
        for (double level : after) {
            append(line, delay(make, before, level, errors, false, RUNS));
        }
        append(line, delay(make, before, after[after.length - 1], errors, true, RUNS));
        out.println(line);
    }

    private static void append(StringBuilder line, Delay delay) {
        line.append(String.format(" %12.1f (%4.1f%%)", delay.mean(), 100 * delay.missed()));
    }

    /** False alarms in 10,000 values of so many streams. */
    static double falseAlarms(Supplier<ChangeDetector> make, double level, boolean errors, int streams) {
        long found = 0;
        for (int seed = 0; seed < streams; seed++) {
            ChangeDetector detector = make.get();
            DoubleUnaryOperator stream = stream(i -> level, errors, seed);
            for (int i = 0; i < STATIONARY; i++) {
                detector.update(stream.applyAsDouble(i));
            }
            found += detector.log().changes();
        }
        return (double) found / streams * 10_000 / STATIONARY;
    }

    /**
     * How a jump is found.
     *
     * @param mean values after it, over the runs in which it was found
     * @param missed part of the runs in which it was not
     */
    record Delay(double mean, double missed) {}

    static Delay delay(
            Supplier<ChangeDetector> make, double before, double after, boolean errors, boolean slowly, int runs) {
        DoubleUnaryOperator later = i -> slowly ? before + (after - before) * i / LEAD : after;
        long found = 0;
        long delays = 0;
        for (int run = 0; run < runs; run++) {
            int delay = delay(make.get(), stream(i -> before, errors, 1_000 + run), stream(later, errors, 9_000 + run));
            found += delay > 0 ? 1 : 0;
            delays += delay;
        }
        return new Delay((double) delays / found, (double) (runs - found) / runs);
    }

    /** How many values after the jump it is found; 0 if it is not. */
    private static int delay(ChangeDetector detector, DoubleUnaryOperator before, DoubleUnaryOperator after) {
        for (int i = 0; i < LEAD; i++) {
            detector.update(before.applyAsDouble(i));
        }
        for (int i = 1; i <= LEAD; i++) {
            if (detector.update(after.applyAsDouble(i)) == Verdict.CHANGE) {
                return i;
            }
        }
        return 0;
    }

    private static DoubleUnaryOperator stream(DoubleUnaryOperator level, boolean errors, long seed) {
        SplitMix64 random = new SplitMix64(seed * 7_919);
        return errors
                ? i -> random.nextDouble() < level.applyAsDouble(i) ? 1 : 0
                : i -> level.applyAsDouble(i) + random.nextGaussian();
    }
}
