package io.rivulet.runtime.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Text to a stream as UTF-8. A failure throws {@link OutputClosedException}, which a PrintWriter around it does not swallow as it does an IOException. It is
 * thrown once; what is written afterwards is dropped.
 */
final class CheckedWriter extends Writer {

    private static final int BUFFER = 1 << 16;

    private final Writer out;
    private boolean failed;

    CheckedWriter(OutputStream stream) {
        out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER);
    }

    @Override
    public void write(char[] text, int from, int length) {
        try {
            if (!failed) {
                out.write(text, from, length);
            }
        } catch (IOException e) {
            failed = true;
            throw new OutputClosedException(e);
        }
    }

    @Override
    public void flush() {
        try {
            if (!failed) {
                out.flush();
            }
        } catch (IOException e) {
            failed = true;
            throw new OutputClosedException(e);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
