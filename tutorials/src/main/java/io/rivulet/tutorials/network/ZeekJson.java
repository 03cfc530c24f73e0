package io.rivulet.tutorials.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads connections from the JSON lines of Zeek's {@code conn.log}; the same rules as {@link ZeekTsv}. Safe for any number of threads. */
final class ZeekJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ZeekJson() {}

    /**
     * The connection in one line.
     *
     * @throws IllegalArgumentException if the line is not JSON or lacks a field
     */
    static Connection parse(String line) {
        try {
            return connection(MAPPER.readTree(line));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("line must be a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The connection in one parsed line.
     *
     * @throws IllegalArgumentException if a field is missing or cannot be what it should
     */
    static Connection connection(JsonNode line) {
        if (!line.isObject()) {
            throw new IllegalArgumentException("line must be a JSON object, got " + line.getNodeType());
        }
        boolean icmp = text(line, "proto").equals("icmp");
        return new Connection(
                Fields.epochSeconds(text(line, "ts"), "ts"),
                Fields.address(text(line, "id.orig_h"), "id.orig_h"),
                icmp ? Connection.NO_PORT : Fields.port(text(line, "id.orig_p"), "id.orig_p"),
                Fields.address(text(line, "id.resp_h"), "id.resp_h"),
                icmp ? Connection.NO_PORT : Fields.port(text(line, "id.resp_p"), "id.resp_p"),
                Fields.bytes(text(line, "orig_bytes"), "orig_bytes")
                        + Fields.bytes(text(line, "resp_bytes"), "resp_bytes"),
                ZeekTsv.attack(Fields.label(text(line, "label")), Fields.label(text(line, "detailedlabel"))));
    }

    private static String text(JsonNode line, String field) {
        return line.path(field).asText("");
    }
}
