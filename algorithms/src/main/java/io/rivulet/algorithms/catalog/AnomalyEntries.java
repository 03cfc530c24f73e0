package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.anomaly.AnomalyCount;
import io.rivulet.algorithms.anomaly.EwmaChart;
import io.rivulet.algorithms.anomaly.HalfSpaceTrees;
import io.rivulet.algorithms.anomaly.RobustChart;
import io.rivulet.algorithms.anomaly.Spot;
import io.rivulet.algorithms.anomaly.TwoSidedSpot;
import java.util.List;

/** Entries of the anomaly family: what is strange. */
final class AnomalyEntries {

    private AnomalyEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(robustChart(), ewmaChart(), spot(), twoSidedSpot(), halfSpaceTrees());
    }

    private static Algorithm<Double> robustChart() {
        return Algorithm.named("robust-chart", "anomaly", Input.NUMBER)
                .summary(
                        "Values far from their usual level, learnt from few and hardly moved by the anomalies themselves.")
                .error("at limit 5 about 1 in a million normal values once the scale is known")
                .parameters(
                        Parameter.integer("warm-up", 10, 3, 10_000, "values before the first score"),
                        Parameter.number("half-life", 200, 1, 1e15, "values after which half of the level is new"),
                        Parameter.number("limit", 5, 1e-6, 1e6, "usual distance, in robust standard deviations"),
                        Parameter.number("minimum-scale", 1e-6, 1e-300, 1e300, "smallest standard deviation"))
                .variations("limit", "4", "5", "6")
                .sample(NumberStreams.OUTLIERS)
                .heldAgainst(OutlyingValues.ON_BOTH_SIDES, Tolerance.of(0.3, 0.02))
                .make(arguments -> anomalies(RobustChart.<Double>scoring(
                        new RobustChart.Params(
                                arguments.integer("warm-up"),
                                arguments.number("half-life"),
                                arguments.number("limit"),
                                arguments.number("minimum-scale")),
                        Double::doubleValue)));
    }

    private static Algorithm<Double> ewmaChart() {
        return Algorithm.named("ewma-chart", "anomaly", Input.NUMBER)
                .summary("Whether the mean has shifted a little and for a while, against a fixed baseline.")
                .error("a false alarm every 360 normal values at weight 0.1 and limit 2.7")
                .parameters(
                        Parameter.integer("warm-up", 100, 2, 1_000_000_000, "values that give the baseline"),
                        Parameter.number("weight", 0.1, 1e-6, 1, "of the newest value in the average"),
                        Parameter.number("limit", 2.7, 1e-6, 1e6, "usual distance, in deviations of the average"),
                        Parameter.number("minimum-scale", 0, 0, 1e300, "smallest standard deviation"))
                .variations("weight", "0.05", "0.1", "0.2")
                .sample(NumberStreams.SHIFTS)
                .heldAgainst(AnomalyEntries::shiftAlarms, Tolerance.exact())
                .make(arguments -> anomalies(EwmaChart.<Double>scoring(ewmaParams(arguments), Double::doubleValue)));
    }

    private static EwmaChart.Params ewmaParams(Arguments arguments) {
        return new EwmaChart.Params(
                arguments.number("weight"),
                arguments.number("limit"),
                arguments.integer("warm-up"),
                arguments.number("minimum-scale"));
    }

    private static Yardstick<Double> shiftAlarms(Arguments arguments) {
        return ShiftAlarms.yardstick(ewmaParams(arguments));
    }

    private static Algorithm<Double> spot() {
        return Algorithm.named("spot", "anomaly", Input.NUMBER)
                .summary("Values too large to be expected, at a risk to choose, whatever their distribution.")
                .error("asymptotic: 1 to 2 times the risk over exponential and normal values")
                .parameters(spotParameters())
                .variations("risk", "1e-3", "1.0E-4", "1e-5")
                .sample(NumberStreams.OUTLIERS)
                .heldAgainst(OutlyingValues.ABOVE, Tolerance.of(0.3, 0.02))
                .make(arguments -> anomalies(Spot.<Double>scoring(spotParams(arguments), Double::doubleValue)));
    }

    private static Algorithm<Double> twoSidedSpot() {
        return Algorithm.named("two-sided-spot", "anomaly", Input.NUMBER)
                .summary(
                        "Values too large or too small to be expected, at a risk to choose, whatever their distribution.")
                .error("asymptotic, as spot's")
                .parameters(spotParameters())
                .variations("risk", "1e-3", "1.0E-4", "1e-5")
                .sample(NumberStreams.OUTLIERS)
                .heldAgainst(OutlyingValues.ON_BOTH_SIDES, Tolerance.of(0.3, 0.02))
                .make(arguments -> anomalies(TwoSidedSpot.<Double>scoring(spotParams(arguments), Double::doubleValue)));
    }

    private static Algorithm<double[]> halfSpaceTrees() {
        return Algorithm.named("half-space-trees", "anomaly", Input.POINT)
                .summary("Rows of numbers that lie where few of the last window's rows lay.")
                .error("no bound")
                .parameters(
                        Parameter.integer("trees", 25, 1, 200, "how many trees vote"),
                        Parameter.integer("depth", 10, 1, 15, "halvings from root to leaf"),
                        Parameter.integer("window", 250, 10, 100_000, "rows whose density counts"),
                        Parameter.number("threshold", 0.9, 0, 1, "scores above it are anomalies"),
                        Parameter.integer("seed", 42, Long.MIN_VALUE, Long.MAX_VALUE, "draws the trees"))
                .variations("trees", "10", "25", "50")
                .sample(NumberStreams.STRANGE_POINTS)
                .heldAgainst(OutlyingPoints.YARDSTICK, Tolerance.of(0.3, 0.02))
                .make(arguments -> anomalies(HalfSpaceTrees.<double[]>scoring(
                        new HalfSpaceTrees.Params(
                                arguments.integer("trees"),
                                arguments.integer("depth"),
                                arguments.integer("window"),
                                arguments.number("threshold"),
                                arguments.whole("seed")),
                        point -> point)));
    }

    private static Parameter[] spotParameters() {
        return new Parameter[] {
            Parameter.number("risk", 1e-4, 1e-100, 0.5, "probability of an alarm for an ordinary value"),
            Parameter.number("level", 0.98, 0.5, 0.999, "share of the values below the tail"),
            Parameter.integer("warm-up", 1_000, 50, 1_000_000, "values before the first score")
        };
    }

    private static Spot.Params spotParams(Arguments arguments) {
        return new Spot.Params(arguments.number("risk"), arguments.number("level"), arguments.integer("warm-up"));
    }

    /** How a detector becomes an entry: it answers with how many anomalies it found, and the last score. */
    static <T, D extends Incremental<D>> Aggregation<T, ?, Answer> anomalies(Scoring<T, D> scoring) {
        return AnomalyCount.aggregation(scoring)
                .map(r -> Answer.of("anomalies", r.anomalies(), "score", r.lastScore(), "threshold", r.threshold()));
    }
}
