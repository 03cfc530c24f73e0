package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** example_: what the documentation says. oracle_: against FastCSV, Double.parseDouble. laws_: resuming at any position equals an unbroken run. */
class CsvFileTest {

    enum Protocol {
        TCP,
        UDP_LITE
    }

    record Flow(
            Instant time,
            String srcIp,
            int dstPort,
            long bytes,
            double duration,
            boolean alert,
            Protocol protocol,
            Optional<String> service,
            Optional<Integer> packets) {}

    record Pair(String a, int b) {
        Pair {
            if (b < 0) {
                throw new IllegalArgumentException("b must not be negative, got " + b);
            }
        }
    }

    record Boxed(Integer i, Long l, Double d, Boolean b) {}

    @TempDir
    Path dir;

    private Path file(String text) throws IOException {
        return Reading.write(dir.resolve("a.csv"), text);
    }

    @Test
    void example_componentsAreFoundByName() throws IOException {
        Path file = file("""
                \uFEFFdst-port,SRC_IP,time,Bytes,duration,alert,proto col,service,packets,ignored
                80,10.0.0.1,2026-03-01T12:30:00Z,9000000000,0.25,true,tcp,http,7,x
                53,"10.0.0.2",2026-03-01 13:30:00+01:00,-1, 1e-3 ,f,UDP-lite,,,
                """);
        Reading<Flow> reading = Reading.of(CsvFile.of(file, Flow.class));
        assertEquals(List.of(), reading.bad);
        Instant time = Instant.parse("2026-03-01T12:30:00Z");
        assertEquals(
                List.of(
                        new Flow(
                                time,
                                "10.0.0.1",
                                80,
                                9_000_000_000L,
                                0.25,
                                true,
                                Protocol.TCP,
                                Optional.of("http"),
                                Optional.of(7)),
                        new Flow(
                                time,
                                "10.0.0.2",
                                53,
                                -1,
                                0.001,
                                false,
                                Protocol.UDP_LITE,
                                Optional.empty(),
                                Optional.empty())),
                reading.records);
    }

    @Test
    void example_aMapperReadsByNameAndByIndex() throws IOException {
        Path file = file("a,b\nx,1\n\"y\"\"\",2\n");
        Reading<String> reading = Reading.of(CsvFile.of(
                file, row -> row.size() + row.text("A") + row.text(0) + row.intValue("b") + row.longValue(1)));
        assertEquals(List.of("2xx11", "2y\"y\"22"), reading.records);
        assertEquals(List.of(), reading.bad);
        assertThrows(NoSuchElementException.class, () -> Reading.of(CsvFile.of(file, row -> row.text("c"))));
        assertThrows(NullPointerException.class, () -> Reading.of(CsvFile.of(file, row -> (String) null)));
        Path ambiguous = file("a_b,aB,ab\n1,2,3\n");
        assertEquals(List.of("3"), Reading.of(CsvFile.of(ambiguous, row -> row.text("ab"))).records);
        assertThrows(NoSuchElementException.class, () -> Reading.of(CsvFile.of(ambiguous, row -> row.text("AB"))));
    }

    @Test
    void example_headersGivenAndNone() throws IOException {
        Path file = file("# made\nx;1\n#no\ny;2\n");
        CsvFile<Pair> source = CsvFile.of(file, Pair.class).separator(';').comment("#");
        List<Pair> expected = List.of(new Pair("x", 1), new Pair("y", 2));
        assertEquals(expected, Reading.of(source.withoutHeader()).records);
        assertEquals(expected, Reading.of(source.columns("a", "b")).records);
        assertEquals(expected.subList(1, 2), Reading.of(source.skipLines(3).columns("A", "B")).records);
        IOException e = assertThrows(IOException.class, () -> Reading.of(source));
        assertTrue(e.getMessage().contains("no column \"a\" among [x, 1]"), e.getMessage());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }

    @Test
    void example_filesWithoutRecords() throws IOException {
        for (String text : List.of("", "a,b", "a,b\n", "\n\na,b\n\n\n")) {
            Reading<Pair> reading = Reading.of(CsvFile.of(file(text), Pair.class));
            assertEquals(0, reading.records.size() + reading.bad.size(), text);
        }
    }

