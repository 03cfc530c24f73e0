package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** laws_: both sources give the same from any position as an unbroken run. oracle_: what is no connection. */
class ConnectionFilesTest {

    private static final TrafficGenerator.Settings SMALL = new TrafficGenerator.Settings(3, 1, 40, 0.05);

    private static final class Taken implements SourceOutput<Connection> {
        final List<Connection> connections = new ArrayList<>();
        final List<BadInput> bad = new ArrayList<>();

        @Override
        public void emit(Connection connection) {
            connections.add(connection);
        }

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public void reject(BadInput input) {
            bad.add(input);
        }
    }

    private static <P> Taken rest(Source<Connection, P> source, Optional<P> from) throws IOException {
        Taken taken = new Taken();
        try (SourcePartition<Connection, P> open =
                source.open(source.partitions().get(0), from)) {
            while (open.poll(taken, 7) != SourcePartition.Poll.END) {
                // goes on
            }
        }
        return taken;
    }

    /** Stops after every poll, encodes the position and goes on from there. */
    private static <P> void assertGoesOnFromAnyPosition(Source<Connection, P> source) throws IOException {
        List<Connection> whole = rest(source, Optional.empty()).connections;
        assertTrue(whole.size() > 20, "too few to tell");
        Taken before = new Taken();
        try (SourcePartition<Connection, P> open =
                source.open(source.partitions().get(0), Optional.empty())) {
            for (int stop = 0; stop < 12; stop++) {
                byte[] position = source.positionCodec().toBytes(open.position());
                List<Connection> both = new ArrayList<>(before.connections);
                both.addAll(rest(source, Optional.of(source.positionCodec().fromBytes(position))).connections);
                assertEquals(whole, both, "from position " + open.position());
                open.poll(before, 1 + stop);
            }
        }
    }

    @Test
    void laws_generatedTrafficGoesOnFromAnyPosition() throws IOException {
        assertGoesOnFromAnyPosition(TrafficSource.of(SMALL));
        assertThrows(IOException.class, () -> TrafficSource.of(SMALL).open("other", Optional.empty()));
    }

    @Test
    void laws_filesOfAllFormatsGoOnFromAnyPosition(@TempDir Path folder) throws IOException {
        List<String> csv = NetworkEntropyTest.csv(SMALL, 60);
        List<String> zeek = new ArrayList<>(
                List.of("#separator \\x09", "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto"));
        List<String> json = new ArrayList<>();
        List<String> edges = new ArrayList<>(List.of("src_ip,dst_ip,time,attack"));
        for (int i = 0; i < 60; i++) {
            zeek.add(i + ".5\t1.1.1." + i + "\t1000\t2.2.2.2\t80\ttcp");
            json.add("{\"ts\":" + i + ".25,\"id.orig_h\":\"1.1.1." + i
                    + "\",\"id.orig_p\":5,\"id.resp_h\":\"2.2.2.2\",\"id.resp_p\":80,\"proto\":\"tcp\"}");
            edges.add("1.1.1." + i + ",2.2.2.2,06/01/1998-07:" + (10 + i % 50) + ",-");
        }
        for (ConnectionFormat format : ConnectionFormat.values()) {
            List<String> lines =
                    switch (format) {
                        case CSV -> csv;
                        case ZEEK_TSV -> zeek;
                        case ZEEK_JSON -> json;
                        case DARPA_EDGES -> edges;
                    };
            Path file = Files.write(folder.resolve(format.id()), lines);
            Source<Connection, ?> source = ConnectionFiles.of(List.of(file), format);
            assertGoesOnFromAnyPosition(source);
        }
    }

    @Test
    void oracle_quotedFieldsMayHoldCommasAndQuotes(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), """
                "time","source",destination,label

                1,a,"b","x, ""y""\"
                2,a,"b,label
                3,a,"b"c,-
                4,a,b,-,extra
                """);
        Taken taken = rest(ConnectionFiles.of(List.of(file), ConnectionFormat.CSV), Optional.empty());
        assertEquals(1, taken.connections.size());
        assertEquals("x, \"y\"", taken.connections.get(0).label());
        assertEquals(
                List.of(file + ":4", file + ":5", file + ":6"),
                taken.bad.stream().map(BadInput::place).toList());
        assertTrue(taken.bad.get(0).problem().contains("must end on its line"));
        assertTrue(taken.bad.get(1).problem().contains("closing quote"));
        assertTrue(taken.bad.get(2).problem().contains("4 columns as the header, got 5"));
    }
}
