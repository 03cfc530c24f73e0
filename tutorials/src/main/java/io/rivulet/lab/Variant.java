package io.rivulet.lab;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Yardstick;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An algorithm at one setting of its parameters.
 *
 * @param algorithm of the catalogue, or of another library
 * @param parameters those that are not the defaults
 * @param peer whether it is of another library
 * @param <T> a record
 */
public record Variant<T>(Algorithm<T> algorithm, Map<String, String> parameters, boolean peer) {

    /** Keeps the parameters in the order of their names. */
    public Variant {
        parameters = Map.copyOf(parameters);
    }

    /** {@code hyperloglog}, or {@code hyperloglog precision=14}. */
    public String label() {
        return parameters.isEmpty()
                ? algorithm.name()
                : algorithm.name()
                        + new TreeMap<>(parameters)
                                .entrySet().stream()
                                        .map(e -> " " + e.getKey() + "=" + e.getValue())
                                        .collect(Collectors.joining());
    }

    /** The algorithm so set. */
    public Aggregation<T, ?, Answer> create() {
        return algorithm.create(parameters);
    }

    /** What its answers are held against. */
    public Yardstick<T> yardstick() {
        return algorithm.yardstick(parameters);
    }

    /** The same with another seed, if it has one that is not set: another draw of what chance decides. */
    Variant<T> withDraw(int draw) {
        boolean seeded = algorithm.parameters().stream().anyMatch(p -> p.name().equals("seed"));
        if (!seeded || parameters.containsKey("seed") || draw == 0) {
            return this;
        }
        Map<String, String> drawn = new TreeMap<>(parameters);
        drawn.put("seed", Integer.toString(draw));
        return new Variant<>(algorithm, drawn, peer);
    }
}