    @Test
    void example_badRecordsAreRejectedWithPlaceColumnAndValue() throws IOException {
        Path file = file("a,b\nx,1\nx\nx,1,2\n\"p\nq\",oops\nx,\nx,-3\nx,3000000000\nz,2\n");
        Reading<Pair> reading = Reading.of(CsvFile.of(file, Pair.class));
        assertEquals(List.of(new Pair("x", 1), new Pair("z", 2)), reading.records);
        assertEquals(
                List.of(
                        file + ":3: a record must have 2 fields, got 1: x",
                        file + ":4: a record must have 2 fields, got 3: x,1,2",
                        file + ":5: column \"b\" must be a whole number of 32 bits, got \"oops\": \"p\nq\",oops",
                        file + ":7: column \"b\" must be a whole number of 32 bits, got \"\": x,",
                        file + ":8: b must not be negative, got -3: x,-3",
                        file + ":9: column \"b\" must be a whole number of 32 bits, got \"3000000000\": x,3000000000"),
                reading.bad.stream().map(Object::toString).toList());
        Reading<String> noHeader =
                Reading.of(CsvFile.of(file("1,2\n3\n"), row -> row.text(1)).withoutHeader());
        assertEquals(
                "column 1 must be there, the record has 1 fields",
                noHeader.bad.get(0).problem());
    }

    @Test
    void example_aQuoteNeverClosedLosesOneLineOnly() throws IOException {
        Path file = file("a,b\n\"x,1\ny,2\nz,3\n");
        Reading<Pair> reading = Reading.of(CsvFile.of(file, Pair.class));
        assertEquals(List.of(new Pair("y", 2), new Pair("z", 3)), reading.records);
        assertEquals(
                List.of(file + ":2: a quote must be closed, got the end of the file: \"x,1"),
                reading.bad.stream().map(Object::toString).toList());
        Reading<Pair> closedLate = Reading.of(CsvFile.of(file("a,b\n\"x,1\ny\"q,2\nz,3\n"), Pair.class));
        assertEquals(List.of(new Pair("y\"q", 2), new Pair("z", 3)), closedLate.records);
        assertEquals(1, closedLate.bad.size());
        assertTrue(closedLate.bad.get(0).problem().contains("got 'q'"), closedLate.bad.toString());
    }

    @Test
    void example_recordsLongerThanAllowedAreRejected() throws IOException {
        String big = "x".repeat(10_000_000);
        Path file = file("a,b\n" + big + ",1\ny,2\n\"" + (big.substring(0, 99) + "\n").repeat(20_000) + "z,3\n");
        CsvFile<String> source =
                CsvFile.of(file, row -> row.text(0).isEmpty() ? "" : row.text(0).substring(0, 1));
        Reading<String> reading = Reading.of(source);
        assertEquals("y", reading.records.get(0));
        assertEquals(
                "a record must be at most 1048576 bytes, got more",
                reading.bad.get(0).problem());
        assertEquals(file + ":2", reading.bad.get(0).place());
        assertEquals(
                "a record must be at most 1048576 bytes, got more; perhaps a quote is not closed",
                reading.bad.get(1).problem());
        // What follows the line of the open quote is read again: lines of one field, and the last one whole.
        assertEquals(file + ":5", reading.bad.get(2).place());
        assertEquals("z", reading.records.get(1));
        assertEquals(2, reading.records.size());
    }

