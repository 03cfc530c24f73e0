package io.rivulet.algorithms.catalog;

import java.util.Collection;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Measures of how spread items are, each by its definition from the counts of all. */
final class ExactSpread implements Exact<String> {

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final ToDoubleFunction<Shares> measure;

    private ExactSpread(ToDoubleFunction<Shares> measure) {
        this.measure = measure;
    }

    /** The counts, of one item or more, and their total. */
    private record Shares(Collection<Long> counts, double total) {

        double sum(ToDoubleFunction<Double> ofShare) {
            return counts.stream()
                    .mapToDouble(count -> ofShare.applyAsDouble(count / total))
                    .sum();
        }

        double nats() {
            return sum(p -> -p * Math.log(p));
        }

        double bits() {
            return nats() / Math.log(2);
        }
    }

    private static Yardstick<String> yardstick(String question, String measure, ToDoubleFunction<Shares> value) {
        return new Yardstick<>(question, measure, () -> new ExactSpread(value));
    }

    static Yardstick<String> renyi(double order) {
        return yardstick(
                "How spread are the items, by Rényi's entropy of order " + order + "?",
                "error in bits, order " + order,
                shares -> order == 1
                        ? shares.bits()
                        : Math.log(shares.sum(p -> Math.pow(p, order))) / (1 - order) / Math.log(2));
    }

    static Yardstick<String> tsallis(double order) {
        return yardstick(
                "How spread are the items, by Tsallis' entropy of order " + order + "?",
                "error of Tsallis' entropy, order " + order,
                shares -> order == 1 ? shares.nats() : (1 - shares.sum(p -> Math.pow(p, order))) / (order - 1));
    }

    static Yardstick<String> giniSimpson() {
        return yardstick(
                "How likely are two items to differ?", "error of the chance", shares -> 1 - shares.sum(p -> p * p));
    }

    static Yardstick<String> minEntropy() {
        return yardstick(
                "How many bits has the surest guess of an item?",
                "error in bits of the surest guess",
                shares ->
                        -Math.log(shares.counts.stream().mapToLong(c -> c).max().orElseThrow() / shares.total)
                                / Math.log(2));
    }

    static Yardstick<String> normalized() {
        return yardstick(
                "How evenly are the items spread, from 0 to 1?",
                "error of the evenness",
                shares -> shares.counts.size() < 2 ? 0 : shares.nats() / Math.log(shares.counts.size()));
    }

    static Yardstick<String> perplexity() {
        return yardstick(
                "How many items of equal frequency would be as spread?",
                "relative error of the number",
                shares -> Math.exp(shares.nats()));
    }

    static Yardstick<String> millerMadow() {
        return yardstick(
                "How spread is the source of the items, by the correction of Miller and Madow?",
                "error in bits of the corrected entropy",
                shares -> shares.bits() + (shares.counts.size() - 1) / (2 * shares.total) / Math.log(2));
    }

    static Yardstick<String> grassberger() {
        return yardstick(
                "How spread is the source of the items, by the estimate of Grassberger?",
                "error in bits of Grassberger's estimate",
                shares -> (Math.log(shares.total)
                                - shares.counts.stream()
                                        .mapToDouble(c -> c * grassbergerTerm(c) / shares.total)
                                        .sum())
                        / Math.log(2));
    }

    /** By G(2) = 2 - γ - ln 2 and G(n + 2) = G(n) + 2 / (n + 1) for even n. */
    private static double grassbergerTerm(long count) {
        double term = -0.5772156649015329 - Math.log(2);
        for (long n = 0; n + 2 <= count; n += 2) {
            term += 2.0 / (n + 1);
        }
        return term;
    }

    static Yardstick<String> chaoShen() {
        return yardstick(
                "How spread is the source of the items, by the estimate of Chao and Shen?",
                "error in bits of the estimate of Chao and Shen",
                shares -> {
                    long once = shares.counts.stream().filter(c -> c == 1).count();
                    double seen = 1 - Math.min(once, shares.total - 1) / shares.total;
                    return shares.sum(p -> -seen * p * Math.log(seen * p) / (1 - Math.pow(1 - seen * p, shares.total)))
                            / Math.log(2);
                });
    }

    @Override
    public void update(String item, long timeMillis) {
        counts.merge(item, 1L, Long::sum);
    }

    @Override
    public Answer answer(long nowMillis) {
        double total = counts.values().stream().mapToLong(c -> c).sum();
        Shares shares = new Shares(counts.values(), total);
        return Answer.estimate(total == 0 ? Double.NaN : measure.applyAsDouble(shares));
    }

    /** In the unit of the measure up to 1, and as a part of the exact value beyond. */
    @Override
    public double error(Answer answer, long nowMillis) {
        double exact = answer(nowMillis).number("estimate");
        return Yardstick.absoluteError(answer.number("estimate"), exact) / Math.max(1, Math.abs(exact));
    }
}
