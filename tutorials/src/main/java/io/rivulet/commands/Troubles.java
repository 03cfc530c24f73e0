package io.rivulet.commands;

import io.rivulet.runtime.connect.BadInput;
import java.io.PrintWriter;

/** Counts what was left out, shows the first few, and sums up at the end, so that nothing is lost silently. */
final class Troubles {

    private static final int SHOWN = 5;
    private static final int SHOWN_TEXT = 60;

    private final PrintWriter err;
    private long badLines;

    Troubles(PrintWriter err) {
        this.err = err;
    }

    /** A line that is no record. */
    void bad(BadInput input) {
        badLines++;
        if (badLines <= SHOWN) {
            String text = TextAnswers.printable(input.text());
            String start = text.length() <= SHOWN_TEXT ? text : text.substring(0, SHOWN_TEXT) + "…";
            err.println("bad line " + input.place() + ": " + TextAnswers.printable(input.problem())
                    + (start.isEmpty() ? "" : ": " + start));
        } else if (badLines == SHOWN + 1) {
            err.println("more bad lines are counted, not shown");
        }
    }

    /** How many lines were no records. */
    long badLines() {
        return badLines;
    }

    /** What was left out, if anything. */
    void sumUp(long records, long late) {
        if (badLines > 0) {
            err.printf("left out %,d bad %s of %,d%n", badLines, badLines == 1 ? "line" : "lines", records + badLines);
        }
        if (late > 0) {
            err.printf(
                    "left out %,d late %s of %,d: time went back to before windows already answered; see --lateness%n",
                    late, late == 1 ? "record" : "records", records);
        }
    }
}
