package io.rivulet.commands;

import io.rivulet.algorithms.catalog.Input;
import io.rivulet.runtime.cli.UserError;
import io.rivulet.runtime.connect.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How the user's records are written and what of them is taken: the same options wherever a command reads them. */
final class InputOptions {

    @Option(
            names = "--field",
            paramLabel = "FIELD",
            description = "What the algorithm takes in; repeat it for algorithms over several fields.")
    private final List<String> fields = new ArrayList<>();

    @Option(names = "--label", paramLabel = "FIELD", description = "The label, for algorithms over examples.")
    private Optional<String> label = Optional.empty();

    @Option(
            names = "--time",
            paramLabel = "FIELD",
            description = "The time of a record: " + EventTime.FORMS
                    + ". Without it, record n came at second n; that is the time of algorithms which look at it.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--format",
            defaultValue = "lines",
            description = "lines, csv, jsonl, or baskets: items by comma or blank (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Option(names = "--separator", paramLabel = "TEXT", description = "What stands between fields, or tab.")
    private Optional<String> separator = Optional.empty();

    @Option(names = "--no-header", description = "The csv has no header.")
    private boolean noHeader;

    @Option(
            names = "--max-line-bytes",
            paramLabel = "N",
            defaultValue = "1048576",
            description = "Longer lines are bad (default: ${DEFAULT-VALUE}).")
    private int maxLineBytes;

    /** Whether a field gives the time. */
    boolean hasTime() {
        return time.isPresent();
    }

    /** Whether a field, a label or a time was named. */
    boolean namesFields() {
        return !fields.isEmpty() || label.isPresent() || time.isPresent();
    }

    /** Refuses options that do not go together. */
    void check() {
        if (noHeader && format != RowFormat.CSV) {
            throw UserError.wrongUse("--no-header is for --format csv");
        }
        if (separator.isPresent() && format == RowFormat.JSONL) {
            throw UserError.wrongUse("--separator has no meaning for --format jsonl");
        }
        if (separator.isPresent() && separator.get().isEmpty()) {
            throw UserError.wrongUse("--separator must not be empty");
        }
        if (maxLineBytes < 1 || maxLineBytes > 1 << 29) {
            throw UserError.wrongUse("--max-line-bytes must be in 1.." + (1 << 29) + ", got " + maxLineBytes);
        }
    }

    /** What is taken out of a row; a key is used otherwise, and so are time and label. */
    Extraction extraction(Optional<Field> key) {
        Optional<Field> labelled = label.map(Field::of).map(this::checked);
        List<Field> others = new ArrayList<>();
        key.ifPresent(others::add);
        time.map(Field::of).map(this::checked).ifPresent(others::add);
        labelled.ifPresent(others::add);
        return new Extraction(
                format, fields.stream().map(Field::of).map(this::checked).toList(), labelled, others);
    }

    /** When a record came. */
    interface TimeOf {

        /** @param recordNumber from 1 */
        long millis(Row row, long recordNumber);
    }

    /** The field of the time, or without one: record n came at second n. */
    TimeOf times() {
        if (time.isEmpty()) {
            return (row, recordNumber) -> 1_000 * recordNumber;
        }
        Field field = checked(Field.of(time.get()));
        return (row, recordNumber) -> EventTime.parse(row.text(field), field.label());
    }

    /** A reader of a file, or of standard input. */
    RowReader reader(Path file, Input<?> input, RowReader.Rows rows, Consumer<BadInput> bad) {
        RowReader.Options options = new RowReader.Options(
                format, separator.map(InputOptions::unescaped), !noHeader, maxLineBytes, input.equals(Input.BASKET));
        return new RowReader(file, options, rows, bad);
    }

    /** The field, if the format has such fields. */
    Field checked(Field field) {
        if (format == RowFormat.BASKETS) {
            throw UserError.wrongUse("baskets have no fields, got \"" + field + "\"; use --format lines or csv");
        }
        if (format == RowFormat.LINES && !field.isNumber()) {
            throw UserError.wrongUse(
                    "fields of lines have numbers only, got \"" + field + "\"; use --format csv or jsonl for names");
        }
        if (format == RowFormat.CSV && noHeader && !field.isNumber()) {
            throw UserError.wrongUse("without a header, fields have numbers only, got \"" + field + "\"");
        }
        return field;
    }

    private static String unescaped(String text) {
        return text.equals("tab") || text.equals("\\t") ? "\t" : text;
    }
}
