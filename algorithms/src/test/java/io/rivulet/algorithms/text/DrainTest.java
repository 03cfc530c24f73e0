package io.rivulet.algorithms.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.text.LogMatch.Change;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: known kinds of messages, real logs, and what holds of any log. golden_: released forms. The laws come from the
 * catalogue.
 */
class DrainTest {

    private static final Drain.Params FEW = new Drain.Params(4, 0.4, 100, 3, true);

    @Test
    void example_asInTheJavadoc() {
        var log = Drain.create(Drain.Params.DEFAULTS);
        log.update("login of ada from 10.0.0.1");
        log.update("login of bob from 10.0.0.7");
        assertEquals("login of <*> from <*>", log.templates().get(0).text());
        assertEquals(List.of("eve", "192.168.0.9"), log.parameters("login of eve from 192.168.0.9"));
    }

    @Test
    void example_whatEachLineDid() {
        var log = Drain.create(Drain.Params.DEFAULTS);
        assertEquals(new LogMatch(0, Change.NEW), log.update("disk sda is full"));
        assertEquals(new LogMatch(0, Change.NONE), log.update("disk sda is full"));
        assertEquals(new LogMatch(1, Change.NEW), log.update("disk sdb is full"));
        assertEquals(new LogMatch(0, Change.GENERALISED), log.update("disk sda is slow"));
        assertEquals(new LogMatch(2, Change.NEW), log.update("disk is full"));
        assertEquals(5, log.lines());
        assertEquals(new LogTemplate(0, "disk sda is <*>", 3), log.templates().get(0));
        assertEquals(
                "disk sda is <*>", log.template("disk sda is hot").orElseThrow().text());
        assertTrue(log.template("nothing like it before").isEmpty());
        assertEquals(List.of(), log.parameters("nothing like it before"));
        assertEquals(5, log.lines(), "questions teach nothing");
    }

    @Test
    void oracle_theKindsOfTheMadeLogAreFoundInAnyOrder() {
        List<String> expected = List.of(
                "Accepted password for <*> from <*> port <*> ssh2",
                "Connection closed by <*> port <*> [preauth]",
                "Failed password for <*> from <*> port <*> ssh2",
                "Invalid user <*> from <*>",
                "Received disconnect from <*> port <*> bye",
                "Removed session <*>.",
                "session closed for user <*>",
                "session opened for user <*> by (uid=<*>)");
        for (int seed = 0; seed < 20; seed++) {
            Map<String, Long> found = counts(drain(Logs.made(2_000, seed)));
            assertEquals(expected, List.copyOf(found.keySet()), "seed " + seed);
        }
    }

    /** Words before the message tell days and processes apart, so that they are cut off. */
    @Test
    void oracle_theTemplatesOfARealLoginLog() throws IOException {
        List<String> lines =
                Logs.real("ssh_auth.log.gz").stream().map(Logs::message).toList();
        Map<String, Long> found = counts(drain(lines));
        assertEquals(632, found.get("pam_unix(cron:session): session opened for user root by (uid=<*>)"));
        assertEquals(303, found.get("Connection closed by <*> port <*> [preauth]"));
        assertEquals(223, found.get("Removed session <*>."));
        assertEquals(14, found.get("Did not receive identification string from <*>"));
        long failed = lines.stream()
                .filter(line -> line.startsWith("Failed password for ") && !line.contains("invalid user"))
                .count();
        assertEquals(failed, found.get("Failed password for <*> from <*> port <*> ssh2"));
        assertTrue(found.size() < 80, found.size() + " templates");
    }

    @Test
    void oracle_orderWithinAWindowChangesNoTemplateOfTheRealLoginLog() throws IOException {
        checkOrder(Logs.real("ssh_auth.log.gz"), 1.0);
    }

