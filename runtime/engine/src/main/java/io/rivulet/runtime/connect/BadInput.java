package io.rivulet.runtime.connect;

import java.util.Objects;

/**
 * Input that is no record.
 *
 * @param place where it was found: file and line
 * @param text the input itself, cut to {@link #MAX_TEXT} characters
 * @param problem what must hold and what came
 */
public record BadInput(String place, String text, String problem) {

    /** The longest text kept. */
    public static final int MAX_TEXT = 500;

    /** Cuts the text. */
    public BadInput {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(problem, "problem");
        if (text.length() > MAX_TEXT) {
            text = text.substring(0, MAX_TEXT) + "…";
        }
    }

    @Override
    public String toString() {
        return place + ": " + problem + (text.isEmpty() ? "" : ": " + text);
    }
}
