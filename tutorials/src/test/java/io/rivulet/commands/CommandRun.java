package io.rivulet.commands;

import io.rivulet.runtime.cli.Main;
import io.rivulet.runtime.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * One run of {@code rivulet} in this JVM: its exit code, and what it wrote.
 *
 * @param exitCode 0 if all is well
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {

    /** Runs a command with nothing on standard input. */
    static CommandRun of(String... args) {
        return withInput("", args);
    }

    /** Runs a command with a text on standard input. */
    static CommandRun withInput(String input, String... args) {
        return withInput(input.getBytes(StandardCharsets.UTF_8), args);
    }

    /** Runs a command with bytes on standard input. */
    static CommandRun withInput(byte[] input, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exitCode = Main.run(Terminal.of(out, err), args);
            return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(before);
        }
    }

    /** The lines of standard output. */
    List<String> lines() {
        return out.lines().toList();
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
