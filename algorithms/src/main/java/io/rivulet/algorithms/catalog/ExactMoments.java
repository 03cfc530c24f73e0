package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.List;

/** Mean, variance, skewness and kurtosis in several passes over all values kept. */
final class ExactMoments implements Exact<Double> {

    static final Yardstick<Double> YARDSTICK = new Yardstick<>(
            "What are mean, variance, skewness and kurtosis of the values?",
            "largest error of the four, relative where they are more than 1",
            ExactMoments::new);

    private final List<Double> values = new ArrayList<>();

    @Override
    public void update(Double value, long timeMillis) {
        values.add(value);
    }

    @Override
    public Answer answer(long nowMillis) {
        int n = values.size();
        double mean = values.stream().mapToDouble(v -> v).sum() / n;
        double second = power(mean, 2);
        double variance = n < 2 ? Double.NaN : second / (n - 1);
        return Answer.of(
                "count",
                n,
                "mean",
                n == 0 ? Double.NaN : mean,
                "variance",
                variance,
                "skewness",
                Math.sqrt(n) * power(mean, 3) / Math.pow(second, 1.5),
                "kurtosis",
                n * power(mean, 4) / (second * second));
    }

    private double power(double mean, int exponent) {
        return values.stream().mapToDouble(v -> Math.pow(v - mean, exponent)).sum();
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Answer exact = answer(nowMillis);
        double worst = 0;
        for (String name : exact.rows().get(0).keySet()) {
            double expected = exact.number(name);
            double error = Yardstick.absoluteError(answer.number(name), expected);
            worst = Math.max(worst, error / Math.max(1, Double.isNaN(expected) ? 1 : Math.abs(expected)));
        }
        return worst;
    }
}
