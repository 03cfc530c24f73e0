package io.rivulet.tutorials;

import io.rivulet.runtime.cli.Subcommand;

/**
 * A tutorial: a real problem, run by {@code rivulet tutorial NAME}. Found by {@link java.util.ServiceLoader}; its name is that of its {@code @Command}, and
 * its story, in one line, the first line of that annotation's description.
 */
public interface Tutorial extends Subcommand {}
