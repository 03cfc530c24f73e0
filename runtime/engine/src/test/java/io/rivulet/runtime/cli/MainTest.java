package io.rivulet.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the frame makes of arguments, exceptions, a closed output and the interrupt, with commands made for this. */
class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = Terminal.of(out, err);

    /** What a test command does. */
    private interface Work {
        int run(Terminal terminal) throws Exception;
    }

    @Command(name = "greet", description = "Greets.")
    private static final class Greet implements Subcommand {

        private final Work work;

        @Option(names = "--name", description = "Whom.")
        private String name = "world";

        Greet(Work work) {
            this.work = work;
        }

        @Override
        public int run(Terminal terminal) throws Exception {
            terminal.out().println("hello " + name);
            return work.run(terminal);
        }
    }

    @Command(name = "group", description = "Holds others.")
    private static final class Group implements Subcommand {

        @Override
        public int run(Terminal terminal) {
            terminal.out().println("all of the group");
            return 0;
        }

        @Override
        public List<Subcommand> subcommands() {
            return List.of(new Greet(t -> 0));
        }
    }

    private int run(Work work, String... args) {
        return Main.run(terminal, List.of(new Greet(work), new Group()), args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCommandRunsWithItsOptionsAndGivesItsExitCode() {
        assertEquals(7, run(t -> 7, "greet", "--name", "Ann"));
        assertEquals("hello Ann" + System.lineSeparator(), out());
        assertEquals("", err());
    }

    @Test
    void aCommandInACommandRuns() {
        assertEquals(0, run(t -> 0, "group", "greet"));
        assertEquals(0, run(t -> 0, "group"));
        assertEquals(List.of("hello world", "all of the group"), out().lines().toList());
    }

    @Test
    void helpIsEverywhereAndGoesToStandardOutput() {
        assertEquals(0, run(t -> 0, "--help"));
        assertEquals(0, run(t -> 0, "greet", "--help"));
        assertEquals(0, run(t -> 0, "group", "greet", "-h"));
        assertTrue(out().contains("Usage: rivulet greet"), out());
        assertTrue(out().contains("Usage: rivulet group greet"), out());
        assertFalse(out().contains("--stacktrace"), out());
        assertEquals("", err());
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertEquals(0, run(t -> 0, "--version"));
        assertTrue(out().matches("rivulet \\d+\\.\\d+\\.\\d+.*\\R"), out());
    }

    @Test
    void noCommandIsWrongUse() {
        assertEquals(2, run(t -> 0));
        assertTrue(err().contains("Usage: rivulet"), err());
        assertEquals("", out());
    }

    @Test
    void anUnknownCommandIsWrongUseWithASuggestion() {
        assertEquals(2, run(t -> 0, "gret"));
        assertTrue(err().contains("there is no command \"gret\""), err());
        assertTrue(err().contains("greet"), err());
    }

    @Test
    void anUnknownOptionIsWrongUseWithASuggestion() {
        assertEquals(2, run(t -> 0, "greet", "--nam", "x"));
        assertTrue(err().contains("--nam"), err());
        assertTrue(err().contains("Try: rivulet greet --help"), err());
    }

    @Test
    void aMistakeOfTheUserShowsAMessageOnly() {
        Work fails = t -> {
            throw UserError.failed("no such thing");
        };
        assertEquals(1, run(fails, "greet"));
        assertEquals(List.of("rivulet: no such thing"), err().lines().toList());
        assertEquals(1, run(fails, "greet", "--stacktrace"));
        assertTrue(err().contains("at io.rivulet"), err());
    }

    @Test
    void wrongUseFoundByACommandSaysHowToGetHelp() {
        assertEquals(
                2,
                run(
                        t -> {
                            throw UserError.wrongUse("must be 3");
                        },
                        "greet"));
        assertEquals(
                List.of("rivulet: must be 3", "Try: rivulet greet --help"),
                err().lines().toList());
    }

    @Test
    void ioAndIllegalArgumentsShowAMessageOnly() {
        assertEquals(
                1,
                run(
                        t -> {
                            throw new IOException("cannot read x");
                        },
                        "greet"));
        assertEquals(
                1,
                run(
                        t -> {
                            throw new IllegalArgumentException("k must be 3, got 4");
                        },
                        "greet"));
        assertEquals(
                List.of("rivulet: cannot read x", "rivulet: k must be 3, got 4"),
                err().lines().toList());
    }

    @Test
    void aDefectShowsWhereItIs() {
        assertEquals(
                1,
                run(
                        t -> {
                            throw new IllegalStateException("what?");
                        },
                        "greet"));
        assertTrue(err().contains("IllegalStateException: what?") && err().contains("at io.rivulet"), err());
    }

    @Test
    void aReaderThatLeavesEndsTheCommandQuietly() {
        assertEquals(0, runInto("Broken pipe", t -> manyLines(t)));
        assertEquals("", err());
        assertEquals(1, runInto("Broken pipe", t -> 1), "what the command found stays");
    }

    @Test
    void aFullDiskIsAFailure() {
        assertEquals(1, runInto("No space left on device", t -> manyLines(t)));
        assertEquals("rivulet: cannot write to standard output: No space left on device", err().strip());
    }

    @Test
    void anInterruptStopsWhatListensOnceAndAtOnceIfItHasCome() {
        Interrupts interrupts = terminal.interrupts();
        List<String> stopped = new ArrayList<>();
        Interrupts.Registration first = interrupts.onInterrupt(() -> stopped.add("first"));
        interrupts.onInterrupt(() -> stopped.add("second"));
        first.close();
        assertFalse(interrupts.interrupted());
        assertTrue(interrupts.interrupt(), "somebody listened");
        assertFalse(interrupts.interrupt(), "nobody is left");
        assertTrue(interrupts.interrupted());
        interrupts.onInterrupt(() -> stopped.add("late"));
        assertEquals(List.of("second", "late"), stopped);
    }

    private int runInto(String problem, Work work) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(problem);
            }
        };
        return Main.run(Terminal.of(broken, err), List.of(new Greet(work)), "greet");
    }

    private static int manyLines(Terminal terminal) {
        for (int i = 0; i < 100_000; i++) {
            terminal.out().println("line " + i);
        }
        return 0;
    }
}
