package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The trend of the last values by its definition: all pairs. */
final class ExactTrend implements Exact<Double> {

    private final int window;
    private final List<Double> values = new ArrayList<>();

    private ExactTrend(int window) {
        this.window = window;
    }

    static Yardstick<Double> yardstick(int window) {
        return new Yardstick<>(
                "Do the last " + window + " values rise or fall?",
                "largest difference of score, variance of the score, and tau",
                () -> new ExactTrend(window));
    }

    @Override
    public void update(Double value, long timeMillis) {
        values.add(value);
    }

    @Override
    public Answer answer(long nowMillis) {
        double[] last = values.subList(Math.max(0, values.size() - window), values.size()).stream()
                .mapToDouble(v -> v)
                .toArray();
        int n = last.length;
        long score = 0;
        long tied = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                score += (long) Math.signum(last[j] - last[i]);
                tied += last[j] == last[i] ? 1 : 0;
            }
        }
        double variance = n * (n - 1.0) * (2 * n + 5) / 18;
        Arrays.sort(last);
        for (int from = 0; from < n; ) {
            int to = from;
            while (to < n && last[to] == last[from]) {
                to++;
            }
            double ties = to - from;
            variance -= ties * (ties - 1) * (2 * ties + 5) / 18;
            from = to;
        }
        double pairs = n * (n - 1) / 2.0;
        double tau = n < 2 ? Double.NaN : score == 0 ? 0 : score / Math.sqrt(pairs * (pairs - tied));
        return Answer.of("score", score, "variance", n < 2 ? Double.NaN : variance, "tau", tau);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Answer exact = answer(nowMillis);
        double largest = 0;
        for (String name : exact.rows().get(0).keySet()) {
            largest = Math.max(largest, Yardstick.absoluteError(answer.number(name), exact.number(name)));
        }
        return largest;
    }
}
