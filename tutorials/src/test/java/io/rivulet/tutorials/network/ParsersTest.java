package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** oracle_: lines of each format as documented, and what bad ones are told. */
class ParsersTest {

    private static final String FIELDS =
            "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_bytes\tresp_bytes\tlabel\tdetailedlabel";

    @Test
    void oracle_darpaLineIsReadAndAddressesAreMetAgain() {
        DarpaEdges edges = new DarpaEdges();
        assertEquals(Optional.empty(), edges.parse("src_ip,dst_ip,minute,attack"));
        Connection c = edges.parse("172.016.112.020,192.168.001.010,06/01/1998-07:55,-")
                .orElseThrow();
        assertEquals("172.16.112.20", c.source());
        assertEquals("192.168.1.10", c.destination());
        assertEquals(Instant.parse("1998-06-01T07:55:00Z").toEpochMilli(), c.timeMillis());
        assertEquals("", c.label());
        assertEquals(Connection.NO_PORT, c.destinationPort());
        Connection d = edges.parse("010.000.000.007,172.016.112.020,06/01/1998-07:56,neptune")
                .orElseThrow();
        assertEquals("10.0.0.7", d.source());
        assertSame(c.source(), d.destination());
        assertEquals("neptune", d.label());
        assertEquals(60_000, d.timeMillis() - c.timeMillis());
    }

    @Test
    void oracle_badDarpaLinesSayWhatIsWrong() {
        DarpaEdges edges = new DarpaEdges();
        refused("4 columns", () -> edges.parse("1.2.3.4,5.6.7.8,06/01/1998-07:55"));
        refused("got 5", () -> edges.parse("1.2.3.4,5.6.7.8,06/01/1998-07:55,-,x"));
        refused("07/32/1998-05:31", () -> edges.parse("1.2.3.4,5.6.7.8,07/32/1998-05:31,-"));
        refused("06/01/1998-07:55", () -> edges.parse("1.2.3.4,5.6.7.8,yesterday,-"));
        refused("address must not be empty", () -> edges.parse(",5.6.7.8,06/01/1998-07:55,-"));
        // after a bad line the next good one is read as if nothing had been
        assertTrue(edges.parse("1.2.3.4,5.6.7.8,06/01/1998-07:55,-").isPresent());
    }

    @Test
    void oracle_onlyDottedNumbersLoseTheirZeros() {
        Addresses addresses = new Addresses();
        for (String[] pair : new String[][] {
            {"000.000.000.000", "0.0.0.0"},
            {"100.020.003.040", "100.20.3.40"},
            {"fe80::01", "fe80::01"},
            {"host.007.example.org", "host.007.example.org"},
            {"001.002.003", "001.002.003"},
            {"0001.2.3.4", "0001.2.3.4"},
        }) {
            assertEquals(pair[1], addresses.of("x" + pair[0] + "y", 1, 1 + pair[0].length()));
        }
    }

    @Test
    void oracle_zeekTableFollowsItsHeader() {
        ZeekTsv zeek = new ZeekTsv();
        for (String header : List.of(
                "#separator \\x09",
                "#set_separator\t,",
                "#empty_field\t(empty)",
                "#unset_field\t-",
                FIELDS,
                "#types\ttime")) {
            assertEquals(Optional.empty(), zeek.parse(header));
        }
        Connection c = zeek.parse(
                        "1655071198.444458\tC1\t147.32.81.167\t62771\t40.74.108.123\t443\ttcp\t1596\t4039\tBenign\tMicrosoft")
                .orElseThrow();
        assertEquals(new Connection(1_655_071_198_444L, "147.32.81.167", 62_771, "40.74.108.123", 443, 5_635, ""), c);
        Connection m = zeek.parse(
                        "1655071231.7\tC2\t193.201.9.232\t46563\t147.32.81.167\t3933\ttcp\t-\t-\tMalicious\tExternal-Attack")
                .orElseThrow();
        assertEquals("External-Attack", m.label());
        assertEquals(0, m.bytes());
        Connection i = zeek.parse("1.5\tC3\t1.1.1.1\t8\t2.2.2.2\t0\ticmp\t-\t-\tMalicious\t(empty)")
                .orElseThrow();
        assertEquals(Connection.NO_PORT, i.destinationPort());
        assertEquals("Malicious", i.label());
    }

