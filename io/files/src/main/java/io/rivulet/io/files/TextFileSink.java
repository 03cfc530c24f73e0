package io.rivulet.io.files;

import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.TransactionalSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes a line of text for each record, in UTF-8, ended by LF.
 *
 * <p>Goes to one file, which the first worker writes, or to a directory with one part for each worker. Files whose name ends in {@code .gz} are compressed.
 * What is there already is an error unless {@link #overwrite} is chosen; see the package for what a reader of the file can rely on.
 *
 * <p><b>Replay.</b> At least once: what is written twice after a restart is there twice. {@link #exactlyOnce} has each record there once, and an epoch later.
 *
 * <pre>{@code
 * stream.output("alerts", TextFileSink.of(Path.of("alerts.txt"), Alert::message).overwrite());
 * }</pre>
 *
 * @param <T> a record
 */
public final class TextFileSink<T> implements Sink<T> {

    private final OutputPlace place;
    private final Function<? super T, String> line;

    private TextFileSink(OutputPlace place, Function<? super T, String> line) {
        this.place = place;
        this.line = Objects.requireNonNull(line, "line");
    }

    /** Strings, to one file. */
    public static TextFileSink<String> of(Path file) {
        return of(file, text -> text);
    }

    /** What a function makes of records, to one file. */
    public static <T> TextFileSink<T> of(Path file, Function<? super T, String> line) {
        return new TextFileSink<>(OutputPlace.file(file), line);
    }

    /** Strings, to one part for each worker, as {@code part-0-of-4.txt}. */
    public static TextFileSink<String> inDirectory(Path directory) {
        return inDirectory(directory, text -> text);
    }

    /** What a function makes of records, to one part for each worker. */
    public static <T> TextFileSink<T> inDirectory(Path directory, Function<? super T, String> line) {
        return new TextFileSink<>(OutputPlace.directory(directory), line);
    }

    /** Replaces what is there; in a directory, the parts of earlier runs. */
    public TextFileSink<T> overwrite() {
        return new TextFileSink<>(place.overwriting(), line);
    }

    /** Compresses, whatever the name. */
    public TextFileSink<T> gzip() {
        return new TextFileSink<>(place.gzipped(), line);
    }

    /**
     * The same, with each record there once whatever happens to the job: records become visible when the epoch that they belong to is complete, all together. Where the
     * job has no recovery store, about once a second. In a directory there is a part for each epoch and worker.
     */
    public TransactionalSink<T, ?> exactlyOnce() {
        return new StagedSink<>(place, ".txt", () -> new StagedSink.Lines<>(Optional.empty(), line::apply));
    }

    @Override
    public SinkWriter<T> open(int worker, int workers) throws IOException {
        return place.open(worker, workers, ".txt", line::apply);
    }

    @Override
    public boolean single() {
        return !place.parts();
    }

    @Override
    public String toString() {
        return "TextFileSink(" + place.path() + ")";
    }
}
