package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Input.Example;
import io.rivulet.algorithms.catalog.Input.NumberPair;
import io.rivulet.algorithms.statistics.DecayedCovariance;
import io.rivulet.algorithms.statistics.DecayedMoments;
import io.rivulet.algorithms.statistics.DecayedRate;
import io.rivulet.algorithms.statistics.EwmaCovariance;
import io.rivulet.algorithms.statistics.EwmaMoments;
import io.rivulet.algorithms.statistics.RecursiveLeastSquares;
import io.rivulet.algorithms.statistics.RunningCovariance;
import io.rivulet.algorithms.statistics.SimpleRegression;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Entries of the statistics family: averages, spreads, relations and forecasts of numbers. */
final class StatisticsEntries {

    private static final Parameter HALF_LIFE = Parameter.duration(
            "half-life",
            Duration.ofMinutes(5),
            Duration.ofMillis(1),
            Duration.ofDays(36_500),
            "after how long a record counts half");

    private static final Parameter WEIGHT =
            Parameter.number("weight", 0.05, 1e-9, 1, "of the newest record in a long average");

    private StatisticsEntries() {}

    static List<Algorithm<?>> all() {
        List<Algorithm<?>> relations = List.of(
                ewmaMoments(),
                decayedMoments(),
                covariance(),
                ewmaCovariance(),
                decayedCovariance(),
                simpleRegression(),
                recursiveLeastSquares(),
                decayedRate());
        return Stream.of(relations, SeriesEntries.all(), LevelEntries.all())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableList());
    }

    private static Algorithm<Double> ewmaMoments() {
        return Algorithm.named("ewma-moments", "statistics", Input.NUMBER)
                .paper(
                        "West, Updating mean and variance estimates: an improved method, Communications of the ACM 22(9), 1979")
                .summary("Mean and variance of the recent values, by their number.")
                .error("rounding")
                .parameters(WEIGHT)
                .variations("weight", "0.01", "0.05", "0.2")
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "What are mean and variance of the values, the newest by a weight of "
                                        + arguments.number("weight") + "?",
                                (values, times, now) -> ExactStatistics.moments(
                                        values, ExactStatistics.byNumber(values.size(), arguments.number("weight")))),
                        Tolerance.rounding())
                .make(arguments -> EwmaMoments.<Double>aggregation(arguments.number("weight"), Double::doubleValue)
                        .map(m -> Answer.of("mean", m.mean(), "variance", m.variance())));
    }

    private static Algorithm<Double> decayedMoments() {
        return Algorithm.named("decayed-moments", "statistics", Input.NUMBER)
                .paper("Cormode et al., Forward decay, ICDE 2009; West, Communications of the ACM 22(9), 1979")
                .summary("Mean and variance of the recent values, by their time: one counts half after a half-life.")
                .error("rounding")
                .parameters(HALF_LIFE)
                .variations("half-life", "PT1M", "PT5M", "PT1H")
                .merged(Agreement.ROUNDING)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "What are mean and variance of the values, where one counts half after "
                                        + arguments.duration("half-life") + "?",
                                (values, times, now) -> ExactStatistics.moments(
                                        values, ExactStatistics.byTime(times, arguments.duration("half-life")))),
                        Tolerance.rounding())
                .make(arguments -> DecayedMoments.<Double>aggregation(
                                arguments.duration("half-life"), Double::doubleValue)
                        .map(m -> Answer.of("mean", m.mean(), "variance", m.variance())));
    }

    private static Algorithm<NumberPair> covariance() {
        return Algorithm.named("covariance", "statistics", Input.NUMBERS)
                .paper("Pébay, Formulas for robust, one-pass parallel computation of covariances, SAND2008-6212, 2008")
                .summary("How two numbers vary together: covariance and correlation in one pass.")
                .error("rounding")
                .merged(Agreement.ROUNDING)
                .heldAgainst(
                        Recomputed.yardstick("What are covariance and correlation of x and y?", (pairs, times, now) -> {
                            Answer all = ExactStatistics.covariance(pairs, i -> 1);
                            return Answer.of(
                                    "covariance", all.number("covariance"), "correlation", all.number("correlation"));
                        }),
                        Tolerance.rounding())
                .make(arguments -> RunningCovariance.aggregation(NumberPair::x, NumberPair::y)
                        .map(s -> Answer.of("covariance", s.covariance(), "correlation", s.correlation())));
    }

    private static Algorithm<NumberPair> ewmaCovariance() {
        return Algorithm.named("ewma-covariance", "statistics", Input.NUMBERS)
                .paper("Pébay, Formulas for robust, one-pass parallel computation of covariances, SAND2008-6212, 2008")
                .summary("Covariance, correlation and slope of the recent pairs, by their number.")
                .error("rounding")
                .parameters(WEIGHT)
                .variations("weight", "0.01", "0.05", "0.2")
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "How do x and y vary together, the newest pair by a weight of "
                                        + arguments.number("weight") + "?",
                                (pairs, times, now) -> ExactStatistics.covariance(
                                        pairs, ExactStatistics.byNumber(pairs.size(), arguments.number("weight")))),
                        Tolerance.rounding())
                .make(arguments -> EwmaCovariance.aggregation(arguments.number("weight"), NumberPair::x, NumberPair::y)
                        .map(s -> Answer.of(
                                "covariance", s.covariance(), "correlation", s.correlation(), "slope", s.slope())));
    }

    private static Algorithm<NumberPair> decayedCovariance() {
        return Algorithm.named("decayed-covariance", "statistics", Input.NUMBERS)
                .paper("Cormode et al., Forward decay, ICDE 2009; Pébay, SAND2008-6212, 2008")
                .summary("Covariance, correlation and slope of the recent pairs, by their time.")
                .error("rounding")
                .parameters(HALF_LIFE)
                .variations("half-life", "PT1M", "PT5M", "PT1H")
                .merged(Agreement.ROUNDING)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "How do x and y vary together, where a pair counts half after "
                                        + arguments.duration("half-life") + "?",
                                (pairs, times, now) -> ExactStatistics.covariance(
                                        pairs, ExactStatistics.byTime(times, arguments.duration("half-life")))),
                        Tolerance.rounding())
                .make(arguments -> DecayedCovariance.aggregation(
                                arguments.duration("half-life"), NumberPair::x, NumberPair::y)
                        .map(s -> Answer.of(
                                "covariance", s.covariance(), "correlation", s.correlation(), "slope", s.slope())));
    }

    private static Algorithm<NumberPair> simpleRegression() {
        return Algorithm.named("simple-regression", "statistics", Input.NUMBERS)
                .paper("Pébay, SAND2008-6212, 2008; Plackett, Some theorems in least squares, Biometrika 37, 1950")
                .summary("The straight line that gives y for x, and how well it does.")
                .error("rounding")
                .merged(Agreement.ROUNDING)
                .heldAgainst(
                        Recomputed.yardstick(
                                "Which line gives y for x, and how far from it do they scatter?",
                                (pairs, times, now) -> ExactStatistics.line(pairs)),
                        Tolerance.rounding())
                .make(arguments -> SimpleRegression.aggregation(NumberPair::x, NumberPair::y)
                        .map(s -> Answer.of(
                                "slope",
                                s.slope(),
                                "intercept",
                                s.intercept(),
                                "deviation",
                                Math.sqrt(s.residualVariance()))));
    }

    private static Algorithm<Example> recursiveLeastSquares() {
        return Algorithm.named("recursive-least-squares", "statistics", Input.EXAMPLE)
                .paper("Bierman, Factorization methods for discrete sequential estimation, 1977")
                .summary("Linear regression on several features that follows a relation that changes.")
                .error("rounding")
                .parameters(
                        Parameter.number("forgetting", 0.99, 1e-6, 1, "what weights are multiplied by per example"),
                        Parameter.number(
                                "start-variance",
                                RecursiveLeastSquares.DEFAULT_VARIANCE,
                                1e-12,
                                1e12,
                                "of a coefficient around 0 before the first example"))
                .variations("forgetting", "0.95", "0.99", "1.0")
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "Which linear function gives the label, the i-th example from the end by "
                                        + arguments.number("forgetting") + "^i and a start variance of "
                                        + arguments.number("start-variance") + "?",
                                (examples, times, now) -> ExactStatistics.leastSquares(
                                        examples, arguments.number("forgetting"), arguments.number("start-variance"))),
                        Tolerance.always(1e-7))
                .make(arguments -> RecursiveLeastSquares.aggregation(
                                arguments.number("forgetting"),
                                arguments.number("start-variance"),
                                Example::features,
                                Example::label)
                        .map(StatisticsEntries::coefficients));
    }

    private static Answer coefficients(RecursiveLeastSquares model) {
        Object[] namesAndValues = new Object[2 * (model.features() + 1)];
        namesAndValues[0] = "intercept";
        namesAndValues[1] = model.intercept();
        for (int i = 0; i < model.features(); i++) {
            namesAndValues[2 * i + 2] = "x" + (i + 1);
            namesAndValues[2 * i + 3] = model.coefficient(i);
        }
        return Answer.of(namesAndValues);
    }

    private static Algorithm<Double> decayedRate() {
        return Algorithm.named("decayed-rate", "statistics", Input.NUMBER)
                .paper("Cormode, Shkapenyuk, Srivastava and Xu, Forward decay, ICDE 2009")
                .summary("How much per second lately: an amount counts half after a half-life.")
                .error("rounding")
                .parameters(HALF_LIFE)
                .variations("half-life", "PT1M", "PT5M", "PT1H")
                .merged(Agreement.ROUNDING)
                .heldAgainst(
                        arguments -> Recomputed.yardstick(
                                "How much comes per second, where it counts half after "
                                        + arguments.duration("half-life") + "?",
                                (amounts, times, now) ->
                                        ExactStatistics.rate(amounts, times, now, arguments.duration("half-life"))),
                        Tolerance.rounding())
                .make(arguments -> DecayedRate.<Double>aggregation(arguments.duration("half-life"), Double::doubleValue)
                        .map(Answer::estimate));
    }
}
