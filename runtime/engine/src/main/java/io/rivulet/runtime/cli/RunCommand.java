package io.rivulet.runtime.cli;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rivulet run}: runs a flow until its inputs end, or until it is told to stop. */
@Command(
        name = "run",
        description = {
            "Run a flow until its inputs end.",
            "Ctrl-C and SIGTERM stop it: with --recovery it takes a last snapshot, from which the next run goes on."
        })
public final class RunCommand implements Subcommand {

    @Parameters(index = "0", paramLabel = "FLOW", description = "A jar with a flow, or a folder of its classes.")
    private Path jar;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "For the flow.")
    private List<String> arguments = List.of();

    @Option(names = "--program", paramLabel = "CLASS", description = "Which, where the jar holds several.")
    private Optional<String> program = Optional.empty();

    @Option(names = "--workers", paramLabel = "N", defaultValue = "1", description = "Threads; 1 unless said.")
    private int workers = 1;

    @ArgGroup(exclusive = false)
    private RecoveryArguments recovery = new RecoveryArguments();

    /** For picocli. */
    public RunCommand() {}

    @Override
    @SuppressWarnings("try") // stopping is there to be closed
    public int run(Terminal terminal) throws Exception {
        try (FlowJar opened = FlowJar.open(jar)) {
            Dataflow flow = opened.dataflow(program, arguments);
            FlowJar.checked(flow);
            RunOptions options;
            try {
                options = recovery.applyTo(RunOptions.defaults().withWorkers(workers));
            } catch (IllegalArgumentException e) {
                throw UserError.wrongUse(e);
            }
            try (Job job = Rivulet.start(flow, options);
                    Interrupts.Registration stopping = terminal.interrupts().onInterrupt(job::stop)) {
                sayStart(job.metrics(), terminal.err());
                job.await();
                sayEnd(job.metrics(), terminal.err());
            }
            return terminal.interrupts().interrupted() ? Interrupts.EXIT_CODE : 0;
        }
    }

    private static void sayStart(JobMetrics metrics, PrintWriter err) {
        metrics.epochs().ifPresent(epochs -> {
            if (epochs.resumedFrom() < 0) {
                err.println("rivulet: \"" + metrics.job() + "\" starts anew; the recovery store is empty");
            } else {
                err.println("rivulet: \"" + metrics.job() + "\" goes on from epoch " + epochs.resumedFrom() + ", "
                        + epochs.restoredKeys() + " keys, " + epochs.restoreMillis() + " ms");
            }
        });
    }

    private static void sayEnd(JobMetrics metrics, PrintWriter err) {
        err.println("rivulet: \"" + metrics.job() + "\" has read "
                + metrics.progress().records() + " records"
                + metrics.epochs()
                        .map(epochs -> "; its last epoch is " + epochs.newest())
                        .orElse(""));
    }

    /** The options of whatever runs a job that may go on after a crash. */
    public static final class RecoveryArguments {

        @Option(
                names = "--recovery",
                paramLabel = "DIR",
                description =
                        "Keep there what is needed to go on after a crash or a stop, and go on from what is there.")
        private Optional<Path> directory = Optional.empty();

        @Option(
                names = "--epoch-interval",
                paramLabel = "DURATION",
                description = "With --recovery, from one snapshot to the next, as PT10S, which it is unless said.")
        private Optional<Duration> interval = Optional.empty();

        @Option(
                names = "--allow-dropped-state",
                description =
                        "With --recovery, go on although steps are gone whose state is there; that state is then gone.")
        private boolean allowDroppedState;

        /** For picocli. */
        public RecoveryArguments() {}

        /** Whether a store is wanted. */
        public boolean isPresent() {
            return directory.isPresent();
        }

        /**
         * The same options with recovery, where it is wanted.
         *
         * @throws IllegalArgumentException if the interval is out of range
         */
        public RunOptions applyTo(RunOptions options) {
            if (directory.isEmpty()) {
                if (interval.isPresent() || allowDroppedState) {
                    throw new IllegalArgumentException(
                            "--epoch-interval and --allow-dropped-state need --recovery, which is not there");
                }
                return options;
            }
            Recovery recovery = Recovery.in(directory.get());
            recovery = interval.map(recovery::every).orElse(recovery);
            return options.withRecovery(allowDroppedState ? recovery.allowingDroppedState() : recovery);
        }
    }
}
