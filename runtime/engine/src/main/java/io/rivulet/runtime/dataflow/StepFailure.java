package io.rivulet.runtime.dataflow;

import java.util.Optional;

/** A step failed: names the step, the key where there is one, and the record; for a stateless step that is the record with which its chain of steps began. */
public final class StepFailure extends RuntimeException {

    private static final int MAX_TEXT = 200;

    private final transient String step;
    private final transient Optional<String> key;
    private final transient Optional<String> record;

    private StepFailure(String step, Optional<String> key, Optional<String> record, Throwable cause) {
        super(cause);
        this.step = step;
        this.key = key;
        this.record = record;
    }

    /** The failure of a step; a cause that is a failure already is kept as it is. */
    public static StepFailure at(String step, Throwable cause) {
        return cause instanceof StepFailure known
                ? known
                : new StepFailure(step, Optional.empty(), Optional.empty(), cause);
    }

    /** The failure of a step at a key and a record. */
    public static StepFailure atKey(String step, Object key, Object record, Throwable cause) {
        return cause instanceof StepFailure known ? known : new StepFailure(step, text(key), text(record), cause);
    }

    /** The same failure with the record that led to it, unless it names one already. */
    public StepFailure withRecord(Object value) {
        return record.isPresent() ? this : new StepFailure(step, key, text(value), getCause());
    }

    /** The step's name. */
    public String step() {
        return step;
    }

    /** The key's text, cut. */
    public Optional<String> key() {
        return key;
    }

    /** The record's text, cut. */
    public Optional<String> record() {
        return record;
    }

    private static Optional<String> text(Object value) {
        String text;
        try {
            text = String.valueOf(String.valueOf(value));
        } catch (Throwable e) {
            // Whatever it is, a StackOverflowError too: it must not take the place of the failure that is reported
            // here.
            text = value.getClass().getName() + " (its toString failed: "
                    + e.getClass().getName() + ")";
        }
        return Optional.of(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text);
    }
}
