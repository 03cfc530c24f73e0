package io.rivulet.runtime.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * What a command has of the world: standard output and error, the interrupt, and a clock for progress. Standard input is a path like any other to the
 * inputs that read it.
 *
 * @param out standard output: buffered, so flush it when a reader may be waiting; ends the command quietly when its reader has gone
 * @param err standard error, written line by line
 * @param interrupts what Ctrl-C does
 * @param nanoTime a clock that never goes back
 */
public record Terminal(PrintWriter out, PrintWriter err, Interrupts interrupts, LongSupplier nanoTime) {

    /** A terminal over any streams, with the system's clock; for tests too. */
    public static Terminal of(OutputStream out, OutputStream err) {
        return new Terminal(
                new PrintWriter(new CheckedWriter(out), false),
                new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true),
                new Interrupts(),
                System::nanoTime);
    }
}