    @Test
    void oracle_splitsFieldsAsFastCsvDoes() throws IOException {
        Random random = new Random(11);
        String[] pieces = {"a", "bc", "\"\"", ",", "\n", "\r\n", " ", "é", "𝄞", ""};
        StringBuilder text = new StringBuilder("x,y,z\n");
        for (int i = 0; i < 20_000; i++) {
            for (int f = 0; f < 3; f++) {
                StringBuilder field = new StringBuilder();
                for (int p = random.nextInt(6); p > 0; p--) {
                    field.append(pieces[random.nextInt(pieces.length)]);
                }
                boolean quoted = random.nextBoolean();
                String content =
                        quoted ? "\"" + field + "\"" : "f" + field.toString().replaceAll("[\",\r\n]", "");
                text.append(f == 0 ? "" : ",").append(content);
            }
            text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        List<List<String>> expected = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text.toString())) {
            csv.forEach(r -> expected.add(r.getFields()));
        }
        Reading<List<String>> reading =
                Reading.of(CsvFile.of(file(text.toString()), row -> List.of(row.text(0), row.text(1), row.text(2))));
        assertEquals(List.of(), reading.bad);
        assertEquals(expected.subList(1, expected.size()), reading.records);
    }

    @Test
    void laws_resumingAtEachPositionGoesOnAsIfUnbroken() throws IOException {
        String text = "skipped\n# c\na,b\nx,1\n\"q\nr\r\n\"\"s\",2\n\n#c\nbad\n\"open\ny,3\r\nü,4\n\"é\",5";
        Reading.write(dir.resolve("plain.csv"), text);
        Files.write(dir.resolve("packed.csv"), Reading.gzip(text));
        CsvFile<Pair> source = CsvFile.of(dir, Pair.class).skipLines(1).comment("#");
        // y,3 and the rest stand between the open quote and the next one, and are not lost.
        assertEquals(
                List.of("x", "q\nr\r\n\"s", "y", "ü", "é"),
                Reading.of(source).records.stream().map(Pair::a).toList().subList(0, 5));
        // In each file: before five records, two bad lines, an empty one and a comment, and at the end.
        assertEquals(20, Reading.checkResumingEverywhere(source));
        // A position before the first record can only come from another file.
        String name = dir.resolve("plain.csv").toString();
        assertThrows(IOException.class, () -> source.open(name, Optional.of(new FilePosition(8, 2))));
    }

    @Test
    void laws_resumingGivesTheSameWhereWrongQuotesCrossTheBufferAndTheLimit() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 400; i++) {
            text.append(random.nextInt(8) == 0 ? "\"" : "").append("v".repeat(random.nextInt(3000)));
            text.append(random.nextInt(8) == 0 ? "\"" : "")
                    .append(",")
                    .append(i)
                    .append(i % 2 == 0 ? "\n" : "\r\n");
        }
        Path file = file(text.toString());
        assertTrue(Reading.checkResumingEverywhere(CsvFile.of(file, Pair.class).maxLineBytes(2500)) > 300);
    }

    @Test
    void example_missingTextsAndQuotes() throws IOException {
        record Maybe(Optional<String> a, Optional<Double> b) {}
        Path file = file("a,b\n-,-\n\"-\",1\n\"\",NA\n,2\n");
        Reading<Maybe> reading = Reading.of(CsvFile.of(file, Maybe.class).missing("-", "NA"));
        assertEquals(
                List.of(
                        new Maybe(Optional.empty(), Optional.empty()),
                        new Maybe(Optional.of("-"), Optional.of(1.0)),
                        new Maybe(Optional.of(""), Optional.empty()),
                        new Maybe(Optional.empty(), Optional.of(2.0))),
                reading.records);
        Path tabs = file("a\tb\n5\" tv\t1\n\"x\t2\n");
        assertEquals(
                List.of(new Pair("5\" tv", 1), new Pair("\"x", 2)),
                Reading.of(CsvFile.of(tabs, Pair.class).separator('\t').withoutQuotes()).records);
    }

    @Test
    void example_timesAsTheFileWritesThem() throws IOException {
        Instant time = Instant.parse("2026-03-01T12:30:00.5Z");
        assertEquals(time, time("1772368200.5", TimeFormat.EPOCH_SECONDS));
        assertEquals(time, time("1772368200500", TimeFormat.EPOCH_MILLIS));
        assertEquals(Instant.ofEpochSecond(-1, 500_000_000), time("-0.5", TimeFormat.EPOCH_SECONDS));
        assertEquals(time, time("2026-03-01 12:30:00.5", TimeFormat.isoIn(ZoneOffset.UTC)));
        assertEquals(time, time("2026-03-01T13:30:00.5+01:00", TimeFormat.isoIn(ZoneOffset.UTC)));
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), time("2026-03-01", TimeFormat.isoIn(ZoneOffset.UTC)));
        assertEquals(
                time, time("01/Mar/2026 12:30:00.5", TimeFormat.pattern("dd/MMM/yyyy HH:mm:ss.S", ZoneOffset.UTC)));
        assertEquals(
                Instant.parse("2026-02-28T00:00:00Z"),
                time("28.02.26", TimeFormat.pattern("dd.MM.uu", ZoneOffset.UTC)));
        for (String bad : List.of("", "now", "2026-03-01T12:30:00", "2026-02-30T00:00:00Z", "1e999999999")) {
            assertThrows(BadValueException.class, () -> TimeFormat.ISO.parse(bad), bad);
            assertThrows(BadValueException.class, () -> TimeFormat.EPOCH_SECONDS.parse(bad), bad);
        }
        TimeFormat days = TimeFormat.pattern("dd/MM/yyyy", ZoneOffset.UTC);
        assertThrows(BadValueException.class, () -> days.parse("30/02/2026"));
    }

    private Instant time(String text, TimeFormat format) throws IOException {
        Reading<Instant> reading = Reading.of(
                CsvFile.of(file("t\n" + text + "\n"), row -> row.instant(0)).times(format));
        assertEquals(List.of(), reading.bad);
        return reading.records.get(0);
    }

    @Test
    void oracle_numbersAreParsedAsTheJdkDoes() {
        Random random = new Random(17);
        for (int i = 0; i < 100_000; i++) {
            String text =
                    switch (i % 4) {
                        case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                        case 1 -> Double.toString(random.nextGaussian());
                        case 2 -> random.nextInt(1_000_000) + "." + random.nextInt(1_000_000);
                        default -> Long.toString(random.nextLong() >> random.nextInt(64));
                    };
            byte[] bytes = (" " + text + " ").getBytes(StandardCharsets.UTF_8);
            assertEquals(Double.parseDouble(text), Numbers.parseDouble(bytes, 0, bytes.length), text);
            if (i % 4 == 3) {
                assertEquals(Long.parseLong(text), Numbers.parseLong(bytes, 0, bytes.length), text);
            }
        }
        assertEquals(Long.MIN_VALUE, number("-9223372036854775808"));
        assertEquals(Long.MAX_VALUE, number("+9223372036854775807"));
        assertEquals(0, number("-000000000000000000000000"));
        for (String bad : List.of(
                "",
                " ",
                "-",
                "+",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "1 2",
                "1.0",
                "0x1")) {
            assertThrows(BadValueException.class, () -> number(bad), bad);
        }
        for (String bad : List.of("", "-", ".", "1d", "0x1p3", "1e", "1.2.3", "one", "--1", "1,5")) {
            byte[] bytes = bad.getBytes(StandardCharsets.UTF_8);
            assertThrows(BadValueException.class, () -> Numbers.parseDouble(bytes, 0, bytes.length), bad);
        }
        byte[] negativeZero = "-0".getBytes(StandardCharsets.UTF_8);
        assertEquals(-0.0, Numbers.parseDouble(negativeZero, 0, 2));
    }

    private static long number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Numbers.parseLong(bytes, 0, bytes.length);
    }

    @Test
    void example_boxedComponentsAndClassesThatCannotBeRead() throws IOException {
        assertEquals(
                List.of(new Boxed(1, 2L, Double.NaN, true)),
                Reading.of(CsvFile.of(file("i,l,d,b\n1,2,nan,yes\n"), Boxed.class)).records);
        record Nested(Pair pair) {}
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> CsvFile.of(dir, Nested.class));
        assertTrue(e.getMessage().contains("component pair"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> CsvFile.of(dir, String.class));
        assertThrows(IllegalArgumentException.class, () -> CsvFile.of(dir, Pair.class)
                .separator('"'));
        assertThrows(IllegalArgumentException.class, () -> CsvFile.of(dir, Pair.class)
                .separator('é'));
        assertThrows(IllegalArgumentException.class, () -> CsvFile.of(dir, Pair.class)
                .columns());
    }
}
