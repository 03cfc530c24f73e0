package io.rivulet.tutorials.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the lines of a Zeek {@code conn.log}: header lines that begin with {@code #} say the separator and the columns, then a connection a line.
 * The columns {@code label} and {@code detailedlabel} are used where they are there.
 *
 * <p>Zeek writes a connection when it ends, so lines are not in order of {@code ts}; ICMP has no ports, what Zeek keeps there (type and code) is left out.
 *
 * <p><b>Threads.</b> One owner at a time; each partition has its own, fed from the file's first line on.
 */
final class ZeekTsv {

    private char separator = '\t';
    private String unset = "-";
    private String empty = "(empty)";
    private int columns;
    private int time = -1;
    private int source;
    private int sourcePort;
    private int destination;
    private int destinationPort;
    private int protocol;
    private int sentBytes;
    private int receivedBytes;
    private int label;
    private int detailedLabel;

    /**
     * The connection in one line; empty for header lines and blank ones.
     *
     * @throws BadHeaderException if the header is missing or does not name the columns
     * @throws IllegalArgumentException if the line does not fit the header
     */
    Optional<Connection> parse(String line) {
        if (line.startsWith("#")) {
            header(line);
            return Optional.empty();
        }
        if (line.isBlank()) {
            return Optional.empty();
        }
        if (time < 0) {
            throw new BadHeaderException("a line beginning with #fields must come before the first connection");
        }
        List<String> fields = split(line);
        if (fields.size() != columns) {
            throw new IllegalArgumentException(
                    "line must have " + columns + " columns as #fields says, got " + fields.size());
        }
        boolean icmp = text(fields, protocol).equals("icmp");
        return Optional.of(new Connection(
                Fields.epochSeconds(fields.get(time), "ts"),
                Fields.address(text(fields, source), "id.orig_h"),
                icmp ? Connection.NO_PORT : Fields.port(text(fields, sourcePort), "id.orig_p"),
                Fields.address(text(fields, destination), "id.resp_h"),
                icmp ? Connection.NO_PORT : Fields.port(text(fields, destinationPort), "id.resp_p"),
                Fields.bytes(text(fields, sentBytes), "orig_bytes")
                        + Fields.bytes(text(fields, receivedBytes), "resp_bytes"),
                attack(Fields.label(text(fields, label)), Fields.label(text(fields, detailedLabel)))));
    }

    /** The finer name where there is one, and none for what is not labelled an attack. */
    static String attack(String label, String detailedLabel) {
        return label.isEmpty() || detailedLabel.isEmpty() ? label : detailedLabel;
    }

    private void header(String line) {
        if (line.startsWith("#separator ")) {
            String text = line.substring("#separator ".length()).trim();
            if (!text.matches("\\\\x[0-9a-fA-F]{2}")) {
                throw new IllegalArgumentException("#separator must look like \\x09, got \"" + text + "\"");
            }
            separator = (char) Integer.parseInt(text, 2, 4, 16);
        } else if (line.startsWith("#unset_field" + separator)) {
            unset = line.substring("#unset_field".length() + 1);
        } else if (line.startsWith("#empty_field" + separator)) {
            empty = line.substring("#empty_field".length() + 1);
        } else if (line.startsWith("#fields" + separator)) {
            List<String> names = split(line);
            names.remove(0);
            columns = names.size();
            source = required(names, "id.orig_h");
            destination = required(names, "id.resp_h");
            sourcePort = names.indexOf("id.orig_p");
            destinationPort = names.indexOf("id.resp_p");
            protocol = names.indexOf("proto");
            sentBytes = names.indexOf("orig_bytes");
            receivedBytes = names.indexOf("resp_bytes");
            label = names.indexOf("label");
            detailedLabel = names.indexOf("detailedlabel");
            time = required(names, "ts");
        }
    }

    private static int required(List<String> names, String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new BadHeaderException("#fields must name " + name + ", got " + names + "; is it a conn.log?");
        }
        return at;
    }

    private String text(List<String> fields, int column) {
        if (column < 0) {
            return "";
        }
        String text = fields.get(column);
        return text.equals(unset) || text.equals(empty) ? "" : text;
    }

    private List<String> split(String line) {
        List<String> fields = new ArrayList<>(Math.max(columns, 24));
        int from = 0;
        for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
            fields.add(line.substring(from, to));
            from = to + 1;
        }
        fields.add(line.substring(from));
        return fields;
    }
}
