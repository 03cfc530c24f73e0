package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** In which directions rows extend, by the sums of all products of their columns. */
final class ExactDirections implements Exact<double[]> {

    static final Yardstick<double[]> EXTENT = new Yardstick<>(
            "In which directions do rows extend, and how much?",
            "largest error of the sum of squares along any direction, as a share of all squares",
            () -> new ExactDirections(false));

    static final Yardstick<double[]> VARIATION = new Yardstick<>(
            "In which directions do rows vary most about their mean?",
            "sine of the largest angle between the first two directions and theirs",
            () -> new ExactDirections(true));

    private static final int COLUMNS = 12;
    private static final double[] SPREADS = {12, 5, 2};

    /** Twelve numbers that vary along three directions above all, a hundred and forty times, twenty-five and four times as much as along the others. */
    static final SampleStream<double[]> SPIKED =
            SampleStream.of("spiked", "twelve numbers that vary along three directions above all", random -> () -> {
                double[] row = new double[COLUMNS];
                for (int i = 0; i < SPREADS.length; i++) {
                    double along = SPREADS[i] * random.nextGaussian() / 2;
                    for (int c = 0; c < 4; c++) {
                        row[4 * i + c] += c % 2 == i % 2 ? along : -along;
                    }
                }
                for (int c = 0; c < COLUMNS; c++) {
                    row[c] += random.nextGaussian() + c % 3;
                }
                return row;
            });

    private final boolean aboutMean;
    private final List<double[]> rows = new ArrayList<>();

    private ExactDirections(boolean aboutMean) {
        this.aboutMean = aboutMean;
    }

    @Override
    public void update(double[] row, long timeMillis) {
        rows.add(row.clone());
    }

    private RealMatrix products() {
        int width = rows.get(0).length;
        double[] mean = new double[width];
        for (double[] row : rows) {
            for (int c = 0; aboutMean && c < width; c++) {
                mean[c] += row[c] / rows.size();
            }
        }
        double[][] products = new double[width][width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    products[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]);
                }
            }
        }
        return new Array2DRowRealMatrix(products, false);
    }

    @Override
    public Answer answer(long nowMillis) {
        List<Map<String, Object>> answer = new ArrayList<>();
        if (!rows.isEmpty()) {
            EigenDecomposition exact = new EigenDecomposition(products());
            double scale = aboutMean ? rows.size() - 1.0 : 1;
            for (int i = 0; i < rows.get(0).length; i++) {
                answer.add(row(
                        exact.getRealEigenvalue(i) / scale,
                        exact.getEigenvector(i).toArray()));
            }
        }
        return Answer.table(answer);
    }

    static Map<String, Object> row(double weight, double[] vector) {
        List<Double> entries = new ArrayList<>();
        for (double entry : vector) {
            entries.add(entry);
        }
        return Answer.row("weight", weight, "vector", List.copyOf(entries));
    }

    private static double[] vector(Map<String, Object> row) {
        return ((List<?>) row.get("vector"))
                .stream().mapToDouble(entry -> (Double) entry).toArray();
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        if (rows.isEmpty()) {
            return answer.rows().isEmpty() ? 0 : Double.NaN;
        }
        return aboutMean ? sine(answer) : missing(answer);
    }

    private double missing(Answer answer) {
        RealMatrix left = products();
        double all = left.getTrace();
        for (Map<String, Object> row : answer.rows()) {
            RealMatrix vector = new Array2DRowRealMatrix(vector(row));
            left = left.subtract(vector.multiply(vector.transpose()).scalarMultiply((Double) row.get("weight")));
        }
        double worst = 0;
        for (double value : new EigenDecomposition(left).getRealEigenvalues()) {
            worst = Math.max(worst, Math.abs(value));
        }
        return worst / all;
    }

    private double sine(Answer answer) {
        EigenDecomposition exact = new EigenDecomposition(products());
        double worst = 0;
        for (int i = 0; i < 2; i++) {
            if (i >= answer.rows().size()) {
                return 1;
            }
            RealVector there = exact.getEigenvector(i);
            double cosine = Math.min(
                    1,
                    Math.abs(there.dotProduct(
                            new Array2DRowRealMatrix(vector(answer.rows().get(i))).getColumnVector(0))));
            worst = Math.max(worst, Math.sqrt(1 - cosine * cosine));
        }
        return worst;
    }
}
