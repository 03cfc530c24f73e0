package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values for an algorithm's parameters, all of them present and within their ranges. */
public final class Arguments {

    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * The given texts, and the defaults for the rest.
     *
     * @throws IllegalArgumentException if a name is unknown or a value out of range
     */
    static Arguments of(String algorithm, List<Parameter> parameters, Map<String, String> texts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            values.put(parameter.name(), parameter.parse(texts.getOrDefault(parameter.name(), parameter.byDefault())));
        }
        for (String name : texts.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "parameter of " + algorithm + " must be one of " + values.keySet() + ", got \"" + name + "\"");
            }
        }
        return new Arguments(values);
    }

    /** A whole number that fits an int. */
    public int integer(String name) {
        return Math.toIntExact((Long) values.get(name));
    }

    /** A whole number. */
    public long whole(String name) {
        return (Long) values.get(name);
    }

    /** A number. */
    public double number(String name) {
        return (Double) values.get(name);
    }

    /** A length of time. */
    public Duration duration(String name) {
        return (Duration) values.get(name);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
