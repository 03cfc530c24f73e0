package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.anomaly.EwmaChart;
import java.util.ArrayList;
import java.util.List;

/** The alarms of a chart of the weighted average by its definition: two passes over the warm-up, then the average since the last alarm. */
final class ShiftAlarms implements Exact<Double> {

    private final EwmaChart.Params params;
    private final List<Double> values = new ArrayList<>();

    private ShiftAlarms(EwmaChart.Params params) {
        this.params = params;
    }

    static Yardstick<Double> yardstick(EwmaChart.Params params) {
        return new Yardstick<>(
                "How often does the mean shift, by an average of weight " + params.weight() + " and a limit of "
                        + params.limit() + " after " + params.warmUp() + " values?",
                "difference from the number of alarms by definition",
                () -> new ShiftAlarms(params));
    }

    @Override
    public void update(Double value, long timeMillis) {
        values.add(value);
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of("anomalies", alarms());
    }

    private long alarms() {
        int n = params.warmUp();
        if (values.size() <= n) {
            return 0;
        }
        double mean = values.stream().limit(n).mapToDouble(v -> v).sum() / n;
        double squares = values.stream()
                .limit(n)
                .mapToDouble(v -> (v - mean) * (v - mean))
                .sum();
        double deviation = Math.max(params.minimumScale(), Math.sqrt(squares / (n - 1)));
        long alarms = 0;
        double average = mean;
        int steps = 0;
        for (double value : values.subList(n, values.size())) {
            average += params.weight() * (value - average);
            steps++;
            double variance =
                    params.weight() / (2 - params.weight()) * (1 - Math.pow(1 - params.weight(), 2.0 * steps));
            if (Math.abs(average - mean) > params.limit() * deviation * Math.sqrt(variance)) {
                alarms++;
                average = mean;
                steps = 0;
            }
        }
        return alarms;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return Math.abs(answer.number("anomalies") - alarms());
    }
}
