package io.rivulet.runtime.cli;

/** A mistake of the user, or of the world: shown as a message, without a stack trace. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private UserError(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The command was written wrongly; exit code 2. */
    public static UserError wrongUse(String message) {
        return new UserError(Main.WRONG_USE, message, null);
    }

    /** The command was written wrongly, as something else found; exit code 2. */
    public static UserError wrongUse(Throwable cause) {
        return new UserError(Main.WRONG_USE, cause.getMessage(), cause);
    }

    /** The job cannot go on; exit code 1. */
    public static UserError failed(String message) {
        return new UserError(Main.FAILED, message, null);
    }

    /** The job cannot go on; exit code 1. */
    public static UserError failed(String message, Throwable cause) {
        return new UserError(Main.FAILED, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
