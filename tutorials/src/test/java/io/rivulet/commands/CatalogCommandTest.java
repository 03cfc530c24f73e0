package io.rivulet.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list and the descriptions of the catalogue, for people and for programs; and the list of tutorials. */
class CatalogCommandTest {

    @Test
    void everyAlgorithmIsListedUnderItsFamilyOnce() {
        CommandRun run = CommandRun.of("catalog");
        assertEquals(0, run.exitCode());
        for (Algorithm<?> algorithm : Catalog.all()) {
            assertEquals(
                    1, run.lines().stream().filter(algorithm.family()::equals).count(), algorithm.family());
            assertTrue(run.out().contains(algorithm.summary()), algorithm.name());
        }
    }

    @Test
    void aDescriptionTellsParametersWithRangesAndDefaults() {
        CommandRun run = CommandRun.of("catalog", "hyperloglog");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("a whole number in 4..18; 12 unless given"), run.out());
        assertTrue(run.out().contains("can      merge"), run.out());
        assertTrue(run.out().contains("windows  daba-lite"), run.out());
    }

    @Test
    void jsonIsOneObjectALine() throws IOException {
        CommandRun run = CommandRun.of("catalog", "--json");
        assertEquals(Catalog.all().size(), run.lines().size());
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < run.lines().size(); i++) {
            JsonNode json = mapper.readTree(run.lines().get(i));
            assertEquals(Catalog.all().get(i).name(), json.get("name").asText());
            assertEquals(
                    Catalog.all().get(i).parameters().size(),
                    json.get("parameters").size());
        }
        assertEquals(
                List.of(
                        "{\"name\":\"shannon-entropy\",\"family\":\"entropy\",\"summary\":\"How spread the items are, in"
                                + " bits: 0 when all are the same.\",\"error\":\"exact\",\"input\":\"item\",\"parameters\":[],"
                                + "\"capabilities\":[\"merge\",\"retract\",\"subtract\"],\"windows\":\"subtract\"}"),
                CommandRun.of("catalog", "shannon-entropy", "--json").lines());
    }

    @Test
    void thePageInTheSourcesIsCurrent() throws IOException {
        CommandRun run = CommandRun.of("catalog", "--markdown");
        assertEquals(0, run.exitCode(), run.err());
        for (Algorithm<?> algorithm : Catalog.all()) {
            assertTrue(run.lines().contains("### " + algorithm.name()), algorithm.name());
        }
        assertTrue(
                run.lines().equals(Files.readAllLines(Path.of("..", "algorithms", "CATALOG.md"))),
                "algorithms/CATALOG.md must be what the catalogue's entries say; renew it by:"
                        + " ./rivulet catalog --markdown > algorithms/CATALOG.md");
        assertEquals(2, CommandRun.of("catalog", "--markdown", "--json").exitCode());
    }

    @Test
    void anUnknownNameIsWrongUseWithASuggestion() {
        CommandRun run = CommandRun.of("catalog", "decaid");
        assertEquals(2, run.exitCode());
        assertTrue(
                run.err()
                        .contains("Did you mean \"decayed-counts\" or \"decayed-covariance\" or \"decayed-distinct\"?"),
                run.err());
        CommandRun nothingNear = CommandRun.of("catalog", "xyzzyxyzzy");
        assertTrue(nothingNear.err().contains("\"xyzzyxyzzy\". \"rivulet catalog\" lists all."), nothingNear.err());
    }

    @Test
    void tutorialsAreListed() {
        CommandRun run = CommandRun.of("tutorial");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("tutorial"), run.out());
        assertEquals(2, CommandRun.of("tutorial", "no-such").exitCode());
    }

    @Test
    void distancesCountSwapsAsOne() {
        assertEquals(0, Suggestions.distance("abc", "abc"));
        assertEquals(1, Suggestions.distance("acb", "abc"));
        assertEquals(3, Suggestions.distance("kitten", "sitting"));
        assertEquals(4, Suggestions.distance("", "four"));
    }
}
