package io.rivulet.tutorials.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.io.files.JsonLinesSink;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.Progress;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.cli.Interrupts;
import io.rivulet.runtime.cli.RunCommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.cli.UserError;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.tutorials.Tutorial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rivulet tutorial network-entropy}: runs the dataflow of {@link NetworkEntropy} over generated or recorded traffic, and tells what it finds. */
@Command(
        name = "network-entropy",
        description = {
            "Finds scans and floods in network traffic by the entropy of ports and addresses.",
            "",
            "Without --input, traffic is generated, with four attacks at known times. Alerts go to standard output as they"
                    + " come, progress to standard error, and a summary ends the run. Lines that cannot be read are shown, counted and left out."
        },
        footer = {
            "",
            "Examples:",
            "  rivulet tutorial network-entropy",
            "  rivulet tutorial network-entropy --input conn.log.gz --format zeek-tsv --report report.html"
        })
public final class NetworkEntropyCommand implements Tutorial {

    private static final Path DEFAULT_REPORT = Path.of("network-entropy.html");
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(2);
    /** Bad lines and late connections shown one by one; the rest is counted. */
    private static final int SHOWN = 5;

    private static final int MOST_WORKERS = 4;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recorded traffic: files, directories or patterns, plain or .gz; - for standard input.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description = "What the files hold: ${COMPLETION-CANDIDATES}.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            completionCandidates = Keys.class,
            description =
                    "What has series of its own: ${COMPLETION-CANDIDATES}; whole for files, destination-network for"
                            + " generated traffic.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--network-parts",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many parts of an address name a network, 1 to 3; 2 makes 10.1.0.20 one of 10.1.")
    private int networkParts = 2;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            description =
                    "How far connections may lag behind the newest, as PT15M; what lags further is counted and left out. PT15M"
                            + " for files but those of darpa-edges.")
    private Optional<Duration> lateness = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Threads; the alerts do not depend on it. Unless said, as many as there are processors, up to "
                            + MOST_WORKERS + ".")
    private Optional<Integer> workers = Optional.empty();

    @Option(names = "--seed", paramLabel = "SEED", description = "Of the generated traffic; 1 unless said.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--days", paramLabel = "N", description = "Of generated traffic; 2 unless said.")
    private Optional<Integer> days = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page to look at; network-entropy.html for generated traffic unless said.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--no-report", description = "Write none.")
    private boolean noReport;

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description =
                    "Write the alerts there too, as JSON, one a line; with --recovery each is there once, whatever happens.")
    private Optional<Path> alerts = Optional.empty();

    @ArgGroup(exclusive = false)
    private RunCommand.RecoveryArguments recovery = new RunCommand.RecoveryArguments();

    @Option(names = "--json", description = "Alerts and summary as JSON, one object a line.")
    private boolean json;

    /** For picocli. */
    public NetworkEntropyCommand() {}

    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ConnectionFormat.values())
                    .map(ConnectionFormat::id)
                    .iterator();
        }
    }

    static final class Keys implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ConnectionKeys.By.values())
                    .map(ConnectionKeys.By::id)
                    .iterator();
        }
    }

    /** What is run over: the flow's input, its name, and the attacks known to be in it. */
    private record Run(NetworkEntropy.Traffic traffic, String name, boolean isGenerated, List<Attack> attacks) {

        /** Without the attacks that a run stopped early did not come to. */
        Run until(long millis) {
            return new Run(
                    traffic,
                    name,
                    isGenerated,
                    attacks.stream()
                            .filter(attack -> attack.fromMillis() <= millis)
                            .toList());
        }
    }

    @Override
    @SuppressWarnings("try") // stopping is there to be closed
    public int run(Terminal terminal) throws Exception {
        Run run = inputs.isEmpty() ? generated() : recorded();
        Optional<Path> page = page();
        RunOptions options = options();
        Console console = new Console(terminal, json);
        Findings findings =
                new Findings(new Findings.Listeners(window -> {}, console::alert, console::badLine, console::late));
        List<HtmlReport.Progress> progress = new ArrayList<>();

        long began = terminal.nanoTime().getAsLong();
        Progress end;
        try (Job job = Rivulet.start(NetworkEntropy.dataflow(run.traffic, findings, alertFile()), options);
                Interrupts.Registration stopping = terminal.interrupts().onInterrupt(job::stop)) {
            job.metrics()
                    .epochs()
                    .filter(epochs -> epochs.resumedFrom() >= 0)
                    .ifPresent(epochs -> console.note(
                            "goes on from epoch " + epochs.resumedFrom() + "; what is told is this run's part"));
            Job.Status status = Job.Status.RUNNING;
            while (status == Job.Status.RUNNING || status == Job.Status.STOPPING) {
                status = job.await(BETWEEN_PROGRESS);
                Progress now = job.progress();
                progress.add(new HtmlReport.Progress(millisSince(began, terminal), now.records()));
                if (status == Job.Status.RUNNING) {
                    console.progress(progress, now);
                }
            }
            end = job.progress();
        }
        Run done = run.until(findings.lastMillis());
        Summary summary = summary(done, findings, end, millisSince(began, terminal));
        console.summary(summary);
        if (page.isPresent()) {
            write(page.get(), summary, done, findings, progress);
            console.note("report: " + page.get().toAbsolutePath());
        }
        if (terminal.interrupts().interrupted()) {
            return Interrupts.EXIT_CODE;
        }
        if (end.records() == 0 && end.rejected() > 0) {
            throw UserError.failed("no line of " + run.name + " is a connection; is --format right?");
        }
        return 0;
    }

    private Run generated() {
        requireNone(format, "--format", "describes --input, which is not there");
        requireNone(lateness, "--lateness", "is for --input; generated traffic is in order");
        TrafficGenerator.Settings standard = TrafficGenerator.Settings.standard();
        TrafficGenerator.Settings settings = checked(() -> new TrafficGenerator.Settings(
                seed.orElse(standard.seed()), days.orElse(standard.days()), standard.hosts(), standard.rate()));
        return new Run(
                new NetworkEntropy.Traffic(
                        TrafficSource.of(settings), keys(ConnectionKeys.By.DESTINATION_NETWORK), Duration.ZERO),
                "generated traffic of " + settings.days() + (settings.days() == 1 ? " day" : " days") + ", seed "
                        + settings.seed(),
                true,
                TrafficGenerator.create(settings).attacks());
    }

    private Run recorded() {
        requireNone(seed, "--seed", "is for generated traffic");
        requireNone(days, "--days", "is for generated traffic");
        ConnectionFormat of = format.map(id -> chosen("--format", id, ConnectionFormat.values(), ConnectionFormat::id))
                .orElseThrow(
                        () -> UserError.wrongUse("--input needs --format, one of " + String.join(", ", new Formats())));
        Duration behind = lateness.orElse(of.lateness());
        if (behind.isNegative()) {
            throw UserError.wrongUse("--lateness must not be negative, got " + behind);
        }
        return new Run(
                new NetworkEntropy.Traffic(ConnectionFiles.of(inputs, of), keys(ConnectionKeys.By.WHOLE), behind),
                String.join(", ", inputs.stream().map(Path::toString).toList()),
                false,
                List.of());
    }

    private ConnectionKeys keys(ConnectionKeys.By usual) {
        ConnectionKeys.By by = key.map(id -> chosen("--key", id, ConnectionKeys.By.values(), ConnectionKeys.By::id))
                .orElse(usual);
        if (networkParts < 1 || networkParts > 3) {
            throw UserError.wrongUse("--network-parts must be in 1..3, got " + networkParts);
        }
        return new ConnectionKeys(by, networkParts);
    }

    private RunOptions options() {
        int usual = Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors());
        return checked(() -> recovery.applyTo(RunOptions.defaults().withWorkers(workers.orElse(usual))));
    }

    private Optional<Sink<Alert>> alertFile() {
        return alerts.map(file -> {
            JsonLinesSink<Alert> lines = JsonLinesSink.<Alert>of(file).overwrite();
            return recovery.isPresent() ? lines.exactlyOnce() : lines;
        });
    }

    /** Where the report goes, made sure of before the work is done. */
    private Optional<Path> page() {
        if (noReport) {
            requireNone(report, "--report", "and --no-report exclude each other");
            return Optional.empty();
        }
        Optional<Path> page = inputs.isEmpty() ? Optional.of(report.orElse(DEFAULT_REPORT)) : report;
        page.ifPresent(file -> {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
                throw UserError.wrongUse("--report must be a file in a directory that exists, got " + file);
            }
        });
        return page;
    }

    private static Summary summary(Run run, Findings findings, Progress end, long millis) {
        List<Alert> alerts = findings.endedAlerts();
        long first = findings.firstMillis();
        long last = findings.lastMillis();
        long window = NetworkEntropy.MINUTES.sizeMillis();
        return new Summary(
                run.name,
                end.records(),
                findings.badLineCount(),
                findings.lateCount(),
                first,
                last,
                millis,
                findings.keys(),
                alerts,
                run.isGenerated
                        ? Optional.of(Evaluation.byAttacks(run.attacks, alerts, window, first, last))
                        : Optional.empty(),
                run.isGenerated || findings.labels().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Evaluation.byLabels(findings.labels(), alerts, window, first, last)));
    }

    private static void write(
            Path page, Summary summary, Run run, Findings findings, List<HtmlReport.Progress> progress) {
        try {
            HtmlReport.write(page, summary, findings.recordedSeries(), run.attacks, findings.labels(), progress);
        } catch (IOException e) {
            throw UserError.failed("cannot write the report " + page + ": " + e.getMessage(), e);
        }
    }

    private static long millisSince(long began, Terminal terminal) {
        return (terminal.nanoTime().getAsLong() - began) / 1_000_000;
    }

    private static void requireNone(Optional<?> option, String name, String why) {
        if (option.isPresent()) {
            throw UserError.wrongUse(name + " " + why);
        }
    }

    private static <E> E chosen(String option, String id, E[] values, Function<E, String> idOf) {
        return Stream.of(values)
                .filter(value -> idOf.apply(value).equals(id))
                .findFirst()
                .orElseThrow(() -> UserError.wrongUse(option + " must be one of "
                        + String.join(", ", Stream.of(values).map(idOf).toList()) + ", got " + id));
    }

    private static <V> V checked(Supplier<V> parameters) {
        try {
            return parameters.get();
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse(e);
        }
    }

    /** What the run says while it goes on; workers and the command's own thread use it. */
    private static final class Console {

        private final PrintWriter out;
        private final PrintWriter err;
        private final boolean json;
        private int badShown;
        private int lateShown;

        Console(Terminal terminal, boolean json) {
            this.out = terminal.out();
            this.err = terminal.err();
            this.json = json;
        }

        void alert(Alert alert) {
            if (json) {
                line(Summary.json(alert));
            } else if (!alert.over()) {
                out.println(Summary.text(alert));
            }
            out.flush();
        }

        void badLine(BadInput bad) {
            if (badShown++ < SHOWN) {
                note("bad line " + bad + (badShown == SHOWN ? " (further ones are counted only)" : ""));
            }
        }

        void late(Connection connection) {
            if (lateShown++ < SHOWN) {
                note("late connection of " + Instant.ofEpochMilli(connection.timeMillis()) + ", "
                        + connection.source() + " to " + connection.destination()
                        + ": its window has closed, see --lateness"
                        + (lateShown == SHOWN ? " (further ones are counted only)" : ""));
            }
        }

        void progress(List<HtmlReport.Progress> soFar, Progress now) {
            HtmlReport.Progress last = soFar.get(soFar.size() - 1);
            HtmlReport.Progress before = soFar.size() < 2 ? new HtmlReport.Progress(0, 0) : soFar.get(soFar.size() - 2);
            double rate =
                    (last.records() - before.records()) * 1000.0 / Math.max(1, last.runMillis() - before.runMillis());
            note(String.format(
                    Locale.ROOT,
                    "%5.1f s  %,d connections  %,.0f/s  event time %s  watermark %s",
                    last.runMillis() / 1000.0,
                    now.records(),
                    rate,
                    time(now.newestMillis()),
                    time(now.watermarkMillis())));
        }

        void summary(Summary summary) {
            if (json) {
                line(summary.json());
            } else {
                out.println();
                out.println(summary.text());
            }
            out.flush();
        }

        void note(String text) {
            err.println(text);
        }

        private void line(ObjectNode object) {
            out.println(object);
        }

        private static String time(long millis) {
            return millis == Long.MIN_VALUE || millis == Long.MAX_VALUE
                    ? "-"
                    : Instant.ofEpochMilli(millis).toString().substring(0, 19).replace('T', ' ');
        }
    }
}
