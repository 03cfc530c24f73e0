package io.rivulet.commands;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whether a file's items stand between commas or between blanks.
 *
 * <p>It cannot be seen from one line: {@code whole milk} is two items in a file of blanks, and one in a file of commas, where it may be the first line. So
 * lines are held back until one with a comma comes; if none of the first {@link #HELD} has one, it is blanks, and a comma later on is an error.
 */
final class BasketSeparator {

    static final int HELD = 1_000;

    /** A line not handed out yet. */
    record Held(long number, String line) {}

    private final List<Held> held = new ArrayList<>();
    private boolean decided;
    private boolean commas;

    /** Takes the next line in, and gives those that can be split now. */
    List<Held> next(long number, String line) {
        boolean hasComma = line.indexOf(',') >= 0;
        if (decided) {
            return List.of(new Held(number, line));
        }
        held.add(new Held(number, line));
        if (!hasComma && held.size() < HELD) {
            return List.of();
        }
        return decide(hasComma);
    }

    /** Gives the rest, at the end of the input. */
    List<Held> end() {
        return decided ? List.of() : decide(false);
    }

    /** The items of a line that was handed out. */
    Row row(String line, LineFields byCommas, LineFields byBlanks) {
        if (commas) {
            return byCommas.of(line);
        }
        if (line.indexOf(',') >= 0) {
            throw new IllegalArgumentException("items must be separated by blanks, as in the first " + HELD
                    + " lines, got a comma; say which by --separator");
        }
        return byBlanks.of(line);
    }

    private List<Held> decide(boolean hasComma) {
        decided = true;
        commas = hasComma;
        List<Held> all = List.copyOf(held);
        held.clear();
        return all;
    }
}
