package io.rivulet.io.files;

import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.SourceOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads CSV after RFC 4180, from bytes.
 *
 * <p>A library that reads characters cannot say at which byte a record starts, stops for good at the first byte that is no UTF-8 or at a quote that is
 * never closed, and makes a string of each field; so this package splits fields itself.
 */
final class CsvReader<T> implements RecordReader<T> {

    /** Makes a record of a row. */
    interface Mapper<T> {
        T map(CsvRow row) throws IOException;
    }

    /** Makes a mapper once the columns are known. */
    interface Binding<T> {

        /** @throws NoSuchElementException if a column is not there */
        Mapper<T> bind(Names columns);
    }

    private enum Scan {
        /** A record is in {@code row}; it ends at {@code end}, the next one starts at {@code next}. */
        RECORD,
        /** An empty line, up to {@code next}. */
        BLANK,
        /** The line at hand cannot be read for {@code problem}. */
        MALFORMED,
        LATER
    }

    private final CsvOptions options;
    private final Binding<T> binding;

    private CsvRow row;
    private Optional<Names> columns;
    private Optional<Mapper<T>> mapper = Optional.empty();
    private int end;
    private int next;
    private int lineEnds;
    private boolean ascii;
    private String problem = "";

    CsvReader(CsvOptions options, Binding<T> binding) {
        this.options = options;
        this.binding = binding;
        this.columns = options.header() == CsvOptions.Header.FIRST_RECORD
                ? Optional.empty()
                : Optional.of(new Names(options.columns()));
        this.row = new CsvRow(new Names(List.of()), options.times(), options.missing());
    }

