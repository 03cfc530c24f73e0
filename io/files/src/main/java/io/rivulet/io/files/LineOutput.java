package io.rivulet.io.files;

import io.rivulet.runtime.connect.SinkWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes records that end in a line end, always whole ones: what a record becomes is known before its first byte is in the buffer. */
final class LineOutput<T> implements SinkWriter<T> {

    /** Makes the text of a record, without its line end. */
    interface Encoder<T> {
        String encode(T record) throws IOException;
    }

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final OutputStream out;
    private final Encoder<T> encoder;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER);
    private boolean unflushed;
    private boolean closed;

    LineOutput(String name, OutputStream out, Encoder<T> encoder) {
        this.name = name;
        this.out = out;
        this.encoder = encoder;
    }

    @Override
    public void write(T record, long timeMillis) throws IOException {
        writeLine(encoder.encode(record));
    }

    @Override
    public void flush() throws IOException {
        if (closed) {
            return;
        }
        try {
            drain();
            if (unflushed) {
                unflushed = false;
                out.flush();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            drain();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void writeLine(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        buffer.write(bytes, 0, bytes.length);
        buffer.write('\n');
        if (buffer.size() >= BUFFER) {
            try {
                drain();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private void drain() throws IOException {
        if (buffer.size() > 0) {
            unflushed = true;
            byte[] bytes = buffer.toByteArray();
            // Before the write: it may fail half done, and trying again at close would write the first half twice.
            buffer.reset();
            out.write(bytes, 0, bytes.length);
        }
    }

    private IOException failure(IOException e) {
        return new IOException("cannot write " + name + ": " + FileSet.reason(e), e);
    }
}
