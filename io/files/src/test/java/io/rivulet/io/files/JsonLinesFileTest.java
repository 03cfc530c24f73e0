package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** example_: what the documentation says, on made files. laws_: resuming at any position equals an unbroken run. */
class JsonLinesFileTest {

    enum Level {
        LOW,
        VERY_HIGH
    }

    record Event(
            Instant time,
            String userName,
            int port,
            long bytes,
            double score,
            boolean ok,
            Level level,
            Optional<Integer> age) {}

    record Pair(String a, int b) {}

    @TempDir
    Path dir;

    private Path file(String text) throws IOException {
        return Reading.write(dir.resolve("a.jsonl"), text);
    }

    @Test
    void example_componentsAreFoundByName() throws IOException {
        Path file = file("""
                {"time":"2026-03-01T12:30:00Z","user_name":"zoë","PORT":80,"bytes":9000000000,"score":0.5,"ok":true,"level":"low","more":{"a":[1,2]}}

                {"age":7,"level":"very-high","ok":false,"score":"NaN","bytes":-1,"port":1,"userName":"","time":"2026-03-01T13:30:00+01:00"}
                {"age":null,"level":"LOW","ok":false,"score":3,"bytes":-1,"port":1,"userName":"x","time":"2026-03-01T12:30:00Z"}
                """);
        Instant time = Instant.parse("2026-03-01T12:30:00Z");
        Reading<Event> reading = Reading.of(JsonLinesFile.of(file, Event.class));
        assertEquals(List.of(), reading.bad);
        assertEquals(
                List.of(
                        new Event(time, "zoë", 80, 9_000_000_000L, 0.5, true, Level.LOW, Optional.empty()),
                        new Event(time, "", 1, -1, Double.NaN, false, Level.VERY_HIGH, Optional.of(7)),
                        new Event(time, "x", 1, -1, 3, false, Level.LOW, Optional.empty())),
                reading.records);
    }

    @Test
    void example_aMapperReadsAnObject() throws IOException {
        Path file = file("{\"id.orig\":\"x\",\"in\":{\"n\":1,\"l\":2,\"d\":3,\"b\":true,\"t\":1.5},\"list\":[1,2]}\n");
        Reading<String> reading = Reading.of(JsonLinesFile.of(file, o -> {
                    JsonObject in = o.object("in");
                    return o.text("id.orig")
                            + in.intValue("n")
                            + in.longValue("l")
                            + in.doubleValue("d")
                            + in.booleanValue("b")
                            + in.instant("t").toEpochMilli()
                            + o.has("no")
                            + o.node().get("list").size();
                })
                .times(TimeFormat.EPOCH_SECONDS));
        assertEquals(List.of("x123.0true1500false2"), reading.records);
    }

    @Test
    void example_badLinesAreRejectedWithPlaceFieldAndValue() throws IOException {
        Path file = file(String.join(
                "\n",
                "{\"a\":\"x\",\"b\":1}",
                "{\"a\":\"x\",\"b\":\"1\"}",
                "{\"a\":\"x\"}",
                "{\"a\":null,\"b\":1}",
                "{\"a\":\"x\",\"b\":3.0}",
                "{\"a\":\"x\",\"b\":1,\"a\":\"y\"}",
                "[1]",
                "{\"a\":\"x\",\"b\":1} {}",
                "{\"a\":\"x\",\"b\":",
                "{\"a\":\"x\",\"b\":99999999999999999999}",
                "  ",
                "{\"a\":".repeat(5000),
                "{\"a\":\"z\",\"b\":2}"));
        Reading<Pair> reading = Reading.of(JsonLinesFile.of(file, Pair.class));
        assertEquals(List.of(new Pair("x", 1), new Pair("z", 2)), reading.records);
        List<String> expected = List.of(
                ":2: field \"b\" must be a whole number of 64 bits, got \"1\"",
                ":3: field \"b\" must be there",
                ":4: field \"a\" must be text, got null",
                ":5: field \"b\" must be a whole number of 64 bits, got 3.0",
                ":6: field \"a\" must be there once",
                ":7: a line must be a JSON object, got an array",
                ":8: a line must be one JSON object, more follows it",
                ":9: a line must be a JSON object near column",
                ":10: field \"b\" must be a whole number of 64 bits, got 99999999999999999999",
                ":11: a line must be a JSON object, got spaces",
                ":12: field \"a\" must be text, got an object");
        assertEquals(expected.size(), reading.bad.size());
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(
                    reading.bad.get(i).toString().startsWith(file + expected.get(i)),
                    reading.bad.get(i).toString());
        }
        Reading<Integer> mapped =
                Reading.of(JsonLinesFile.of(file, o -> o.text("a").length() + o.intValue("b")));
        assertEquals(List.of(2, 3), mapped.records);
        assertEquals(11, mapped.bad.size());
        assertTrue(
                mapped.bad.get(0).problem().contains("field \"b\" must be a whole number of 32 bits, got \"1\""),
                mapped.bad.toString());
    }

    @Test
    void laws_resumingAtEachPositionGoesOnAsIfUnbroken() throws IOException {
        String text = "{\"a\":\"x\",\"b\":1}\r\n\n{bad\n{\"b\":2,\"a\":\"ü\"}\n{\"b\":3,\"a\":\"z\"}";
        Reading.write(dir.resolve("plain"), text);
        Files.write(dir.resolve("packed"), Reading.gzip(text));
        assertEquals(12, Reading.checkResumingEverywhere(JsonLinesFile.of(dir, Pair.class)));
    }

    @Test
    void example_optionsAndMistakes() throws IOException {
        Path file = file("skip\n#no\n{\"a\":\"x\",\"b\":1}\n{\"a\":\"longer\",\"b\":1}");
        Reading<Pair> reading = Reading.of(
                JsonLinesFile.of(file, Pair.class).skipLines(1).comment("#").maxLineBytes(15));
        assertEquals(List.of(new Pair("x", 1)), reading.records);
        assertEquals(1, reading.bad.size());
        Path good = file("{\"a\":1}");
        assertThrows(NullPointerException.class, () -> Reading.of(JsonLinesFile.of(good, o -> (String) null)));
        assertThrows(IllegalArgumentException.class, () -> JsonLinesFile.of(good, String.class));
    }
}