    @Override
    public Step start(LineScanner lines) throws IOException {
        if (mapper.isPresent()) {
            return Step.DONE;
        }
        if (lines.start() == LineScanner.Found.LATER) {
            return Step.LATER;
        }
        while (columns.isEmpty()) {
            LineScanner.Found found = lines.toRecord();
            if (found == LineScanner.Found.PASSED) {
                continue;
            }
            if (found != LineScanner.Found.LINE) {
                return found == LineScanner.Found.END ? Step.END : Step.LATER;
            }
            switch (scan(lines)) {
                case RECORD -> {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < row.size(); i++) {
                        names.add(row.text(i).strip());
                    }
                    columns = Optional.of(new Names(names));
                    advance(lines);
                }
                case BLANK -> advance(lines);
                case MALFORMED -> throw new IOException("the header must be a CSV record: " + problem);
                case LATER -> {
                    return Step.LATER;
                }
            }
        }
        row = new CsvRow(columns.get(), options.times(), options.missing());
        try {
            mapper = Optional.of(binding.bind(columns.get()));
        } catch (NoSuchElementException e) {
            throw new IOException(e.getMessage(), e);
        }
        return Step.DONE;
    }

    @Override
    public Step next(LineScanner lines, SourceOutput<T> out) throws IOException {
        LineScanner.Found found = lines.toRecord();
        if (found != LineScanner.Found.LINE) {
            return switch (found) {
                case LATER -> Step.LATER;
                case END -> Step.END;
                default -> Step.DONE;
            };
        }
        switch (scan(lines)) {
            case RECORD -> take(lines, out);
            case BLANK -> advance(lines);
            case MALFORMED -> {
                BadInput bad = lines.bad(problem);
                lines.pass();
                out.reject(bad);
            }
            case LATER -> {
                return Step.LATER;
            }
        }
        return Step.DONE;
    }

    private void take(LineScanner lines, SourceOutput<T> out) throws IOException {
        int expected = columns.map(Names::size).orElse(0);
        T record = null;
        String wrong = "";
        if (expected > 0 && row.size() != expected) {
            wrong = "a record must have " + expected + " fields, got " + row.size();
        } else {
            try {
                record = mapper.orElseThrow().map(row);
                if (record == null) {
                    throw new NullPointerException("the mapper of " + lines.place() + " gave null");
                }
            } catch (BadValueException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
                wrong = String.valueOf(e.getMessage());
            }
        }
        if (record == null) {
            BadInput bad = lines.bad(wrong, end);
            advance(lines);
            out.reject(bad);
        } else {
            advance(lines);
            out.emit(record);
        }
    }

    private void advance(LineScanner lines) {
        lines.window.pos = next;
        lines.line += lineEnds;
    }

    /*
     * Splits the record at window.pos into fields. Whenever the buffer ends before the record does, more is read and the scan begins anew, since bytes
     * have moved; the buffer is large against a record, so that this is rare.
     *
     * What is malformed must not depend on where the buffer happened to end, else a restored run would differ. So length is checked first wherever the
     * scan stops, and what is given up is always the line in which the record starts: with a quote that is never closed, all that follows would be lost.
     */
    private Scan scan(LineScanner lines) throws IOException {
        ByteWindow window = lines.window;
        int most = lines.options.maxLineBytes();
        boolean ended = false;
        while (true) {
            if (split(window, ended)) {
                return checked(window, most);
            }
            if (window.limit - window.pos > most + 2) {
                return tooLong(window, most);
            }
            ByteWindow.More more = window.more();
            if (more == ByteWindow.More.LATER) {
                return Scan.LATER;
            }
            ended = more == ByteWindow.More.NEVER;
        }
    }

    /**
     * Splits what is in the window.
     *
     * @param ended whether nothing follows what is in the window
     * @return false if the record may go on behind it
     */
    private boolean split(ByteWindow window, boolean ended) {
        byte[] bytes = window.bytes;
        int limit = window.limit;
        byte separator = options.separator();
        boolean quotes = options.quotes();
        int p = window.pos;
        int bits = 0;
        int inQuotes = 0;
        problem = "";
        row.begin(bytes);
        while (true) {
            if (quotes && p < limit && bytes[p] == '"') {
                int from = ++p;
                boolean escaped = false;
                while (true) {
                    while (p < limit && bytes[p] != '"') {
                        bits |= bytes[p];
                        inQuotes += bytes[p] == '\n' ? 1 : 0;
                        p++;
                    }
                    if (p == limit) {
                        end = p;
                        problem = "a quote must be closed, got the end of the file";
                        return ended;
                    }
                    if (p + 1 < limit ? bytes[p + 1] != '"' : ended) {
                        break;
                    }
                    if (p + 1 == limit) {
                        return false;
                    }
                    escaped = true;
                    p += 2;
                }
                row.addQuoted(from, p, escaped);
                p++;
                if (p < limit && bytes[p] == '\r') {
                    if (p + 1 == limit && !ended) {
                        return false;
                    }
                    p += p + 1 < limit && bytes[p + 1] == '\n' ? 1 : 0;
                }
                if (p < limit && bytes[p] != separator && bytes[p] != '\n') {
                    end = p;
                    problem = "a closing quote must be followed by the separator or the end of the line, got "
                            + shown(bytes[p]);
                    return true;
                }
            } else {
                int from = p;
                byte b = 0;
                while (p < limit && (b = bytes[p]) != separator && b != '\n') {
                    bits |= b;
                    p++;
                }
                row.addPlain(from, p > from && p < limit && b == '\n' && bytes[p - 1] == '\r' ? p - 1 : p);
            }
            if (p == limit) {
                end = p;
                next = p;
                lineEnds = inQuotes + 1;
                break;
            }
            if (bytes[p] == '\n') {
                end = p > window.pos && bytes[p - 1] == '\r' ? p - 1 : p;
                next = p + 1;
                lineEnds = inQuotes + 1;
                ended = true;
                break;
            }
            p++;
        }
        ascii = bits >= 0;
        row.end(ascii);
        return ended;
    }

    private Scan checked(ByteWindow window, int most) {
        if (end - window.pos > most) {
            return tooLong(window, most);
        }
        if (!problem.isEmpty()) {
            return Scan.MALFORMED;
        }
        if (end == window.pos) {
            return Scan.BLANK;
        }
        if (!ascii && !LineScanner.isUtf8(window.bytes, window.pos, end)) {
            problem = "a record must be UTF-8";
            return Scan.MALFORMED;
        }
        return Scan.RECORD;
    }

    private Scan tooLong(ByteWindow window, int most) {
        int p = window.pos;
        int last = Math.min(window.limit, window.pos + most + 1);
        while (p < last && window.bytes[p] != '\n') {
            p++;
        }
        problem = "a record must be at most " + most + " bytes, got more"
                + (p < last ? "; perhaps a quote is not closed" : "");
        return Scan.MALFORMED;
    }

    private static String shown(byte b) {
        return b > ' ' && b < 127 ? "'" + (char) b + "'" : "byte 0x" + Integer.toHexString(b & 0xff);
    }
}
