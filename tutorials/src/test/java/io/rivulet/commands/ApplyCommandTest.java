package io.rivulet.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.runtime.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** json_: the contract of the output, to the letter. text_: what people see. input_: formats and fields. use_: mistakes in the command itself. */
class ApplyCommandTest {

    private static final String ENTROPY_OF_AAB = "0.9182958340544897";

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static CommandRun apply(String input, String args) {
        return CommandRun.withInput(input, ("apply " + args).split(" ", -1));
    }

    private static void assertJson(String input, String args, String... lines) {
        CommandRun run = apply(input, args + " --json");
        assertEquals(List.of(lines), run.lines(), run.err());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
    }

    @Test
    void json_anEstimateOfTheWholeStream() {
        assertJson(
                "a x\nb y\na z\n",
                "shannon-entropy --field 1",
                "{\"algorithm\":\"shannon-entropy\",\"records\":3,\"estimate\":" + ENTROPY_OF_AAB + "}");
    }

    @Test
    void json_anAnswerWithItsOwnNames() {
        assertJson(
                "1\n2\n3\n",
                "moments",
                "{\"algorithm\":\"moments\",\"records\":3,\"count\":3,\"mean\":2.0,\"variance\":1.0,"
                        + "\"skewness\":0.0,\"kurtosis\":1.5}");
    }

    @Test
    void json_whatIsNotDefinedIsNull() {
        assertJson(
                "",
                "moments",
                "{\"algorithm\":\"moments\",\"records\":0,\"count\":0,\"mean\":null,\"variance\":null,"
                        + "\"skewness\":null,\"kurtosis\":null}");
    }

    @Test
    void json_itemsetsAreItemsAndCountAndNothingElse() {
        assertJson(
                "beer,chips\nbeer,chips,wine\nchips\n",
                "apriori --param min-count=2 --format baskets",
                "{\"items\":[\"chips\"],\"count\":3}",
                "{\"items\":[\"beer\"],\"count\":2}",
                "{\"items\":[\"beer\",\"chips\"],\"count\":2}");
    }

    @Test
    void json_groupsAddTheirKeyAndComeByKey() {
        assertJson(
                "b 1\na 2\nb 3\n",
                "shannon-entropy --by 1 --field 2",
                "{\"algorithm\":\"shannon-entropy\",\"key\":\"a\",\"records\":1,\"estimate\":0.0}",
                "{\"algorithm\":\"shannon-entropy\",\"key\":\"b\",\"records\":2,\"estimate\":1.0}");
        assertJson("", "shannon-entropy --by 1 --field 2");
    }

    @Test
    void json_windowsOfTimeAddStartAndEnd() {
        assertJson(
                "60 a\n61 b\n119.5 a\n120 c\n",
                "shannon-entropy --time 1 --window 1m --field 2",
                "{\"algorithm\":\"shannon-entropy\",\"start\":\"1970-01-01T00:01:00Z\","
                        + "\"end\":\"1970-01-01T00:02:00Z\",\"records\":3,\"estimate\":" + ENTROPY_OF_AAB + "}",
                "{\"algorithm\":\"shannon-entropy\",\"start\":\"1970-01-01T00:02:00Z\","
                        + "\"end\":\"1970-01-01T00:03:00Z\",\"records\":1,\"estimate\":0.0}");
    }

    @Test
    void json_windowsOfRecordsAddFirstAndLast() {
        assertJson(
                "a\nb\na\nc\nc\n",
                "shannon-entropy --window 2",
                "{\"algorithm\":\"shannon-entropy\",\"first\":1,\"last\":2,\"records\":2,\"estimate\":1.0}",
                "{\"algorithm\":\"shannon-entropy\",\"first\":3,\"last\":4,\"records\":2,\"estimate\":1.0}",
                "{\"algorithm\":\"shannon-entropy\",\"first\":5,\"last\":5,\"records\":1,\"estimate\":0.0}");
    }

    @Test
    void json_rowsOfTablesHaveThePlaceFirst() {
        assertJson(
                "b x\na y\nb x\n",
                "space-saving --by 1 --field 2 --window 2",
                "{\"key\":\"b\",\"first\":1,\"last\":2,\"item\":\"x\",\"count\":2,\"error\":0}",
                "{\"key\":\"a\",\"first\":1,\"last\":1,\"item\":\"y\",\"count\":1,\"error\":0}");
    }

