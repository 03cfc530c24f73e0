package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** What two columns tell of each other, by its definition from the table of all pairs. */
final class ExactInformation implements Exact<Pair> {

    private static final double LN_2 = Math.log(2);

    private final Map<Pair, Long> pairs = new TreeMap<>(ExactInformation::compare);
    private final Map<String, Long> firsts = new TreeMap<>();
    private final Map<String, Long> seconds = new TreeMap<>();
    private long total;

    static Yardstick<Pair> yardstick() {
        return new Yardstick<>(
                "How much do two columns tell of each other?",
                "largest error of the informations in bits",
                ExactInformation::new);
    }

    private static int compare(Pair one, Pair two) {
        int byFirst = one.first().compareTo(two.first());
        return byFirst != 0 ? byFirst : one.second().compareTo(two.second());
    }

    @Override
    public void update(Pair pair, long timeMillis) {
        pairs.merge(pair, 1L, Long::sum);
        firsts.merge(pair.first(), 1L, Long::sum);
        seconds.merge(pair.second(), 1L, Long::sum);
        total++;
    }

    @Override
    public Answer answer(long nowMillis) {
        double shared = 0;
        double openOfFirst = 0;
        double openOfSecond = 0;
        double joint = 0;
        for (Map.Entry<Pair, Long> entry : pairs.entrySet()) {
            double p = share(entry.getValue());
            double ofFirst = share(firsts.get(entry.getKey().first()));
            double ofSecond = share(seconds.get(entry.getKey().second()));
            shared += p * Math.log(p / ofFirst / ofSecond) / LN_2;
            openOfFirst -= p * Math.log(p / ofSecond) / LN_2;
            openOfSecond -= p * Math.log(p / ofFirst) / LN_2;
            joint -= p * Math.log(p) / LN_2;
        }
        double first = bits(firsts);
        double second = bits(seconds);
        double excess = total == 0 ? 0 : (pairs.size() - firsts.size() - seconds.size() + 1) / (2.0 * total) / LN_2;
        double freedom = (firsts.size() - 1.0) * (seconds.size() - 1.0);
        return Answer.of(
                "estimate",
                shared,
                "bias-corrected",
                shared - excess,
                "entropy-of-first",
                first,
                "entropy-of-second",
                second,
                "joint-entropy",
                joint,
                "first-given-second",
                openOfFirst,
                "second-given-first",
                openOfSecond,
                "normalized",
                first + second == 0 ? 0 : 2 * shared / (first + second),
                "p-value",
                total == 0 || freedom == 0 ? 1 : chiSquaredTail(2 * total * shared * LN_2, freedom));
    }

    static double chiSquaredTail(double statistic, double degreesOfFreedom) {
        return 1 - new ChiSquaredDistribution(null, degreesOfFreedom).cumulativeProbability(statistic);
    }

    private double share(long count) {
        return (double) count / total;
    }

    private double bits(Map<String, Long> counts) {
        return counts.values().stream()
                .mapToDouble(count -> -share(count) * Math.log(share(count)) / LN_2)
                .sum();
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return largestError(answer, answer(nowMillis));
    }

    /** Over all columns; beyond 1 as a part of the exact value. */
    static double largestError(Answer answer, Answer exact) {
        double worst = 0;
        for (String name : exact.rows().get(0).keySet()) {
            double expected = exact.number(name);
            double error = Yardstick.absoluteError(answer.number(name), expected);
            worst = Math.max(worst, error == 0 ? 0 : error / Math.max(1, Math.abs(expected)));
        }
        return worst;
    }
}
