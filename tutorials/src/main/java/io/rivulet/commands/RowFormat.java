package io.rivulet.commands;

import java.util.Locale;

/** How the input is written. */
enum RowFormat {
    /** Lines of text; fields, if asked for, are separated by blanks. */
    LINES,
    /** CSV after RFC 4180. */
    CSV,
    /** A JSON object a line. */
    JSONL,
    /** Items by comma or blank, a basket a line. */
    BASKETS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