    /** Requests hold a few words that are always the same among many that vary: some fall to one template or another. */
    @Test
    void oracle_orderWithinAWindowChangesFewTemplatesOfTheRealRequests() throws IOException {
        checkOrder(Logs.real("apache_access.log.gz"), 0.95);
        checkOrder(Logs.real("nasa_19950701.tsv.gz"), 0.95);
        checkOrder(Logs.real("nginxplus_status.jsonl.gz"), 1.0);
    }

    @Test
    void oracle_orderWithinAWindowChangesNoTemplateOfTheMadeLog() {
        checkOrder(Logs.made(5_000, 1), 1.0);
    }

    private static void checkOrder(List<String> lines, double leastShare) {
        List<String> messages = lines.stream().map(Logs::message).toList();
        Drain inOrder = drain(messages);
        for (int seed = 0; seed < 3; seed++) {
            Drain shuffled = drain(Logs.shuffledWithinBlocks(messages, 100, seed));
            long same = messages.stream()
                    .filter(line -> inOrder.template(line)
                            .map(LogTemplate::text)
                            .equals(shuffled.template(line).map(LogTemplate::text)))
                    .count();
            assertTrue(same >= leastShare * lines.size(), same + " of " + lines.size() + " lines, seed " + seed);
        }
    }

    /** At least the share of its words stays, and lines that it took agree in them. */
    @Test
    void oracle_aLineWouldBeTakenInAgain() throws IOException {
        for (List<String> lines : List.of(Logs.made(3_000, 2), Logs.real("ssh_auth.log.gz"))) {
            Drain log = drain(lines);
            assertEquals(0, log.forgotten());
            lines.forEach(line -> assertTrue(log.template(line).isPresent(), line));
            assertEquals(
                    lines.size(),
                    log.templates().stream().mapToLong(LogTemplate::count).sum());
        }
    }

    @Test
    void oracle_masking() {
        Map<String, String> masked = new TreeMap<>(Map.of(
                "at 10.0.0.1:443, -3.5 and (+7)", "at <*>, <*> and (<*>)",
                "sshd[1291]: pid=4711 took 12ms", "sshd[<*>]: pid=<*> took <*>ms",
                "2015-05-17 10:05:03.25 v1.2", "<*> <*> v1.<*>",
                "id 550e8400-e29b-41d4-a716-446655440000", "id <*>",
                "commit 5f3a9c21 at 0xDEAD of deadbeef", "commit <*> at <*> of deadbeef",
                "fe80::1ff:fe23:4567:890a 00:1a:2b:3c:4d:5e ::", "<*> <*> ::",
                "sda1 and ssh2 and a-7 and elastic_user_12", "sda1 and ssh2 and a-<*> and elastic_user_<*>",
                "größe 12°C", "größe <*>°C"));
        masked.forEach((line, expected) -> {
            var log = Drain.create(Drain.Params.DEFAULTS);
            log.update(line);
            assertEquals(expected, log.templates().get(0).text());
        });
        var unmasked = Drain.create(new Drain.Params(4, 0.4, 100, 10, false));
        unmasked.update("took 12 ms  and\tmore ");
        assertEquals("took 12 ms and more", unmasked.templates().get(0).text());
        unmasked.update("took 13 ms and more");
        assertEquals("took <*> ms and more", unmasked.templates().get(0).text());
    }

    /** Of two templates that are equally like, that with more wildcards; the words that differ lie beyond those that lead to the leaf. */
    @Test
    void oracle_tiesGoToTheMoreGeneralTemplate() {
        var log = Drain.create(new Drain.Params(3, 0.5, 100, 10, true));
        log.update("x a b c");
        log.update("x d e f");
        log.update("x d e g");
        assertEquals(List.of("x d e <*>", "x a b c"), texts(log));
        log.update("x d z c");
        assertEquals(List.of("x d <*> <*>", "x a b c"), texts(log));
    }

