package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.anomaly.AnomalyCount;
import io.rivulet.algorithms.anomaly.EwmaChart;
import io.rivulet.algorithms.anomaly.HalfSpaceTrees;
import io.rivulet.algorithms.anomaly.RobustChart;
import io.rivulet.algorithms.anomaly.Spot;
import io.rivulet.algorithms.anomaly.TwoSidedSpot;
import io.rivulet.algorithms.distinct.CpcCounter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.algorithms.entropy.DecayedEntropy;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.frequency.SpaceSaving;
import io.rivulet.algorithms.itemset.Apriori;
import io.rivulet.algorithms.itemset.FrequentItemsets;
import io.rivulet.algorithms.itemset.IncrementalApriori;
import io.rivulet.algorithms.itemset.ItemsetParams;
import io.rivulet.algorithms.learning.Pipeline;
import io.rivulet.algorithms.learning.PrequentialAccuracy;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.linear.LogisticRegression;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.preprocessing.StandardScaler;
import io.rivulet.algorithms.sampling.ReservoirSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every algorithm of the library, by name. Adding one is its file, its line here and its test; from the line it gets the laws, its place in
 * {@code rivulet catalog} and {@code rivulet apply}, and its row in the benchmarks. Nothing is found by reflection.
 */
public final class Catalog {

    private static final List<Algorithm<?>> ALL = build();

    private Catalog() {}

    /** All, by family. */
    public static List<Algorithm<?>> all() {
        return ALL;
    }

