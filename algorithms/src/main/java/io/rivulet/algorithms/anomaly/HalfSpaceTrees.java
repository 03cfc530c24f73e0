package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.Function;

/**
 * How strange is a row of numbers: does it lie where few of the last window's rows lay?
 *
 * <p><b>Method.</b> Tan, Ting and Liu, <i>Fast anomaly detection for streaming data</i>, IJCAI 2011: trees that halve random dimensions again and again, drawn
 * before the first point; a node's mass is how many points of the last window passed it, and a point's density in one tree the mass of its terminal node
 * (the first with at most a tenth of the window, or the leaf) times 2<sup>depth</sup>. We differ in the scaling: the paper wants every feature within
 * [0, 1]; here each window's masses are counted under the range of all points before that window, and scored under the same one, so that a range that
 * grows never meets masses of another. Features outside the range are not clipped: the trees reach beyond it, and a point there is the stranger for it;
 * {@link #outOfRange} counts them.
 * <p><b>Error.</b> No bound. Trees of depth 10 tell points apart by ten halvings, so anomalies that differ from the rest in few of many features are seen by
 * few trees. One extreme value widens its feature's range for good: give the ranges where such values are errors. Bursts of anomalies that fill a window
 * become usual in the next.
 * <p><b>Cost.</b> A score is at most trees · depth steps, learning always as many; nothing allocated after the first point. Clearing the masses costs trees ·
 * 2<sup>depth + 1</sup> once a window. About 26 bytes · trees · 2<sup>depth</sup>.
 * <p><b>Units.</b> The score is u / (u + density), where u is the density that the last window's own points have on average: near 0 in the densest places,
 * about a half for most points, 0.9 at a ninth of the usual density, 1 where the last window had none. Within a window its order is that of the paper's
 * score, backwards; dividing by u makes scores of different windows and data sets comparable.
 * <p><b>Empty.</b> {@code NaN} until two windows were learnt, one for the ranges and one for the masses; one if the ranges are given.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var trees = HalfSpaceTrees.create(HalfSpaceTrees.Params.ofSeed(42));
 * for (double[] reading : readings) {
 *     double strangeness = trees.score(reading);
 *     trees.learn(reading);
 * }
 * }</pre>
 */
public final class HalfSpaceTrees implements PointDetector, Incremental<HalfSpaceTrees> {

    private static final int MOST_FEATURES = Character.MAX_VALUE;
    private static final int MOST_NODES = 1 << 21;

    /**
     * How {@link HalfSpaceTrees} work.
     *
     * @param trees how many trees vote, 1..200; their number times 2<sup>depth</sup> may not pass 2,097,152
     * @param depth halvings from root to leaf, 1..15
     * @param window points whose masses are compared with, 10..100,000
     * @param threshold scores above it are anomalies, from 0 to 1
     * @param seed draws the trees
     */
    public record Params(int trees, int depth, int window, double threshold, long seed) {

        /** Checks the ranges. */
        public Params {
            if (trees < 1 || trees > 200) {
                throw new IllegalArgumentException("trees must be in 1..200, got " + trees);
            }
            if (depth < 1 || depth > 15) {
                throw new IllegalArgumentException("depth must be in 1..15, got " + depth);
            }
            if (trees << depth > MOST_NODES) {
                throw new IllegalArgumentException(
                        "trees · 2^depth must be at most " + MOST_NODES + ", got " + (trees << depth));
            }
            if (window < 10 || window > 100_000) {
                throw new IllegalArgumentException("window must be in 10..100000, got " + window);
            }
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold must be in 0..1, got " + threshold);
            }
        }

