package io.rivulet.commands;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.runtime.cli.Interrupts;
import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.cli.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code rivulet apply ALGORITHM}: any algorithm of the catalogue over a file or standard input.
 *
 * <p>The output of {@code --json} is a contract: one object a line.
 * <ul>
 * <li>A single answer is {@code {"algorithm":…,"records":n,"estimate":x}}, or the algorithm's own names in place of {@code estimate}; records are those
 *     that the answer covers.
 * <li>Each row of a table is an object of its own; itemsets are {@code {"items":[…],"count":n}}.
 * <li>Windows of time add {@code "start"} and {@code "end"} (ISO-8601), windows of records {@code "first"} and {@code "last"} (numbers from 1), groups
 *     {@code "key"}. With {@code --each}, rows of tables over the whole stream add {@code "records"}.
 * <li>What is not defined, such as the mean of nothing, is {@code null}.
 * </ul>
 */
@Command(
        name = "apply",
        sortOptions = false,
        sortSynopsis = false,
        description = "Apply an algorithm of the catalogue to lines, CSV or JSON lines.",
        footer = {
            "",
            "FIELD is a number from 1, or a name in the header of csv, or in the objects of jsonl (a.b reaches b",
            "inside a). Fields of lines are separated by blanks unless --separator says otherwise; without",
            "--field, the whole line is taken. Files that are compressed with gzip are read as they are.",
            "",
            "With --json, one object a line: the answer's own names, with \"algorithm\" and \"records\" if it is",
            "single; windows add \"start\" and \"end\", or \"first\" and \"last\" if they are of records; groups",
            "add \"key\".",
            "",
            "Examples:",
            "  zcat access.log.gz | rivulet apply shannon-entropy --field 1",
            "  rivulet apply apriori --param min-count=99 --format baskets groceries.csv.gz --json",
            "  rivulet apply moments --format csv --by city --field price --time at --window 1h sales.csv",
            "",
            "Exit codes: 0 done, 1 failed or bad lines were left out, 2 wrong use, 130 interrupted."
        })
public final class ApplyCommand implements Subcommand {

    private static final long MOST_WINDOWS_AT_ONCE = 100_000;

