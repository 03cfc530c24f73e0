package io.rivulet.runtime.cli.state;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of texts under each other; numbers end where their column does. */
final class Columns {

    private final List<Object[]> rows = new ArrayList<>();

    void row(Object... cells) {
        rows.add(cells);
    }

    void print(PrintWriter out) {
        List<Integer> widths = new ArrayList<>();
        for (Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), text(row[i]).length()));
            }
        }
        for (Object[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String text = text(row[i]);
                String blanks = " ".repeat(widths.get(i) - text.length());
                line.append(row[i] instanceof Number ? blanks + text : text + blanks)
                        .append("  ");
            }
            out.println("  " + line.toString().stripTrailing());
        }
    }

    /** A number with its thousands apart, anything else as it is. */
    static String text(Object value) {
        return value instanceof Number number
                ? String.format(Locale.ROOT, "%,d", number.longValue())
                : String.valueOf(value);
    }
}