    @Test
    void json_anAnswerAfterEachRecord() {
        assertJson(
                "a\nb\nb\n",
                "shannon-entropy --each",
                "{\"algorithm\":\"shannon-entropy\",\"records\":1,\"estimate\":0.0}",
                "{\"algorithm\":\"shannon-entropy\",\"records\":2,\"estimate\":1.0}",
                "{\"algorithm\":\"shannon-entropy\",\"records\":3,\"estimate\":" + ENTROPY_OF_AAB + "}");
        assertJson(
                "a\nb\nb\n",
                "shannon-entropy --each --window 2",
                "{\"algorithm\":\"shannon-entropy\",\"first\":1,\"last\":1,\"records\":1,\"estimate\":0.0}",
                "{\"algorithm\":\"shannon-entropy\",\"first\":1,\"last\":2,\"records\":2,\"estimate\":1.0}",
                "{\"algorithm\":\"shannon-entropy\",\"first\":2,\"last\":3,\"records\":2,\"estimate\":0.0}");
        assertJson(
                "a\na\n",
                "space-saving --each",
                "{\"records\":1,\"item\":\"a\",\"count\":1,\"error\":0}",
                "{\"records\":2,\"item\":\"a\",\"count\":2,\"error\":0}");
    }

    @Test
    void json_anAnswerAfterEachRecordForTheLastWhile() {
        assertJson(
                "1 a\n2 b\n11 b\n",
                "shannon-entropy --each --time 1 --window 10s --field 2",
                "{\"algorithm\":\"shannon-entropy\",\"start\":\"1969-12-31T23:59:51Z\","
                        + "\"end\":\"1970-01-01T00:00:01Z\",\"records\":1,\"estimate\":0.0}",
                "{\"algorithm\":\"shannon-entropy\",\"start\":\"1969-12-31T23:59:52Z\","
                        + "\"end\":\"1970-01-01T00:00:02Z\",\"records\":2,\"estimate\":1.0}",
                "{\"algorithm\":\"shannon-entropy\",\"start\":\"1970-01-01T00:00:01Z\","
                        + "\"end\":\"1970-01-01T00:00:11Z\",\"records\":2,\"estimate\":0.0}");
    }

    @Test
    void json_textIsEscaped() {
        assertJson("say \"hi\"\\\u0001é\n", "reservoir --param k=1", "{\"item\":\"say \\\"hi\\\"\\\\\\u0001é\"}");
    }

    @Test
    void text_aSingleAnswerIsANameAndAValueALine() {
        assertEquals(
                List.of("records   3", "estimate  0.918296"),
                apply("a\nb\na\n", "shannon-entropy").lines());
    }

    @Test
    void text_tablesHaveOneHeading() {
        assertEquals(
                List.of("key  records  estimate", "a    1        0", "b    2        1"),
                apply("b 1\na 2\nb 3\n", "shannon-entropy --by 1 --field 2").lines());
        assertEquals(
                List.of("items        count", "chips        2", "beer         1", "beer, chips  1"),
                apply("beer,chips\nchips\n", "apriori --param min-count=1 --format baskets")
                        .lines());
    }

    @Test
    void text_numbersAreShort() {
        assertEquals("0.333333", TextAnswers.text(1 / 3.0));
        assertEquals("1234568", TextAnswers.text(1234567.89));
        assertEquals("100", TextAnswers.text(100.0));
        assertEquals("1.0E-9", TextAnswers.text(1e-9));
        assertEquals("-", TextAnswers.text(Double.NaN));
        assertEquals("0", TextAnswers.text(-0.0));
        assertEquals("a\\x1b[2J b", TextAnswers.text("a\u001b[2J\tb"));
    }

    @Test
    void input_csvByNameAndByNumber() throws IOException {
        String csv = "city,\"the price\"\nOslo,1\n\"Bergen, old\",3\n";
        assertTrue(apply(csv, "moments --format csv --field 2").out().contains("mean      2"));
        Path file = file("prices.csv", csv);
        CommandRun byName =
                CommandRun.of("apply", "moments", "--format", "csv", "--field", "the price", file.toString());
        assertTrue(byName.out().contains("mean      2"), byName.err());
        assertTrue(apply("x;1\ny;5\n", "moments --format csv --no-header --separator ; --field 2")
                .out()
                .contains("mean      3"));
        assertTrue(apply("x\t1\ny\t5\n", "moments --format csv --no-header --separator tab --field 2")
                .out()
                .contains("mean      3"));
    }

    @Test
    void input_csvWithOneColumnNeedsNoField() {
        assertTrue(apply("price\n1\n3\n", "moments --format csv").out().contains("mean      2"));
    }

    @Test
    void input_jsonLinesByNameAlsoInside() {
        String json = "{\"id.port\":80,\"at\":{\"city\":\"Oslo\"},\"tags\":[\"a\",\"b\"]}\n"
                + "{\"id.port\":90,\"at\":{\"city\":\"Rome\"},\"tags\":[\"a\"]}\n";
        assertTrue(apply(json, "moments --format jsonl --field id.port").out().contains("mean      85"));
        assertEquals(
                "{\"algorithm\":\"shannon-entropy\",\"records\":2,\"estimate\":1.0}",
                apply(json, "shannon-entropy --format jsonl --field at.city --json")
                        .out()
                        .strip());
        assertEquals(
                List.of("{\"items\":[\"a\"],\"count\":2}"),
                apply(json, "apriori --format jsonl --field tags --json").lines());
    }

