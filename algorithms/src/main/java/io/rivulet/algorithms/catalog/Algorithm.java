package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Agreement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One entry of the catalogue: everything that a command line, a reference page, the law tests, the oracle and the variant lab need to know of an
 * algorithm.
 *
 * <pre>{@code
 * Algorithm.named("hyperloglog", "distinct", Input.ITEM)
 *         .summary("How many different items, in 2^precision bytes whatever the stream.")
 *         .error("1.04 / 2^(precision/2), relative standard error")
 *         .parameters(Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"))
 *         .variations("precision", "10", "12", "14")
 *         .heldAgainst(DISTINCT_ITEMS, Tolerance.of(0.042, 0.01))
 *         .make(arguments -> HyperLogLog.<String>aggregation(arguments.integer("precision"), item -> item)
 *                 .map(Answer::estimate));
 * }</pre>
 *
 * @param <T> a record
 */
public final class Algorithm<T> {

    private final Entry<T> entry;
    private final Function<Arguments, Aggregation<T, ?, Answer>> make;

    private Algorithm(Entry<T> entry, Function<Arguments, Aggregation<T, ?, Answer>> make) {
        this.entry = entry;
        this.make = make;
    }

    /**
     * Begins an entry; {@link Entry#make} ends it.
     *
     * @param name lower-case words with hyphens
     * @param family the question it answers, which is also its package: distinct, entropy, frequency …
     * @param input what it takes in
     */
    public static <T> Entry<T> named(String name, String family, Input<T> input) {
        return new Entry<>(name, family, input);
    }

    /** Lower-case words with hyphens. */
    public String name() {
        return entry.name;
    }

    /** The question it answers, which is also its package: distinct, entropy, frequency … */
    public String family() {
        return entry.family;
    }

    /** What it tells, in one sentence. */
    public String summary() {
        return entry.summary;
    }

    /** Its documented error, in a few words. */
    public String error() {
        return entry.error;
    }

    /** Where the method was published, if it was: authors, title, year. */
    public Optional<String> paper() {
        return entry.paper;
    }

    /** What it takes in. */
    public Input<T> input() {
        return entry.input;
    }

    /** The stream that laws, oracle and golden form are run over: the input's first, unless the entry names its own. */
    public SampleStream<T> sample() {
        return entry.sample;
    }

    /** Its parameters, in the order to show them. */
    public List<Parameter> parameters() {
        return entry.parameters;
    }

    /** Settings that the variant lab tries, the defaults first. */
    public List<Map<String, String>> variations() {
        return entry.variations;
    }

    /** How closely merged parts answer like the whole, if it can merge. */
    public Agreement merged() {
        return entry.merged;
    }

    /** What the error is promised to be with default parameters on the sample stream. */
    public Tolerance tolerance() {
        return entry.tolerance;
    }

    /** Why updates allocate once tables have grown; empty if they do not. */
    public Optional<String> allocates() {
        return entry.allocates;
    }

    /** What its answers are held against, with default parameters. */
    public Yardstick<T> yardstick() {
        return yardstick(Map.of());
    }

    /**
     * What its answers are held against, with some parameters given as text.
     *
     * @throws IllegalArgumentException if a name is unknown or a value out of range
     */
    public Yardstick<T> yardstick(Map<String, String> arguments) {
        return entry.yardstick.apply(Arguments.of(entry.name, entry.parameters, arguments));
    }

    /** The algorithm with default parameters. */
    public Aggregation<T, ?, Answer> create() {
        return create(Map.of());
    }

    /**
     * The algorithm with some parameters given as text.
     *
     * @throws IllegalArgumentException if a name is unknown or a value out of range
     */
    public Aggregation<T, ?, Answer> create(Map<String, String> arguments) {
        return make.apply(Arguments.of(entry.name, entry.parameters, arguments));
    }

    @Override
    public String toString() {
        return entry.name;
    }

    /**
     * An entry being written. Everything but {@link #paper}, {@link #parameters}, {@link #variations}, {@link #sample}, {@link #merged} and
     * {@link #allocating} must be said.
     *
     * @param <T> a record
     */
    public static final class Entry<T> {

        private final String name;
        private final String family;
        private final Input<T> input;
        private String summary = "";
        private String error = "";
        private SampleStream<T> sample;
        private List<Parameter> parameters = List.of();
        private List<Map<String, String>> variations = List.of(Map.of());
        private Agreement merged = Agreement.EXACT;
        private Function<Arguments, Yardstick<T>> yardstick;
        private Tolerance tolerance;
        private Optional<String> allocates = Optional.empty();
        private Optional<String> paper = Optional.empty();

        private Entry(String name, String family, Input<T> input) {
            if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
                throw new IllegalArgumentException("name must be lower-case words with hyphens, got \"" + name + "\"");
            }
            this.name = name;
            this.family = family;
            this.input = input;
            this.sample = input.streams().get(0);
        }

        /** What it tells, in one sentence. */
        public Entry<T> summary(String sentence) {
            this.summary = sentence;
            return this;
        }

        /** Its documented error, in a few words: the formula with the names of the parameters, or "exact", or "rounding". */
        public Entry<T> error(String fewWords) {
            this.error = fewWords;
            return this;
        }

        /** Where the method was published: authors, title, year; nowhere unless said. */
        public Entry<T> paper(String authorsTitleYear) {
            this.paper = Optional.of(authorsTitleYear);
            return this;
        }

        /** Its parameters, in the order to show them; none unless said. */
        public Entry<T> parameters(Parameter... inOrder) {
            this.parameters = List.of(inOrder);
            return this;
        }

        /** What the variant lab tries beside the defaults: each of the values for the parameter that trades error for bytes and speed. */
        public Entry<T> variations(String parameter, String... values) {
            String byDefault = parameters.stream()
                    .filter(p -> p.name().equals(parameter))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "variations must be of a parameter said before, got \"" + parameter + "\""))
                    .byDefault();
            this.variations = Stream.concat(
                            Stream.of(Map.<String, String>of()),
                            Stream.of(values)
                                    .filter(value -> !value.equals(byDefault))
                                    .map(value -> Map.of(parameter, value)))
                    .toList();
            return this;
        }

        /** A stream on which its question makes sense, where the input's usual one does not do. */
        public Entry<T> sample(SampleStream<T> stream) {
            this.sample = Objects.requireNonNull(stream, "stream");
            return this;
        }

        /** How closely merged parts answer like the whole; exactly unless said. */
        public Entry<T> merged(Agreement agreement) {
            this.merged = Objects.requireNonNull(agreement, "agreement");
            return this;
        }

        /** What its answers are held against, and the promise: with default parameters, on the sample stream. */
        public Entry<T> heldAgainst(Yardstick<T> yardstick, Tolerance tolerance) {
            Objects.requireNonNull(yardstick, "yardstick");
            return heldAgainst(arguments -> yardstick, tolerance);
        }

        /** The same where parameters change the question, as the length of a window does. */
        public Entry<T> heldAgainst(Function<Arguments, Yardstick<T>> yardstick, Tolerance tolerance) {
            this.yardstick = Objects.requireNonNull(yardstick, "yardstick");
            this.tolerance = Objects.requireNonNull(tolerance, "tolerance");
            return this;
        }

        /** Why its updates allocate even when its tables have grown; it is then left out where that is measured. */
        public Entry<T> allocating(String why) {
            this.allocates = Optional.of(why);
            return this;
        }

        /** Ends the entry: how the algorithm is made. */
        public Algorithm<T> make(Function<Arguments, Aggregation<T, ?, Answer>> make) {
            Objects.requireNonNull(make, "make");
            if (summary.isEmpty() || error.isEmpty() || yardstick == null) {
                throw new IllegalStateException(name + " must have a summary, an error and a yardstick");
            }
            return new Algorithm<>(this, make);
        }
    }
}