    @Test
    void oracle_theTemplateUnusedForLongestMakesRoom() {
        var log = Drain.create(FEW);
        log.update("a one");
        log.update("b two");
        log.update("c three");
        log.update("a one");
        assertEquals(3, log.update("d four").id());
        assertEquals(1, log.forgotten());
        assertTrue(log.template("b two").isEmpty());
        assertEquals(List.of("a one", "c three", "d four"), texts(log));
        assertEquals(new LogMatch(4, Change.NEW), log.update("b two"), "an id is never given twice");
        for (int i = 0; i < 10_000; i++) {
            log.update(Character.toString((char) ('a' + i % 26)) + " is number " + "x".repeat(i % 50));
        }
        assertEquals(3, log.templates().size());
        assertTrue(log.stateBytes() < 4_000, "what is forgotten leaves nothing: " + log.stateBytes());
    }

    @Test
    void oracle_wordsBeyondTheMostChildrenShareTheWildcard() {
        var log = Drain.create(new Drain.Params(3, 0.5, 3, 100, true));
        for (String word : List.of("a", "b", "c", "d")) {
            log.update(word + " is up now");
        }
        assertEquals(List.of("<*> is up now", "a is up now", "b is up now"), texts(log));
        Drain decoded = Drain.CODEC.fromBytes(Drain.CODEC.toBytes(log));
        assertEquals(log.update("e is up now"), decoded.update("e is up now"));
        assertEquals(log.templates(), decoded.templates());
        assertEquals(log.templates(), log.copy().templates());
    }

    @Test
    void oracle_linesOfAnyKindAreBounded() {
        var log = Drain.create(Drain.Params.DEFAULTS);
        log.update("");
        log.update("   \t ");
        log.update("word ".repeat(5_000));
        log.update("word ".repeat(256));
        log.update("y".repeat(100_000));
        assertEquals(List.of("", "word ".repeat(255) + "<*>", "<*>"), texts(log));
        assertEquals(2, log.templates().get(0).count(), "an empty line is a kind of its own");
    }

    @Test
    void oracle_aKnownLineAllocatesNothing() {
        List<String> lines = Logs.made(1_000, 3);
        Drain log = drain(lines);
        assertEquals(0, Allocations.of(i -> log.update(lines.get(i % 1_000))));
        assertSame(log.update(lines.get(0)), log.update(lines.get(0)));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        assertEquals(
                "similarity must be in 0..1, got NaN",
                assertThrows(IllegalArgumentException.class, () -> new Drain.Params(4, Double.NaN, 100, 1_024, true))
                        .getMessage());
        assertEquals(
                "depth must be in 2..18, got 1",
                assertThrows(IllegalArgumentException.class, () -> new Drain.Params(1, 0.4, 100, 1_024, true))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Drain.Params(4, 0.4, 0, 1_024, true));
        assertThrows(IllegalArgumentException.class, () -> new Drain.Params(4, 0.4, 100, 0, true));
        var log = Drain.create(FEW);
        assertThrows(NullPointerException.class, () -> log.update(null));
        assertEquals(0, log.lines());
    }

    @Test
    void golden_version1StillDecodes() {
        Drain log = Drain.create(new Drain.Params(5, 0.5, 4, 6, true));
        Logs.made(500, 42).forEach(log::update);
        Drain golden = Drain.CODEC.fromBytes(Drain.CODEC.toBytes(log));
        assertNotEquals(0, golden.forgotten());
        golden = Golden.decode("drain-1.bin", Drain.CODEC, log);
        assertEquals(log.templates(), golden.templates());
        assertEquals(log.update("Removed session 7."), golden.update("Removed session 7."));
    }

    private static Drain drain(List<String> lines) {
        var log = Drain.create(Drain.Params.DEFAULTS);
        lines.forEach(log::update);
        return log;
    }

    private static Map<String, Long> counts(Drain log) {
        return log.templates().stream()
                .collect(Collectors.toMap(LogTemplate::text, LogTemplate::count, Long::sum, TreeMap::new));
    }

    private static List<String> texts(Drain log) {
        return log.templates().stream().map(LogTemplate::text).toList();
    }
}
