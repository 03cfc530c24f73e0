package io.rivulet.runtime;

import java.util.Optional;

/** A step failed, and the job with it. Names the job, the step, the worker, and where known the key and the record; the cause is what was thrown. */
public final class JobFailedException extends RuntimeException {

    private final transient String step;
    private final transient Optional<String> key;
    private final transient Optional<String> record;

    /** Made by engines. */
    public JobFailedException(
            String job, String step, int worker, Optional<String> key, Optional<String> record, Throwable cause) {
        super(
                "job \"" + job + "\", step \"" + step + "\" (worker " + worker + ")"
                        + key.map(k -> ", key " + k).orElse("")
                        + record.map(r -> ", record " + r).orElse("") + ": " + reason(cause),
                cause);
        this.step = step;
        this.key = key;
        this.record = record;
    }

    /** The step that failed. */
    public String step() {
        return step;
    }

    /** The key at which it failed, as text. */
    public Optional<String> key() {
        return key;
    }

    /** The record at which it failed, as text. */
    public Optional<String> record() {
        return record;
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
