package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.function.ToDoubleFunction;

/**
 * Which values are too large or too small to be expected, at a risk that the user names for both sides together.
 *
 * <p><b>Method.</b> Siffer, Fouque, Termier and Largouët (biSPOT), KDD 2017: one {@link Spot} for each tail, at half the risk. A value that one side
 * finds anomalous is learnt by neither; where one side takes a run of alarms as a new level, both warm up again from there.
 * <p><b>Error.</b> As of {@link Spot}, each side at half the risk.
 * <p><b>Cost.</b> Twice that of {@link Spot}.
 * <p><b>Units.</b> The score is -log10 of the probability of a value as far out on either side.
 * <p><b>Empty.</b> Score and limits are {@code NaN} until the warm-up is complete.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var spot = TwoSidedSpot.create(1e-4);
 * for (double value : values) {
 *     spot.learn(value);
 * }
 * spot.lowerLimit(); // smaller ones are anomalies
 * spot.upperLimit(); // larger ones are anomalies
 * }</pre>
 */
public final class TwoSidedSpot implements ValueDetector, Incremental<TwoSidedSpot> {

    private static final double LOG10_OF_2 = Math.log10(2);

    /* The lower side sees every value with the other sign. Invariant: both have the same parameters, and neither warms up alone. */
    private final Spot upper;
    private final Spot lower;

    private TwoSidedSpot(Spot upper, Spot lower) {
        this.upper = upper;
        this.lower = lower;
    }

    /** A detector of that risk for both sides together, with the paper's other parameters. */
    public static TwoSidedSpot create(double risk) {
        return create(Spot.Params.ofRisk(risk));
    }

    /** A detector with everything said; the level holds for each side. */
    public static TwoSidedSpot create(Spot.Params params) {
        Spot.Params each = new Spot.Params(params.risk() / 2, params.level(), params.warmUp());
        return new TwoSidedSpot(Spot.create(each), Spot.create(each));
    }

    /** How a dataflow uses it. */
    public static <T> Scoring<T, TwoSidedSpot> scoring(Spot.Params params, ToDoubleFunction<? super T> value) {
        return ValueDetector.scoring("two-sided-spot", () -> create(params), value, CODEC);
    }

    @Override
    public double score(double value) {
        return Math.max(upper.score(value), lower.score(-value)) - LOG10_OF_2;
    }

    @Override
    public double threshold() {
        return upper.threshold() - LOG10_OF_2;
    }

    @Override
    public void learn(double value) {
        if (upper.isAnomaly(value)) {
            learnAlarm(upper, value, lower);
        } else if (lower.isAnomaly(-value)) {
            learnAlarm(lower, -value, upper);
        } else {
            upper.learn(value);
            lower.learn(-value);
        }
    }

    private static void learnAlarm(Spot side, double value, Spot otherSide) {
        long before = side.recalibrations();
        side.learn(value);
        if (side.recalibrations() > before) {
            otherSide.recalibrate(side.alarms(), -1);
        }
    }

    /** Larger values are anomalies. */
    public double upperLimit() {
        return upper.limit();
    }

    /** Smaller values are anomalies. */
    public double lowerLimit() {
        return -lower.limit();
    }

    /** How often a run of alarms was taken as a new level. */
    public long recalibrations() {
        return upper.recalibrations();
    }

    @Override
    public void reset() {
        upper.reset();
        lower.reset();
    }

    @Override
    public TwoSidedSpot copy() {
        return new TwoSidedSpot(upper.copy(), lower.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + upper.stateBytes() + lower.stateBytes();
    }

    /** Form {@code two-sided-spot} 1: the upper side's and the lower side's form {@code spot}. */
    public static final StateCodec<TwoSidedSpot> CODEC = StateCodec.of(
            "two-sided-spot",
            1,
            (s, out) -> {
                Spot.CODEC.encode(s.upper, out);
                Spot.CODEC.encode(s.lower, out);
            },
            TwoSidedSpot::decode);

    private static TwoSidedSpot decode(StateReader in) {
        TwoSidedSpot s = new TwoSidedSpot(Spot.CODEC.decode(in), Spot.CODEC.decode(in));
        if (!s.upper.isLike(s.lower)) {
            throw in.corrupt("both sides must have the same parameters and warm up together");
        }
        return s;
    }
}
