package io.rivulet.io.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.TransactionalSink;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes records as CSV, after RFC 4180 but with LF as the line end, under a header.
 *
 * <p>Fields are written as their text; an empty Optional as an empty field, an empty string in quotes, so that {@link CsvFile} reads both back.
 *
 * <p>Goes to one file, which the first worker writes, or to a directory with one part for each worker, each with the header. Files whose name ends in {@code
 * .gz} are compressed. What is there already is an error unless {@link #overwrite} is chosen; see the package for what a reader of the file can rely on.
 *
 * <p><b>Replay.</b> At least once: what is written twice after a restart is there twice. {@link #exactlyOnce} has each record there once, and an epoch later.
 *
 * <pre>{@code
 * flows.output("flows", CsvSink.of(Path.of("flows.csv"), Flow.class));
 * flows.output(
 *         "sources", CsvSink.of(Path.of("sources.csv"), List.of("source", "bytes"), flow -> List.of(flow.srcIp(), flow.bytes())));
 * }</pre>
 *
 * @param <T> a record
 */
public final class CsvSink<T> implements Sink<T> {

    private final OutputPlace place;
    private final List<String> columns;
    private final Function<? super T, ? extends List<?>> fields;
    private final char separator;

    private CsvSink(
            OutputPlace place, List<String> columns, Function<? super T, ? extends List<?>> fields, char separator) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must hold at least one name, got none");
        }
        this.place = place;
        this.columns = List.copyOf(columns);
        this.fields = Objects.requireNonNull(fields, "fields");
        this.separator = separator;
    }

    /** Java records with a column for each component, to one file; components must be as {@link CsvFile} reads them. */
    public static <T> CsvSink<T> of(Path file, Class<T> type) {
        return of(OutputPlace.file(file), type);
    }

    /** What a function makes of records, as many fields as columns, to one file. */
    public static <T> CsvSink<T> of(Path file, List<String> columns, Function<? super T, ? extends List<?>> fields) {
        return new CsvSink<>(OutputPlace.file(file), columns, fields, ',');
    }

    /** Java records, to one part for each worker, as {@code part-0-of-4.csv}. */
    public static <T> CsvSink<T> inDirectory(Path directory, Class<T> type) {
        return of(OutputPlace.directory(directory), type);
    }

    /** What a function makes of records, to one part for each worker. */
    public static <T> CsvSink<T> inDirectory(
            Path directory, List<String> columns, Function<? super T, ? extends List<?>> fields) {
        return new CsvSink<>(OutputPlace.directory(directory), columns, fields, ',');
    }

    /** What stands between fields; a comma unless said. */
    public CsvSink<T> separator(char c) {
        CsvOptions.DEFAULTS.withSeparator(c);
        return new CsvSink<>(place, columns, fields, c);
    }

    /** Replaces what is there; in a directory, the parts of earlier runs. */
    public CsvSink<T> overwrite() {
        return new CsvSink<>(place.overwriting(), columns, fields, separator);
    }

    /** Compresses, whatever the name. */
    public CsvSink<T> gzip() {
        return new CsvSink<>(place.gzipped(), columns, fields, separator);
    }

    /**
     * The same, with each record there once whatever happens to the job: records become visible when the epoch that they belong to is complete, all together. Where the
     * job has no recovery store, about once a second. In a directory there is a part for each epoch and worker.
     */
    public TransactionalSink<T, ?> exactlyOnce() {
        return new StagedSink<>(place, ".csv", this::lines);
    }

    @Override
    public SinkWriter<T> open(int worker, int workers) throws IOException {
        StagedSink.Lines<T> lines = lines();
        LineOutput<T> output = place.open(worker, workers, ".csv", lines.encoder());
        output.writeLine(lines.header().orElseThrow());
        return output;
    }

    private StagedSink.Lines<T> lines() {
        StringWriter line = new StringWriter();
        CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .bufferSize(0)
                .build(line);
        return new StagedSink.Lines<>(
                Optional.of(text(csv, line, columns)), record -> text(csv, line, fields.apply(record)));
    }

    @Override
    public boolean single() {
        return !place.parts();
    }

    @Override
    public String toString() {
        return "CsvSink(" + place.path() + ")";
    }

    private static <T> CsvSink<T> of(OutputPlace place, Class<T> type) {
        RecordShape<T> shape = RecordShape.of(type);
        return new CsvSink<>(place, shape.names().all(), shape::values, ',');
    }

    private String text(CsvWriter csv, StringWriter line, List<?> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "fields must be " + columns.size() + ", one for each of " + columns + ", got " + values.size());
        }
        String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = values.get(i) instanceof Optional<?> optional ? optional.orElse(null) : values.get(i);
            texts[i] = value == null ? null : value.toString();
        }
        line.getBuffer().setLength(0);
        csv.writeRecord(texts);
        // The writer ends the record with LF; so does the output.
        return line.getBuffer().substring(0, line.getBuffer().length() - 1);
    }
}
