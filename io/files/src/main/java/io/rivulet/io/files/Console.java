package io.rivulet.io.files;

import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes a line for each record to standard output or standard error, in UTF-8; visible once a batch of input is through.
 *
 * <p><b>Replay.</b> At least once.
 *
 * <pre>{@code
 * stream.output("alerts", Console.json());
 * }</pre>
 *
 * @param <T> a record
 */
public final class Console<T> implements Sink<T> {

    private final LineOutput.Encoder<T> encoder;
    private final boolean error;

    private Console(LineOutput.Encoder<T> encoder, boolean error) {
        this.encoder = encoder;
        this.error = error;
    }

    /** Records as their {@code toString} says them. */
    public static <T> Console<T> lines() {
        return lines(Object::toString);
    }

    /** What a function makes of records. */
    public static <T> Console<T> lines(Function<? super T, String> line) {
        Objects.requireNonNull(line, "line");
        return new Console<>(line::apply, false);
    }

    /** Records as JSON, as {@link JsonLinesSink} writes them. */
    public static <T> Console<T> json() {
        return new Console<>(Json::text, false);
    }

    /** To standard error instead of standard output. */
    public Console<T> toStandardError() {
        return new Console<>(encoder, true);
    }

    @Override
    public SinkWriter<T> open(int worker, int workers) {
        PrintStream stream = error ? System.err : System.out;
        String name = error ? "standard error" : "standard output";
        return new LineOutput<>(name, new Uncloseable(stream), encoder);
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public String toString() {
        return error ? "Console(standard error)" : "Console";
    }

    /** The JVM's stream, which stays open, and whose failures, as of a closed pipe, must not go unnoticed. */
    private static final class Uncloseable extends FilterOutputStream {

        private final PrintStream stream;

        Uncloseable(PrintStream stream) {
            super(stream);
            this.stream = stream;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            stream.write(bytes, from, length);
            flush();
        }

        @Override
        public void flush() throws IOException {
            if (stream.checkError()) {
                throw new IOException("the stream is closed");
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
