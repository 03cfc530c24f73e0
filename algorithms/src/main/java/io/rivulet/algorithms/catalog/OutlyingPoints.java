package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * How many rows lie far from the rest, by keeping all of them: those of which a number is more than six robust standard deviations from the median of its
 * column. A detector that misses some while it warms up is that much off.
 */
final class OutlyingPoints implements Exact<double[]> {

    static final Yardstick<double[]> YARDSTICK = new Yardstick<>(
            "How many rows are strange?",
            "difference from the number of far outliers, as a share of it",
            OutlyingPoints::new);

    private static final double FAR = 6 * 1.4826;

    private final List<double[]> rows = new ArrayList<>();

    @Override
    public void update(double[] row, long timeMillis) {
        rows.add(row.clone());
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of("anomalies", outliers());
    }

    private long outliers() {
        if (rows.isEmpty()) {
            return 0;
        }
        int width = rows.get(0).length;
        double[] centre = new double[width];
        double[] far = new double[width];
        for (int f = 0; f < width; f++) {
            int feature = f;
            centre[f] = OutlyingValues.median(
                    rows.stream().mapToDouble(row -> row[feature]).toArray());
            far[f] = FAR
                    * OutlyingValues.median(rows.stream()
                            .mapToDouble(row -> Math.abs(row[feature] - centre[feature]))
                            .toArray());
        }
        return rows.stream().filter(row -> isFar(row, centre, far)).count();
    }

    private static boolean isFar(double[] row, double[] centre, double[] far) {
        for (int f = 0; f < row.length; f++) {
            if (Math.abs(row[f] - centre[f]) > far[f]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        long exact = outliers();
        return Math.abs(answer.number("anomalies") - exact) / Math.max(1, exact);
    }
}
