package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An algorithm's answer as names and values, for people and scripts that do not know its class. Values are numbers, texts, booleans, or lists of them.
 *
 * @param rows one row for a single answer, any number for a table
 * @param table whether the answer is a list of rows, such as itemsets or top items
 */
public record Answer(List<Map<String, Object>> rows, boolean table) {

    /** Keeps a copy in the given order. */
    public Answer {
        List<Map<String, Object>> copies = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
        }
        rows = List.copyOf(copies);
        if (!table && rows.size() != 1) {
            throw new IllegalArgumentException("a single answer must have one row, got " + rows.size());
        }
    }

    /** The answer of an algorithm that has just one: {@code {"estimate": value}}. */
    public static Answer estimate(double value) {
        return of("estimate", value);
    }

    /** A single answer of several names: {@code of("mean", 5.0, "variance", 4.0)}. */
    public static Answer of(Object... namesAndValues) {
        return new Answer(List.of(row(namesAndValues)), false);
    }

    /** A table of rows made by {@link #row}. */
    public static Answer table(List<Map<String, Object>> rows) {
        return new Answer(rows, true);
    }

    /**
     * A number of a single answer; whole ones too.
     *
     * @throws IllegalArgumentException if the answer has no number of that name
     */
    public double number(String name) {
        if (table || !(rows.get(0).get(name) instanceof Number number)) {
            throw new IllegalArgumentException("answer must have a number \"" + name + "\", got " + rows);
        }
        return number.doubleValue();
    }

    /** One row: names and values in turn. */
    public static Map<String, Object> row(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "names and values must come in pairs, got " + namesAndValues.length + " arguments");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