    @Test
    void input_linesAtASeparator() {
        assertEquals(
                "1",
                apply("a|1\nb|1\n", "shannon-entropy --separator | --field 1")
                        .lines()
                        .get(1)
                        .substring(10));
    }

    @Test
    void input_basketsByCommaMayHoldBlanksInTheFirstLine() {
        assertJson(
                "whole milk\nwhole milk,beer\n",
                "apriori --format baskets",
                "{\"items\":[\"whole milk\"],\"count\":2}");
        assertJson("1 3\n3\n", "apriori --format baskets", "{\"items\":[\"3\"],\"count\":2}");
        assertJson("1;3\n3\n", "apriori --format baskets --separator ;", "{\"items\":[\"3\"],\"count\":2}");
    }

    @Test
    void input_aCommaAfterManyLinesWithBlanksIsABadLine() {
        String lines = "a b\n".repeat(BasketSeparator.HELD) + "a,b\n";
        CommandRun run = apply(lines, "apriori --format baskets");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("standard input:1001: items must be separated by blanks"), run.err());
    }

    @Test
    void input_pointsAndExamplesTakeSeveralFields() {
        CommandRun points = apply("1 2 x\n3 4 y\n", "half-space-trees --field 1 --field 2 --json");
        assertEquals(0, points.exitCode(), points.err());
        CommandRun all = apply("x 1 2\ny 3 4\n", "half-space-trees --by 1 --json");
        assertEquals(2, all.lines().size(), all.err());
        CommandRun examples =
                apply("a,b,y\n1,2,0\n3,4,1\n", "logistic-regression --format csv --field a --field b --label y --json");
        assertEquals(0, examples.exitCode(), examples.err());
        assertTrue(examples.out().contains("\"examples\":2"), examples.out());
    }

    @Test
    void input_gzipIsReadFromFilesAndFromStandardInput() throws IOException {
        byte[] gzip = CommandRun.gzip("1\n3\n");
        Path file = folder.resolve("numbers.gz");
        Files.write(file, gzip);
        assertTrue(CommandRun.of("apply", "moments", file.toString()).out().contains("mean      2"));
        assertTrue(CommandRun.withInput(gzip, "apply", "moments", "-").out().contains("mean      2"));
    }

    @Test
    void input_recordNumberIsTheSecondWhereThereIsNoTime() {
        // Both items came, one half-life apart: weights 1 and 1/2.
        double entropy = -(2 / 3.0 * Math.log(2 / 3.0) + 1 / 3.0 * Math.log(1 / 3.0)) / Math.log(2);
        CommandRun run = apply("a\nb\n", "decayed-entropy --param half-life=1s --json");
        double estimate = Double.parseDouble(run.out().replaceAll(".*:([0-9.]+)}\\R", "$1"));
        assertEquals(entropy, estimate, 1e-12);
    }

    /** A record of each kind of input, as the command line takes it. */
    private static List<String> sample(Algorithm<?> algorithm) {
        return switch (algorithm.input().name()) {
            case "basket" -> List.of("a b\na b\na\n", "--format baskets");
            case "point" -> List.of("1 2\n3 4\n5 6\n", "--format lines");
            case "example" -> List.of("1 0\n2 1\n3 1\n", "--field 1 --label 2");
            case "pair", "numbers", "weighted", "edge" -> List.of("1 2\n3 4\n5 6\n", "--format lines");
            case "text" -> List.of("one 1\ntwo 2\none 3\n", "--format lines");
            default -> List.of("1\n2\n3\n", "--format lines");
        };
    }

    @TestFactory
    Stream<DynamicTest> json_everyAlgorithmAnswersInOneObjectALine() {
        ObjectMapper mapper = new ObjectMapper();
        return Catalog.all().stream()
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.name(), () -> {
                    List<String> sample = sample(algorithm);
                    for (String way :
                            List.of("", " --each", " --window 2", " --window 2 --slide 1", " --window 2 --each")) {
                        CommandRun run = apply(sample.get(0), algorithm.name() + " " + sample.get(1) + way + " --json");
                        assertEquals(0, run.exitCode(), run.err());
                        assertFalse(run.lines().isEmpty());
                        for (String line : run.lines()) {
                            assertTrue(mapper.readTree(line).isObject(), line);
                        }
                    }
                }));
    }

    @Test
    void use_anUnknownAlgorithm() {
        CommandRun run = CommandRun.of("apply", "shanon-entropy");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("no algorithm \"shanon-entropy\". Did you mean \"shannon-entropy\""), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void use_anUnknownParameterOrOneOutOfRange() {
        CommandRun unknown = CommandRun.of("apply", "hyperloglog", "--param", "precison=12");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.err().contains("got \"precison\". Did you mean \"precision\"?"), unknown.err());
        CommandRun range = CommandRun.of("apply", "hyperloglog", "--param", "precision=40");
        assertEquals(2, range.exitCode());
        assertTrue(range.err().contains("precision must be a whole number in 4..18, got 40"), range.err());
        CommandRun text = CommandRun.of("apply", "hyperloglog", "--param", "precision=many");
        assertEquals(2, text.exitCode());
        assertTrue(text.err().contains("got \"many\""), text.err());
        assertEquals(2, CommandRun.of("apply", "moments", "--param", "k=3").exitCode());
    }

    @TestFactory
    Stream<DynamicTest> use_whatCannotBeMeantIsRefusedBeforeReading() {
        List<String> wrong = new ArrayList<>(List.of(
                "moments --window 10m",
                "moments --slide 5",
                "moments --window 10 --slide 20",
                "moments --window 10 --slide 1s",
                "moments --window 0",
                "moments --window soon --time 1",
                "moments --window 10s --time 1 --lateness -5s",
                "moments --each --window 10 --slide 5",
                "moments --field price",
                "moments --field 0",
                "moments --field 1 --field 2",
                "moments --format jsonl",
                "moments --format baskets",
                "moments --format xml",
                "moments --format jsonl --field a --separator ,",
                "moments --no-header",
                "moments --format csv --no-header --field price",
                "moments --label 2",
                "moments --max-line-bytes 0",
                "apriori --format baskets --by 1",
                "logistic-regression",
                "sliding-hyperloglog --time 1 --window 1h",
                "moments --nonsense",
                "moments - too many"));
        return wrong.stream()
                .map(args -> DynamicTest.dynamicTest(args, () -> {
                    CommandRun run = apply("1\n", args);
                    assertEquals(2, run.exitCode(), run.err());
                    assertEquals("", run.out());
                    assertTrue(run.err().contains("Try: rivulet apply --help"), run.err());
                    assertFalse(run.err().contains("\tat "), run.err());
                }));
    }

    @Test
    void use_aColumnThatIsNotThere() {
        CommandRun run = apply("city,price\nOslo,1\n", "moments --format csv --field prize");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("no column \"prize\" among [city, price]"), run.err());
    }

    @Test
    void oracle_theFrequentItemsetsOfTheGroceries() {
        Path groceries = Path.of(System.getProperty("rivulet.data"), "baskets", "groceries.csv.gz");
        Assumptions.assumeTrue(Files.exists(groceries), "no data at " + groceries);
        CommandRun run = CommandRun.of(
                "apply", "apriori", "--param", "min-count=99", "--format", "baskets", groceries.toString(), "--json");
        assertEquals(333, run.lines().size());
        assertEquals("{\"items\":[\"whole milk\"],\"count\":2513}", run.lines().get(0));
    }

    @TestFactory
    Stream<DynamicTest> everyInputOfTheCatalogueCanBeExtracted() {
        Field label = new Field("3", 3);
        return Input.all().stream()
                .map(input -> DynamicTest.dynamicTest(input.name(), () -> {
                    Optional<Field> labelled = input.equals(Input.EXAMPLE) ? Optional.of(label) : Optional.empty();
                    assertNotNull(new Extraction(RowFormat.CSV, List.of(), labelled, List.of(label)).of(input));
                }));
    }

    @Test
    void input_pairsOfTextsAndOfNumbersAndWeightsAreTwoFieldsEach() {
        Row row = new LineFields(Optional.of(",")).of("a,2,3");
        assertEquals(new Input.Pair("a", "2"), extraction().of(Input.PAIR).apply(row));
        assertEquals(
                new Input.Pair("2", "a"), extraction("2", "1").of(Input.PAIR).apply(row));
        assertEquals(new Input.Weighted("a", 2), extraction().of(Input.WEIGHTED).apply(row));
        assertEquals(
                new Input.NumberPair(3, 2),
                extraction("3", "2").of(Input.NUMBERS).apply(row));
        assertThrows(UserError.class, () -> extraction("1").of(Input.EDGE));
        Extraction besidesTheKey = new Extraction(RowFormat.LINES, List.of(), Optional.empty(), List.of(Field.of("1")));
        assertEquals(new Input.Pair("2", "3"), besidesTheKey.of(Input.EDGE).apply(row));
    }

    private static Extraction extraction(String... fields) {
        return new Extraction(RowFormat.LINES, Stream.of(fields).map(Field::of).toList(), Optional.empty(), List.of());
    }
}
