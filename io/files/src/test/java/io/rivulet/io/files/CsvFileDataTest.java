package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** oracle_: published data sets, against counts found by other tools. Siblings on made data are in CsvFileTest and JsonLinesFileTest. */
class CsvFileDataTest {

    record Edge(String srcIp, String dstIp, Instant minute, Optional<String> attack) {}

    record Edit(Instant time, String channel, boolean isRobot, int added, Optional<String> cityName) {}

    @Test
    void oracle_readsAllEdgesAndRejectsTheTenOfThirtySecondJuly() throws Exception {
        CsvFile<Edge> source = CsvFile.of(data("intrusion/darpa98_edges.csv.gz"), Edge.class)
                .missing("-")
                .times(TimeFormat.pattern("MM/dd/yyyy-HH:mm", ZoneOffset.UTC));
        List<BadInput> bad = new ArrayList<>();
        long[] rowsAndAttacks = new long[2];
        try (var open = source.open(source.partitions().get(0), Optional.empty())) {
            var out = new SourceOutput<Edge>() {
                @Override
                public void emit(Edge edge) {
                    rowsAndAttacks[0]++;
                    rowsAndAttacks[1] += edge.attack().isPresent() ? 1 : 0;
                }

                @Override
                public long clockMillis() {
                    return 0;
                }

                @Override
                public void reject(BadInput input) {
                    bad.add(input);
                }
            };
            while (open.poll(out, 1000) != SourcePartition.Poll.END) {}
            assertEquals(4_554_346, open.position().line());
        }
        assertEquals(4_554_344, rowsAndAttacks[0] + bad.size());
        assertEquals(10, bad.size());
        assertTrue(bad.stream().allMatch(b -> b.text().contains("07/32/1998")), bad.toString());
        // 60.1 % of all are attacks, the ten among them.
        assertEquals(0.601, (rowsAndAttacks[1] + 10) / 4_554_344.0, 0.0005);
    }

    @Test
    void oracle_readsEditsOfWikipedia() throws Exception {
        Reading<Edit> edits =
                Reading.of(JsonLinesFile.of(data("events/wikiticker_2015-09-12_sampled.jsonl.gz"), Edit.class));
        assertEquals(List.of(), edits.bad);
        assertEquals(39_244, edits.records.size());
    }

    private static Path data(String name) {
        Path file = Path.of(System.getProperty("rivulet.data", ""), name);
        Assumptions.assumeTrue(Files.exists(file), "no data at " + file);
        return file;
    }
}
