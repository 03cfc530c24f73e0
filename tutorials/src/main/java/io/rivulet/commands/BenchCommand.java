package io.rivulet.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.algorithms.catalog.Peers;
import io.rivulet.algorithms.catalog.SampleStream;
import io.rivulet.lab.Comparison;
import io.rivulet.lab.Dataset;
import io.rivulet.lab.HtmlPage;
import io.rivulet.lab.JsonReport;
import io.rivulet.lab.Lab;
import io.rivulet.lab.Question;
import io.rivulet.lab.RefusedRecordsException;
import io.rivulet.lab.TextReport;
import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code rivulet bench FAMILY}: the variants of a family side by side, over made streams or the user's file.
 *
 * <p>The output of {@code --json} is a contract: one object a line for each variant over each dataset, with {@code errorMean}, {@code errorP95},
 * {@code errorWorst}, {@code heapBytes}, {@code formBytes}, {@code updateNanos}, {@code queryNanos}, {@code mergeNanos} (null where there is none),
 * {@code front} and {@code recommended}, and what was compared: {@code family}, {@code question}, {@code measure}, {@code dataset}, {@code records},
 * {@code draws}, {@code variant}, {@code algorithm}, {@code parameters}, {@code peer}.
 */
@Command(
        name = "bench",
        sortOptions = false,
        sortSynopsis = false,
        description = "Compare the variants of a family: error, bytes and speed.",
        footer = {
            "",
            "Every variant runs over the same records and is held against the exact answer. Without --data they",
            "are made: several streams, from several seeds. Other libraries take part where their jars are on the",
            "class path; the launcher script puts them there once the benchmarks are built.",
            "",
            "Examples:",
            "  rivulet bench distinct",
            "  rivulet bench frequency --data access.log.gz --field 1 --html frequency.html",
            "  rivulet bench distinct --window 10m --stream zipf --error 0.02",
            "",
            "Exit codes: 0 done, 1 failed or bad lines were left out, 2 wrong use."
        })
public final class BenchCommand implements Subcommand {

    private static final int MADE_RECORDS = 100_000;
    private static final int MOST_DRAWS = 10_000;
    private static final int MADE_SECONDS = 4;
    private static final int DATA_SECONDS = 60;
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_RECORDS = 50_000_000;

    @Parameters(index = "0", paramLabel = "FAMILY", description = "A family that \"rivulet catalog\" lists.")
    private String family;

