package io.rivulet.io.files;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Guarantee;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The records of CSV files, after RFC 4180: fields in double quotes may hold separators, line ends and doubled quotes.
 *
 * <p>Records become instances of a Java record class, by the names of its components, or whatever a mapper makes of a {@link CsvRow}. Components may be
 * String, int, long, double, boolean, their boxed forms, Instant, an enum, or Optional of one; without Optional a value must be there. Columns that no component is named after are passed over.
 * The first record of each file is its header unless said otherwise; empty lines are no records.
 *
 * <p><b>Partition.</b> One file. A path may be a file, a directory, a pattern such as {@code flows/*.csv.gz}, or {@link StandardInput#PATH}; see the package.
 * <p><b>Position.</b> The byte and the line at which the next record starts.
 * <p><b>Replay.</b> Exact, as long as the files do not change; standard input cannot be replayed.
 * <p><b>Bad input.</b> A record of the wrong number of fields, or with a value that cannot be read, is rejected as a whole. Of one that is longer than
 * allowed, not UTF-8 or wrongly quoted, the line in which it starts is rejected, and reading goes on with the next line. IllegalArgumentException, ArithmeticException and
 * DateTimeException of a mapper or a record's constructor reject the record too; any other exception ends the job.
 * <p><b>Threads.</b> Workers share the mapper; it must keep nothing.
 *
 * <pre>{@code
 * record Flow(Instant time, String srcIp, int dstPort, Optional<String> service) {}
 *
 * CsvFile.of(Path.of("flows.csv.gz"), Flow.class).missing("-");
 * CsvFile.of(Path.of("flows.csv.gz"), row -> row.text("src_ip") + ":" + row.intValue("dst_port"));
 * }</pre>
 *
 * @param <T> a record
 */
public final class CsvFile<T> implements Source<T, FilePosition> {

    private final FileSet files;
    private final LineOptions lines;
    private final CsvOptions options;
    private final CsvReader.Binding<T> binding;

    private CsvFile(FileSet files, LineOptions lines, CsvOptions options, CsvReader.Binding<T> binding) {
        this.files = files;
        this.lines = lines;
        this.options = options;
        this.binding = binding;
    }

    /** Records of a class, from a file, a directory or a pattern. */
    public static <T> CsvFile<T> of(Path path, Class<T> type) {
        return of(List.of(path), type);
    }

    /** Records of a class, from several of them. */
    public static <T> CsvFile<T> of(List<Path> paths, Class<T> type) {
        RecordShape<T> shape = RecordShape.of(type);
        return new CsvFile<>(
                FileSet.of(paths), LineOptions.DEFAULTS, CsvOptions.DEFAULTS, columns -> mapper(shape, columns));
    }

    /** What a mapper makes of rows, from a file, a directory or a pattern. */
    public static <T> CsvFile<T> of(Path path, Function<? super CsvRow, ? extends T> mapper) {
        return of(List.of(path), mapper);
    }

    /** What a mapper makes of rows, from several of them. */
    public static <T> CsvFile<T> of(List<Path> paths, Function<? super CsvRow, ? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return new CsvFile<>(FileSet.of(paths), LineOptions.DEFAULTS, CsvOptions.DEFAULTS, columns -> mapper::apply);
    }

    /** What stands between fields; a comma unless said. */
    public CsvFile<T> separator(char separator) {
        return with(lines, options.withSeparator(separator));
    }

    /** Double quotes are text like any other, as usual in files separated by tabs. */
    public CsvFile<T> withoutQuotes() {
        return with(lines, options.withoutQuotes());
    }

    /** The files have no header; these are their columns. */
    public CsvFile<T> columns(String... names) {
        return with(lines, options.withColumns(List.of(names)));
    }

    /** The files have no header; a record class's components are their columns in order, and a mapper uses indexes. */
    public CsvFile<T> withoutHeader() {
        return with(lines, options.withoutHeader());
    }

    /** How points in time are written; {@link TimeFormat#ISO} unless said. */
    public CsvFile<T> times(TimeFormat format) {
        return with(lines, options.withTimes(Objects.requireNonNull(format, "format")));
    }

    /** Unquoted fields of these texts have no value, beside empty ones. */
    public CsvFile<T> missing(String... texts) {
        List<String> all = new ArrayList<>(List.of(texts));
        all.add("");
        return with(lines, options.withMissing(Set.copyOf(all)));
    }

    /** Lines that begin so, outside quotes, are left out. */
    public CsvFile<T> comment(String prefix) {
        return with(lines.withComment(prefix), options);
    }

    /** The longest record, in bytes; 1 MiB unless said. */
    public CsvFile<T> maxLineBytes(int most) {
        return with(lines.withMaxLineBytes(most), options);
    }

    /** Leaves out that many lines at the start of each file, before the header. */
    public CsvFile<T> skipLines(int count) {
        return with(lines.withSkipLines(count), options);
    }

    @Override
    public List<String> partitions() throws IOException {
        return files.names();
    }

    @Override
    public SourcePartition<T, FilePosition> open(String partition, Optional<FilePosition> position) throws IOException {
        return FilePartition.open(partition, position, lines, new CsvReader<>(options, binding));
    }

    @Override
    public Guarantee guarantee() {
        return files.guarantee();
    }

    @Override
    public StateCodec<FilePosition> positionCodec() {
        return FilePosition.CODEC;
    }

    @Override
    public String toString() {
        return "CsvFile(" + files + ")";
    }

    private CsvFile<T> with(LineOptions newLines, CsvOptions newOptions) {
        return new CsvFile<>(files, newLines, newOptions, binding);
    }

    private static <T> CsvReader.Mapper<T> mapper(RecordShape<T> shape, Names columns) {
        boolean byOrder = columns.size() == 0;
        int[] column = new int[shape.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = byOrder ? i : columns.index(shape.names().get(i), "column");
        }
        Object[] values = new Object[column.length];
        return row -> {
            if (byOrder && row.size() != values.length) {
                throw new BadValueException("a record must have " + values.length + " fields, got " + row.size());
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = shape.value(i, row, column[i]);
            }
            return shape.make(values);
        };
    }
}
