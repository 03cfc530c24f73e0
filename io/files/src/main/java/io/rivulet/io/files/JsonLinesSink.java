package io.rivulet.io.files;

import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.TransactionalSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes each record as a JSON value on a line of its own.
 *
 * <p>Java records become objects of their components, nested ones too, maps objects, lists arrays, times ISO-8601 strings, empty Optionals null; NaN and the
 * infinities, which JSON cannot write as numbers, become strings. A record that cannot be written fails the job.
 *
 * <p>Goes to one file, which the first worker writes, or to a directory with one part for each worker. Files whose name ends in {@code .gz} are compressed.
 * What is there already is an error unless {@link #overwrite} is chosen; see the package for what a reader of the file can rely on.
 *
 * <p><b>Replay.</b> At least once: what is written twice after a restart is there twice. {@link #exactlyOnce} has each record there once, and an epoch later.
 *
 * @param <T> a record
 */
public final class JsonLinesSink<T> implements Sink<T> {

    private final OutputPlace place;

    private JsonLinesSink(OutputPlace place) {
        this.place = place;
    }

    /** To one file. */
    public static <T> JsonLinesSink<T> of(Path file) {
        return new JsonLinesSink<>(OutputPlace.file(file));
    }

    /** To one part for each worker, as {@code part-0-of-4.jsonl}. */
    public static <T> JsonLinesSink<T> inDirectory(Path directory) {
        return new JsonLinesSink<>(OutputPlace.directory(directory));
    }

    /** Replaces what is there; in a directory, the parts of earlier runs. */
    public JsonLinesSink<T> overwrite() {
        return new JsonLinesSink<>(place.overwriting());
    }

    /** Compresses, whatever the name. */
    public JsonLinesSink<T> gzip() {
        return new JsonLinesSink<>(place.gzipped());
    }

    /**
     * The same, with each record there once whatever happens to the job: records become visible when the epoch that they belong to is complete, all together. Where the
     * job has no recovery store, about once a second. In a directory there is a part for each epoch and worker.
     */
    public TransactionalSink<T, ?> exactlyOnce() {
        return new StagedSink<>(place, ".jsonl", () -> new StagedSink.Lines<>(Optional.empty(), Json::text));
    }

    @Override
    public SinkWriter<T> open(int worker, int workers) throws IOException {
        return place.open(worker, workers, ".jsonl", Json::text);
    }

    @Override
    public boolean single() {
        return !place.parts();
    }

    @Override
    public String toString() {
        return "JsonLinesSink(" + place.path() + ")";
    }
}
