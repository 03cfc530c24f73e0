package io.rivulet.runtime.cli;

import io.rivulet.runtime.JobFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code rivulet}. */
public final class Main {

    /** Exit code of a job that failed. */
    static final int FAILED = 1;
    /** Exit code of a command line that cannot be understood. */
    static final int WRONG_USE = 2;

    private static final int USAGE_WIDTH = 100;
    private static final long STOPPING_SECONDS = 30;

    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // Not System.out, which swallows what goes wrong.
        Terminal terminal =
                Terminal.of(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        CountDownLatch done = new CountDownLatch(1);
        // Also for SIGTERM. The JVM ends with 128 + the signal's number once this thread has ended.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal, done), "interrupt"));
        int exitCode = run(terminal, args);
        done.countDown();
        System.exit(exitCode);
    }

    /** Runs a command with the subcommands on the class path. */
    public static int run(Terminal terminal, String... args) {
        List<Subcommand> found = new ArrayList<>();
        ServiceLoader.load(Subcommand.class).forEach(found::add);
        return run(terminal, found, args);
    }

    static int run(Terminal terminal, List<Subcommand> subcommands, String... args) {
        Root root = new Root();
        int exitCode = 0;
        try {
            exitCode = commandLine(root, terminal, subcommands).execute(args);
            terminal.out().flush();
            return exitCode;
        } catch (OutputClosedException e) {
            return Math.max(exitCode, outputClosed(e, root, terminal));
        } finally {
            terminal.err().flush();
        }
    }

    private static void stop(Terminal terminal, CountDownLatch done) {
        try {
            if (done.getCount() > 0 && terminal.interrupts().interrupt()) {
                done.await(STOPPING_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CommandLine commandLine(Root root, Terminal terminal, List<Subcommand> subcommands) {
        CommandLine line = new CommandLine(root);
        line.getCommandSpec()
                .version("rivulet " + version())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show this help and exit.")
                        .build())
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Show the version and exit.")
                        .build());
        add(line, subcommands);
        return line.setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(USAGE_WIDTH)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(parsed -> execute(parsed, terminal))
                .setParameterExceptionHandler((e, arguments) -> wrongUse(e, root, terminal))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, root, terminal));
    }

    private static void add(CommandLine parent, List<Subcommand> subcommands) {
        for (Subcommand subcommand : subcommands) {
            CommandLine line = new CommandLine(subcommand);
            add(line, subcommand.subcommands());
            parent.addSubcommand(line);
        }
    }

    private static int execute(ParseResult parsed, Terminal terminal) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        CommandLine line = innermost.commandSpec().commandLine();
        if (!(innermost.commandSpec().userObject() instanceof Subcommand subcommand)) {
            line.usage(terminal.err());
            return WRONG_USE;
        }
        try {
            return subcommand.run(terminal);
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private static int wrongUse(ParameterException e, Root root, Terminal terminal) {
        PrintWriter err = terminal.err();
        err.println("rivulet: " + message(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        return wrongUse(e, e.getCommandLine(), root, terminal);
    }

    private static String message(ParameterException e) {
        boolean command = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !e.getCommandLine().getSubcommands().isEmpty();
        return command
                ? "there is no command \""
                        + ((UnmatchedArgumentException) e).getUnmatched().get(0) + "\""
                : e.getMessage();
    }

    private static int wrongUse(Exception e, CommandLine command, Root root, Terminal terminal) {
        terminal.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        trace(e, root, terminal);
        return WRONG_USE;
    }

    private static int failed(Exception e, CommandLine command, Root root, Terminal terminal) {
        if (e instanceof OutputClosedException closed) {
            return outputClosed(closed, root, terminal);
        }
        PrintWriter err = terminal.err();
        if (e instanceof UserError error) {
            err.println("rivulet: " + error.getMessage());
            if (error.exitCode() == WRONG_USE) {
                return wrongUse(e, command, root, terminal);
            }
            trace(e, root, terminal);
            return error.exitCode();
        }
        if (e instanceof InterruptedException) {
            err.println("rivulet: interrupted");
            return Interrupts.EXIT_CODE;
        }
        boolean message = e.getMessage() != null
                && (e instanceof IOException
                        || e instanceof UncheckedIOException
                        || e instanceof IllegalArgumentException
                        || e instanceof JobFailedException);
        if (message) {
            err.println("rivulet: " + e.getMessage());
            trace(e, root, terminal);
        } else {
            err.println("rivulet: this should not have happened");
            e.printStackTrace(err);
        }
        return FAILED;
    }

    private static int outputClosed(OutputClosedException e, Root root, Terminal terminal) {
        if (e.readerLeft()) {
            return 0;
        }
        terminal.err().println("rivulet: " + e.getMessage());
        trace(e, root, terminal);
        return FAILED;
    }

    private static void trace(Exception e, Root root, Terminal terminal) {
        if (root.stacktrace) {
            e.printStackTrace(terminal.err());
        }
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Command(
            name = "rivulet",
            description = "Incremental algorithms on streams of records.",
            synopsisSubcommandLabel = "COMMAND",
            footer = "%nExit codes: 0 done, 1 the job failed, 2 wrong use, 130 interrupted.")
    private static final class Root {

        @Option(
                names = "--stacktrace",
                hidden = true,
                scope = ScopeType.INHERIT,
                description = "Show where an error came from.")
        private boolean stacktrace;
    }
}
