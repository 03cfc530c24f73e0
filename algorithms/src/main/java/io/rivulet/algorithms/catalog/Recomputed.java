package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An exact answer by keeping all records and computing it anew from them, by the formula that defines it. An answer's error is the largest of its numbers',
 * relative where they are more than 1; whatever is no number must be the same.
 *
 * @param <T> a record
 */
final class Recomputed<T> implements Exact<T> {

    static final String MEASURE = "largest error of a number, relative where it is more than 1";

    /** The definition of an answer. */
    @FunctionalInterface
    interface Definition<T> {
        /** @param times of the records in milliseconds, in the same order */
        Answer of(List<T> records, List<Long> times, long nowMillis);
    }

    private final Definition<T> definition;
    private final List<T> records = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    private Recomputed(Definition<T> definition) {
        this.definition = definition;
    }

    static <T> Yardstick<T> yardstick(String question, Definition<T> definition) {
        return new Yardstick<>(question, MEASURE, () -> new Recomputed<>(definition));
    }

    @Override
    public void update(T record, long timeMillis) {
        records.add(record);
        times.add(timeMillis);
    }

    @Override
    public Answer answer(long nowMillis) {
        return definition.of(List.copyOf(records), List.copyOf(times), nowMillis);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        List<Map<String, Object>> exact = answer(nowMillis).rows();
        if (answer.rows().size() != exact.size()) {
            return Double.NaN;
        }
        double worst = 0;
        for (int row = 0; row < exact.size(); row++) {
            for (Map.Entry<String, Object> each : exact.get(row).entrySet()) {
                Object actual = answer.rows().get(row).get(each.getKey());
                if (each.getValue() instanceof Number expected && actual instanceof Number number) {
                    double size = Math.abs(expected.doubleValue());
                    double error = Yardstick.absoluteError(number.doubleValue(), expected.doubleValue());
                    worst = Math.max(worst, error / (size > 1 ? size : 1));
                } else if (!Objects.equals(each.getValue(), actual)) {
                    return Double.NaN;
                }
            }
        }
        return worst;
    }
}