    /** The algorithm of that name. */
    public static Optional<Algorithm<?>> find(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    private static List<Algorithm<?>> build() {
        List<Algorithm<?>> all = new ArrayList<>();
        moments(all);
        entropy(all);
        frequency(all);
        sampling(all);
        distinct(all);
        itemset(all);
        anomaly(all);
        anomalyOfRows(all);
        learning(all);
        return List.copyOf(all);
    }

    private static void moments(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "moments",
                "moments",
                "Mean, variance, skewness and kurtosis in one pass.",
                "rounding",
                Input.NUMBER,
                List.of(),
                Agreement.ROUNDING,
                arguments -> RunningMoments.<Double>aggregation(Double::doubleValue)
                        .map(m -> Answer.of(
                                "count",
                                m.count(),
                                "mean",
                                m.mean(),
                                "variance",
                                m.variance(),
                                "skewness",
                                m.skewness(),
                                "kurtosis",
                                m.kurtosis()))));
    }

    private static void entropy(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "shannon-entropy",
                "entropy",
                "How spread the items are, in bits: 0 when all are the same.",
                "exact",
                Input.ITEM,
                List.of(),
                Agreement.ROUNDING,
                arguments -> ShannonEntropy.<String>aggregation(item -> item).map(Answer::estimate)));
        all.add(new Algorithm<>(
                "decayed-entropy",
                "entropy",
                "How spread the recent items are, in bits: an item counts half after one half-life.",
                "rounding",
                Input.ITEM,
                List.of(Parameter.duration(
                        "half-life",
                        Duration.ofMinutes(5),
                        Duration.ofMillis(1),
                        DecayedEntropy.MAX_HALF_LIFE,
                        "after how long an item counts half")),
                Agreement.ROUNDING,
                arguments -> DecayedEntropy.<String>aggregation(arguments.duration("half-life"), item -> item)
                        .map(Answer::estimate)));
    }

    private static void frequency(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "space-saving",
                "frequency",
                "The most frequent items and how often they came.",
                "count too high by total / counters at most, never too low",
                Input.ITEM,
                List.of(
                        Parameter.integer(
                                "counters", 100, 1, SpaceSaving.MAX_COUNTERS, "items monitored; ten times k is good"),
                        Parameter.integer("k", 10, 1, SpaceSaving.MAX_COUNTERS, "rows of the answer")),
                Agreement.SHAPE,
                arguments -> SpaceSaving.<String>aggregation(
                                arguments.integer("counters"), arguments.integer("k"), item -> item)
                        .map(top -> Answer.table(top.stream()
                                .map(f -> Answer.row("item", f.item(), "count", f.count(), "error", f.error()))
                                .toList()))));
    }

    private static void sampling(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "reservoir",
                "sampling",
                "A few items, every choice of k equally likely.",
                "none but that of sampling",
                Input.ITEM,
                List.of(
                        Parameter.integer("k", 100, 1, ReservoirSample.MAX_SIZE, "items in the sample"),
                        Parameter.integer("seed", 42, 0, 1L << 53, "another seed, another sample")),
                Agreement.SHAPE,
                arguments -> ReservoirSample.aggregation(arguments.integer("k"), arguments.whole("seed"), Codecs.TEXT)
                        .map(sample -> Answer.table(sample.stream()
                                .map(item -> Answer.row("item", item))
                                .toList()))));
    }

    private static void distinct(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "hyperloglog",
                "distinct",
                "How many different items, in 2^precision bytes whatever the stream.",
                "1.04 / 2^(precision/2), relative standard error",
                Input.ITEM,
                List.of(
                        Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"),
                        Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash")),
                Agreement.EXACT,
                arguments -> HyperLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.whole("seed"), item -> item)
                        .map(Answer::estimate)));
        all.add(new Algorithm<>(
                "sliding-hyperloglog",
                "distinct",
                "How many different items in the last minute, hour or any other window, chosen when asking.",
                "1.04 / 2^(precision/2), relative standard error, for every window",
                Input.ITEM,
                List.of(
                        Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"),
                        Parameter.duration(
                                "window",
                                Duration.ofMinutes(10),
                                Duration.ofMillis(1),
                                Duration.ofDays(36_500),
                                "the longest window that can be asked for")),
                Agreement.EXACT,
                arguments -> SlidingHyperLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.duration("window"), item -> item)
                        .map(Answer::estimate)));
        all.add(new Algorithm<>(
                "cpc",
                "distinct",
                "How many different items, in the fewest bytes once written.",
                "0.59 / 2^(lg-k/2), relative standard error; 0.69 / 2^(lg-k/2) once merged",
                Input.ITEM,
                List.of(Parameter.integer("lg-k", 11, 4, 21, "lg of the number of rows")),
                Agreement.SHAPE, // a merged counter has forgotten the history that the whole one's estimate uses
                arguments -> CpcCounter.<String>aggregation(arguments.integer("lg-k"), item -> item)
                        .map(Answer::estimate)));
    }

    private static void itemset(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "apriori",
                "itemset",
                "Which items occur together often, with exact counts.",
                "exact",
                Input.BASKET,
                List.of(
                        Parameter.integer(
                                "min-count", 2, 1, Integer.MAX_VALUE, "baskets that make an itemset frequent"),
                        Parameter.number(
                                "min-support",
                                0,
                                0,
                                1,
                                "share of the baskets that makes it frequent, besides min-count"),
                        Parameter.integer(
                                "max-length", ItemsetParams.DEFAULT_MAX_LENGTH, 1, 30, "items of the longest itemset"),
                        Parameter.integer(
                                "window", 0, 0, Integer.MAX_VALUE, "only the last so many baskets; 0 for all")),
                Agreement.EXACT,
                Catalog::apriori));
    }

    private static Aggregation<List<String>, ?, Answer> apriori(Arguments arguments) {
        ItemsetParams params = new ItemsetParams(
                arguments.integer("min-count"),
                arguments.number("min-support"),
                arguments.integer("max-length"),
                ItemsetParams.DEFAULT_MAX_ITEMSETS);
        int window = arguments.integer("window");
        return window == 0
                ? Apriori.<List<String>>aggregation(params, basket -> basket).map(Catalog::itemsets)
                : IncrementalApriori.<List<String>>aggregation(
                                () -> IncrementalApriori.lastBaskets(window, params), basket -> basket)
                        .map(Catalog::itemsets);
    }

    private static Answer itemsets(FrequentItemsets frequent) {
        return Answer.table(frequent.itemsets().stream()
                .map(itemset -> Answer.row("items", itemset.items(), "count", itemset.count()))
                .toList());
    }

    private static void anomaly(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "robust-chart",
                "anomaly",
                "Values far from their usual level, learnt from few and hardly moved by the anomalies themselves.",
                "at limit 5 about 1 in a million normal values once the scale is known",
                Input.NUMBER,
                List.of(
                        Parameter.integer("warm-up", 10, 3, 10_000, "values before the first score"),
                        Parameter.number("half-life", 200, 1, 1e15, "values after which half of the level is new"),
                        Parameter.number("limit", 5, 1e-6, 1e6, "usual distance, in robust standard deviations"),
                        Parameter.number("minimum-scale", 1e-6, 1e-300, 1e300, "smallest standard deviation")),
                Agreement.EXACT,
                arguments -> anomalies(RobustChart.<Double>scoring(
                        new RobustChart.Params(
                                arguments.integer("warm-up"),
                                arguments.number("half-life"),
                                arguments.number("limit"),
                                arguments.number("minimum-scale")),
                        Double::doubleValue))));
        all.add(new Algorithm<>(
                "ewma-chart",
                "anomaly",
                "Whether the mean has shifted a little and for a while, against a fixed baseline.",
                "a false alarm every 360 normal values at weight 0.1 and limit 2.7",
                Input.NUMBER,
                List.of(
                        Parameter.integer("warm-up", 100, 2, 1_000_000_000, "values that give the baseline"),
                        Parameter.number("weight", 0.1, 1e-6, 1, "of the newest value in the average"),
                        Parameter.number("limit", 2.7, 1e-6, 1e6, "usual distance, in deviations of the average"),
                        Parameter.number("minimum-scale", 0, 0, 1e300, "smallest standard deviation")),
                Agreement.EXACT,
                arguments -> anomalies(EwmaChart.<Double>scoring(
                        new EwmaChart.Params(
                                arguments.number("weight"),
                                arguments.number("limit"),
                                arguments.integer("warm-up"),
                                arguments.number("minimum-scale")),
                        Double::doubleValue))));
        all.add(new Algorithm<>(
                "spot",
                "anomaly",
                "Values too large to be expected, at a risk to choose, whatever their distribution.",
                "asymptotic: 1 to 2 times the risk over exponential and normal values",
                Input.NUMBER,
                spotParameters(),
                Agreement.EXACT,
                arguments -> anomalies(Spot.<Double>scoring(spotParams(arguments), Double::doubleValue))));
        all.add(new Algorithm<>(
                "two-sided-spot",
                "anomaly",
                "Values too large or too small to be expected, at a risk to choose, whatever their distribution.",
                "asymptotic, as spot's",
                Input.NUMBER,
                spotParameters(),
                Agreement.EXACT,
                arguments -> anomalies(TwoSidedSpot.<Double>scoring(spotParams(arguments), Double::doubleValue))));
    }

    private static void anomalyOfRows(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "half-space-trees",
                "anomaly",
                "Rows of numbers that lie where few of the last window's rows lay.",
                "no bound",
                Input.POINT,
                List.of(
                        Parameter.integer("trees", 25, 1, 200, "how many trees vote"),
                        Parameter.integer("depth", 10, 1, 15, "halvings from root to leaf"),
                        Parameter.integer("window", 250, 10, 100_000, "rows whose density counts"),
                        Parameter.number("threshold", 0.9, 0, 1, "scores above it are anomalies"),
                        Parameter.integer("seed", 42, Long.MIN_VALUE, Long.MAX_VALUE, "draws the trees")),
                Agreement.EXACT,
                arguments -> anomalies(HalfSpaceTrees.<double[]>scoring(
                        new HalfSpaceTrees.Params(
                                arguments.integer("trees"),
                                arguments.integer("depth"),
                                arguments.integer("window"),
                                arguments.number("threshold"),
                                arguments.whole("seed")),
                        point -> point))));
    }

    private static void learning(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "standard-scaler",
                "preprocessing",
                "Mean and deviation of every feature, to scale by.",
                "rounding",
                Input.POINT,
                List.of(),
                Agreement.ROUNDING,
                arguments ->
                        StandardScaler.<double[]>aggregation(Catalog::rowOf).map(Catalog::scales)));
        all.add(new Algorithm<>(
                "logistic-regression",
                "linear",
                "How well scaling and logistic regression predict each label before they learn it.",
                "no bound",
                Input.EXAMPLE,
                List.of(
                        Parameter.number("rate", 0.01, 1e-12, 1e6, "how far an example moves the weights"),
                        Parameter.number("intercept-rate", 0.01, 0, 1e6, "how far it moves the intercept"),
                        Parameter.number("l2", 0, 0, 1e6, "how far weights are drawn to 0")),
                Agreement.EXACT,
                arguments -> PrequentialAccuracy.aggregation(
                                "logistic-regression",
                                () -> Pipeline.of(
                                        StandardScaler.create(),
                                        LogisticRegression.create(new LogisticRegression.Params(
                                                arguments.number("rate"),
                                                arguments.number("intercept-rate"),
                                                arguments.number("l2"),
                                                1e12))),
                                Pipeline.codec(StandardScaler.CODEC, LogisticRegression.CODEC),
                                (Input.Example example) -> rowOf(example.features()),
                                example -> classOf(example.label()))
                        .map(r -> Answer.of(
                                "accuracy",
                                r.accuracy(),
                                "log-loss",
                                r.logLoss(),
                                "last-label-accuracy",
                                r.lastLabelAccuracy(),
                                "examples",
                                r.examples()))));
    }

    private static Answer scales(StandardScaler scaler) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < scaler.width(); i++) {
            rows.add(Answer.row(
                    "feature", i, "count", scaler.count(i), "mean", scaler.mean(i), "deviation", scaler.deviation(i)));
        }
        return Answer.table(rows);
    }

    private static Row rowOf(double[] features) {
        for (double value : features) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("feature must be finite, got " + value);
            }
        }
        return Row.ofValues(features);
    }

    private static boolean classOf(double label) {
        if (label != 0 && label != 1) {
            throw new IllegalArgumentException("label must be 0 or 1, got " + label);
        }
        return label == 1;
    }

    private static List<Parameter> spotParameters() {
        return List.of(
                Parameter.number("risk", 1e-4, 1e-100, 0.5, "probability of an alarm for an ordinary value"),
                Parameter.number("level", 0.98, 0.5, 0.999, "share of the values below the tail"),
                Parameter.integer("warm-up", 1_000, 50, 1_000_000, "values before the first score"));
    }

    private static Spot.Params spotParams(Arguments arguments) {
        return new Spot.Params(arguments.number("risk"), arguments.number("level"), arguments.integer("warm-up"));
    }

    private static <T, D extends Incremental<D>> Aggregation<T, ?, Answer> anomalies(Scoring<T, D> scoring) {
        return AnomalyCount.aggregation(scoring)
                .map(r -> Answer.of("anomalies", r.anomalies(), "score", r.lastScore(), "threshold", r.threshold()));
    }
}
