package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.catalog.Input.Pair;
import io.rivulet.algorithms.catalog.Input.Weighted;
import io.rivulet.algorithms.sampling.CountWindowSample;
import io.rivulet.algorithms.sampling.ReservoirSample;
import io.rivulet.algorithms.sampling.SampledItem;
import io.rivulet.algorithms.sampling.StratifiedSample;
import io.rivulet.algorithms.sampling.TimeBiasedSample;
import io.rivulet.algorithms.sampling.TimeWindowSample;
import io.rivulet.algorithms.sampling.VarOptSample;
import io.rivulet.algorithms.sampling.WeightedSample;
import java.time.Duration;
import java.util.List;

/** Entries of the sampling family: a few records that stand for all. */
final class SamplingEntries {

    private static final Parameter SEED = Parameter.integer("seed", 42, 0, 1L << 53, "another seed, another sample");

    private SamplingEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(
                reservoir(),
                timeWindowSample(),
                countWindowSample(),
                timeBiasedSample(),
                weightedSample(),
                varOpt(),
                stratifiedSample());
    }

    private static Algorithm<String> reservoir() {
        return Algorithm.named("reservoir", "sampling", Input.ITEM)
                .summary("A few items, every choice of k equally likely.")
                .error("none but that of sampling")
                .parameters(k(ReservoirSample.MAX_SIZE), SEED)
                .variations("k", "30", "100", "300", "1000")
                .sample(ItemStreams.SHIFTING)
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactShares.ALL, ExactShares.tolerance(100, 0.01))
                .make(arguments -> ReservoirSample.aggregation(
                                arguments.integer("k"), arguments.whole("seed"), Codecs.TEXT)
                        .map(SamplingEntries::items));
    }

    private static Algorithm<String> timeWindowSample() {
        return Algorithm.named("time-window-sample", "sampling", Input.ITEM)
                .summary("A few items of the last while, every choice of k equally likely, for any length of time.")
                .error("none but that of sampling")
                .parameters(
                        k(TimeWindowSample.MAX_SIZE),
                        Parameter.duration(
                                "window",
                                Duration.ofMinutes(10),
                                Duration.ofMillis(1),
                                TimeWindowSample.MAX_WINDOW,
                                "the longest time asked for"),
                        SEED)
                .variations("k", "30", "100", "300", "1000")
                .sample(ItemStreams.SHIFTING)
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> {
                            long window = arguments.duration("window").toMillis();
                            return ExactShares.of(
                                    "Which few records stand for those of the last " + arguments.duration("window")
                                            + "?",
                                    item -> item,
                                    item -> 1,
                                    (recordsSince, millisSince) -> millisSince < window ? 1 : 0);
                        },
                        ExactShares.tolerance(100, 0.01))
                .make(arguments -> TimeWindowSample.aggregation(
                                arguments.integer("k"),
                                arguments.duration("window"),
                                arguments.whole("seed"),
                                Codecs.TEXT)
                        .map(SamplingEntries::items));
    }

    private static Algorithm<String> countWindowSample() {
        return Algorithm.named("count-window-sample", "sampling", Input.ITEM)
                .summary("A few items of the last so many, every choice of k equally likely.")
                .error("none but that of sampling")
                .parameters(
                        k(CountWindowSample.MAX_SIZE),
                        Parameter.integer("window", 600, 1, CountWindowSample.MAX_WINDOW, "the last so many items"),
                        SEED)
                .variations("k", "30", "100", "300", "1000")
                .sample(ItemStreams.SHIFTING)
                .heldAgainst(
                        arguments -> {
                            long window = arguments.whole("window");
                            return ExactShares.of(
                                    "Which few records stand for the last " + window + "?",
                                    item -> item,
                                    item -> 1,
                                    (recordsSince, millisSince) -> recordsSince < window ? 1 : 0);
                        },
                        ExactShares.tolerance(100, 0.01))
                .make(arguments -> CountWindowSample.aggregation(
                                arguments.integer("k"), arguments.whole("window"), arguments.whole("seed"), Codecs.TEXT)
                        .map(SamplingEntries::items));
    }

    private static Algorithm<String> timeBiasedSample() {
        return Algorithm.named("time-biased-sample", "sampling", Input.ITEM)
                .summary("A few items, those of now twice as likely as those of a half-life ago.")
                .error("none but that of sampling")
                .parameters(
                        k(TimeBiasedSample.MAX_SIZE),
                        Parameter.duration(
                                "half-life",
                                Duration.ofMinutes(5),
                                Duration.ofMillis(1),
                                TimeBiasedSample.MAX_HALF_LIFE,
                                "after which an item is half as likely"),
                        SEED)
                .variations("k", "30", "100", "300", "1000")
                .sample(ItemStreams.SHIFTING)
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> {
                            double halfLife = arguments.duration("half-life").toMillis();
                            return ExactShares.of(
                                    "Which few records stand for all, if each counts half after "
                                            + arguments.duration("half-life") + "?",
                                    item -> item,
                                    item -> 1,
                                    (recordsSince, millisSince) -> Math.exp(-Math.log(2) * millisSince / halfLife));
                        },
                        ExactShares.tolerance(100, 0.01))
                .make(arguments -> TimeBiasedSample.aggregation(
                                arguments.integer("k"),
                                arguments.duration("half-life"),
                                arguments.whole("seed"),
                                Codecs.TEXT)
                        .map(SamplingEntries::items));
    }

    private static Algorithm<Weighted> weightedSample() {
        return Algorithm.named("weighted-sample", "sampling", Input.WEIGHTED)
                .summary("A few items, drawn one after another by weight among those left.")
                .error("none but that of sampling")
                .parameters(k(WeightedSample.MAX_SIZE), SEED)
                .variations("k", "30", "100", "300", "1000")
                .merged(Agreement.SHAPE)
                // What an item represents varies a little more than with VarOpt: as if there were three items fewer.
                .heldAgainst(ExactShares.BY_WEIGHT, ExactShares.tolerance(97, 0.01))
                .make(arguments -> WeightedSample.aggregation(
                                arguments.integer("k"),
                                arguments.whole("seed"),
                                Codecs.TEXT,
                                Weighted::item,
                                Weighted::weight)
                        .map(SamplingEntries::weighted));
    }

    private static Algorithm<Weighted> varOpt() {
        return Algorithm.named("varopt", "sampling", Input.WEIGHTED)
                .summary("A few items in proportion to weight, for the closest estimates of sums.")
                .error("none but that of sampling; the total exact")
                .parameters(k(VarOptSample.MAX_SIZE), SEED)
                .variations("k", "30", "100", "300", "1000")
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactShares.BY_WEIGHT, ExactShares.tolerance(100, 0.01))
                .make(arguments -> VarOptSample.aggregation(
                                arguments.integer("k"),
                                arguments.whole("seed"),
                                Codecs.TEXT,
                                Weighted::item,
                                Weighted::weight)
                        .map(SamplingEntries::weighted));
    }

    private static Algorithm<Pair> stratifiedSample() {
        return Algorithm.named("stratified-sample", "sampling", Input.PAIR)
                .summary("A few second parts of each first part, every choice of k equally likely.")
                .error("none but that of sampling; counts exact")
                .parameters(
                        Parameter.integer(
                                "strata", 16, 1, StratifiedSample.MAX_STRATA, "first parts with a sample of their own"),
                        k(ReservoirSample.MAX_SIZE),
                        SEED)
                .variations("k", "30", "100", "300", "1000")
                .merged(Agreement.SHAPE)
                // Seventeen strata, each of which may be beyond.
                .heldAgainst(
                        arguments -> ExactStrata.of(arguments.integer("strata")),
                        Tolerance.of(ExactShares.tolerance(100, 0.01 / 17).error(), 0.01))
                .make(arguments -> StratifiedSample.<Pair, String, String>aggregation(
                                arguments.integer("strata"),
                                arguments.integer("k"),
                                arguments.whole("seed"),
                                Codecs.TEXT,
                                Codecs.TEXT,
                                Pair::first,
                                Pair::second)
                        .map(strata -> Answer.table(strata.stream()
                                .map(stratum -> Answer.row(
                                        "stratum",
                                        stratum.key().orElse(ExactStrata.REST),
                                        "count",
                                        stratum.count(),
                                        "items",
                                        stratum.sample()))
                                .toList())));
    }

    private static Parameter k(int most) {
        return Parameter.integer("k", 100, 1, most, "items in the sample");
    }

    private static Answer items(List<String> sample) {
        return Answer.table(
                sample.stream().map(item -> Answer.row("item", item)).toList());
    }

    private static Answer weighted(List<SampledItem<String>> sample) {
        return Answer.table(sample.stream()
                .map(s -> Answer.row("item", s.item(), "represents", s.represents()))
                .toList());
    }
}
