package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.quantile.DDSketch;
import io.rivulet.algorithms.quantile.DecayedQuantiles;
import io.rivulet.algorithms.quantile.ExactQuantiles;
import io.rivulet.algorithms.quantile.KllQuantiles;
import io.rivulet.algorithms.quantile.PSquareQuantile;
import io.rivulet.algorithms.quantile.ReqQuantiles;
import io.rivulet.algorithms.quantile.RollingQuantiles;
import io.rivulet.algorithms.quantile.TDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Entries of the quantile family: how large a value is that a share of the values does not pass. */
final class QuantileEntries {

    /**
     * What a relative error of 1 % of the value comes to in ranks on the sample stream, by which all variants are compared: at the median of 100, where the
     * density is greatest, 1 of 15 deviations is 2.7 % of the values. How many values there are just so near is left to chance.
     */
    private static final Tolerance ONE_PERCENT_IN_RANKS = Tolerance.of(0.03, 0.01);

    /** The same for values weighted by their age: as many as 400 that weigh alike would be. */
    private static final Tolerance ONE_PERCENT_IN_WEIGHTED_RANKS = Tolerance.of(0.045, 0.01);

    private static final Parameter SEED = Parameter.integer(
            "seed", 42, Long.MIN_VALUE, Long.MAX_VALUE, "another seed, other errors of the same size");

    private static final Parameter RELATIVE_ERROR =
            Parameter.number("relative-error", 0.01, 1e-6, 0.5, "how far a value may be off, as a part of itself");

    private static final Parameter BUCKETS = Parameter.integer(
            "buckets", DDSketch.DEFAULT_BUCKETS, 16, 1 << 24, "at most, for each sign; beyond, the error grows");