    @Parameters(index = "0", paramLabel = "ALGORITHM", description = "A name that \"rivulet catalog\" lists.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "-",
            description =
                    "A file, a directory, a pattern such as \"logs/*.gz\", or - for standard input (the default).")
    private Path file;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the algorithm; \"rivulet catalog ALGORITHM\" lists them. May be repeated.")
    private final Map<String, String> parameters = new LinkedHashMap<>();

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(names = "--by", paramLabel = "FIELD", description = "An answer for each value of this field.")
    private Optional<String> by = Optional.empty();

    @Option(
            names = "--window",
            paramLabel = "SIZE",
            description =
                    "An answer for each window: of time, as 90s, 10m or PT1H (needs --time), or of so many records.")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--slide",
            paramLabel = "STEP",
            description = "From one window to the next; as long as the window unless said.")
    private Optional<String> slide = Optional.empty();

    @Option(
            names = "--lateness",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "How much earlier than the latest record one may be without being left out of windows"
                    + " (default: ${DEFAULT-VALUE}).")
    private String lateness;

    @Option(
            names = "--each",
            description =
                    "An answer after each record: so far, or with --window for the last while or so many records.")
    private boolean each;

    @Option(names = "--skip-bad", description = "Bad lines are counted, and the exit code stays 0.")
    private boolean skipBad;

    @Option(names = "--json", description = "Answers as JSON, one object a line.")
    private boolean json;

    @Override
    public int run(Terminal terminal) throws IOException {
        return run(CatalogCommand.find(name), terminal);
    }

    private <T> int run(Algorithm<T> algorithm, Terminal terminal) throws IOException {
        checkOptions();
        Aggregation<T, ?, Answer> aggregation = create(algorithm);
        Optional<Field> key = by.map(Field::of).map(input::checked);
        Function<Row, T> extract = input.extraction(key).of(algorithm.input());
        InputOptions.TimeOf times = input.times();

        AnswerSink sink = json ? new JsonAnswers(algorithm.name(), terminal.out()) : new TextAnswers(terminal.out());
        Answering<T> answering = answering(aggregation, new Places(key.isPresent()), sink);
        Troubles troubles = new Troubles(terminal.err());
        Progress progress = new Progress(terminal);
        RowReader reader = input.reader(
                file,
                algorithm.input(),
                row -> {
                    T record = extract.apply(row);
                    long millis = times.millis(row, progress.records() + 1);
                    answering.update(key.isPresent() ? row.text(key.get()) : "", record, millis);
                    progress.count();
                },
                troubles::bad);
        return read(reader, answering, sink, troubles, progress, terminal);
    }

    private <T> int read(
            RowReader reader,
            Answering<T> answering,
            AnswerSink sink,
            Troubles troubles,
            Progress progress,
            Terminal terminal)
            throws IOException {
        AtomicBoolean stopped = new AtomicBoolean();
        Interrupts.Registration listening = terminal.interrupts().onInterrupt(() -> stopped.set(true));
        try {
            try {
                reader.read(idle -> {
                    progress.tick();
                    if (idle) {
                        sink.flush();
                    }
                    return !stopped.get();
                });
            } finally {
                // Also before the message of what went wrong: these answers are right.
                sink.flush();
            }
            answering.end();
            sink.flush();
            troubles.sumUp(progress.records(), answering.late());
            if (stopped.get()) {
                terminal.err().printf("interrupted after %,d records; the answers are for these%n", progress.records());
                return Interrupts.EXIT_CODE;
            }
        } finally {
            listening.close();
        }
        return troubles.badLines() > 0 && !skipBad ? 1 : 0;
    }

    private <T, S> Answering<T> answering(Aggregation<T, S, Answer> aggregation, Places places, AnswerSink sink) {
        if (window.isEmpty()) {
            return new WholeStream<>(aggregation, each, places, sink);
        }
        boolean ofRecords = isCount(window.get());
        if (!ofRecords && !input.hasTime()) {
            throw UserError.wrongUse("--window " + window.get()
                    + " needs --time FIELD; a window of records is a number alone, as --window 1000");
        }
        try {
            if (each) {
                return ofRecords
                        ? EachWindow.of(aggregation, Math.toIntExact(size(window.get())), places, sink)
                        : EachWindow.of(aggregation, Duration.ofMillis(size(window.get())), places, sink);
            }
            long size = size(window.get());
            long step = slide.map(this::size).orElse(size);
            if (step > size) {
                throw UserError.wrongUse("--slide must be at most --window, got " + slide.orElse("")
                        + ": records between windows would be lost");
            }
            if (size / step > MOST_WINDOWS_AT_ONCE) {
                throw UserError.wrongUse("--window must be at most " + MOST_WINDOWS_AT_ONCE + " times --slide, got "
                        + size / step + " times");
            }
            return ofRecords
                    ? new RecordWindows<>(aggregation, WindowGrid.endingAtMultiples(size, step), places, sink)
                    : new TimeWindows<>(
                            aggregation,
                            WindowGrid.startingAtMultiples(size, step),
                            duration("--lateness", lateness, 0),
                            places,
                            sink);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw UserError.wrongUse(e);
        }
    }

    private <T> Aggregation<T, ?, Answer> create(Algorithm<T> algorithm) {
        List<String> names =
                algorithm.parameters().stream().map(Parameter::name).toList();
        for (String given : parameters.keySet()) {
            if (!names.contains(given)) {
                throw UserError.wrongUse(algorithm.name()
                        + (names.isEmpty() ? " has no parameters" : " has the parameters " + String.join(", ", names))
                        + ", got \"" + given + "\"." + Suggestions.near(given, names));
            }
        }
        try {
            return algorithm.create(parameters);
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse(e);
        }
    }

    private void checkOptions() {
        if (window.isEmpty() && slide.isPresent()) {
            throw UserError.wrongUse("--slide needs --window");
        }
        if (each && slide.isPresent()) {
            throw UserError.wrongUse("--slide has no meaning with --each, which answers after each record");
        }
        input.check();
    }

    private long size(String text) {
        if (isCount(text) != isCount(window.orElseThrow())) {
            throw UserError.wrongUse("--window and --slide must both be of time or both of records, got " + window.get()
                    + " and " + text);
        }
        if (isCount(text)) {
            long records = Long.parseLong(text);
            if (records < 1 || records > Integer.MAX_VALUE) {
                throw UserError.wrongUse("a window must be of 1.." + Integer.MAX_VALUE + " records, got " + text);
            }
            return records;
        }
        return duration("a window of time", text, 1);
    }

    private static long duration(String what, String text, long least) {
        long most = Duration.ofDays(36_500).toMillis();
        try {
            long millis = Parameter.parseDuration(text).toMillis();
            if (millis >= least && millis <= most) {
                return millis;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // said below
        }
        throw UserError.wrongUse(
                what + " must be a duration such as 90s, 10m or PT1H, up to 36500 days, got \"" + text + "\"");
    }

    private static boolean isCount(String text) {
        return text.matches("\\d{1,18}");
    }
}
