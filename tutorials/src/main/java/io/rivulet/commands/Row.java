package io.rivulet.commands;

import java.util.List;

/**
 * One record of the input, valid until the next one is read. A field that is not there or cannot be read throws IllegalArgumentException, which makes the
 * line a bad one.
 */
interface Row {

    /** A field as text. */
    String text(Field field);

    /** All of it as one text: the line, or the only field. */
    String whole();

    /** Items that occur together: the fields, or the items that a line holds. */
    List<String> items();

    /** The fields by number, from 1. */
    int size();

    /** A field as a finite number. */
    default double number(Field field) {
        return number(text(field), field.label());
    }

    /** The items in a field, if it holds a list of them; else just its text. */
    default List<String> items(Field field) {
        return List.of(text(field));
    }

    /** A text as a finite number. */
    static double number(String text, String label) {
        double number = parsed(text, label);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(label + " must be a finite number, got \"" + text + "\"");
        }
        return number;
    }

    private static double parsed(String text, String label) {
        try {
            String stripped = text.strip();
            // Java also takes a suffix and hexadecimal numbers, which nobody means in data.
            boolean suffix = stripped.endsWith("d")
                    || stripped.endsWith("D")
                    || stripped.endsWith("f")
                    || stripped.endsWith("F");
            if (!suffix && stripped.indexOf('x') < 0 && stripped.indexOf('X') < 0) {
                return Double.parseDouble(stripped);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(label + " must be a number, got \"" + text + "\"");
    }
}