    private QuantileEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(kll(), req(), tDigest(), ddSketch(), decayed(), pSquare(), exact(), rolling());
    }

    private static Algorithm<Double> kll() {
        return Algorithm.named("kll", "quantile", Input.NUMBER)
                .paper(
                        "Karnin, Lang and Liberty, Optimal quantile approximation in streams, FOCS 2016; Ivkin et al., arXiv 1907.00236, 2019")
                .summary("Quantiles with the same error of the rank everywhere, whatever the values.")
                .error("2.4 / k of the rank, with 99 % confidence, proven")
                .parameters(Parameter.integer("k", 200, 16, 1 << 16, "twice as much, half the error"), SEED)
                .variations("k", "50", "100", "200", "400")
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactRanks.ofAll(), Tolerance.of(2.4 / 200, 0.01))
                .make(arguments -> KllQuantiles.<Double>aggregation(
                                arguments.integer("k"), arguments.whole("seed"), Double::doubleValue)
                        .map(s -> usual(s::quantile)));
    }

    private static Algorithm<Double> req() {
        return Algorithm.named("req", "quantile", Input.NUMBER)
                .paper("Cormode, Karnin, Liberty, Thaler and Veselý, Relative error streaming quantiles, PODS 2021")
                .summary("Quantiles whose error of the rank vanishes towards the high end, whatever the values.")
                .error("0.5 / k of the 1 - rank, with 99 % confidence, measured")
                .parameters(Parameter.integer("k", 12, 4, 1024, "even; twice as much, half the error"), SEED)
                .variations("k", "6", "12", "24", "50")
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactRanks.ofAll(), Tolerance.of(0.5 * 0.5 / 12, 0.02))
                .make(arguments -> ReqQuantiles.<Double>aggregation(
                                arguments.integer("k"), true, arguments.whole("seed"), Double::doubleValue)
                        .map(s -> usual(s::quantile)));
    }

    private static Algorithm<Double> tDigest() {
        return Algorithm.named("t-digest", "quantile", Input.NUMBER)
                .paper(
                        "Dunning and Ertl, Computing extremely accurate quantiles using t-digests, arXiv 1902.04023, 2019")
                .summary("Quantiles in few bytes, most exact at both ends, interpolated.")
                .error("no bound; usually below 2 sqrt(q (1 - q)) / compression of the rank")
                .parameters(Parameter.integer("compression", 100, 10, 1 << 16, "twice as much, half the error"))
                .variations("compression", "50", "100", "200", "500")
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactRanks.ofAll(), Tolerance.of(2 * 0.5 / 100, 0.05))
                .make(arguments -> TDigest.<Double>aggregation(arguments.integer("compression"), Double::doubleValue)
                        .map(s -> usual(s::quantile)));
    }

    private static Algorithm<Double> ddSketch() {
        return Algorithm.named("ddsketch", "quantile", Input.NUMBER)
                .paper(
                        "Masson, Rim and Lee, DDSketch, PVLDB 12(12), 2019; Epicoco et al., UDDSketch, IEEE Access 8, 2020")
                .summary("Quantiles to a relative error of the value; slides exactly.")
                .error("relative-error of the value, always")
                .parameters(RELATIVE_ERROR, BUCKETS)
                .variations("relative-error", "0.05", "0.02", "0.01", "0.002")
                .heldAgainst(ExactRanks.ofAll(), ONE_PERCENT_IN_RANKS)
                .make(arguments -> DDSketch.<Double>aggregation(
                                arguments.number("relative-error"), arguments.integer("buckets"), Double::doubleValue)
                        .map(s -> usual(s::quantile)));
    }

    private static Algorithm<Double> decayed() {
        return Algorithm.named("decayed-quantiles", "quantile", Input.NUMBER)
                .paper("Masson, Rim and Lee, DDSketch, PVLDB 12(12), 2019; Cormode et al., Forward decay, ICDE 2009")
                .summary(
                        "Quantiles of the recent values, to a relative error: a value counts half after one half-life.")
                .error("relative-error of the value")
                .parameters(
                        Parameter.duration(
                                "half-life",
                                Duration.ofMinutes(5),
                                Duration.ofMillis(1),
                                DecayedQuantiles.MAX_HALF_LIFE,
                                "after how long a value counts half"),
                        RELATIVE_ERROR,
                        BUCKETS)
                .variations("relative-error", "0.05", "0.02", "0.01", "0.002")
                .merged(Agreement.ROUNDING)
                .heldAgainst(
                        arguments -> ExactRanks.decayed(arguments.duration("half-life")), ONE_PERCENT_IN_WEIGHTED_RANKS)
                .make(arguments -> DecayedQuantiles.<Double>aggregation(
                                arguments.duration("half-life"),
                                arguments.number("relative-error"),
                                arguments.integer("buckets"),
                                Double::doubleValue)
                        .map(s -> usual(s::quantile)));
    }

    private static Algorithm<Double> pSquare() {
        return Algorithm.named("p-square", "quantile", Input.NUMBER)
                .paper("Jain and Chlamtac, The P² algorithm, Communications of the ACM 28(10), 1985")
                .summary("One quantile, chosen beforehand, in the space of fifteen numbers.")
                .error("no bound; converges over independent values of a smooth distribution")
                .parameters(Parameter.number("q", 0.5, 1e-6, 1 - 1e-6, "which quantile"))
                .heldAgainst(arguments -> ExactRanks.ofOne(arguments.number("q")), Tolerance.of(0.02, 0.05))
                .make(arguments -> PSquareQuantile.<Double>aggregation(arguments.number("q"), Double::doubleValue)
                        .map(Answer::estimate));
    }

    private static Algorithm<Double> exact() {
        return Algorithm.named("exact-quantiles", "quantile", Input.NUMBER)
                .summary("Exact quantiles; keeps all values.")
                .error("exact")
                .allocating("keeps all values")
                .heldAgainst(ExactRanks.ofAll(), Tolerance.exact())
                .make(arguments ->
                        ExactQuantiles.<Double>aggregation(Double::doubleValue).map(s -> usual(s::quantile)));
    }

    private static Algorithm<Double> rolling() {
        return Algorithm.named("rolling-quantiles", "quantile", Input.NUMBER)
                .summary("Exact quantiles of the last values, so many of them.")
                .error("exact")
                .parameters(Parameter.integer("window", 1_000, 1, RollingQuantiles.MAX_WINDOW, "how many values"))
                .variations("window", "100", "1000", "10000")
                .heldAgainst(arguments -> ExactRanks.ofLast(arguments.integer("window")), Tolerance.exact())
                .make(arguments -> RollingQuantiles.<Double>aggregation(
                                arguments.integer("window"), Double::doubleValue)
                        .map(s -> usual(s::quantile)));
    }

    static Answer usual(DoubleUnaryOperator quantile) {
        Map<String, Object> found = new LinkedHashMap<>();
        ExactRanks.USUAL.forEach((name, q) -> found.put(name, quantile.applyAsDouble(q)));
        return new Answer(List.of(found), false);
    }
}
