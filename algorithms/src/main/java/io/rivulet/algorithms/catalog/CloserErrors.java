package io.rivulet.algorithms.catalog;

import java.util.Arrays;

/**
 * How often errors come closer together than at best, by the definition of the early drift detection method: mean and deviation of all distances since the last time, from
 * their exact sums.
 */
final class CloserErrors implements Exact<Double> {

    private final double above;
    private final double limit;
    private final int warmUp;
    private boolean[] errors = new boolean[64];
    private int count;

    private CloserErrors(Arguments arguments) {
        this.above = arguments.number("above");
        this.limit = arguments.number("limit");
        this.warmUp = arguments.integer("warm-up");
    }

    static Yardstick<Double> yardstick(Arguments arguments) {
        return new Yardstick<>(
                "How many times do errors, values above " + arguments.number("above") + ", come closer than "
                        + arguments.number("limit") + " of the best, after " + arguments.integer("warm-up") + "?",
                "difference from the number by definition",
                () -> new CloserErrors(arguments));
    }

    @Override
    public void update(Double value, long timeMillis) {
        if (count == errors.length) {
            errors = Arrays.copyOf(errors, 2 * count);
        }
        errors[count++] = value > above;
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of("changes", changes());
    }

    private long changes() {
        long changes = 0;
        int last = -1;
        long distances = 0;
        long sum = 0;
        long squares = 0;
        double largest = 0;
        for (int i = 0; i < count; i++) {
            if (!errors[i]) {
                continue;
            }
            if (last >= 0) {
                long distance = (long) i - last;
                distances++;
                sum += distance;
                squares += distance * distance;
                double variance = (squares - (double) sum * sum / distances) / distances;
                double far = (double) sum / distances + 2 * Math.sqrt(Math.max(0, variance));
                if (distances >= warmUp) {
                    largest = Math.max(largest, far);
                    if (far / largest < limit) {
                        changes++;
                        distances = 0;
                        sum = 0;
                        squares = 0;
                        largest = 0;
                        last = -1;
                        continue;
                    }
                }
            }
            last = i;
        }
        return changes;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return Math.abs(answer.number("changes") - changes());
    }
}
