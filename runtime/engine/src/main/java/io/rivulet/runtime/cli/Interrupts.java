package io.rivulet.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Ctrl-C, as commands see it: an action that makes the job stop soon and cleanly. The command goes on until it has said what it has to say, and ends with
 * {@link #EXIT_CODE}. Any thread may call any method.
 *
 * <pre>{@code
 * Interrupts.Registration listening = terminal.interrupts().onInterrupt(job::stop);
 * try {
 *     job.await();
 * } finally {
 *     listening.close();
 * }
 * }</pre>
 */
public final class Interrupts {

    /** What a shell expects of a program that Ctrl-C ended. */
    public static final int EXIT_CODE = 130;

    private final List<Runnable> actions = new ArrayList<>();
    private boolean interrupted;

    /** Ends an action's registration. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Runs the action, at most once, when the interrupt comes; at once if it has come. It runs in another thread and must return soon. */
    public Registration onInterrupt(Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (this) {
            if (!interrupted) {
                actions.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    /** Whether the interrupt has come. */
    public synchronized boolean interrupted() {
        return interrupted;
    }

    /**
     * Makes the interrupt come; a second one changes nothing.
     *
     * @return whether anybody listened, so that it is worth waiting for the command's end
     */
    public boolean interrupt() {
        List<Runnable> due;
        synchronized (this) {
            interrupted = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
        return !due.isEmpty();
    }

    private synchronized void forget(Runnable action) {
        actions.remove(action);
    }
}
