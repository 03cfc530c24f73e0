package io.rivulet.runtime.cli;

import java.util.List;

/**
 * A subcommand of {@code rivulet}, found by {@link java.util.ServiceLoader}: a public class with a constructor without parameters, annotated with picocli's
 * {@code @Command} for its name and description, whose annotated fields are filled before it runs. Every one has {@code --help}.
 */
public interface Subcommand {

    /**
     * Does the work.
     *
     * @return the exit code: 0 done, 1 failed
     * @throws UserError for what the user can put right
     * @throws Exception whatever else stops it; fails the job with its message
     */
    int run(Terminal terminal) throws Exception;

    /** Subcommands of this one. */
    default List<Subcommand> subcommands() {
        return List.of();
    }
}
