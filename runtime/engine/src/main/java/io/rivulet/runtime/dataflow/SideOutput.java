package io.rivulet.runtime.dataflow;

import java.util.Objects;

/**
 * A further output of a step, beside the main one: late records, errors.
 *
 * @param name lower-case, unique within the step
 * @param <X> what it carries
 */
public record SideOutput<X>(String name) {

    /** Checks the name. */
    public SideOutput {
        if (Objects.requireNonNull(name, "name").equals(Wire.MAIN) || !name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "name of a side output must be lower-case and not \"" + Wire.MAIN + "\", got \"" + name + "\"");
        }
    }
}
