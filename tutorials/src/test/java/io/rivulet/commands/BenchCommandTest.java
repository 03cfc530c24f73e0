package io.rivulet.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** json_: the contract of the output. text_ and html_: what people see. data_: over the user's file. use_: mistakes in the command itself. */
class BenchCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String QUICK = " --records 100 --draws 2 --rounds 1";

    @TempDir
    private Path folder;

    private static CommandRun bench(String args) {
        return CommandRun.of(("bench " + args).split(" ", -1));
    }

    @TestFactory
    Stream<DynamicTest> json_everyFamilyComparesAllItsEntries() {
        return Catalog.all().stream()
                .map(Algorithm::family)
                .distinct()
                .map(family -> DynamicTest.dynamicTest(family, () -> {
                    CommandRun run = bench(family + QUICK + " --json");
                    assertEquals(0, run.exitCode(), run.err());
                    List<String> seen = new ArrayList<>();
                    for (String line : run.lines()) {
                        JsonNode json = MAPPER.readTree(line);
                        seen.add(json.get("algorithm").asText());
                        assertEquals(family, json.get("family").asText());
                        assertEquals(100, json.get("records").asInt());
                        assertTrue(json.get("heapBytes").asLong() > 0, line);
                        assertTrue(json.get("formBytes").asLong() > 0, line);
                        assertTrue(json.get("updateNanos").asDouble() > 0, line);
                        assertTrue(
                                json.get("errorMean").isNull()
                                        || json.get("errorMean").asDouble() >= 0,
                                line);
                    }
                    for (Algorithm<?> algorithm : Catalog.all()) {
                        assertEquals(
                                algorithm.family().equals(family), seen.contains(algorithm.name()), algorithm.name());
                    }
                }));
    }

    @Test
    void json_namesAndOneRecommendationForEachDataset() throws IOException {
        CommandRun run = bench("distinct --variants hyperloglog,cpc --stream zipf,bursts" + QUICK + " --json");
        List<String> names = new ArrayList<>();
        MAPPER.readTree(run.lines().get(0)).fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "family",
                        "question",
                        "measure",
                        "dataset",
                        "records",
                        "draws",
                        "variant",
                        "algorithm",
                        "parameters",
                        "peer",
                        "errorMean",
                        "errorP95",
                        "errorWorst",
                        "heapBytes",
                        "formBytes",
                        "updateNanos",
                        "queryNanos",
                        "mergeNanos",
                        "front",
                        "recommended"),
                names);
        int recommended = 0;
        for (String line : run.lines()) {
            recommended += MAPPER.readTree(line).get("recommended").asBoolean() ? 1 : 0;
        }
        assertEquals(2, recommended);
        assertEquals(16, run.lines().size());
    }

    @Test
    void text_aTableAndAdvice() {
        CommandRun run = bench("distinct --variants hyperloglog --stream skewed" + QUICK);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("How many different items came?", run.lines().get(0));
        assertTrue(run.lines().get(4).startsWith("variant"), run.out());
        assertTrue(run.lines().get(6).contains("hyperloglog precision=8"), run.out());
        assertTrue(run.lines().stream().anyMatch(line -> line.startsWith("Take hyperloglog")), run.out());
        assertTrue(run.lines().stream().allMatch(line -> line.length() < 130), run.out());
        assertTrue(run.err().contains("comparing 4 variants over skewed"), run.err());
        assertTrue(run.err().contains("other libraries are left out"), run.err());
    }

    @Test
    void text_anErrorToKeepAndAWindow() {
        CommandRun run = bench("distinct --variants hyperloglog --stream skewed --window 1m --error 0.5" + QUICK);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(
                "How many different items came? Over the last PT1M.",
                run.lines().get(0));
        assertTrue(run.out().contains("daba-lite"), run.out());
        assertTrue(run.out().contains("within 0.5 at 95 % of the checkpoints (as"), run.out());
    }

    @Test
    void data_theUsersFileIsCompared() throws IOException {
        StringBuilder csv = new StringBuilder("at,user,amount\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i)
                    .append(",user-")
                    .append(i % 40)
                    .append(',')
                    .append(i % 7)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("sales.csv"), csv);
        CommandRun run = bench("distinct --variants hyperloglog --data " + file
                + " --format csv --field user --time at --rounds 1 --json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode first = MAPPER.readTree(run.lines().get(0));
        assertEquals("sales.csv", first.get("dataset").asText());
        assertEquals(200, first.get("records").asInt());
        assertTrue(first.get("errorWorst").asDouble() < 0.1, first.toString());
        CommandRun numbers = bench("moments --data " + file + " --format csv --field amount --rounds 1");
        assertTrue(numbers.out().contains("Take moments. It is the only variant here"), numbers.out());
        CommandRun limited =
                bench("distinct --data " + file + " --format csv --field user --records 50 --rounds 1 --json");
        assertEquals(50, MAPPER.readTree(limited.lines().get(0)).get("records").asInt());
    }

    @Test
    void data_recordsThatComeLateArePutInTheOrderOfTime() throws IOException {
        Path file = Files.writeString(folder.resolve("late.txt"), "3000 a\n1000 b\n2000 a\n");
        CommandRun run = bench("distinct --variants sliding-hyperloglog --window 1s --data " + file
                + " --field 2 --time 1 --rounds 1 --json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(0.0, MAPPER.readTree(run.lines().get(0)).get("errorWorst").asDouble(), 0.01);
    }

    @Test
    void data_badLinesAreLeftOutAndTold() throws IOException {
        Path file = Files.writeString(folder.resolve("numbers.txt"), "1\n2\nthree\n4\n");
        CommandRun run = bench("moments --data " + file + " --rounds 1");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("left out 1 bad line of 4"), run.err());
        assertEquals(
                0, bench("moments --data " + file + " --rounds 1 --skip-bad").exitCode());
        Path none = Files.writeString(folder.resolve("none.txt"), "a\n");
        assertTrue(bench("moments --data " + none + " --rounds 1").err().contains("must hold at least one record"));
    }

    @Test
    void html_thePageHoldsEverythingAndLoadsNothing() throws IOException {
        Path file = folder.resolve("lab.html");
        CommandRun run = bench("distinct --stream skewed --html " + file + QUICK);
        assertEquals(0, run.exitCode(), run.err());
        String page = Files.readString(file);
        String withoutLibrary =
                page.substring(0, page.indexOf("<script>")) + page.substring(page.lastIndexOf("<script>"));
        for (String loads : List.of("http:", "https:", " src=", "<link", "@import", "url(", "fetch(", "import(")) {
            assertFalse(withoutLibrary.contains(loads), loads);
        }
        String data = page.substring(page.indexOf("id=\"data\">") + 10, page.indexOf("</script>"));
        JsonNode comparisons = MAPPER.readTree(data).get("comparisons");
        assertTrue(comparisons.size() >= 2, "one of each question");
        JsonNode variant = comparisons.get(0).get("variants").get(0);
        assertEquals("hyperloglog", variant.get("variant").asText());
        assertEquals(20, variant.get("course").size());
        assertTrue(comparisons.get(0).get("words").asText().startsWith("Take "));
    }

    @TestFactory
    Stream<DynamicTest> use_whatCannotBeMeantIsRefusedBeforeMeasuring() {
        return Stream.of(
                        "distinkt: Did you mean \"distinct\"?",
                        "distinct --variants hyperlogog: Did you mean \"hyperloglog\"",
                        "distinct --param precison=9: Did you mean \"precision\"?",
                        "distinct --param precision=99: precision must be a whole number in 4..18, got 99",
                        "distinct --window soon: --window must be a duration",
                        "distinct --window 0s: --window must be a duration",
                        "distinct --stream zip: Did you mean \"zipf\"?",
                        "distinct --records 0: --records must be in 1..",
                        "distinct --rounds 0: --rounds must be in 1..",
                        "distinct --html no/such/folder/x.html: --html must be a file in a folder that exists",
                        "distinct --seconds 0: --seconds must be in 1..",
                        "distinct --draws 0: --draws must be in 1..",
                        "distinct --error -1: --error must not be negative",
                        "distinct --field 1: are for --data",
                        "distinct --data x --stream zipf: --stream is for made streams",
                        "distinct --data x --format jsonl: --format jsonl needs --field")
                .map(text -> text.split(": ", 2))
                .map(parts -> DynamicTest.dynamicTest(parts[0], () -> {
                    CommandRun run = bench(parts[0]);
                    assertEquals(2, run.exitCode(), run.err());
                    assertTrue(run.err().contains(parts[1]), run.err());
                    assertEquals("", run.out());
                    assertFalse(run.err().contains("\tat "), run.err());
                }));
    }
}
