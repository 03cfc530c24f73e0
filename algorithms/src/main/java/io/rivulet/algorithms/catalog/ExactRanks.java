package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Quantiles by sorting all values kept, each weighted by its age. */
final class ExactRanks implements Exact<Double> {

    /** Those of the usual answer, by their names. */
    static final Map<String, Double> USUAL = usual();

    private static final String MEASURE = "largest error of a rank, as a share of the count";

    private record Timed(double value, long timeMillis) {}

    private final Map<String, Double> asked;
    private final int last;
    private final DoubleUnaryOperator weightOfAge;
    private final List<Timed> records = new ArrayList<>();
    private double[] sorted = {};
    private double[] weightBelow = {0};
    private int sortedRecords;

    private ExactRanks(Map<String, Double> asked, int last, DoubleUnaryOperator weightOfAge) {
        this.asked = asked;
        this.last = last;
        this.weightOfAge = weightOfAge;
    }

    static Yardstick<Double> ofAll() {
        return new Yardstick<>(
                "Which values do 50, 90, 99 and 99.9 % of the values not exceed?",
                MEASURE, () -> new ExactRanks(USUAL, Integer.MAX_VALUE, age -> 1));
    }

    static Yardstick<Double> ofLast(int count) {
        return new Yardstick<>(
                "Which values do 50, 90, 99 and 99.9 % of the last " + count + " values not exceed?",
                MEASURE,
                () -> new ExactRanks(USUAL, count, age -> 1));
    }

    static Yardstick<Double> decayed(Duration halfLife) {
        double millis = halfLife.toMillis();
        return new Yardstick<>(
                "Which values do 50, 90, 99 and 99.9 % of the values not exceed, where one counts half after "
                        + halfLife + "?",
                MEASURE,
                () -> new ExactRanks(USUAL, Integer.MAX_VALUE, age -> Math.exp(-Math.log(2) * age / millis)));
    }

    static Yardstick<Double> ofOne(double q) {
        return new Yardstick<>(
                "Which value do " + 100 * q + " % of the values not exceed?",
                MEASURE,
                () -> new ExactRanks(Map.of("estimate", q), Integer.MAX_VALUE, age -> 1));
    }

    private static Map<String, Double> usual() {
        Map<String, Double> usual = new LinkedHashMap<>();
        usual.put("p50", 0.5);
        usual.put("p90", 0.9);
        usual.put("p99", 0.99);
        usual.put("p99.9", 0.999);
        return usual;
    }

    @Override
    public void update(Double value, long timeMillis) {
        records.add(new Timed(value, timeMillis));
    }

    @Override
    public Answer answer(long nowMillis) {
        sort();
        Map<String, Object> found = new LinkedHashMap<>();
        asked.forEach((name, q) -> {
            double value = Double.NaN;
            for (int i = 0; i < sorted.length; i++) {
                if (shareBelow(i) < q) {
                    value = sorted[i];
                }
            }
            found.put(name, value);
        });
        return new Answer(List.of(found), false);
    }

    /** How far q is from the ranks that the value takes up: from those below it to its own. */
    @Override
    public double error(Answer answer, long nowMillis) {
        sort();
        double worst = 0;
        for (Map.Entry<String, Double> each : asked.entrySet()) {
            double value = answer.number(each.getKey());
            if (Double.isNaN(value) != (sorted.length == 0)) {
                return Double.NaN;
            }
            double below = shareBelow(notAbove(Math.nextDown(value)));
            double upTo = shareBelow(notAbove(value));
            double q = each.getValue();
            worst = Math.max(worst, Math.max(below - q, q - upTo));
        }
        return worst;
    }

    /** Sorts what there is, once for all who ask before the next record. */
    private void sort() {
        if (sortedRecords == records.size()) {
            return;
        }
        List<Timed> window = new ArrayList<>(records.subList(Math.max(0, records.size() - last), records.size()));
        window.sort(Comparator.comparingDouble(Timed::value));
        sorted = window.stream().mapToDouble(Timed::value).toArray();
        weightBelow = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            weightBelow[i + 1] = weightBelow[i] + weight(window.get(i));
        }
        sortedRecords = records.size();
    }

    /** The share of the weight that the first {@code count} of the sorted values have. */
    private double shareBelow(int count) {
        return weightBelow[count] / weightBelow[sorted.length];
    }

    /** How many values do not pass this one. */
    private int notAbove(double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** By the age at the last record: ranks depend on shares only, and an old stream's weights must not vanish. */
    private double weight(Timed timed) {
        return weightOfAge.applyAsDouble(records.get(records.size() - 1).timeMillis - timed.timeMillis);
    }
}
