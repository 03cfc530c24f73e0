package io.rivulet.commands;

import io.rivulet.runtime.cli.UserError;

/**
 * A field of a row, as the user names it.
 *
 * @param text what the user wrote
 * @param number from 1, or 0 if it is a name
 */
record Field(String text, int number) {

    private static final int MAX_NUMBER = 100_000;

    static Field of(String text) {
        if (!text.matches("\\d{1,9}")) {
            return new Field(text, 0);
        }
        int number = Integer.parseInt(text);
        if (number < 1 || number > MAX_NUMBER) {
            throw UserError.wrongUse("a field's number must be in 1.." + MAX_NUMBER + ", got " + text);
        }
        return new Field(text, number);
    }

    boolean isNumber() {
        return number > 0;
    }

    /** For messages. */
    String label() {
        return isNumber() ? "field " + number : "field \"" + text + "\"";
    }

    @Override
    public String toString() {
        return text;
    }
}
