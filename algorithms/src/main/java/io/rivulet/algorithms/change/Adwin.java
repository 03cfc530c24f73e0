package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * The mean of as many of the last values as belong together: a window that grows while nothing changes, and lets go of its older part when that has another
 * mean than the newer one. No length has to be chosen.
 *
 * <p><b>Method.</b> Bifet and Gavaldà, <i>Learning from time-changing data with adaptive windowing</i>, SDM 2007: wherever the window is cut in two, the means of
 * n0 older and n1 newer values may differ by sqrt(2 m v D) + 2/3 m D R, where m = 1/n0 + 1/n1, v is the variance of the window, D = ln(2 ln(n) / level)
 * and R the range of the values; if a cut shows more, the oldest values go, until none does. The window is kept in buckets of 1, 2, 4, … values,
 * {@code buckets} of each, and cut between them. The level is shared among ln(n) cuts, as the paper does in practice, and not among n, as its theorem needs.
 * The range is 1 in the paper; as a parameter it lets values have any unit.
 * <p><b>Error.</b> A single test finds a change where there is none with probability at most about the level, if values lie within the range. A test is made after each {@code clock}
 * values: at level 0.002 and range 1 fewer than 0.1 false alarms in 10,000 standard normal values, though they range wider, or errors, whatever the clock; a jump of one
 * deviation is found after 46 values at clock 32, after 29 at clock 1. A change is
 * located at the widest cut, between buckets whose size is at most about a fifth of what is newer.
 * <p><b>After a change.</b> The window goes on with the values that remain. Some of them are often from before the change, since a cut is made only where it is
 * significant; where later values show that, they go too, which moves the start but is no other change.
 * <p><b>Cost.</b> O(1) per value and O(lg n) per test, amortised; nothing allocated once the window has been as long before. About 100 bytes for each
 * doubling of the window at 5 buckets.
 * <p><b>Units.</b> The range has the unit of the values. Values must be within 1e100 of 0.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var window = Adwin.create(Adwin.Params.ofLevel(0.002));
 * for (boolean wrong : errors) {
 *     window.update(wrong ? 1 : 0);
 * }
 * window.estimate();  // the error rate now, over the last window.length() values
 * }</pre>
 */
public final class Adwin implements ChangeDetector, Incremental<Adwin> {

    private static final int SHORTEST_WINDOW = 10;
    private static final int SHORTEST_PART = 5;

    /**
     * How an {@link Adwin} works.
     *
     * @param level how often at most the test of a window fails, more than 0 and less than 1
     * @param clock after how many values it is made, 1..1,000,000; 1 finds changes soonest and costs most
     * @param range largest value less smallest one, more than 0; 1 for errors
     * @param buckets how many of each size, 2..1,000; more cut finer
     */
    public record Params(double level, int clock, double range, int buckets) {

        /** Checks the ranges. */
        public Params {
            Values.requireLevel("level", level);
            Values.requireBetween("clock", clock, 1, 1_000_000);
            Values.requirePositive("range", range);
            Values.requireBetween("buckets", buckets, 2, 1_000);
        }

        /** A test every 32 values, of values in a range of 1 as errors are, and five buckets of each size. */
        public static Params ofLevel(double level) {
            return new Params(level, 32, 1, 5);
        }

        /** The same for values of another range. */
        public Params withRange(double largestLessSmallest) {
            return new Params(level, clock, largestLessSmallest, buckets);
        }

        /** The same with a test after so many values. */
        public Params withClock(int values) {
            return new Params(level, values, range, buckets);
        }
    }

    /* untested counts the values since the last test; newer and olderMean are of the widest cut while it is made, and no state. */
    private final Params params;
    private final ChangeLog log = new ChangeLog();
    private final AdwinBuckets window;
    private int untested;
    private long newer;
    private double olderMean;

    private Adwin(Params params) {
        this.params = params;
        this.window = new AdwinBuckets(params.buckets);
    }

    /** A window that has seen nothing. */
    public static Adwin create(Params params) {
        return new Adwin(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, Adwin, ChangeReport> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return ChangeDetector.aggregation("adwin", () -> create(params), value, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireModerate(value);
        window.add(value);
        untested++;
        if (untested < params.clock) {
            return log.none(log.statistic());
        }
        untested = 0;
        double statistic = widestCut();
        if (statistic <= 1) {
            return log.none(statistic);
        }
        long length = newer;
        double before = olderMean;
        do {
            window.dropOldest();
        } while (widestCut() > 1);
        // A cut before the value that gave the last change away is still the same change.
        return log.values() + 1 - length <= log.lastFound()
                ? log.refined(statistic, length)
                : log.change(statistic, length, before);
    }

    /** The largest difference of the means beside a cut, as a part of what it may be, and where that is; 0 where the window is too short. */
    private double widestCut() {
        long count = window.count();
        if (count < SHORTEST_WINDOW) {
            return 0;
        }
        double mean = window.mean();
        double logs = StrictMath.log(2 * StrictMath.log(count) / params.level);
        double scatter = 2 * window.variance() * logs;
        double farthest = 2.0 / 3 * logs * params.range;
        double widest = 0;
        double older = 0;
        double sum = 0;
        for (int row = window.rows() - 1; row >= 0; row--) {
            for (int i = 0; i < window.used(row); i++) {
                older += AdwinBuckets.size(row);
                sum += window.sum(row, i);
                double rest = count - older;
                if (older >= SHORTEST_PART && rest >= SHORTEST_PART) {
                    double harmonic = 1 / older + 1 / rest;
                    double apart = Math.abs(sum / older - mean) * (count / rest);
                    double here = apart / (Math.sqrt(harmonic * scatter) + harmonic * farthest);
                    if (here > widest) {
                        widest = here;
                        newer = (long) rest;
                        olderMean = sum / older;
                    }
                }
            }
        }
        return widest;
    }

    @Override
    public double estimate() {
        return window.count() == 0 ? Double.NaN : window.mean();
    }

    /** How many of the last values the estimate is of. */
    public long length() {
        return window.count();
    }

    /** The variance of these values; {@code NaN} without any. */
    public double variance() {
        return window.count() == 0 ? Double.NaN : window.variance();
    }

    @Override
    public ChangeLog log() {
        return log;
    }

    @Override
    public void reset() {
        log.reset();
        window.clear();
        untested = 0;
    }

    @Override
    public Adwin copy() {
        Adwin copy = new Adwin(params);
        copy.log.take(log);
        copy.window.set(window);
        copy.untested = untested;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + ChangeLog.BYTES + window.stateBytes(); // the parameters are shared
    }

    /** Form {@code adwin} 1: level f64, clock i32, range f64, buckets i32, log, untested i32, the window. */
    public static final StateCodec<Adwin> CODEC = StateCodec.of("adwin", 1, Adwin::encode, Adwin::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.level)
                .writeInt(params.clock)
                .writeDouble(params.range)
                .writeInt(params.buckets);
        log.encode(out);
        out.writeInt(untested);
        window.encode(out);
    }

    private static Adwin decode(StateReader in) {
        Adwin s = new Adwin(new Params(in.readDouble(), in.readInt(), in.readDouble(), in.readInt()));
        s.log.decode(in);
        s.untested = in.readIntBetween("untested", 0, s.params.clock - 1);
        s.window.decode(in);
        if (s.window.count() > s.log.values()) {
            throw in.corrupt("window must hold at most the values that came");
        }
        return s;
    }
}
