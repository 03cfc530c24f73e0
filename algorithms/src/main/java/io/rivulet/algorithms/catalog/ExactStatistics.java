package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.NumberPair;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** What the algorithms of the statistics family answer, by the formulas that define it, over all records. */
final class ExactStatistics {

    private ExactStatistics() {}

    /** The weight of the i-th record from the end, by number. */
    static IntToDoubleFunction byNumber(int count, double weight) {
        return i -> StrictMath.pow(1 - weight, count - 1.0 - i);
    }

    /** The weight of a record by its age at the last one. */
    static IntToDoubleFunction byTime(List<Long> times, Duration halfLife) {
        long last = times.isEmpty() ? 0 : times.get(times.size() - 1);
        return i -> StrictMath.pow(2, -(double) (last - times.get(i)) / halfLife.toMillis());
    }

    static Answer moments(List<Double> values, IntToDoubleFunction weight) {
        int n = values.size();
        double mean = mean(n, weight, values::get);
        return Answer.of("mean", mean, "variance", covariance(n, weight, values::get, values::get));
    }

    static Answer covariance(List<NumberPair> pairs, IntToDoubleFunction weight) {
        int n = pairs.size();
        IntToDoubleFunction x = i -> pairs.get(i).x();
        IntToDoubleFunction y = i -> pairs.get(i).y();
        double covariance = covariance(n, weight, x, y);
        double varianceX = covariance(n, weight, x, x);
        double varianceY = covariance(n, weight, y, y);
        return Answer.of(
                "covariance",
                covariance,
                "correlation",
                varianceX > 0 && varianceY > 0 ? covariance / Math.sqrt(varianceX * varianceY) : Double.NaN,
                "slope",
                varianceX > 0 ? covariance / varianceX : Double.NaN);
    }

    private static double mean(int n, IntToDoubleFunction weight, IntToDoubleFunction value) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            sum += weight.applyAsDouble(i) * value.applyAsDouble(i);
            total += weight.applyAsDouble(i);
        }
        return sum / total;
    }

    /** Without bias: divided by the total weight less the squared weights by it. */
    private static double covariance(int n, IntToDoubleFunction weight, IntToDoubleFunction x, IntToDoubleFunction y) {
        if (n < 2) {
            return Double.NaN;
        }
        double meanX = mean(n, weight, x);
        double meanY = mean(n, weight, y);
        double sum = 0;
        double total = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double w = weight.applyAsDouble(i);
            sum += w * (x.applyAsDouble(i) - meanX) * (y.applyAsDouble(i) - meanY);
            total += w;
            squares += w * w;
        }
        return sum / (total - squares / total);
    }

    /** Slope, intercept and residual deviation of the line of least squares, by its residuals. */
    static Answer line(List<NumberPair> pairs) {
        int n = pairs.size();
        IntToDoubleFunction x = i -> pairs.get(i).x();
        IntToDoubleFunction y = i -> pairs.get(i).y();
        double variance = covariance(n, i -> 1, x, x);
        double slope = variance > 0 ? covariance(n, i -> 1, x, y) / variance : Double.NaN;
        double intercept = mean(n, i -> 1, y) - slope * mean(n, i -> 1, x);
        double errors = pairs.stream()
                .mapToDouble(p -> Math.pow(p.y() - intercept - slope * p.x(), 2))
                .sum();
        return Answer.of(
                "slope", slope, "intercept", intercept, "deviation", n > 2 ? Math.sqrt(errors / (n - 2)) : Double.NaN);
    }

    /** Decayed sum of all but those of the first moment, over the decayed time since. */
    static Answer rate(List<Double> amounts, List<Long> times, long now, Duration halfLife) {
        if (times.isEmpty()) {
            return Answer.estimate(0);
        }
        long first = times.stream().mapToLong(t -> t).min().orElseThrow();
        double decay = Math.log(2) / halfLife.toMillis();
        double sum = 0;
        for (int i = 0; i < amounts.size(); i++) {
            sum += times.get(i) == first ? 0 : amounts.get(i) * Math.exp(-decay * (now - times.get(i)));
        }
        double seconds = (1 - Math.exp(-decay * (now - first))) / decay / 1_000;
        return Answer.estimate(seconds > 0 ? sum / seconds : Double.NaN);
    }

    /** Coefficients that minimise the weighted squared errors and the fading penalty on their squares, by normal equations. */
    static Answer leastSquares(List<Input.Example> examples, double forgetting, double startVariance) {
        int n = examples.size();
        if (n == 0) {
            return Answer.of("intercept", 0.0);
        }
        int width = examples.get(0).features().length + 1;
        double[][] equations = new double[width][width + 1];
        for (int i = 0; i < n; i++) {
            double weight = StrictMath.pow(forgetting, n - 1.0 - i);
            for (int a = 0; a < width; a++) {
                for (int b = 0; b < width; b++) {
                    equations[a][b] += weight * feature(examples.get(i), a) * feature(examples.get(i), b);
                }
                equations[a][width] +=
                        weight * feature(examples.get(i), a) * examples.get(i).label();
            }
        }
        for (int a = 0; a < width; a++) {
            equations[a][a] += StrictMath.pow(forgetting, n) / startVariance;
        }
        double[] solution = solve(equations);
        Object[] namesAndValues = new Object[2 * width];
        for (int a = 0; a < width; a++) {
            namesAndValues[2 * a] = a == 0 ? "intercept" : "x" + a;
            namesAndValues[2 * a + 1] = solution[a];
        }
        return Answer.of(namesAndValues);
    }

    private static double feature(Input.Example example, int index) {
        return index == 0 ? 1 : example.features()[index - 1];
    }

    /** Gaussian elimination with the largest pivot; the right side is the last column. */
    private static double[] solve(double[][] equations) {
        int n = equations.length;
        for (int i = 0; i < n; i++) {
            int pivot = i;
            for (int row = i + 1; row < n; row++) {
                pivot = Math.abs(equations[row][i]) > Math.abs(equations[pivot][i]) ? row : pivot;
            }
            double[] swapped = equations[i];
            equations[i] = equations[pivot];
            equations[pivot] = swapped;
            for (int row = i + 1; row < n; row++) {
                double factor = equations[row][i] / equations[i][i];
                for (int column = i; column <= n; column++) {
                    equations[row][column] -= factor * equations[i][column];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = equations[i][n];
            for (int column = i + 1; column < n; column++) {
                sum -= equations[i][column] * solution[column];
            }
            solution[i] = sum / equations[i][i];
        }
        return solution;
    }
}
