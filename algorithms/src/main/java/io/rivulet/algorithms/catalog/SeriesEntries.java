package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.statistics.CounterRate;
import io.rivulet.algorithms.statistics.HampelFilter;
import io.rivulet.algorithms.statistics.HoltWinters;
import io.rivulet.algorithms.statistics.StreamingHistogram;
import io.rivulet.algorithms.statistics.TimeWeightedAverage;
import java.time.Duration;
import java.util.List;

/** Entries of the statistics family over series: rates and averages of readings, filters, forecasts. */
final class SeriesEntries {

    private static final Parameter WINDOW = Parameter.duration(
            "window", Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofDays(36_500), "how far back it looks");

    private SeriesEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(counterRate(), timeWeightedAverage(), hampelFilter(), holtWinters(), streamingHistogram());
    }

    private static Algorithm<Double> counterRate() {
        return Algorithm.named("counter-rate", "statistics", Input.NUMBER)
                .summary("How much a counter rises per second, over its restarts.")
                .error("exact at the readings")
                .parameters(WINDOW)
                .variations("window", "PT1M", "PT5M", "PT1H")
                .sample(SeriesStreams.COUNTER)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "How much does the counter rise per second within " + arguments.duration("window")
                                        + "?",
                                (readings, times, now) ->
                                        ExactSeries.counterRate(readings, times, now, arguments.duration("window"))),
                        Tolerance.rounding())
                .make(arguments -> CounterRate.<Double>aggregation(arguments.duration("window"), Double::doubleValue)
                        .map(Answer::estimate));
    }

    private static Algorithm<Double> timeWeightedAverage() {
        return Algorithm.named("time-weighted-average", "statistics", Input.NUMBER)
                .summary("The average of a quantity that is read at irregular times, each reading as long as it holds.")
                .error("rounding")
                .parameters(WINDOW)
                .variations("window", "PT1M", "PT5M", "PT1H")
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "What is the average over the time of the last " + arguments.duration("window") + "?",
                                (readings, times, now) ->
                                        ExactSeries.timeWeighted(readings, times, now, arguments.duration("window"))),
                        Tolerance.rounding())
                .make(arguments -> TimeWeightedAverage.<Double>aggregation(
                                arguments.duration("window"), TimeWeightedAverage.Between.SAME, Double::doubleValue)
                        .map(Answer::estimate));
    }

    private static Algorithm<Double> hampelFilter() {
        return Algorithm.named("hampel-filter", "statistics", Input.NUMBER)
                .paper("Davies and Gather, The identification of multiple outliers, JASA 88, 1993")
                .summary("Takes spikes out of a signal: values far from the median of those before them.")
                .error("exact")
                .parameters(
                        Parameter.integer("window", 25, 3, 1_000_000, "how many values"),
                        Parameter.number("limit", 3, 0, 1e6, "usual distance, in robust standard deviations"))
                .variations("window", "11", "25", "101")
                .sample(NumberStreams.OUTLIERS)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "Which values are further than " + arguments.number("limit")
                                        + " robust deviations from the median of the last "
                                        + arguments.integer("window") + "?",
                                (values, times, now) -> ExactSeries.hampel(values, hampelParams(arguments))),
                        Tolerance.exact())
                .make(arguments -> HampelFilter.<Double>aggregation(hampelParams(arguments), Double::doubleValue)
                        .map(s -> Answer.of("outliers", s.outliers(), "filtered", s.filtered())));
    }

    private static HampelFilter.Params hampelParams(Arguments arguments) {
        return new HampelFilter.Params(arguments.integer("window"), arguments.number("limit"), 0, 0);
    }

    private static Algorithm<Double> holtWinters() {
        return Algorithm.named("holt-winters", "statistics", Input.NUMBER)
                .paper(
                        "Winters, Forecasting sales by exponentially weighted moving averages, Management Science 6, 1960")
                .summary("Forecasts of a series with a trend and a season.")
                .error("rounding, as to the recursion; none as to the future")
                .parameters(
                        Parameter.integer("period", 24, 1, 1_000_000, "how many values a season has"),
                        Parameter.number("level", 0.3, 1e-9, 1, "weight of the newest value in the level"),
                        Parameter.number("trend", 0.1, 0, 1, "weight of the newest change in the trend"),
                        Parameter.number("seasonal", 0.1, 0, 1, "weight of the newest value in the season"),
                        Parameter.number("damping", 1, 1e-9, 1, "what the trend is multiplied by at every step"))
                .variations("level", "0.1", "0.3", "0.6")
                .sample(SeriesStreams.SEASONAL)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "What comes next after exponential smoothing by " + arguments + "?",
                                (values, times, now) -> ExactSeries.holtWinters(values, holtWintersParams(arguments))),
                        Tolerance.rounding())
                .make(arguments -> HoltWinters.<Double>aggregation(holtWintersParams(arguments), Double::doubleValue)
                        .map(s -> Answer.of("level", s.level(), "trend", s.trend(), "forecast", s.forecast(1))));
    }

    private static HoltWinters.Params holtWintersParams(Arguments arguments) {
        return new HoltWinters.Params(
                arguments.integer("period"),
                HoltWinters.Season.ADDS,
                arguments.number("level"),
                arguments.number("trend"),
                arguments.number("seasonal"),
                arguments.number("damping"));
    }

    private static Algorithm<Double> streamingHistogram() {
        return Algorithm.named("streaming-histogram", "statistics", Input.NUMBER)
                .paper("Ben-Haim and Tom-Tov, A streaming parallel decision tree algorithm, JMLR 11, 2010")
                .summary("The shape of a distribution in a few bins that find their own places.")
                .error("no bound; usually below 1 / bins of the rank")
                .parameters(Parameter.integer("bins", 64, 2, StreamingHistogram.MAX_BINS, "how many"))
                .variations("bins", "16", "32", "64", "256")
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactRanks.ofAll(), Tolerance.of(1.0 / 64, 0.02))
                .make(arguments -> StreamingHistogram.<Double>aggregation(
                                arguments.integer("bins"), Double::doubleValue)
                        .map(s -> QuantileEntries.usual(s::quantile)));
    }
}
