package io.rivulet.algorithms.learning;

import java.util.Arrays;
import java.util.Objects;

/**
 * The features of one example as an array of doubles: {@code NaN} is an absent feature, 1 a word that is present. A label is never among them; it
 * travels beside the row.
 *
 * <p>A row may be cleared and filled again, so that a stream needs one; filled in the same order of names as the last time, it finds their places without
 * hashing. Learners read it and keep nothing of it.
 *
 * <pre>{@code
 * Schema schema = Schema.create();
 * Row row = Row.of(schema, "age", 41, "city", "Oslo");
 * row.clear();
 * row.put("age", 17).put("city", "Bergen");
 * }</pre>
 */
public final class Row {

    /*
     * Places from width on are absent, and all of values from there on is NaN. cursor guesses the place of the next name: after the last one. A row of
     * values without names has no schema (null) until a name is put: a stream makes many such rows, and a schema is ten times their size.
     */
    private Schema schema;
    private double[] values;
    private int width;
    private int cursor;

    private Row(Schema schema, double[] values) {
        this.schema = schema;
        this.values = values;
        this.width = values.length;
    }

    /** An empty row over a schema, which grows with the names put. */
    public static Row over(Schema schema) {
        return new Row(Objects.requireNonNull(schema, "schema"), new double[0]);
    }

    /**
     * A row of names and values in turn; values are numbers, booleans (1 and 0) or words.
     *
     * @throws IllegalArgumentException if they do not come in pairs, or a value is none of these
     */
    public static Row of(Schema schema, Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "names and values must come in pairs, got " + namesAndValues.length + " arguments");
        }
        Row row = over(schema);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            Object value = namesAndValues[i + 1];
            if (value instanceof Number number) {
                row.put(name, number.doubleValue());
            } else if (value instanceof Boolean truth) {
                row.put(name, truth ? 1 : 0);
            } else if (value instanceof String word) {
                row.put(name, word);
            } else {
                throw new IllegalArgumentException(
                        "value of \"" + name + "\" must be a number, a boolean or a text, got " + value);
            }
        }
        return row;
    }

    /** A row of numbers without names, in places 0, 1, 2 …; {@code NaN} where one is absent. The array is copied. */
    public static Row ofValues(double... values) {
        Row row = new Row(null, values.clone());
        for (double value : values) {
            requireNotInfinite(value);
        }
        return row;
    }

    /**
     * Puts a number; {@code NaN} makes it absent.
     *
     * @throws IllegalArgumentException if the value is infinite, or the name one of words
     */
    public Row put(String name, double value) {
        requireNotInfinite(value);
        int index = schema().isNumber(cursor, name) ? cursor : schema().index(name);
        cursor = index + 1;
        return put(index, value);
    }

    /**
     * Puts a word.
     *
     * @throws IllegalArgumentException if the word is empty, or the name one of numbers
     */
    public Row put(String name, String category) {
        int index = schema().index(name, category);
        cursor = index + 1;
        return put(index, 1);
    }

    /** Puts a number in a place that is known; {@code NaN} makes it absent. */
    public Row put(int index, double value) {
        requireNotInfinite(value);
        if (index >= values.length) {
            int length = values.length;
            values = Arrays.copyOf(values, Math.max(index + 1, Math.max(8, 2 * length)));
            Arrays.fill(values, length, values.length, Double.NaN);
        }
        values[index] = value;
        width = Math.max(width, index + 1);
        return this;
    }

    /** Makes all features absent. */
    public void clear() {
        Arrays.fill(values, 0, width, Double.NaN);
        width = 0;
        cursor = 0;
    }

    /** One more than the last place that may be present. */
    public int width() {
        return width;
    }

    /** The feature's value, {@code NaN} if it is absent. */
    public double get(int index) {
        return index < width ? values[index] : Double.NaN;
    }

    /** Whether the place indicates a word. */
    public boolean isCategory(int index) {
        return schema != null && schema.isCategory(index);
    }

    /** Bytes of heap held by the row, without the schema, which many rows share. */
    long heapBytes() {
        return 32 + 16 + 8L * values.length;
    }

    private Schema schema() {
        if (schema == null) {
            schema = Schema.create();
        }
        return schema;
    }

    private static void requireNotInfinite(double value) {
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("value must be finite, or NaN where absent, got " + value);
        }
    }
}