        /** 25 trees of depth 10 over windows of 250 points; a tenth of the usual density, or less, is an anomaly. */
        public static Params ofSeed(long seed) {
            return new Params(25, 10, 250, 0.9, seed);
        }
    }

    /*
     * Phases, each a window long: with no range given the first only widens seenLows and seenHighs; then points are counted in latest, scaled by the range
     * with which it started; at a window's end it becomes the reference that scores are made by, and what was the reference is emptied for the next
     * window. The trees are drawn when the first point says how many features there are; until then spaces has none. Invariant: scoring implies
     * counting; reference is empty unless scoring, latest unless counting.
     */
    private final Params params;
    private final double[] givenLows;
    private final double[] givenHighs;
    private HalfSpaces spaces;
    private NodeMasses latest;
    private NodeMasses reference;
    private double usualDensity;
    private double[] seenLows;
    private double[] seenHighs;
    private int inWindow;
    private boolean counting;
    private boolean scoring;
    private long outOfRange;

    private HalfSpaceTrees(Params params, double[] givenLows, double[] givenHighs) {
        this.params = params;
        this.givenLows = givenLows;
        this.givenHighs = givenHighs;
        begin(givenLows.length);
    }

    /** Trees that learn the features' ranges; the first point says how many features there are. */
    public static HalfSpaceTrees create(Params params) {
        return new HalfSpaceTrees(params, new double[0], new double[0]);
    }

    /**
     * Trees with given ranges of the features.
     *
     * @param lows a feature each
     * @param highs a feature each, not below its low
     */
    public static HalfSpaceTrees create(Params params, double[] lows, double[] highs) {
        if (lows.length == 0 || lows.length > MOST_FEATURES || lows.length != highs.length) {
            throw new IllegalArgumentException("lows and highs must be equally many, 1.." + MOST_FEATURES + ", got "
                    + lows.length + " and " + highs.length);
        }
        for (int i = 0; i < lows.length; i++) {
            Values.requireRange(i, lows[i], highs[i]);
        }
        return new HalfSpaceTrees(params, lows.clone(), highs.clone());
    }

    /** How a dataflow uses it. */
    public static <T> Scoring<T, HalfSpaceTrees> scoring(Params params, Function<? super T, double[]> point) {
        return PointDetector.scoring("half-space-trees", () -> create(params), point, CODEC);
    }

    @Override
    public double score(double[] point) {
        requirePoint(point);
        return scoring ? usualDensity / (usualDensity + reference.density(point)) : Double.NaN;
    }

    @Override
    public double threshold() {
        return params.threshold;
    }

    @Override
    public void learn(double[] point) {
        requirePoint(point);
        if (spaces.features == 0) {
            begin(point.length);
        }
        if (counting && !latest.count(point)) {
            outOfRange++;
        }
        if (givenLows.length == 0) {
            for (int i = 0; i < point.length; i++) {
                seenLows[i] = Math.min(seenLows[i], point[i]);
                seenHighs[i] = Math.max(seenHighs[i], point[i]);
            }
        }
        if (++inWindow == params.window) {
            endWindow();
        }
    }

    private void endWindow() {
        inWindow = 0;
        if (counting) {
            NodeMasses emptied = reference;
            reference = latest;
            latest = emptied;
            usualDensity = reference.usualDensity();
            scoring = true;
        }
        latest.start(seenLows, seenHighs);
        counting = true;
    }

    /** How many points so far had a feature outside the range that their window started with. */
    public long outOfRange() {
        return outOfRange;
    }

    @Override
    public void reset() {
        begin(givenLows.length);
    }

    @Override
    public HalfSpaceTrees copy() {
        HalfSpaceTrees copy = new HalfSpaceTrees(params, givenLows, givenHighs);
        copy.spaces = spaces;
        copy.latest = latest.copy();
        copy.reference = reference.copy();
        copy.usualDensity = usualDensity;
        copy.seenLows = seenLows.clone();
        copy.seenHighs = seenHighs.clone();
        copy.inWindow = inWindow;
        copy.counting = counting;
        copy.scoring = scoring;
        copy.outOfRange = outOfRange;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 250
                + 16L * (givenLows.length + seenLows.length)
                + spaces.stateBytes()
                + latest.stateBytes()
                + reference.stateBytes();
    }

    /**
     * Form {@code half-space-trees} 1: trees i32, depth i32, window i32, threshold f64, seed i64, given lows and given highs (each a number i32 and as many
     * f64), features i32; if there are any, points in the window i32, counting bool, scoring bool, out of range i64, seen lows, seen highs (the same way),
     * then if counting the latest and if scoring the reference masses.
     */
    public static final StateCodec<HalfSpaceTrees> CODEC =
            StateCodec.of("half-space-trees", 1, HalfSpaceTrees::encode, HalfSpaceTrees::decode);

    private void encode(StateWriter out) {
        out.writeInt(params.trees)
                .writeInt(params.depth)
                .writeInt(params.window)
                .writeDouble(params.threshold)
                .writeLong(params.seed);
        Values.encode(givenLows, givenLows.length, out);
        Values.encode(givenHighs, givenHighs.length, out);
        out.writeInt(spaces.features);
        if (spaces.features == 0) {
            return;
        }
        out.writeInt(inWindow).writeBoolean(counting).writeBoolean(scoring).writeLong(outOfRange);
        Values.encode(seenLows, seenLows.length, out);
        Values.encode(seenHighs, seenHighs.length, out);
        if (counting) {
            latest.encode(out);
        }
        if (scoring) {
            reference.encode(out);
        }
    }

    private static HalfSpaceTrees decode(StateReader in) {
        Params params = new Params(in.readInt(), in.readInt(), in.readInt(), in.readDouble(), in.readLong());
        double[] lows = Values.decode("given lows", MOST_FEATURES, in);
        double[] highs = Values.decode("given highs", MOST_FEATURES, in);
        int features = in.readIntBetween("features", 0, MOST_FEATURES);
        if (lows.length != highs.length || lows.length > 0 && lows.length != features) {
            throw in.corrupt("given lows and highs must be one for each feature");
        }
        if (features == 0) {
            return create(params);
        }
        int inWindow = in.readIntBetween("points in the window", 0, params.window - 1);
        boolean counting = in.readBoolean("counting");
        boolean scoring = in.readBoolean("scoring");
        long outOfRange = in.readCount("out of range");
        if (!counting && (scoring || lows.length > 0)) {
            throw in.corrupt("what scores must count, and so must what was given its ranges");
        }
        // Before the trees are drawn: a range must follow for each feature, and when counting a number of leaves for
        // each tree.
        long fewestBytes = 16L * features + (counting ? 4L * params.trees + 16L * features : 0);
        if (fewestBytes > in.remaining()) {
            throw in.corrupt(params.trees + " trees over " + features + " features must have at least " + fewestBytes
                    + " bytes, " + in.remaining() + " left");
        }
        HalfSpaceTrees s = lows.length > 0 ? create(params, lows, highs) : create(params);
        s.begin(features);
        s.inWindow = inWindow;
        s.counting = counting;
        s.scoring = scoring;
        s.outOfRange = outOfRange;
        s.seenLows = Values.decode("seen lows", features, in);
        s.seenHighs = Values.decode("seen highs", features, in);
        if (s.seenLows.length != features || s.seenHighs.length != features) {
            throw in.corrupt("seen lows and highs must be one for each of " + features + " features");
        }
        for (int i = 0; i < features; i++) {
            Values.requireRange(i, s.seenLows[i], s.seenHighs[i]);
        }
        if (counting) {
            s.latest = NodeMasses.decode(s.spaces, params.window, inWindow, in);
        }
        if (scoring) {
            s.reference = NodeMasses.decode(s.spaces, params.window, params.window, in);
            s.usualDensity = s.reference.usualDensity();
        }
        return s;
    }

    /** The state before the first point; with no features, before their number is known. */
    private void begin(int features) {
        spaces = new HalfSpaces(params.trees, params.depth, features, params.seed);
        latest = new NodeMasses(spaces, params.window);
        reference = new NodeMasses(spaces, params.window);
        usualDensity = 0;
        inWindow = 0;
        scoring = false;
        outOfRange = 0;
        counting = givenLows.length > 0;
        if (counting) {
            seenLows = givenLows.clone();
            seenHighs = givenHighs.clone();
            latest.start(seenLows, seenHighs);
        } else {
            seenLows = new double[features];
            seenHighs = new double[features];
            Arrays.fill(seenLows, Double.MAX_VALUE);
            Arrays.fill(seenHighs, -Double.MAX_VALUE);
        }
    }

    private void requirePoint(double[] point) {
        int features = spaces.features;
        if (features > 0 ? point.length != features : point.length == 0 || point.length > MOST_FEATURES) {
            throw new IllegalArgumentException("point must have "
                    + (features > 0 ? String.valueOf(features) : "1.." + MOST_FEATURES) + " numbers, got "
                    + point.length);
        }
        for (double value : point) {
            Values.requireFinite(value);
        }
    }
}
