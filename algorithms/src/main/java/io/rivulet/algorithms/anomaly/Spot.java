package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Which values are too large to be expected, at a risk that the user names: a limit that is passed with probability {@code risk} and follows the tail
 * of the stream, whatever the distribution.
 *
 * <p><b>Method.</b> Siffer, Fouque, Termier and Largouët, <i>Anomaly detection in streams with extreme value theory</i> (SPOT), KDD 2017: what exceeds
 * a high quantile of the warm-up follows a generalized Pareto distribution, and what exceeds the limit is not learnt. We differ in four points. Fitting
 * the rest as if nothing were missing cuts the tail shorter and shorter (exponential values at risk 1e-4 end with 9 alarms in 10,000), so our fit allows
 * for what the limit turned away ({@code ParetoTail.refit}). The shape is drawn towards 0 as by 25 peaks of an exponential tail. Only the latest
 * {@value #MOST_PEAKS} peaks are kept, and fitted at each peak up to {@value #PEAKS_FITTED_EACH}, then at every tenth part of them. And
 * {@value #ALARMS_TO_RECALIBRATE} alarms in a row are a new level: the warm-up starts again with these values.
 * <p><b>Error.</b> Asymptotic. With the default parameters at risk 1e-4, independent exponential and normal values raise 1 to 2 false alarms in 10,000,
 * heavy tails (shape 0.25) up to 5 in the first thousands and 2 later. Values that depend on each other raise alarms in bursts. A drifting level must be
 * taken off first. Anomalies within the warm-up widen the tail.
 * <p><b>Cost.</b> O(1) per value, one logarithm for values in the tail; a fit costs about 100 passes over the peaks kept. Up to 8 KB of peaks, and 8
 * bytes a value during the warm-up.
 * <p><b>Units.</b> The score is -log10 of the probability that a value is larger: 4 is one in ten thousand. The body of the distribution is not
 * modelled: up to the level where the tail starts, all values have the score that the tail starts with. No score is above {@value #HIGHEST_SCORE}.
 * The limit has the unit of the values.
 * <p><b>Empty.</b> Score and limit are {@code NaN} until the warm-up is complete.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var spot = Spot.create(1e-4);
 * for (double latency : latencies) {
 *     if (spot.isAnomaly(latency)) { ... } // larger than spot.limit()
 *     spot.learn(latency);
 * }
 * }</pre>
 */
public final class Spot implements ValueDetector, Incremental<Spot> {

    /** So many alarms in a row are a new level and not anomalies. */
    public static final int ALARMS_TO_RECALIBRATE = 50;

    static final int MOST_PEAKS = 1_000;
    static final int PEAKS_FITTED_EACH = 50;
    static final double HIGHEST_SCORE = 300;

    private static final double LOG_OF_10 = StrictMath.log(10);
    /** As many peaks of an exponential tail are thought to have come before: twenty alone would give shapes between -0.5 and 0.5 for any stream. */
    private static final double PRIOR_PEAKS = 25;

    /**
     * How a {@link Spot} works.
     *
     * @param risk the probability with which an ordinary value is an alarm, more than 0 and less than 1 - level
     * @param level the share of the warm-up below which the tail starts, 0.5..0.999
     * @param warmUp how many values come before the first score, 50..1,000,000
     */
    public record Params(double risk, double level, int warmUp) {

        /** Checks the ranges. */
        public Params {
            if (!(level >= 0.5 && level <= 0.999)) {
                throw new IllegalArgumentException("level must be in 0.5..0.999, got " + level);
            }
            if (!(risk >= 1e-100 && risk < 1 - level)) {
                throw new IllegalArgumentException(
                        "risk must be at least 1e-100 and less than 1 - level = " + (1 - level) + ", got " + risk);
            }
            if (warmUp < ALARMS_TO_RECALIBRATE || warmUp > 1_000_000) {
                throw new IllegalArgumentException(
                        "warmUp must be in " + ALARMS_TO_RECALIBRATE + "..1000000, got " + warmUp);
            }
        }

        /** The paper's parameters at another risk: the tail starts at 98 % of 1,000 values. */
        public static Params ofRisk(double risk) {
            return new Params(risk, 0.98, 1_000);
        }
    }

    /*
     * Before calibration values go to warmUp and all else is empty. Calibration puts tailStart at the level's quantile and keeps as peaks by how much
     * values exceed it; peaks is a ring of the latest, in place oldest the next to overwrite once it is full. exceeded counts all peaks ever, also those
     * overwritten, so that exceeded / learnt is the probability of reaching the tail, and tail what follows from there. A value above the limit
     * changes neither: it only waits in alarms, in case the next ones are as large. A warm-up without any peak (a constant stream) leaves no scale to
     * measure by: anything above it is an alarm. Invariant: exceeded == 0 exactly when peakCount == 0; peakCount <= exceeded <= learnt.
     */
    private final Params params;
    private final double threshold;
    private boolean calibrated;
    private WarmUp warmUp;
    private double tailStart;
    private long learnt;
    private long exceeded;
    private long peaksOfWarmUp;
    private double[] peaks = {};
    private int peakCount;
    private int oldest;
    private int peaksSinceFit;
    private ParetoTail tail = new ParetoTail(0, 1);
    private final double[] alarms = new double[ALARMS_TO_RECALIBRATE];
    private int alarmsInARow;
    private long recalibrations;

    private Spot(Params params) {
        this.params = params;
        this.threshold = -StrictMath.log10(params.risk);
        this.warmUp = new WarmUp(params.warmUp);
    }

    /** A detector of that risk, with the paper's other parameters. */
    public static Spot create(double risk) {
        return create(Params.ofRisk(risk));
    }

    /** A detector with everything said. */
    public static Spot create(Params params) {
        return new Spot(params);
    }

    /** How a dataflow uses it. */
    public static <T> Scoring<T, Spot> scoring(Params params, ToDoubleFunction<? super T> value) {
        return ValueDetector.scoring("spot", () -> create(params), value, CODEC);
    }

    @Override
    public double score(double value) {
        Values.requireFinite(value);
        if (!calibrated) {
            return Double.NaN;
        }
        if (value > tailStart) {
            return tailScore(value);
        }
        return -StrictMath.log10(Math.max(1 - params.level, (double) exceeded / learnt));
    }

    @Override
    public double threshold() {
        return threshold;
    }

    @Override
    public void learn(double value) {
        Values.requireFinite(value);
        if (!calibrated) {
            warmUp.add(value);
            calibrateWhenComplete();
        } else if (value > tailStart && tailScore(value) > threshold) {
            alarms[alarmsInARow++] = value;
            if (alarmsInARow == ALARMS_TO_RECALIBRATE) {
                recalibrate(alarms, 1);
            }
        } else {
            alarmsInARow = 0;
            learnt++;
            if (value > tailStart) {
                addPeak(value);
                if (peakCount <= PEAKS_FITTED_EACH || peaksSinceFit >= peakCount / 10) {
                    fit();
                }
            }
        }
    }

    /** The value that is surpassed with probability {@code risk}; larger ones are anomalies. */
    public double limit() {
        if (!calibrated) {
            return Double.NaN;
        }
        double ratio = params.risk * learnt / exceeded; // infinite without peaks
        return ratio >= 1 ? tailStart : tailStart + tail.excessAt(ratio);
    }

    /** The level above which values are taken as the tail; {@code NaN} while warming up. */
    public double tailStart() {
        return calibrated ? tailStart : Double.NaN;
    }

    /** The tail's shape: negative if it ends, 0 if exponential, positive if heavy; {@code NaN} without peaks. */
    public double shape() {
        return exceeded == 0 ? Double.NaN : tail.shape();
    }

    /** The tail's scale, in the unit of the values; {@code NaN} without peaks. */
    public double scale() {
        return exceeded == 0 ? Double.NaN : tail.scale();
    }

    /** How often a run of alarms was taken as a new level. */
    public long recalibrations() {
        return recalibrations;
    }

    @Override
    public void reset() {
        warmUpAgain();
        recalibrations = 0;
    }

    @Override
    public Spot copy() {
        Spot copy = new Spot(params);
        copy.calibrated = calibrated;
        copy.warmUp = warmUp.copy();
        copy.tailStart = tailStart;
        copy.learnt = learnt;
        copy.exceeded = exceeded;
        copy.peaksOfWarmUp = peaksOfWarmUp;
        copy.peaks = peaks.clone();
        copy.peakCount = peakCount;
        copy.oldest = oldest;
        copy.peaksSinceFit = peaksSinceFit;
        copy.tail = tail;
        System.arraycopy(alarms, 0, copy.alarms, 0, alarmsInARow);
        copy.alarmsInARow = alarmsInARow;
        copy.recalibrations = recalibrations;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 200 + 16 + 8L * ALARMS_TO_RECALIBRATE + 16 + 8L * peaks.length + warmUp.stateBytes();
    }

    /**
     * Form {@code spot} 1: risk f64, level f64, warm-up i32, recalibrations i64, calibrated bool; then before calibration the warm-up values, after it
     * tail start f64, learnt i64, exceeded i64, of these in the warm-up i64, shape f64, scale f64, peaks since the fit i32, oldest i32, number of peaks i32 and each f64 in the order
     * of the ring, number of alarms i32 and each f64.
     */
    public static final StateCodec<Spot> CODEC = StateCodec.of("spot", 1, Spot::encode, Spot::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.risk)
                .writeDouble(params.level)
                .writeInt(params.warmUp)
                .writeLong(recalibrations)
                .writeBoolean(calibrated);
        if (!calibrated) {
            warmUp.encode(out);
            return;
        }
        out.writeDouble(tailStart)
                .writeLong(learnt)
                .writeLong(exceeded)
                .writeLong(peaksOfWarmUp)
                .writeDouble(tail.shape())
                .writeDouble(tail.scale())
                .writeInt(peaksSinceFit)
                .writeInt(oldest);
        Values.encode(peaks, peakCount, out);
        Values.encode(alarms, alarmsInARow, out);
    }

    private static Spot decode(StateReader in) {
        Spot s = new Spot(new Params(in.readDouble(), in.readDouble(), in.readInt()));
        s.recalibrations = in.readCount("recalibrations");
        s.calibrated = in.readBoolean("calibrated");
        if (!s.calibrated) {
            s.warmUp = WarmUp.decode(s.params.warmUp, in);
            return s;
        }
        s.warmUp = new WarmUp(0);
        s.tailStart = in.readFinite("tail start");
        s.learnt = in.readCount("learnt");
        s.exceeded = in.readCount("exceeded");
        s.peaksOfWarmUp = in.readCount("peaks of the warm-up");
        s.tail = new ParetoTail(in.readDouble(), in.readDouble());
        s.peaksSinceFit = in.readIntBetween("peaks since the fit", 0, MOST_PEAKS);
        s.oldest = in.readIntBetween("oldest", 0, MOST_PEAKS - 1);
        s.peaks = Values.decode("peaks", MOST_PEAKS, in);
        s.peakCount = s.peaks.length;
        double[] alarms = Values.decode("alarms", ALARMS_TO_RECALIBRATE - 1, in);
        System.arraycopy(alarms, 0, s.alarms, 0, alarms.length);
        s.alarmsInARow = alarms.length;
        if (s.peakCount > s.exceeded
                || s.exceeded > s.learnt
                || s.peaksOfWarmUp > s.exceeded
                || s.learnt == 0
                || s.learnt > Long.MAX_VALUE / 2
                || (s.exceeded == 0) != (s.peakCount == 0)
                || s.peakCount < MOST_PEAKS && s.oldest != 0
                || Arrays.stream(s.peaks).anyMatch(peak -> peak <= 0)) {
            throw in.corrupt("peaks must be positive, and no more than exceeded, which must be no more than learnt");
        }
        return s;
    }

    private double tailScore(double value) {
        if (exceeded == 0) {
            return HIGHEST_SCORE;
        }
        double log = StrictMath.log((double) exceeded / learnt) + tail.logSurvival(value - tailStart);
        return Math.min(-log / LOG_OF_10, HIGHEST_SCORE);
    }

    private void calibrateWhenComplete() {
        if (!warmUp.isComplete()) {
            return;
        }
        double[] sorted = warmUp.sorted();
        tailStart = sorted[(int) Math.ceil(params.level * sorted.length) - 1];
        learnt = sorted.length;
        for (int i = 0; i < warmUp.size(); i++) {
            if (warmUp.get(i) > tailStart) {
                addPeak(warmUp.get(i));
            }
        }
        peaksOfWarmUp = exceeded;
        if (peakCount > 0) {
            fit();
        }
        calibrated = true;
        warmUp = new WarmUp(0);
    }

    /** Forgets the level and warms up again, starting from these values, each multiplied by {@code sign}. */
    void recalibrate(double[] values, int sign) {
        double[] start = values.clone(); // they may be our own alarms, which are forgotten next
        warmUpAgain();
        recalibrations++;
        for (double value : start) {
            warmUp.add(sign * value);
        }
        calibrateWhenComplete();
    }

    /** The latest alarms; those of the run that made it warm up again stay until the next alarm. */
    double[] alarms() {
        return alarms;
    }

    /** Whether both could be the two sides of one detector. */
    boolean isLike(Spot other) {
        return params.equals(other.params)
                && calibrated == other.calibrated
                && recalibrations == other.recalibrations
                && warmUp.size() == other.warmUp.size();
    }

    private void warmUpAgain() {
        calibrated = false;
        warmUp = new WarmUp(params.warmUp);
        tailStart = 0;
        learnt = 0;
        exceeded = 0;
        peaksOfWarmUp = 0;
        peaks = new double[0];
        peakCount = 0;
        oldest = 0;
        peaksSinceFit = 0;
        tail = new ParetoTail(0, 1);
        alarmsInARow = 0;
    }

    private void addPeak(double value) {
        double excess = Math.min(value - tailStart, Double.MAX_VALUE);
        exceeded++;
        peaksSinceFit = Math.min(peaksSinceFit + 1, MOST_PEAKS);
        if (peakCount == MOST_PEAKS) {
            peaks[oldest] = excess;
            oldest = (oldest + 1) % MOST_PEAKS;
            return;
        }
        if (peakCount == peaks.length) {
            peaks = Arrays.copyOf(peaks, Math.min(MOST_PEAKS, Math.max(64, 2 * peakCount)));
        }
        peaks[peakCount++] = excess;
    }

    private void fit() {
        // No peak was turned away during the warm-up; later the limit did, and what the ring holds since then stands
        // for more.
        long sinceWarmUp = Math.min(peakCount, exceeded - peaksOfWarmUp);
        double survival = Math.min(params.risk * learnt / exceeded, 0.5);
        double hidden = sinceWarmUp * survival / (1 - survival);
        ParetoTail likeliest =
                hidden == 0 ? ParetoTail.fit(peaks, peakCount) : tail.refit(peaks, peakCount, hidden, survival);
        tail = likeliest.withShape(likeliest.shape() * peakCount / (peakCount + PRIOR_PEAKS));
        peaksSinceFit = 0;
    }
}
