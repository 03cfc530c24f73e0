package io.rivulet.io.files;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Guarantee;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The objects of JSON Lines files, one to a line.
 *
 * <p>They become instances of a Java record class, by the names of its components, or whatever a mapper makes of a {@link JsonObject}. Components may be
 * String, int, long, double, boolean, their boxed forms, Instant, an enum, or Optional of one; without Optional a value must be there and not null. Values are
 * not converted: {@code "80"} is text and {@code 3.0} no whole number. Fields that no component is named after are passed over. Empty lines are no records.
 *
 * <p><b>Partition.</b> One file. A path may be a file, a directory, a pattern such as {@code events/*.jsonl.gz}, or {@link StandardInput#PATH}; see the package.
 * <p><b>Position.</b> The byte and the line at which the next line starts.
 * <p><b>Replay.</b> Exact, as long as the files do not change; standard input cannot be replayed.
 * <p><b>Bad input.</b> Lines that are longer than allowed, not UTF-8, not one JSON object, or hold a value that is not what is asked for are rejected, and
 * reading goes on behind them. IllegalArgumentException, ArithmeticException and DateTimeException of a mapper or a record's constructor reject the line
 * too; any other exception ends the job.
 * <p><b>Threads.</b> Workers share the mapper; it must keep nothing.
 *
 * <pre>{@code
 * JsonLinesFile.of(Path.of("edits.jsonl.gz"), Edit.class);
 * JsonLinesFile.of(Path.of("conn.jsonl"), conn -> conn.text("id.orig_h"));
 * }</pre>
 *
 * @param <T> a record
 */
public final class JsonLinesFile<T> implements Source<T, FilePosition> {

    /** Makes the mapper of one open file. */
    private interface Binding<T> {
        LineReader.Mapper<T> bind(TimeFormat times) throws IOException;
    }

    private final FileSet files;
    private final LineOptions lines;
    private final TimeFormat times;
    private final Binding<T> binding;

    private JsonLinesFile(FileSet files, LineOptions lines, TimeFormat times, Binding<T> binding) {
        this.files = files;
        this.lines = lines;
        this.times = times;
        this.binding = binding;
    }

    /** Records of a class, from a file, a directory or a pattern. */
    public static <T> JsonLinesFile<T> of(Path path, Class<T> type) {
        return of(List.of(path), type);
    }

    /** Records of a class, from several of them. */
    public static <T> JsonLinesFile<T> of(List<Path> paths, Class<T> type) {
        RecordShape<T> shape = RecordShape.of(type);
        return new JsonLinesFile<>(
                FileSet.of(paths), LineOptions.DEFAULTS, TimeFormat.ISO, format -> new JsonReader<>(shape, format));
    }

    /** What a mapper makes of objects, from a file, a directory or a pattern. */
    public static <T> JsonLinesFile<T> of(Path path, Function<? super JsonObject, ? extends T> mapper) {
        return of(List.of(path), mapper);
    }

    /** What a mapper makes of objects, from several of them. */
    public static <T> JsonLinesFile<T> of(List<Path> paths, Function<? super JsonObject, ? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return new JsonLinesFile<>(
                FileSet.of(paths),
                LineOptions.DEFAULTS,
                TimeFormat.ISO,
                format -> (bytes, from, to) -> mapper.apply(JsonObject.parse(bytes, from, to, format)));
    }

    /** How points in time are written; {@link TimeFormat#ISO} unless said. */
    public JsonLinesFile<T> times(TimeFormat format) {
        return new JsonLinesFile<>(files, lines, Objects.requireNonNull(format, "format"), binding);
    }

    /** Lines that begin so are left out. */
    public JsonLinesFile<T> comment(String prefix) {
        return new JsonLinesFile<>(files, lines.withComment(prefix), times, binding);
    }

    /** The longest line, in bytes; 1 MiB unless said. */
    public JsonLinesFile<T> maxLineBytes(int most) {
        return new JsonLinesFile<>(files, lines.withMaxLineBytes(most), times, binding);
    }

    /** Leaves out that many lines at the start of each file. */
    public JsonLinesFile<T> skipLines(int count) {
        return new JsonLinesFile<>(files, lines.withSkipLines(count), times, binding);
    }

    @Override
    public List<String> partitions() throws IOException {
        return files.names();
    }

    @Override
    public SourcePartition<T, FilePosition> open(String partition, Optional<FilePosition> position) throws IOException {
        return FilePartition.open(partition, position, lines, new LineReader<>(binding.bind(times), true));
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
        return "JsonLinesFile(" + files + ")";
    }
}
