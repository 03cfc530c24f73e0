package io.rivulet.runtime.recovery;

import java.util.Objects;

/**
 * What a recovery store knows of a step, so that a flow that resumes can be compared with the one that wrote it.
 *
 * @param step the step's name, by which its state is found
 * @param kind {@code input}, {@code stateful} or {@code output}
 * @param form the form of its states or positions
 * @param version the form's version, from 1; 0 where nothing is encoded
 * @param fingerprint whatever else must stay as it was for the state to make sense, such as the length of a window; empty if nothing
 */
public record StepState(String step, String kind, String form, int version, String fingerprint) {

    /** The kind of a step that reads a source. */
    public static final String INPUT = "input";
    /** The kind of a step with a state per key. */
    public static final String STATEFUL = "stateful";
    /** The kind of a step that writes to a sink. */
    public static final String OUTPUT = "output";

    /** Checks. */
    public StepState {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(fingerprint, "fingerprint");
        if (version < 0) {
            throw new IllegalArgumentException("version must not be negative, got " + version);
        }
    }
}
