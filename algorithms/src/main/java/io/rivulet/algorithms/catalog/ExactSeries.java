package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.statistics.HampelFilter;
import io.rivulet.algorithms.statistics.HoltWinters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What the algorithms over series answer, by the formulas that define it, over all records. */
final class ExactSeries {

    private ExactSeries() {}

    /** The increase from the window's start, on the line between the readings around it, to the last reading, per second. */
    static Answer counterRate(List<Double> readings, List<Long> times, long now, Duration window) {
        double[] increases = new double[readings.size()];
        for (int i = 1; i < increases.length; i++) {
            double rise = readings.get(i) - readings.get(i - 1);
            increases[i] = increases[i - 1] + (rise < 0 ? readings.get(i) : rise);
        }
        int last = increases.length - 1;
        long start = now - window.toMillis();
        if (last < 1 || start >= times.get(last)) {
            return Answer.estimate(Double.NaN);
        }
        if (start <= times.get(0)) {
            return Answer.estimate(increases[last] * 1_000 / (times.get(last) - times.get(0)));
        }
        int after = 0;
        while (times.get(after) <= start) {
            after++;
        }
        double part = (double) (start - times.get(after - 1)) / (times.get(after) - times.get(after - 1));
        double begin = increases[after - 1] + part * (increases[after] - increases[after - 1]);
        return Answer.estimate((increases[last] - begin) * 1_000 / (times.get(last) - start));
    }

    /** The sum of what each reading stands for, as long as it is the newest, over the time. */
    static Answer timeWeighted(List<Double> readings, List<Long> times, long now, Duration window) {
        if (readings.isEmpty()) {
            return Answer.estimate(Double.NaN);
        }
        long start = Math.max(now - window.toMillis(), times.get(0));
        double sum = 0;
        for (int i = 0; i < readings.size(); i++) {
            long from = Math.max(start, times.get(i));
            long to = i + 1 < readings.size() ? Math.max(start, times.get(i + 1)) : now;
            sum += readings.get(i) * Math.max(0, to - from);
        }
        return Answer.estimate(now == start ? readings.get(readings.size() - 1) : sum / (now - start));
    }

    /** How many values lay far from the median of the window that ended with them, and the last one without its spike. */
    static Answer hampel(List<Double> values, HampelFilter.Params params) {
        long outliers = 0;
        double filtered = Double.NaN;
        for (int i = 0; i < values.size(); i++) {
            double[] window = sorted(values.subList(Math.max(0, i + 1 - params.window()), i + 1));
            double median = ofRank(window, 0.5);
            double[] distances = Arrays.stream(window)
                    .map(v -> Math.abs(v - median))
                    .sorted()
                    .toArray();
            double scale = 1.4826 * ofRank(distances, 0.5);
            if (scale == 0) {
                scale = (ofRank(window, 0.75) - ofRank(window, 0.25)) / 1.349;
            }
            boolean far = Math.abs(values.get(i) - median) > params.limit() * Math.max(scale, params.minimumScale());
            outliers += far ? 1 : 0;
            filtered = far ? median : values.get(i);
        }
        return Answer.of("outliers", outliers, "filtered", filtered);
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(v -> v).sorted().toArray();
    }

    private static double ofRank(double[] sorted, double q) {
        return sorted[Math.max(1, (int) Math.ceil(q * sorted.length)) - 1];
    }

    /** The same recursion in its form of corrections by the error of the forecast. */
    static Answer holtWinters(List<Double> values, HoltWinters.Params params) {
        int period = params.period();
        if (values.size() < 2 * period) {
            return Answer.of("level", Double.NaN, "trend", Double.NaN, "forecast", Double.NaN);
        }
        double first = values.subList(0, period).stream().mapToDouble(v -> v).sum() / period;
        double second =
                values.subList(period, 2 * period).stream().mapToDouble(v -> v).sum() / period;
        double trend = (second - first) / period;
        double level = second + trend * (period - 1) / 2;
        double[] season = new double[period];
        for (int i = 0; i < 2 * period; i++) {
            double line = level + trend * (i - (2 * period - 1));
            season[i % period] += (values.get(i) - line) / 2;
        }
        for (int i = 2 * period; i < values.size(); i++) {
            double step = params.damping() * trend;
            double error = values.get(i) - (level + step + season[i % period]);
            level += step + params.level() * error;
            trend = step + params.trend() * params.level() * error;
            season[i % period] += params.seasonal() * error;
        }
        double forecast = level + params.damping() * trend + season[values.size() % period];
        return Answer.of("level", level, "trend", trend, "forecast", forecast);
    }
}
