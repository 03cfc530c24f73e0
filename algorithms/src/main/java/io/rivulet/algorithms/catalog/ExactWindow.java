package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What is said of the amounts of the last while, by keeping them all with their times. */
final class ExactWindow<T> implements Exact<T> {

    private record Timed(double amount, long time) {}

    private final long windowMillis;
    private final ToDoubleFunction<T> amount;
    private final Function<double[], Answer> say;
    private final List<Timed> kept = new ArrayList<>();

    private ExactWindow(Duration window, ToDoubleFunction<T> amount, Function<double[], Answer> say) {
        this.windowMillis = window.toMillis();
        this.amount = amount;
        this.say = say;
    }

    static <T> Yardstick<T> count(Duration window) {
        return sum("How many records came in the last " + window + "?", window, record -> 1);
    }

    static <T> Yardstick<T> sum(Duration window, ToDoubleFunction<T> amount) {
        return sum("How much came in the last " + window + "?", window, amount);
    }

    private static <T> Yardstick<T> sum(String question, Duration window, ToDoubleFunction<T> amount) {
        return new Yardstick<>(
                question,
                "relative error of the sum",
                () -> new ExactWindow<>(window, amount, amounts -> {
                    double sum = 0;
                    for (double some : amounts) {
                        sum += some;
                    }
                    return Answer.estimate(sum);
                }));
    }

    static <T> Yardstick<T> extremes(Duration window, ToDoubleFunction<T> value) {
        return new Yardstick<>(
                "What are the smallest and the largest value of the last " + window + "?",
                "larger of both errors, in the unit of the values",
                () -> new ExactWindow<>(window, value, values -> {
                    double least = Double.NaN;
                    double most = Double.NaN;
                    for (double one : values) {
                        least = one >= least ? least : one;
                        most = one <= most ? most : one;
                    }
                    return Answer.of("minimum", least, "maximum", most);
                }));
    }

    @Override
    public void update(T record, long timeMillis) {
        kept.add(new Timed(amount.applyAsDouble(record), timeMillis));
    }

    @Override
    public Answer answer(long nowMillis) {
        return say.apply(kept.stream()
                .filter(timed -> nowMillis - windowMillis < timed.time && timed.time <= nowMillis)
                .mapToDouble(Timed::amount)
                .toArray());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Answer exact = answer(nowMillis);
        double worst = 0;
        for (String name : exact.rows().get(0).keySet()) {
            double expected = exact.number(name);
            double error = name.equals("estimate")
                    ? Yardstick.relativeError(answer.number(name), expected)
                    : Yardstick.absoluteError(answer.number(name), expected);
            worst = Math.max(worst, error);
        }
        return worst;
    }
}
