package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Agreement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One line of the catalogue: everything that a command line, a reference page, the law tests and a benchmark need to know of an algorithm.
 *
 * @param name lower-case words with hyphens
 * @param family the question it answers, which is also its package: distinct, entropy, frequency …
 * @param summary what it tells, in one sentence
 * @param error its documented error, in a few words
 * @param input what it takes in
 * @param parameters in the order to show them
 * @param merged how closely merged parts answer like the whole, if it can merge
 * @param make makes it
 * @param <T> a record
 */
public record Algorithm<T>(
        String name,
        String family,
        String summary,
        String error,
        Input<T> input,
        List<Parameter> parameters,
        Agreement merged,
        Function<Arguments, Aggregation<T, ?, Answer>> make) {

    /** Checks the name. */
    public Algorithm {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("name must be lower-case words with hyphens, got \"" + name + "\"");
        }
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(make, "make");
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
        return make.apply(Arguments.of(name, parameters, arguments));
    }
}
