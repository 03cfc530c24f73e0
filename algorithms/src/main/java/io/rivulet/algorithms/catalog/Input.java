package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What an algorithm takes in, in the form that a command line or a configuration can give it.
 *
 * @param name one word: item, number, basket, point, example
 * @param description what one record is
 * @param sample makes a typical record, for the laws
 * @param refused a record that every algorithm over this input must refuse, if there is one
 * @param <T> the record's type
 */
public record Input<T>(
        String name, String description, BiFunction<SplitMix64, Integer, T> sample, Optional<T> refused) {

    /** A text, counted by its content; frequent ones come often in the sample. */
    public static final Input<String> ITEM = new Input<>(
            "item",
            "one text, counted by its content",
            (random, i) -> "item-" + (int) (1000 * Math.pow(random.nextDouble(), 3)),
            Optional.empty());

    /** A finite number. */
    public static final Input<Double> NUMBER = new Input<>(
            "number", "one finite number", (random, i) -> 100 + 15 * random.nextGaussian(), Optional.of(Double.NaN));

    /** A set of items that occur together. */
    public static final Input<List<String>> BASKET = new Input<>(
            "basket",
            "items that occur together, separated by commas or blanks",
            (random, i) -> {
                List<String> basket = new ArrayList<>();
                for (int n = random.nextInt(6); n >= 0; n--) {
                    basket.add("i" + (int) (12 * Math.pow(random.nextDouble(), 2)));
                }
                return List.copyOf(basket);
            },
            Optional.empty());

    /** A row of numbers; the sample has three. */
    public static final Input<double[]> POINT = new Input<>(
            "point",
            "several numbers, always as many",
            (random, i) -> new double[] {random.nextGaussian(), 10 + random.nextGaussian(), random.nextDouble()},
            Optional.of(new double[] {0, Double.NaN, 0}));

    /** A labelled row of numbers; in the sample the label follows the first two. */
    public static final Input<Example> EXAMPLE = new Input<>(
            "example",
            "several numbers and a label, 0 or 1",
            (random, i) -> {
                double x = random.nextGaussian();
                double y = random.nextGaussian();
                return new Example(new double[] {x, y, random.nextDouble()}, x - y + random.nextGaussian() > 0 ? 1 : 0);
            },
            Optional.of(new Example(new double[] {0, Double.POSITIVE_INFINITY, 0}, 1)));

    /**
     * A labelled row of numbers.
     *
     * @param features the row
     * @param label 0 or 1 for classifiers, the target for regressors
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Example(double[] features, double label) {}
}
