package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import java.util.Objects;

/**
 * How many records of a stream does a detector find anomalous, while it learns from them? Each record is scored first and learnt afterwards.
 *
 * <p>This is what makes any detector an {@link Aggregation}: it is how the catalogue, a command line or an evaluation runs one over a whole stream. A
 * dataflow that wants every record's score uses the {@link Scoring} itself.
 *
 * <p><b>Cost.</b> One score and one update of the detector per record.
 * <p><b>Empty.</b> No record, no anomaly; the last score is {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var anomalies = AnomalyCount.aggregation(Spot.<Double>scoring(Spot.Params.ofRisk(1e-4), Double::doubleValue));
 * }</pre>
 *
 * @param <D> the detector
 */
public final class AnomalyCount<D extends Incremental<D>> implements Incremental<AnomalyCount<D>> {

    /**
     * What was found so far.
     *
     * @param records how many records came
     * @param anomalies how many of them had a score above the threshold when they came
     * @param lastScore the last record's score, {@code NaN} before the detector had warmed up
     * @param threshold the detector's threshold now
     */
    public record Result(long records, long anomalies, double lastScore, double threshold) {}

    /* Invariant: anomalies <= records; no record means lastScore is NaN. */
    private final D detector;
    private long records;
    private long anomalies;
    private double lastScore = Double.NaN;

    private AnomalyCount(D detector) {
        this.detector = Objects.requireNonNull(detector, "detector");
    }

    /** How a dataflow uses it. */
    public static <T, D extends Incremental<D>> Aggregation<T, AnomalyCount<D>, Result> aggregation(
            Scoring<T, D> scoring) {
        return Aggregation.of(
                scoring.name(),
                () -> new AnomalyCount<>(scoring.create()),
                (state, record) -> state.update(scoring, record),
                state -> state.result(scoring),
                codec(scoring.codec()));
    }

    private <T> void update(Scoring<T, D> scoring, T record) {
        double score = scoring.score(detector, record);
        boolean anomaly = score > scoring.threshold(detector);
        scoring.learn(detector, record);
        // Only now: a record that the detector refuses must not count.
        records++;
        if (anomaly) {
            anomalies++;
        }
        lastScore = score;
    }

    private Result result(Scoring<?, D> scoring) {
        return new Result(records, anomalies, lastScore, scoring.threshold(detector));
    }

    @Override
    public void reset() {
        detector.reset();
        records = 0;
        anomalies = 0;
        lastScore = Double.NaN;
    }

    @Override
    public AnomalyCount<D> copy() {
        AnomalyCount<D> copy = new AnomalyCount<>(detector.copy());
        copy.records = records;
        copy.anomalies = anomalies;
        copy.lastScore = lastScore;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + detector.stateBytes();
    }

    /** Form {@code anomaly-count} 1: records i64, anomalies i64, last score f64, the detector's own form. */
    private static <D extends Incremental<D>> StateCodec<AnomalyCount<D>> codec(StateCodec<D> detector) {
        return StateCodec.of(
                "anomaly-count",
                1,
                (s, out) -> detector.encode(
                        s.detector,
                        out.writeLong(s.records).writeLong(s.anomalies).writeDouble(s.lastScore)),
                in -> {
                    long records = in.readCount("records");
                    long anomalies = in.readCount("anomalies");
                    double lastScore = in.readDouble();
                    if (anomalies > records || records == 0 && !Double.isNaN(lastScore)) {
                        throw in.corrupt("anomalies must be at most records, and without records there is no score");
                    }
                    AnomalyCount<D> s = new AnomalyCount<>(detector.decode(in));
                    s.records = records;
                    s.anomalies = anomalies;
                    s.lastScore = lastScore;
                    return s;
                });
    }
}
