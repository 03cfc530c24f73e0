package io.rivulet.tutorials.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads connections from the rows of a CSV file with a header. Columns are found by name, whatever their order and case; others are left alone:
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><th>what</th><th>names</th><th>needed</th></tr>
 * <tr><td>time: seconds or milliseconds since 1970, or ISO-8601</td><td>time, ts, timestamp, start</td><td>yes</td></tr>
 * <tr><td>source address</td><td>source, src, src_ip, source_ip, id.orig_h</td><td>yes</td></tr>
 * <tr><td>destination address</td><td>destination, dst, dst_ip, destination_ip, id.resp_h</td><td>yes</td></tr>
 * <tr><td>ports</td><td>source_port, src_port, sport, id.orig_p; destination_port, dst_port, dport, id.resp_p</td><td>no</td></tr>
 * <tr><td>bytes</td><td>bytes</td><td>no</td></tr>
 * <tr><td>attack, empty or "-" for none</td><td>label, attack</td><td>no</td></tr>
 * </table>
 *
 * <p>Fields may stand in double quotes, within which commas count for nothing and a doubled quote is one; a field does not go over lines.
 *
 * <p>Safe for any number of threads.
 */
final class CsvConnections {

    /** Reads the lines of one file, of which the first that is not blank is the header. One owner at a time; each partition has its own. */
    static final class Lines implements Function<String, Optional<Connection>> {

        /** Null before the header. */
        private CsvConnections rows;

        /**
         * The connection in one line; empty for the header and blank lines.
         *
         * @throws BadHeaderException if the first line does not name the columns
         * @throws IllegalArgumentException if a line cannot be what it should
         */
        @Override
        public Optional<Connection> apply(String line) {
            if (line.isBlank()) {
                return Optional.empty();
            }
            List<String> fields = fields(line);
            if (rows == null) {
                try {
                    rows = withHeader(fields);
                } catch (IllegalArgumentException e) {
                    throw new BadHeaderException(e.getMessage());
                }
                return Optional.empty();
            }
            return Optional.of(rows.connection(fields));
        }
    }

    private final int columns;
    private final int time;
    private final int source;
    private final int destination;
    private final int sourcePort;
    private final int destinationPort;
    private final int bytes;
    private final int label;

    private CsvConnections(List<String> header) {
        columns = header.size();
        time = required(header, "time", "ts", "timestamp", "start");
        source = required(header, "source", "src", "src_ip", "source_ip", "id.orig_h");
        destination = required(header, "destination", "dst", "dst_ip", "destination_ip", "id.resp_h");
        sourcePort = find(header, "source_port", "src_port", "sport", "id.orig_p");
        destinationPort = find(header, "destination_port", "dst_port", "dport", "id.resp_p");
        bytes = find(header, "bytes");
        label = find(header, "label", "attack");
    }

    /**
     * A reader of rows below this header.
     *
     * @throws IllegalArgumentException if a column that is needed is not there
     */
    static CsvConnections withHeader(List<String> header) {
        return new CsvConnections(header.stream()
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .toList());
    }

    /**
     * The connection in one row.
     *
     * @throws IllegalArgumentException if a field cannot be what it should
     */
    Connection connection(List<String> row) {
        if (row.size() != columns) {
            throw new IllegalArgumentException(
                    "row must have " + columns + " columns as the header, got " + row.size());
        }
        return new Connection(
                Fields.time(row.get(time), "time"),
                Fields.address(row.get(source), "source"),
                Fields.port(text(row, sourcePort), "source_port"),
                Fields.address(row.get(destination), "destination"),
                Fields.port(text(row, destinationPort), "destination_port"),
                Fields.bytes(text(row, bytes), "bytes"),
                Fields.label(text(row, label)));
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder quoted = new StringBuilder();
        int at = 0;
        while (at <= line.length()) {
            if (at < line.length() && line.charAt(at) == '"') {
                at = unquote(line, at + 1, quoted);
                fields.add(quoted.toString());
            } else {
                int end = line.indexOf(',', at);
                end = end < 0 ? line.length() : end;
                fields.add(line.substring(at, end));
                at = end;
            }
            if (at < line.length() && line.charAt(at) != ',') {
                throw new IllegalArgumentException("a closing quote must end its field, got \"" + line.charAt(at)
                        + "\" behind it in column " + fields.size());
            }
            at++;
        }
        return fields;
    }

    /** Puts what stands up to the closing quote into {@code text}; returns where the field ends. */
    private static int unquote(String line, int from, StringBuilder text) {
        text.setLength(0);
        int at = from;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c != '"') {
                text.append(c);
            } else if (at < line.length() && line.charAt(at) == '"') {
                text.append(line.charAt(at++));
            } else {
                return at;
            }
        }
        throw new IllegalArgumentException("a quoted field must end on its line");
    }

    private static String text(List<String> row, int column) {
        return column < 0 ? "" : row.get(column);
    }

    private static int required(List<String> header, String... names) {
        int at = find(header, names);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "header must have a column named " + String.join(" or ", names) + ", got " + header);
        }
        return at;
    }

    private static int find(List<String> header, String... names) {
        for (String name : names) {
            int at = header.indexOf(name);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }
}
