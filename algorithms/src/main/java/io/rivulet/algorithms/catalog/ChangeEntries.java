package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.change.Adwin;
import io.rivulet.algorithms.change.Bocpd;
import io.rivulet.algorithms.change.ChangeReport;
import io.rivulet.algorithms.change.Cusum;
import io.rivulet.algorithms.change.Ddm;
import io.rivulet.algorithms.change.Eddm;
import io.rivulet.algorithms.change.HddmA;
import io.rivulet.algorithms.change.HddmW;
import io.rivulet.algorithms.change.Kswin;
import io.rivulet.algorithms.change.MannKendall;
import io.rivulet.algorithms.change.PageHinkley;
import io.rivulet.algorithms.change.TrendDetector;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Entries of the change family: whether a stream is no longer what it was. Detectors of errors take any number, too: those above a limit are the errors. Nothing is
 * proven of how many changes are found, so the tolerances are what 2,000 values of the sample stream show, over many seeds.
 */
final class ChangeEntries {

    private ChangeEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(
                adwin(),
                pageHinkley(),
                cusum(),
                kswin(),
                bocpd(),
                trend(),
                mannKendall(),
                ddm(),
                eddm(),
                hddmA(),
                hddmW());
    }

    private static Algorithm<Double> adwin() {
        return Algorithm.named("adwin", "change", Input.NUMBER)
                .summary("The mean of as many of the last values as belong together, and where it changed.")
                .error("a test is wrong with probability level; below 0.1 false alarms in 10,000 normal values")
                .paper("Bifet and Gavaldà, Learning from time-changing data with adaptive windowing, SDM 2007")
                .parameters(
                        Parameter.number("level", 0.002, 1e-300, 0.999, "how often one test may be wrong"),
                        Parameter.integer("clock", 32, 1, 1_000_000, "values from one test to the next"),
                        Parameter.number("range", 1, 1e-300, 1e300, "largest value less smallest one"),
                        Parameter.integer("buckets", 5, 2, 1_000, "of each size; more cut finer"))
                .variations("level", "0.05", "0.002", "1e-5")
                .sample(NumberStreams.LEVELS)
                .heldAgainst(ExactChanges.OF_LEVEL, Tolerance.of(0.5, 0.02))
                .make(arguments -> Adwin.<Double>aggregation(
                                new Adwin.Params(
                                        arguments.number("level"),
                                        arguments.integer("clock"),
                                        arguments.number("range"),
                                        arguments.integer("buckets")),
                                Double::doubleValue)
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> pageHinkley() {
        return Algorithm.named("page-hinkley", "change", Input.NUMBER)
                .summary("Lasting changes of the mean, against the mean of all since the last one.")
                .error("no bound; a change of height d is found about limit / d values later")
                .paper("Page, Biometrika 41, 1954; Hinkley, Biometrika 58(3), 1971")
                .parameters(
                        Parameter.number("tolerance", 0.25, 0, 1e300, "distances from the mean that do not matter"),
                        Parameter.number(
                                "limit", 20, 1e-300, 1e300, "of the sum of distances, in the unit of the values"),
                        Parameter.integer("warm-up", 30, 1, 1_000_000_000, "values before a change can be found"))
                .variations("limit", "10", "20.0", "50")
                .sample(NumberStreams.LEVELS)
                .heldAgainst(ExactChanges.OF_LEVEL, Tolerance.of(0.5, 0.02))
                .make(arguments -> PageHinkley.<Double>aggregation(
                                new PageHinkley.Params(
                                        arguments.number("tolerance"),
                                        arguments.number("limit"),
                                        arguments.integer("warm-up")),
                                Double::doubleValue)
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> cusum() {
        return Algorithm.named("cusum", "change", Input.NUMBER)
                .summary("Changes of the mean against the baseline of the first values, as soon as can be.")
                .error("with a known baseline, a false alarm every 465 normal values at limit 5, 9,500 at 8")
                .paper("Page, Continuous inspection schemes, Biometrika 41, 1954")
                .parameters(
                        Parameter.number("allowance", 0.5, 0, 1e6, "deviations that do not matter"),
                        Parameter.number("limit", 8, 1e-6, 1e6, "of the sums, in deviations"),
                        Parameter.integer("warm-up", 100, 2, 1_000_000_000, "values that give a baseline"),
                        Parameter.number("minimum-scale", 0, 0, 1e300, "smallest standard deviation"))
                .variations("limit", "5", "8.0", "12")
                .sample(NumberStreams.LEVELS)
                .heldAgainst(ExactChanges.OF_LEVEL, Tolerance.of(0.5, 0.02))
                .make(arguments -> Cusum.<Double>aggregation(
                                new Cusum.Params(
                                        arguments.number("allowance"),
                                        arguments.number("limit"),
                                        arguments.integer("warm-up"),
                                        arguments.number("minimum-scale")),
                                Double::doubleValue)
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> kswin() {
        return Algorithm.named("kswin", "change", Input.NUMBER)
                .summary(
                        "Changes of the distribution, be it level, scatter or shape, between the last values and those before.")
                .error("a test is wrong with probability level; 0.2 false alarms in 10,000 values at 0.0001")
                .paper(
                        "Raab, Heusinger and Schleif, Neurocomputing 416, 2020; dos Reis, Flach, Matwin and Batista, KDD 2016")
                .parameters(
                        Parameter.integer("window", 100, 4, 1_000_000, "values that are compared"),
                        Parameter.integer("recent", 30, 2, 1_000_000, "of them the recent ones, at most window - 2"),
                        Parameter.number("level", 1e-4, 1e-300, 0.999, "how often one test may be wrong"))
                .variations("level", "0.005", "1.0E-4", "1e-6")
                .sample(NumberStreams.LEVELS)
                .heldAgainst(ExactChanges.OF_LEVEL, Tolerance.of(0.5, 0.02))
                .make(arguments -> Kswin.<Double>aggregation(
                                new Kswin.Params(
                                        arguments.integer("window"),
                                        arguments.integer("recent"),
                                        arguments.number("level")),
                                Double::doubleValue)
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> bocpd() {
        return Algorithm.named("bocpd", "change", Input.NUMBER)
                .summary(
                        "Changes of mean or variance by Bayes' rule: how probable is each start of the present stretch?")
                .error("no bound; 2 false alarms in 10,000 normal values")
                .paper("Adams and MacKay, Bayesian online changepoint detection, arXiv 0710.3742, 2007")
                .parameters(
                        Parameter.number(
                                "run-length", 250, 1.001, 1e15, "values from one change to the next, expected"),
                        Parameter.number("threshold", 0.9, 1e-6, 0.999999, "probability that is a change"),
                        Parameter.integer("confirmed", 5, 1, 1_000_000, "values of a new run that count"),
                        Parameter.integer("runs", 100, 2, 100_000, "starts kept"),
                        Parameter.integer("warm-up", 20, 2, 1_000_000_000, "values that give the unit"))
                .variations("threshold", "0.5", "0.9", "0.99")
                .sample(NumberStreams.LEVELS)
                .heldAgainst(ExactChanges.OF_LEVEL, Tolerance.of(0.5, 0.02))
                .make(arguments -> Bocpd.<Double>aggregation(
                                new Bocpd.Params(
                                        arguments.number("run-length"),
                                        arguments.number("threshold"),
                                        arguments.integer("confirmed"),
                                        arguments.integer("runs"),
                                        arguments.integer("warm-up")),
                                Double::doubleValue)
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> trend() {
        return Algorithm.named("trend", "change", Input.NUMBER)
                .summary("Whether the stream begins to rise or fall, however slowly.")
                .error("a test is wrong with probability level; 0.2 false alarms in 10,000 values")
                .paper("Mann, Nonparametric tests against trend, Econometrica 13, 1945")
                .parameters(
                        Parameter.integer("window", 100, 10, MannKendall.MAX_WINDOW, "values that are looked at"),
                        Parameter.number("level", 1e-4, 1e-300, 0.999, "how often one test may be wrong"))
                .variations("level", "0.01", "1.0E-4", "1e-6")
                .sample(NumberStreams.LEVELS)
                .heldAgainst(ExactChanges.OF_LEVEL, Tolerance.of(0.5, 0.02))
                .make(arguments -> TrendDetector.<Double>aggregation(
                                new TrendDetector.Params(arguments.integer("window"), arguments.number("level")),
                                Double::doubleValue)
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> mannKendall() {
        return Algorithm.named("mann-kendall", "change", Input.NUMBER)
                .summary("Do the last values rise or fall: score, significance and slope over a sliding window.")
                .error("exact; the p-value is that of the normal distribution")
                .paper("Mann, Econometrica 13, 1945; Kendall, Rank Correlation Methods, 1955; Sen, JASA 63, 1968")
                .parameters(Parameter.integer("length", 100, 2, MannKendall.MAX_WINDOW, "how many values"))
                .variations("length", "30", "100", "500")
                .heldAgainst(arguments -> ExactTrend.yardstick(arguments.integer("length")), Tolerance.rounding())
                .make(arguments -> MannKendall.<Double>aggregation(arguments.integer("length"), Double::doubleValue)
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> ddm() {
        return Algorithm.named("ddm", "change", Input.NUMBER)
                .summary("Whether a model errs more often than at its best, with a warning before.")
                .error("no bound; 0.4 false alarms in 10,000 values at an error rate of 0.2")
                .paper("Gama, Medas, Castillo and Rodrigues, Learning with drift detection, SBIA 2004")
                .parameters(
                        above(),
                        Parameter.number("warning", 2, 1e-6, 1e6, "deviations of the best rate that are a warning"),
                        Parameter.number("limit", 3, 1e-6, 1e6, "deviations that are a change"),
                        Parameter.integer("warm-up", 30, 1, 1_000_000_000, "values before either"))
                .variations("limit", "2.5", "3.0", "4")
                .sample(NumberStreams.ERRORS)
                .heldAgainst(arguments -> ExactChanges.rises(arguments.number("above")), Tolerance.of(0.5, 0.02))
                .make(arguments -> Ddm.<Double>aggregation(
                                new Ddm.Params(
                                        arguments.number("warning"),
                                        arguments.number("limit"),
                                        arguments.integer("warm-up")),
                                errors(arguments))
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> eddm() {
        return Algorithm.named("eddm", "change", Input.NUMBER)
                .summary("Whether errors come closer together than at best, with a warning before.")
                .error("no bound; many false alarms")
                .paper(
                        "Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà and Morales-Bueno, Early drift detection method, 2006")
                .parameters(
                        above(),
                        Parameter.number(
                                "warning", 0.95, 1e-6, 0.999999, "part of the largest distance, a warning below"),
                        Parameter.number("limit", 0.9, 1e-6, 0.999999, "part of the largest distance, a change below"),
                        Parameter.integer("warm-up", 30, 2, 1_000_000_000, "distances before either"))
                .variations("limit", "0.8", "0.9")
                .sample(NumberStreams.ERRORS)
                .heldAgainst(CloserErrors::yardstick, Tolerance.exact())
                .make(arguments -> Eddm.<Double>aggregation(
                                new Eddm.Params(
                                        arguments.number("warning"),
                                        arguments.number("limit"),
                                        arguments.integer("warm-up")),
                                errors(arguments))
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> hddmA() {
        return Algorithm.named("hddm-a", "change", Input.NUMBER)
                .summary("Whether errors become more frequent at once, by a bound that needs no distribution.")
                .error("a test is wrong with probability level")
                .paper(
                        "Frías-Blanco and others, Online and non-parametric drift detection methods, IEEE TKDE 27(3), 2015")
                .parameters(
                        above(),
                        Parameter.number("level", 0.001, 1e-300, 0.999, "how often one test may be wrong"),
                        Parameter.number("warning", 0.005, 1e-300, 0.999, "the same for a warning, at least level"))
                .variations("level", "0.005", "0.001", "1e-5")
                .sample(NumberStreams.ERRORS)
                .heldAgainst(arguments -> ExactChanges.rises(arguments.number("above")), Tolerance.of(0.5, 0.02))
                .make(arguments -> HddmA.<Double>aggregation(
                                new HddmA.Params(arguments.number("level"), arguments.number("warning"), false),
                                errors(arguments))
                        .map(ChangeEntries::answer));
    }

    private static Algorithm<Double> hddmW() {
        return Algorithm.named("hddm-w", "change", Input.NUMBER)
                .summary(
                        "Whether errors become more frequent, at once or little by little, by a bound that needs no distribution.")
                .error("a test is wrong with probability level")
                .paper(
                        "Frías-Blanco and others, Online and non-parametric drift detection methods, IEEE TKDE 27(3), 2015")
                .parameters(
                        above(),
                        Parameter.number("weight", 0.05, 1e-9, 1, "of the newest value in the means"),
                        Parameter.number("level", 0.001, 1e-300, 0.999, "how often one test may be wrong"),
                        Parameter.number("warning", 0.005, 1e-300, 0.999, "the same for a warning, at least level"))
                .variations("weight", "0.02", "0.05", "0.1")
                .sample(NumberStreams.ERRORS)
                .heldAgainst(arguments -> ExactChanges.rises(arguments.number("above")), Tolerance.of(0.5, 0.02))
                .make(arguments -> HddmW.<Double>aggregation(
                                new HddmW.Params(
                                        arguments.number("weight"),
                                        arguments.number("level"),
                                        arguments.number("warning"),
                                        false),
                                errors(arguments))
                        .map(ChangeEntries::answer));
    }

    private static Parameter above() {
        return Parameter.number("above", 0.5, -1e300, 1e300, "numbers above it are errors");
    }

    private static ToDoubleFunction<Double> errors(Arguments arguments) {
        double above = arguments.number("above");
        return number -> {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("value must be finite, got " + number);
            }
            return number > above ? 1 : 0;
        };
    }

    private static Answer answer(ChangeReport found) {
        return Answer.of(
                "changes",
                found.changes(),
                "found",
                found.lastFound(),
                "start",
                found.lastStart(),
                "before",
                found.levelBefore(),
                "estimate",
                found.estimate(),
                "statistic",
                found.statistic());
    }

    private static Answer answer(MannKendall.Result trend) {
        return Answer.of(
                "score",
                trend.score(),
                "variance",
                trend.variance(),
                "z",
                trend.standardScore(),
                "p",
                trend.pValue(),
                "tau",
                trend.tau(),
                "slope",
                trend.slope());
    }
}
