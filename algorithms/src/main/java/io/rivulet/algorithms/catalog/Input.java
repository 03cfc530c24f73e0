package io.rivulet.algorithms.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What an algorithm takes in, in the form that a command line or a configuration can give it.
 *
 * @param name one word: item, number, basket, point, example, pair, numbers, weighted, text, edge
 * @param description what one record is
 * @param streams made streams of typical records; the first is what laws and oracles run over unless an entry has a stream of its own, the variant lab
 *     takes all
 * @param refused a record that every algorithm over this input must refuse, if there is one
 * @param <T> the record's type
 */
public record Input<T>(String name, String description, List<SampleStream<T>> streams, Optional<T> refused) {

    /** Checks that there is a stream. */
    public Input {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("input \"" + name + "\" must have at least one sample stream");
        }
    }

    /** A text, counted by its content. */
    public static final Input<String> ITEM = new Input<>(
            "item",
            "one text, counted by its content",
            List.of(ItemStreams.SKEWED, ItemStreams.UNIFORM, ItemStreams.ZIPF, ItemStreams.BURSTS),
            Optional.empty());

    /** A finite number. */
    public static final Input<Double> NUMBER = new Input<>(
            "number",
            "one finite number",
            List.of(NumberStreams.NORMAL, NumberStreams.LOGNORMAL, NumberStreams.UNIFORM, NumberStreams.BURSTS),
            Optional.of(Double.NaN));

    /** A set of items that occur together. */
    public static final Input<List<String>> BASKET = new Input<>(
            "basket",
            "items that occur together, separated by commas or blanks",
            List.of(ItemStreams.BASKETS),
            Optional.empty());

    /** A row of numbers; the sample has three. */
    public static final Input<double[]> POINT = new Input<>(
            "point", "several numbers, always as many", List.of(NumberStreams.POINTS), Optional.of(new double[] {
                0, Double.NaN, 0
            }));

    /** A labelled row of numbers; in the sample the label follows the first two. */
    public static final Input<Example> EXAMPLE = new Input<>(
            "example",
            "several numbers and a label, 0 or 1",
            List.of(NumberStreams.EXAMPLES),
            Optional.of(new Example(new double[] {0, Double.POSITIVE_INFINITY, 0}, 1)));

    /** Two texts in this order. */
    public static final Input<Pair> PAIR = new Input<>(
            "pair", "two texts, such as source and destination", List.of(ItemStreams.PAIRS), Optional.empty());

    /** Two numbers in this order. */
    public static final Input<NumberPair> NUMBERS = new Input<>(
            "numbers",
            "two finite numbers, x and y",
            List.of(NumberStreams.CORRELATED),
            Optional.of(new NumberPair(0, Double.NaN)));

    /** A text that counts as often as its weight says. */
    public static final Input<Weighted> WEIGHTED = new Input<>(
            "weighted",
            "one text and its weight, a finite number that is not negative",
            List.of(ItemStreams.WEIGHTED),
            Optional.of(new Weighted("item", Double.NaN)));

    /** A text that is looked into: words, numbers, a message. */
    public static final Input<String> TEXT =
            new Input<>("text", "one line of text, such as a log message", List.of(TextStreams.LOG), Optional.empty());

    /** A link between two nodes, which have no order. */
    public static final Input<Pair> EDGE = new Input<>(
            "edge", "two nodes that are linked, by their names", List.of(ItemStreams.EDGES), Optional.empty());

    /** All inputs. */
    public static List<Input<?>> all() {
        return List.of(ITEM, NUMBER, BASKET, POINT, EXAMPLE, PAIR, NUMBERS, WEIGHTED, TEXT, EDGE);
    }

    /**
     * A labelled row of numbers.
     *
     * @param features the row
     * @param label 0 or 1 for classifiers, the target for regressors
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Example(double[] features, double label) {}

    /**
     * Two texts.
     *
     * @param first the source, the cause, or one node
     * @param second the destination, the effect, or the other node
     */
    public record Pair(String first, String second) {}

    /**
     * Two numbers.
     *
     * @param x what explains
     * @param y what is explained
     */
    public record NumberPair(double x, double y) {}

    /**
     * A text with a weight: bytes, an amount, a duration.
     *
     * @param item counted by its content
     * @param weight not negative
     */
    public record Weighted(String item, double weight) {}
}
