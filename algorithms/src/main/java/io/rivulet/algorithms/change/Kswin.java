package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Have the last values another distribution than those just before them, in level, scatter or shape? The two-sample test of Kolmogorov and Smirnov over a sliding
 * window.
 *
 * <p><b>Method.</b> Raab, Heusinger and Schleif, <i>Reactive soft prototype computing for concept drift streams</i>, Neurocomputing 416, 2020: of the last
 * {@code window} values the newest {@code recent} ones, m, are held against the others, n; it is a change if their distribution functions are farther apart than
 * sqrt(ln(2 / level) / 2 · (n + m) / (n m)) somewhere. We differ in that all of the others are compared, and not m of them drawn at random: no seed, and a
 * stronger test. The distance is exact and kept up to date in a tree, after dos Reis, Flach, Matwin and Batista, <i>Fast unsupervised online drift
 * detection using incremental Kolmogorov–Smirnov test</i>, KDD 2016.
 * <p><b>Error.</b> One test is wrong with probability at most about the level, whatever the distribution. It is made after each value, over windows that hardly
 * differ: at the usual level 0.005 there are 8 false alarms in 10,000 values; at 0.0001, 0.2, but then a third of the jumps by one deviation
 * are in both halves of the window before they are found, and never are. A longer window sees more. A slow change is in
 * both halves alike.
 * <p><b>After a change.</b> The window keeps the values since its start; the next test is made when it is full again. The start is where the part of the
 * values on one side of the farthest point changes most.
 * <p><b>Cost.</b> O(lg window) per value, nothing allocated once the window has been full; about 64 bytes a value of the window. O(window) per estimate.
 * <p><b>Units.</b> None: only the order of the values matters.
 * <p><b>Empty.</b> {@code NaN}. The estimate is the mean of the window.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var detector = Kswin.create(new Kswin.Params(300, 50, 0.0001));
 * for (double value : values) {
 *     if (detector.update(value) == Verdict.CHANGE) { ... }
 * }
 * }</pre>
 */
public final class Kswin implements ChangeDetector, Incremental<Kswin> {

    /** A start leaves so many values on either side. */
    private static final int SHORTEST_PART = 5;

    /**
     * How a {@link Kswin} works.
     *
     * @param window how many values are compared, 4..1,000,000
     * @param recent how many of them are the recent ones, 2..{@code window} - 2
     * @param level how often at most one test fails, more than 0 and less than 1
     */
    public record Params(int window, int recent, double level) {

        /** Checks the ranges. */
        public Params {
            Values.requireBetween("window", window, 4, 1_000_000);
            Values.requireBetween("recent", recent, 2, window - 2);
            Values.requireLevel("level", level);
        }

        /** The last 30 of 100 values, as is usual. */
        public static Params ofLevel(double level) {
            return new Params(100, 30, level);
        }
    }

    /*
     * tree holds the values of the window: an older one has weight recent, a recent one -older, so that the sum over all up to a number is older · recent times
     * the difference of the two distribution functions there. Until the window is full only the last recent values of it are recent.
     */
    private final Params params;
    private final long older;
    private final double limit;
    private final ChangeLog log = new ChangeLog();
    private LastValues window;
    private ValueTree tree = new ValueTree();

    private Kswin(Params params) {
        this.params = params;
        this.older = (long) params.window - params.recent;
        this.limit = Math.sqrt(StrictMath.log(2 / params.level) / 2 * params.window / ((double) older * params.recent));
        this.window = new LastValues(params.window);
    }

    /** A detector that has seen nothing. */
    public static Kswin create(Params params) {
        return new Kswin(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, Kswin, ChangeReport> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return ChangeDetector.aggregation("kswin", () -> create(params), value, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireFinite(value);
        take(value);
        if (!window.isFull()) {
            return log.none(Double.NaN);
        }
        double statistic = distance() / limit;
        if (statistic <= 1) {
            return log.none(statistic);
        }
        int start = start();
        Verdict change = log.change(statistic, params.window - start, window.mean(0, start));
        for (int i = 0; i < start; i++) {
            removeOldest();
        }
        return change;
    }

    /** Where the part of the values up to the farthest point of the distribution functions changes most: index in the window of the first that came after. */
    private int start() {
        double at = tree.farthestKey();
        int n = params.window;
        int upTo = 0;
        for (int i = 0; i < n; i++) {
            upTo += window.get(i) <= at ? 1 : 0;
        }
        int edge = Math.min(SHORTEST_PART, n / 4);
        int best = edge;
        double most = -1;
        int before = 0;
        for (int k = 1; k <= n - edge; k++) {
            before += window.get(k - 1) <= at ? 1 : 0;
            double excess = Math.abs(before - (double) k / n * upTo) / Math.sqrt(k * (double) (n - k));
            if (k >= edge && excess > most) {
                most = excess;
                best = k;
            }
        }
        return best;
    }

    private void take(double value) {
        if (window.isFull()) {
            removeOldest();
        }
        if (window.length() >= params.recent) {
            double aged = window.get(window.length() - params.recent);
            tree.add(aged, params.recent + older, 0);
        }
        window.add(value);
        tree.add(value, -older, 1);
    }

    private void removeOldest() {
        // A value that is still recent, as it may be after a change, has the weight of one.
        tree.add(window.removeOldest(), window.length() >= params.recent ? -params.recent : older, -1);
    }

    /** The largest difference of the distribution functions of older and recent values; {@code NaN} until the window is full. */
    public double distance() {
        return window.isFull() ? tree.farthestSum() / ((double) older * params.recent) : Double.NaN;
    }

    /** The distance beyond which is a change. */
    public double limit() {
        return limit;
    }

    @Override
    public double estimate() {
        return window.mean(0, window.length());
    }

    @Override
    public ChangeLog log() {
        return log;
    }

    @Override
    public void reset() {
        log.reset();
        window.clear();
        tree.clear();
    }

    @Override
    public Kswin copy() {
        Kswin copy = new Kswin(params);
        copy.log.take(log);
        copy.window = window.copy();
        copy.tree = tree.copy();
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + ChangeLog.BYTES + window.stateBytes() + tree.stateBytes(); // the parameters are shared
    }

    /** Form {@code kswin} 1: window i32, recent i32, level f64, log, number of values i32, each f64 from the oldest. */
    public static final StateCodec<Kswin> CODEC = StateCodec.of("kswin", 1, Kswin::encode, Kswin::decode);

    private void encode(StateWriter out) {
        out.writeInt(params.window).writeInt(params.recent).writeDouble(params.level);
        log.encode(out);
        window.encode(out);
    }

    private static Kswin decode(StateReader in) {
        Kswin s = new Kswin(new Params(in.readInt(), in.readInt(), in.readDouble()));
        s.log.decode(in);
        double[] values = LastValues.decode(s.params.window, in);
        if (values.length > s.log.values()) {
            throw in.corrupt("window must hold at most the values that came");
        }
        for (double value : values) {
            s.take(value);
        }
        return s;
    }
}
