package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mean and deviation of each feature, in two passes over all rows kept. */
final class ExactScales implements Exact<double[]> {

    static final Yardstick<double[]> YARDSTICK = new Yardstick<>(
            "What are mean and deviation of each feature?",
            "largest error of a mean or deviation, relative where they are more than 1",
            ExactScales::new);

    private final List<double[]> rows = new ArrayList<>();

    @Override
    public void update(double[] row, long timeMillis) {
        rows.add(row.clone());
    }

    @Override
    public Answer answer(long nowMillis) {
        List<Map<String, Object>> features = new ArrayList<>();
        int width = rows.isEmpty() ? 0 : rows.get(0).length;
        for (int f = 0; f < width; f++) {
            int feature = f;
            double mean = rows.stream().mapToDouble(row -> row[feature]).sum() / rows.size();
            double squares = rows.stream()
                    .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
                    .sum();
            features.add(Answer.row(
                    "feature", f, "count", rows.size(), "mean", mean, "deviation", Math.sqrt(squares / rows.size())));
        }
        return Answer.table(features);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        List<Map<String, Object>> exact = answer(nowMillis).rows();
        if (answer.rows().size() != exact.size()) {
            return Double.NaN;
        }
        double worst = 0;
        for (int f = 0; f < exact.size(); f++) {
            for (String name : exact.get(f).keySet()) {
                double expected = ((Number) exact.get(f).get(name)).doubleValue();
                double actual = ((Number) answer.rows().get(f).get(name)).doubleValue();
                worst = Math.max(worst, Yardstick.absoluteError(actual, expected) / Math.max(1, Math.abs(expected)));
            }
        }
        return worst;
    }
}
