package io.rivulet.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the input is said with its place, counted, and shown by the exit code; the rest is answered for. */
class ApplyBadInputTest {

    private static CommandRun apply(String input, String args) {
        return CommandRun.withInput(input, ("apply " + args).split(" ", -1));
    }

    private static void assertClean(CommandRun run) {
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void badNumbersAreLeftOutAndFailTheRun() {
        CommandRun run = apply("1\nNaN\nx\n\n0x1p3\n1e999\n3\n", "moments --json");
        assertEquals(1, run.exitCode());
        assertTrue(run.out().contains("\"records\":2,\"count\":2,\"mean\":2.0"), run.out());
        assertTrue(run.err().contains("bad line standard input:2: the line must be a finite number, got \"NaN\""));
        assertTrue(run.err().contains("bad line standard input:3: the line must be a number, got \"x\""), run.err());
        assertTrue(run.err().contains("standard input:5:"), run.err());
        assertTrue(run.err().contains("standard input:6:"), run.err());
        assertTrue(run.err().contains("left out 4 bad lines of 6"), run.err());
    }

    @Test
    void badLinesMayBeSkipped() {
        CommandRun run = apply("1\nx\n3\n", "moments --skip-bad");
        assertEquals(0, run.exitCode());
        assertTrue(run.err().contains("left out 1 bad line of 3"), run.err());
    }

    @Test
    void onlyTheFirstFewBadLinesAreShown() {
        CommandRun run = apply("x\n".repeat(100), "moments");
        assertEquals(7, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("left out 100 bad lines of 100"), run.err());
    }

    @Test
    void csvRowsOfAnotherWidthAreBadWithOrWithoutHeader() {
        CommandRun run = apply("a,b\n1,2\n1\n1,2,3\n\"x\",NaN\n5,6\n", "moments --format csv --field b");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("standard input:3: a record must have 2 fields, got 1"), run.err());
        assertTrue(run.err().contains("standard input:4: a record must have 2 fields, got 3"), run.err());
        assertTrue(run.err().contains("standard input:5: field \"b\" must be a finite number, got NaN"), run.err());
        assertTrue(run.out().contains("records   2"), run.out());
        CommandRun noHeader = apply("1,2\n1\n5,6\n", "moments --format csv --no-header --field 1");
        assertEquals(1, noHeader.exitCode());
        assertTrue(noHeader.err().contains("standard input:2:"), noHeader.err());
    }

    @Test
    void missingFieldsOfLinesAndJsonAreBad() {
        CommandRun lines = apply("a b\na\n", "shannon-entropy --field 2");
        assertTrue(lines.err().contains("standard input:2: field 2 must be there, the line has 1"), lines.err());
        CommandRun json =
                apply("{\"x\":1}\n{\"y\":1}\n{\"x\":\"1\"}\n{\"x\":\nnull\n", "moments --format jsonl --field x");
        assertEquals(1, json.exitCode());
        assertTrue(json.err().contains("standard input:2: field \"x\" must be there"), json.err());
        assertTrue(json.err().contains("standard input:3: field \"x\" must be a finite number"), json.err());
        assertTrue(json.err().contains("left out 4 bad lines of 5"), json.err());
    }

    @Test
    void aLineOfTenMegabytesIsBadAndReadingGoesOn() {
        CommandRun run = apply("1\n" + "9".repeat(10_000_000) + "\n3\n", "moments");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("standard input:2: a line must be at most 1048576 bytes"), run.err());
        assertTrue(run.err().length() < 1_000, "the line itself is not shown");
        assertTrue(run.out().contains("mean      2"), run.out());
        CommandRun longer = apply("a".repeat(2_000_000) + "\n", "hyperloglog --max-line-bytes 3000000");
        assertEquals(0, longer.exitCode(), longer.err());
    }

    @Test
    void binaryJunkIsBadAndDoesNotReachTheTerminal() {
        byte[] junk = new byte[100_000];
        new SplittableRandom(7).nextBytes(junk);
        CommandRun run = CommandRun.withInput(junk, "apply", "shannon-entropy");
        assertEquals(1, run.exitCode());
        assertClean(run);
        assertTrue(run.err().contains("UTF-8"), run.err());
        assertTrue(
                run.err().chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r'), "control characters are escaped");
    }

    @Test
    void aMissingFileIsNamed() {
        CommandRun run = CommandRun.of("apply", "moments", "no/such/file.csv");
        assertEquals(1, run.exitCode());
        assertEquals(
                "rivulet: no such file or directory: no/such/file.csv",
                run.err().strip());
        assertEquals("", run.out());
    }

    @Test
    void anUnreadableFileIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "1\n");
        Assumptions.assumeTrue(
                file.toFile().setReadable(false) && !Files.isReadable(file), "this user may read everything");
        CommandRun run = CommandRun.of("apply", "moments", file.toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("secret") && run.err().contains("access denied"), run.err());
    }

    @Test
    void cutGzipFailsWithoutAnAnswerThatLooksWhole(@TempDir Path folder) throws IOException {
        byte[] whole = CommandRun.gzip("1\n".repeat(10_000) + "x\ny\nz\n".repeat(1_000));
        Path file = folder.resolve("cut.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));
        CommandRun run = CommandRun.of("apply", "shannon-entropy", file.toString());
        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("cut.gz") && run.err().contains("cut off"), run.err());
        assertClean(run);
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 0x55;
        CommandRun fromInput = CommandRun.withInput(damaged, "apply", "shannon-entropy");
        assertEquals(1, fromInput.exitCode());
        assertEquals("", fromInput.out());
        assertClean(fromInput);
    }

    @Test
    void recordsThatComeTooLateAreCounted() {
        String lines = "10 a\n70 b\n20 c\n130 d\n";
        CommandRun run = apply(lines, "shannon-entropy --time 1 --window 1m --field 2 --json");
        assertEquals(0, run.exitCode(), "late records are no bad lines");
        assertTrue(run.err().contains("left out 1 late record of 4"), run.err());
        assertEquals(3, run.lines().size());
        CommandRun patient = apply(lines, "shannon-entropy --time 1 --window 1m --field 2 --json --lateness 1m");
        assertEquals("", patient.err());
        assertTrue(patient.lines().get(0).contains("\"records\":2"), patient.out());
        CommandRun each = apply("10 a\n5 b\n", "shannon-entropy --time 1 --window 1m --field 2 --each");
        assertTrue(each.err().contains("left out 1 late record of 2"), each.err());
    }

    @Test
    void aTimeThatCannotBeReadIsABadLine() {
        CommandRun run = apply("noon a\n60 b\n", "shannon-entropy --time 1 --window 1m --field 2");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("standard input:1: field 1 must be a time"), run.err());
    }
}