    @Option(
            names = "--variants",
            paramLabel = "NAME",
            split = ",",
            description = "Only these algorithms, separated by commas.")
    private final List<String> names = new ArrayList<>();

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of all that have it, in place of the settings that are tried. May be repeated.")
    private final Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "Answer for the last while only, as 90s, 10m or PT1H: the window slides.")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--error",
            paramLabel = "E",
            description = "Recommend for this error; what the variants promise unless given.")
    private Optional<Double> error = Optional.empty();

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            split = ",",
            description = "Only these made streams, separated by commas; a name that is none lists them.")
    private final List<String> streams = new ArrayList<>();

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records of a made stream (default: " + MADE_RECORDS + "), or at most taken from --data.")
    private Optional<Integer> records = Optional.empty();

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "10",
            description = "Seeds of a made stream: errors are of all of them (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "What the errors of one comparison may take, about: beyond, fewer records and draws are compared"
                            + " (default: " + MADE_SECONDS + ", with --data " + DATA_SECONDS + ").")
    private Optional<Integer> seconds = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "How often each variant is timed; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "Your records: a file, a directory, a pattern such as \"logs/*.gz\", or - for standard input.")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(names = "--skip-bad", description = "Bad lines are counted, and the exit code stays 0.")
    private boolean skipBad;

    @Option(names = "--json", description = "As JSON, one object a line.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write a page that draws the comparison.")
    private Optional<Path> html = Optional.empty();

    @Override
    public int run(Terminal terminal) throws IOException {
        check();
        Optional<Duration> size = window.map(BenchCommand::duration);
        StringBuilder without = new StringBuilder();
        List<Algorithm<?>> peers = peers(without);
        List<Question<?>> questions = questions(peers, size);
        terminal.err().print(without);
        Lab lab = new Lab(
                size,
                error.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                Duration.ofSeconds(seconds.orElse(data.isPresent() ? DATA_SECONDS : MADE_SECONDS)),
                rounds,
                terminal.nanoTime());
        Reporting reporting = new Reporting(terminal);
        boolean bad = data.isPresent()
                ? overData(questions, lab, data.get(), reporting)
                : overMadeStreams(questions, lab, reporting);
        reporting.end();
        return bad && !skipBad ? 1 : 0;
    }

    /** Entries of other libraries, which may be built against another version of ours, or not at all; {@code without} is told why there are none. */
    private static List<Algorithm<?>> peers(StringBuilder without) {
        String why = "they are not on the class path";
        try {
            List<Algorithm<?>> peers = Peers.onTheClassPath();
            if (!peers.isEmpty()) {
                return peers;
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            why = "they do not fit this build (" + e.getMessage() + ")";
        }
        without.append("other libraries are left out: ")
                .append(why)
                .append(". From a clone, build them by ./mvnw -q -pl benchmarks -am -DskipTests package")
                .append(System.lineSeparator());
        return List.of();
    }

    private void check() {
        input.check();
        if (data.isEmpty() && input.namesFields()) {
            throw UserError.wrongUse("--field, --label and --time are for --data");
        }
        if (data.isPresent() && !streams.isEmpty()) {
            throw UserError.wrongUse("--stream is for made streams, and --data is given");
        }
        if (html.isPresent() && !Files.isDirectory(html.get().toAbsolutePath().resolveSibling("."))) {
            throw UserError.wrongUse("--html must be a file in a folder that exists, got " + html.get());
        }
        requireRange("--records", records.orElse(1), MOST_RECORDS);
        requireRange("--draws", draws, MOST_DRAWS);
        requireRange("--rounds", rounds, MOST_DRAWS);
        requireRange("--seconds", seconds.orElse(1), MOST_SECONDS);
        if (error.isPresent() && !(error.get() >= 0)) {
            throw UserError.wrongUse("--error must not be negative, got " + error.get());
        }
    }

    private static void requireRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw UserError.wrongUse(option + " must be in 1.." + most + ", got " + value);
        }
    }

    private List<Question<?>> questions(List<Algorithm<?>> peers, Optional<Duration> size) {
        List<Algorithm<?>> ours = ofFamily(Catalog.all());
        if (ours.isEmpty()) {
            Set<String> families = new LinkedHashSet<>();
            Catalog.all().forEach(a -> families.add(a.family()));
            throw UserError.wrongUse("there is no family \"" + family + "\"." + Suggestions.near(family, families)
                    + " There are " + String.join(", ", families));
        }
        List<Algorithm<?>> theirs = ofFamily(peers);
        List<Algorithm<?>> all =
                Stream.of(ours, theirs).<Algorithm<?>>flatMap(List::stream).toList();
        for (String name : names) {
            if (all.stream().noneMatch(a -> a.name().equals(name))) {
                List<String> known = all.stream().map(Algorithm::name).toList();
                throw UserError.wrongUse("family " + family + " has no variant \"" + name + "\"."
                        + Suggestions.near(name, known) + " It has " + String.join(", ", known));
            }
        }
        for (String name : parameters.keySet()) {
            Set<String> known = new LinkedHashSet<>();
            all.forEach(a -> a.parameters().stream().map(Parameter::name).forEach(known::add));
            if (!known.contains(name)) {
                throw UserError.wrongUse("no variant of " + family + " has a parameter \"" + name + "\"."
                        + Suggestions.near(name, known));
            }
        }
        try {
            return Question.of(named(ours), named(theirs), parameters, size);
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse(e);
        }
    }

    private List<Algorithm<?>> ofFamily(List<Algorithm<?>> algorithms) {
        return algorithms.stream().filter(a -> a.family().equals(family)).toList();
    }

    private List<Algorithm<?>> named(List<Algorithm<?>> algorithms) {
        return algorithms.stream()
                .filter(a -> names.isEmpty() || names.contains(a.name()))
                .toList();
    }

    private boolean overMadeStreams(List<Question<?>> questions, Lab lab, Reporting reporting) {
        Set<String> known = new LinkedHashSet<>();
        questions.forEach(q -> q.streams().stream().map(SampleStream::name).forEach(known::add));
        for (String stream : streams) {
            if (!known.contains(stream)) {
                throw UserError.wrongUse("there is no stream \"" + stream + "\" for " + family + "."
                        + Suggestions.near(stream, known) + " There are " + String.join(", ", known));
            }
        }
        for (Question<?> question : questions) {
            compareOverMade(question, lab, reporting);
        }
        return false;
    }

    private <T> void compareOverMade(Question<T> question, Lab lab, Reporting reporting) {
        for (SampleStream<T> stream : question.streams()) {
            if (streams.isEmpty() || streams.contains(stream.name())) {
                reporting.next(question, stream.name());
                try {
                    reporting.report(lab.compare(
                            question.variants(), Dataset.made(stream, records.orElse(MADE_RECORDS), draws)));
                } catch (RefusedRecordsException e) {
                    // A made stream may not suit the parameters given, and others do.
                    reporting.terminal.err().println(e.getMessage());
                }
            }
        }
    }

    private boolean overData(List<Question<?>> questions, Lab lab, Path path, Reporting reporting) throws IOException {
        boolean bad = false;
        Map<Question<?>, UserError> skipped = new LinkedHashMap<>();
        Map<String, ReadData<?>> readByInput = new LinkedHashMap<>();
        for (Question<?> question : questions) {
            try {
                bad |= compareOver(question, lab, path, readByInput, reporting);
            } catch (UserError e) {
                // A family may have questions over other inputs, for which these fields are not meant.
                skipped.put(question, e);
            }
        }
        if (skipped.size() == questions.size()) {
            throw skipped.get(questions.get(0));
        }
        skipped.forEach((question, e) -> reporting
                .terminal
                .err()
                .println("left out: " + question.variants().get(0).yardstick().question() + " " + e.getMessage()));
        return bad;
    }

    /** The records of a file, seen as one input, and whether lines of it were bad. */
    private record ReadData<T>(Dataset<T> dataset, boolean isBad) {}

    private <T> boolean compareOver(
            Question<T> question, Lab lab, Path path, Map<String, ReadData<?>> readByInput, Reporting reporting)
            throws IOException {
        String input = question.input().name();
        if (!readByInput.containsKey(input)) {
            if (!readByInput.isEmpty() && path.toString().equals("-")) {
                throw UserError.failed("standard input is read once, and was not as "
                        + question.input().description() + "; --variants chooses one question, a file serves all");
            }
            readByInput.put(input, read(question.input(), path, reporting));
        }
        @SuppressWarnings("unchecked") // by the name of the input
        ReadData<T> read = (ReadData<T>) readByInput.get(input);
        reporting.next(question, read.dataset.name());
        try {
            reporting.report(lab.compare(question.variants(), read.dataset));
        } catch (RefusedRecordsException e) {
            throw UserError.failed(e.getMessage());
        }
        return read.isBad;
    }

    private <T> ReadData<T> read(Input<T> as, Path path, Reporting reporting) throws IOException {
        Function<Row, T> extract = input.extraction(Optional.empty()).of(as);
        Records<T> read = new Records<>(records.orElse(MOST_RECORDS));
        Troubles troubles = new Troubles(reporting.terminal.err());
        Progress progress = new Progress(reporting.terminal);
        InputOptions.TimeOf times = input.times();
        input.reader(
                        path,
                        as,
                        row -> {
                            if (!read.isFull()) {
                                read.add(extract.apply(row), times.millis(row, read.size() + 1));
                                progress.count();
                            }
                        },
                        troubles::bad)
                .read(idle -> {
                    progress.tick();
                    return !read.isFull();
                });
        troubles.sumUp(read.size(), 0);
        if (read.size() == 0) {
            throw UserError.failed(path + " must hold at least one record: " + as.description());
        }
        String name = path.toString().equals("-")
                ? "standard input"
                : path.getFileName().toString();
        return new ReadData<>(Dataset.of(name, "yours", read.inOrderOfTime()), troubles.badLines() > 0);
    }

    private static Duration duration(String text) {
        try {
            Duration size = Parameter.parseDuration(text);
            if (size.toMillis() > 0) {
                return size;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // said below
        }
        throw UserError.wrongUse("--window must be a duration such as 90s, 10m or PT1H, got \"" + text + "\"");
    }

    /** Tells as soon as something is known, and writes the page at the end. */
    private final class Reporting {

        private final Terminal terminal;
        private final List<Comparison> comparisons = new ArrayList<>();

        Reporting(Terminal terminal) {
            this.terminal = terminal;
        }

        void next(Question<?> question, String dataset) {
            terminal.err()
                    .printf(
                            "comparing %d %s over %s …%n",
                            question.variants().size(),
                            question.variants().size() == 1 ? "variant" : "variants",
                            dataset);
        }

        void report(Comparison comparison) {
            comparisons.add(comparison);
            if (json) {
                comparison.notes().forEach(terminal.err()::println);
                for (ObjectNode line : JsonReport.lines(comparison)) {
                    terminal.out().println(line);
                }
            } else {
                TextReport.print(comparison, terminal.out());
            }
            terminal.out().flush();
        }

        void end() throws IOException {
            if (!json) {
                TextReport.legend(terminal.out());
            }
            if (html.isPresent()) {
                HtmlPage.write(html.get(), "Variants of " + family, comparisons);
                terminal.err().println("the page is in " + html.get());
            }
        }
    }
}