    @Test
    void oracle_badZeekTablesSayWhatIsWrong() {
        refused("#fields must come before", () -> new ZeekTsv().parse("1.5\ta\tb"));
        refused("must name ts", () -> new ZeekTsv().parse("#fields\tid.orig_h\tid.resp_h"));
        refused("must name id.orig_h", () -> new ZeekTsv().parse("#fields\tts\tquery"));
        refused("\\x09", () -> new ZeekTsv().parse("#separator tab"));
        ZeekTsv zeek = new ZeekTsv();
        zeek.parse(FIELDS);
        refused("11 columns as #fields says, got 2", () -> zeek.parse("1.5\ta"));
        refused("column \"ts\"", () -> zeek.parse("now\tC\t1.1.1.1\t1\t2.2.2.2\t2\ttcp\t-\t-\t-\t-"));
        refused("column \"ts\"", () -> zeek.parse("1e400000\tC\t1.1.1.1\t1\t2.2.2.2\t2\ttcp\t-\t-\t-\t-"));
        refused(
                "column \"id.resp_p\" must be a port",
                () -> zeek.parse("1.5\tC\t1.1.1.1\t1\t2.2.2.2\t70000\ttcp\t-\t-\t-\t-"));
        refused(
                "column \"id.orig_h\" must be an address",
                () -> zeek.parse("1.5\tC\t-\t1\t2.2.2.2\t2\ttcp\t-\t-\t-\t-"));
        refused("column \"orig_bytes\"", () -> zeek.parse("1.5\tC\t1.1.1.1\t1\t2.2.2.2\t2\ttcp\t-5\t-\t-\t-"));
    }

    @Test
    void oracle_zeekJsonReadsAsTheTableDoes() {
        Connection c = ZeekJson.parse(
                "{\"ts\":1664462456.755299,\"uid\":\"C\",\"id.orig_h\":\"172.16.1.11\",\"id.orig_p\":40042,\"id.resp_h\":\"8.8.8.8\",\"id.resp_p\":53,\"proto\":\"udp\",\"orig_bytes\":0,\"resp_bytes\":111}");
        assertEquals(new Connection(1_664_462_456_755L, "172.16.1.11", 40_042, "8.8.8.8", 53, 111, ""), c);
        refused("JSON object", () -> ZeekJson.parse("{\"ts\":1664462456.7"));
        refused("got ARRAY", () -> ZeekJson.parse("[1]"));
        refused("column \"ts\"", () -> ZeekJson.parse("{\"id.orig_h\":\"1.1.1.1\"}"));
        refused("column \"id.resp_h\"", () -> ZeekJson.parse("{\"ts\":1,\"id.orig_h\":\"1.1.1.1\"}"));
    }

    @Test
    void oracle_csvFindsColumnsByNameAndTimesInThreeForms() {
        CsvConnections csv =
                CsvConnections.withHeader(List.of("Attack", "dst_ip", "other", "TS", "src_ip", "dport", "bytes"));
        long time = Instant.parse("2026-03-02T09:30:00.250Z").toEpochMilli();
        for (String text : List.of("2026-03-02T09:30:00.250Z", Long.toString(time), time / 1000 + ".250")) {
            assertEquals(
                    new Connection(time, "1.1.1.1", Connection.NO_PORT, "2.2.2.2", 80, 9, "scan"),
                    csv.connection(List.of("scan", "2.2.2.2", "?", text, "1.1.1.1", "80", "9")));
        }
        refused("7 columns as the header, got 2", () -> csv.connection(List.of("a", "b")));
        refused("column \"time\"", () -> csv.connection(List.of("-", "2.2.2.2", "?", "soon", "1.1.1.1", "80", "9")));
        refused(
                "column \"destination_port\"",
                () -> csv.connection(List.of("-", "2.2.2.2", "?", "1", "1.1.1.1", "http", "9")));
        refused("time or ts", () -> CsvConnections.withHeader(List.of("src", "dst")));
    }

    @Test
    void oracle_keysNameTheEndThatWasChosen() {
        Connection c = new Connection(0, "10.1.2.3", 1, "198.18.7.9", 2, 0, "");
        assertEquals("10.1", new ConnectionKeys(ConnectionKeys.By.SOURCE_NETWORK, 2).apply(c));
        assertEquals("198.18.7", ConnectionKeys.destinationNetworks(3).apply(c));
        assertEquals("10.1.2.3", new ConnectionKeys(ConnectionKeys.By.SOURCE, 2).apply(c));
        assertEquals("198.18.7.9", new ConnectionKeys(ConnectionKeys.By.DESTINATION, 2).apply(c));
        assertEquals(ConnectionKeys.WHOLE, ConnectionKeys.whole().apply(c));
        Connection six = new Connection(0, "2001:db8:1::7", 1, "host", 2, 0, "");
        assertEquals("2001:db8", new ConnectionKeys(ConnectionKeys.By.SOURCE_NETWORK, 2).apply(six));
        assertEquals("host", ConnectionKeys.destinationNetworks(2).apply(six));
        assertThrows(IllegalArgumentException.class, () -> ConnectionKeys.destinationNetworks(4));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable parse) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, parse);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
