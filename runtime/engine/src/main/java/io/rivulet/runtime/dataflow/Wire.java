package io.rivulet.runtime.dataflow;

/**
 * One output of a step, by name: what the next step reads.
 *
 * @param step the step's name
 * @param output {@link #MAIN}, or a side output's name
 */
public record Wire(String step, String output) {

    /** The name of the main output. */
    public static final String MAIN = "out";

    /** The main output of a step. */
    public static Wire of(String step) {
        return new Wire(step, MAIN);
    }
}
