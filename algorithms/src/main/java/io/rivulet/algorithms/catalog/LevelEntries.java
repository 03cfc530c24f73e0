package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Input.NumberPair;
import io.rivulet.algorithms.statistics.AlwaysValidComparison;
import io.rivulet.algorithms.statistics.LocalLevelFilter;
import io.rivulet.algorithms.statistics.RollingAutocorrelation;
import io.rivulet.algorithms.statistics.RunningExtremes;
import io.rivulet.algorithms.statistics.SeasonalProfile;
import io.rivulet.algorithms.statistics.SequentialRatioTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entries of the statistics family about levels and decisions: extremes, seasons, memory, hypotheses. */
final class LevelEntries {

    private LevelEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(
                extremes(),
                localLevel(),
                autocorrelation(),
                seasonalProfile(),
                sequentialRatioTest(),
                alwaysValidComparison());
    }

    private static Algorithm<Double> extremes() {
        return Algorithm.named("extremes", "statistics", Input.NUMBER)
                .summary("The smallest and the largest value.")
                .error("exact")
                .heldAgainst(
                        Recomputed.yardstick(
                                "What are the smallest and the largest value?",
                                (values, times, now) -> ExactLevels.extremes(values)),
                        Tolerance.exact())
                .make(arguments -> RunningExtremes.<Double>aggregation(Double::doubleValue)
                        .map(s -> Answer.of("min", s.min(), "max", s.max())));
    }

    private static Algorithm<Double> localLevel() {
        return Algorithm.named("local-level", "statistics", Input.NUMBER)
                .paper(
                        "Kalman, A new approach to linear filtering and prediction problems, Journal of Basic Engineering 82, 1960")
                .summary("Where a level is that wanders, read through noise, and how certain that is.")
                .error("rounding; the least mean square error if the variances are right")
                .parameters(
                        Parameter.number("drift", 1, 0, 1e100, "variance that the level gains in a second"),
                        Parameter.number("noise", 100, 1e-100, 1e100, "variance of a reading"))
                .variations("drift", "0.1", "1.0", "10")
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "Where is a level that gains a variance of " + arguments.number("drift")
                                        + " a second, read with one of " + arguments.number("noise") + "?",
                                (values, times, now) -> ExactLevels.localLevel(
                                        values, times, arguments.number("drift"), arguments.number("noise"))),
                        Tolerance.rounding())
                .make(arguments -> LocalLevelFilter.<Double>aggregation(
                                arguments.number("drift"), arguments.number("noise"), Double::doubleValue)
                        .map(s -> Answer.of("level", s.level(), "variance", s.variance(Long.MIN_VALUE))));
    }

    private static Algorithm<Double> autocorrelation() {
        return Algorithm.named("rolling-autocorrelation", "statistics", Input.NUMBER)
                .paper("Box and Jenkins, Time series analysis, 1970; Ljung and Box, Biometrika 65, 1978")
                .summary("How far the last values repeat themselves, by the lag.")
                .error("rounding")
                .parameters(
                        Parameter.integer(
                                "window", 200, 3, RollingAutocorrelation.MAX_WINDOW, "how many values, more than lags"),
                        Parameter.integer("lags", 24, 1, RollingAutocorrelation.MAX_LAG, "the largest lag"))
                .variations("window", "100", "200", "1000")
                .sample(SeriesStreams.SEASONAL)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "How far do the last " + arguments.integer("window")
                                        + " values repeat themselves after 1.." + arguments.integer("lags") + "?",
                                (values, times, now) -> ExactLevels.autocorrelation(
                                        values, arguments.integer("window"), arguments.integer("lags"))),
                        Tolerance.rounding())
                .make(arguments -> RollingAutocorrelation.<Double>aggregation(
                                arguments.integer("window"), arguments.integer("lags"), Double::doubleValue)
                        .map(s -> correlations(s, arguments.integer("lags"))));
    }

    private static Answer correlations(RollingAutocorrelation series, int lags) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int lag = 1; lag <= Math.min(lags, series.count() - 1); lag++) {
            rows.add(Answer.row("lag", lag, "correlation", series.correlation(lag)));
        }
        return Answer.table(rows);
    }

    private static Algorithm<Double> seasonalProfile() {
        return Algorithm.named("seasonal-profile", "statistics", Input.NUMBER)
                .paper(
                        "Chan, Golub and LeVeque, Algorithms for computing the sample variance, The American Statistician 37(3), 1983")
                .summary("What is usual in each part of a period, and how much the period explains.")
                .error("rounding")
                .parameters(
                        Parameter.duration(
                                "period",
                                Duration.ofHours(1),
                                Duration.ofMillis(2),
                                SeasonalProfile.MAX_PERIOD,
                                "how long, such as a day"),
                        Parameter.integer("parts", 12, 2, SeasonalProfile.MAX_PARTS, "into how many parts it is cut"))
                .variations("parts", "4", "12", "60")
                .merged(Agreement.ROUNDING)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "What is usual in each of " + arguments.integer("parts") + " parts of "
                                        + arguments.duration("period") + "?",
                                (values, times, now) -> ExactLevels.profile(
                                        values,
                                        times,
                                        arguments.duration("period").toMillis(),
                                        arguments.integer("parts"))),
                        Tolerance.rounding())
                .make(arguments -> SeasonalProfile.<Double>aggregation(
                                arguments.duration("period"),
                                arguments.integer("parts"),
                                Duration.ZERO,
                                Double::doubleValue)
                        .map(LevelEntries::profile));
    }

    private static Answer profile(SeasonalProfile profile) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int part = 0; part < profile.parts(); part++) {
            if (profile.count(part) > 0) {
                rows.add(Answer.row(
                        "part",
                        part,
                        "count",
                        profile.count(part),
                        "mean",
                        profile.mean(part),
                        "variance",
                        profile.variance(part)));
            }
        }
        return Answer.table(rows);
    }

    private static Algorithm<Double> sequentialRatioTest() {
        return Algorithm.named("sequential-ratio-test", "statistics", Input.NUMBER)
                .paper("Wald, Sequential tests of statistical hypotheses, Annals of Mathematical Statistics 16, 1945")
                .summary("Which of two means normal values have, told as soon as they decide it.")
                .error("errors of at most alpha / (1 - beta) and beta / (1 - alpha)")
                .parameters(
                        Parameter.number("null", 100, -1e100, 1e100, "the mean that is usual"),
                        Parameter.number("alternative", 105, -1e100, 1e100, "the other mean"),
                        Parameter.number("deviation", 15, 1e-100, 1e100, "standard deviation of a value"),
                        Parameter.number("alpha", 0.05, 1e-12, 0.4999, "how often the null may be left wrongly"),
                        Parameter.number("beta", 0.1, 1e-12, 0.4999, "how often it may be kept wrongly"))
                .variations("alpha", "0.01", "0.05", "0.1")
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "When does the likelihood of the values decide between " + arguments + "?",
                                (values, times, now) -> ExactLevels.ratioTest(
                                        values,
                                        arguments.number("null"),
                                        arguments.number("alternative"),
                                        arguments.number("deviation"),
                                        arguments.number("alpha"),
                                        arguments.number("beta"))),
                        Tolerance.rounding())
                .make(arguments -> SequentialRatioTest.<Double>aggregation(
                                SequentialRatioTest.ofMeans(
                                        arguments.number("null"),
                                        arguments.number("alternative"),
                                        arguments.number("deviation"),
                                        arguments.number("alpha"),
                                        arguments.number("beta")),
                                Double::doubleValue)
                        .map(s -> Answer.of(
                                "decision",
                                s.decision().name().toLowerCase(Locale.ROOT),
                                "log-ratio",
                                s.logRatio(),
                                "values",
                                s.count())));
    }

    private static Algorithm<NumberPair> alwaysValidComparison() {
        return Algorithm.named("always-valid-comparison", "statistics", Input.NUMBERS)
                .paper("Johari, Koomen, Pekelis and Walsh, Always valid inference, Operations Research 70(3), 2022")
                .summary("Whether y has another mean than x, to be looked at at any time.")
                .error("a p-value ever as small as p with probability p at most")
                .parameters(Parameter.number("spread", 1, 1e-100, 1e100, "how large differences of interest are"))
                .variations("spread", "0.1", "1.0", "10")
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "Is the mean of y another than that of x, by a mixture of spread "
                                        + arguments.number("spread") + "?",
                                (pairs, times, now) -> ExactLevels.comparison(pairs, arguments.number("spread"))),
                        Tolerance.rounding())
                .make(arguments -> AlwaysValidComparison.aggregationOfBoth(
                                arguments.number("spread"), NumberPair::x, NumberPair::y)
                        .map(s -> Answer.of(
                                "difference", s.difference(), "margin", s.margin(0.95), "p-value", s.pValue())));
    }
}
