package io.rivulet.io.files;

import io.rivulet.runtime.connect.BadInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds lines in a file, and passes over those that are none of a reader's business. A line ends with LF or CR LF; the last one may end with the file.
 *
 * <p>UTF-8 never uses the bytes of ASCII characters inside others, so that lines (and the separators of CSV) can be found before anything is decoded.
 */
final class LineScanner implements Closeable {

    /** What is there. */
    enum Found {
        /** A line, in {@code window.bytes[window.pos..to)}; the next one starts at {@code next}. */
        LINE,
        /** A line longer than allowed. */
        TOO_LONG,
        /** A line or part of one was passed over. */
        PASSED,
        /** Nothing now. */
        LATER,
        /** Nothing ever. */
        END
    }

    final ByteWindow window;
    final LineOptions options;
    int to;
    int next;
    /** Whether the line found is all ASCII. */
    boolean ascii;
    /** The line in which {@code window.pos} is, from 1. */
    long line;

    private final String name;
    private final byte[] comment;
    private boolean passing;
    private int toSkip;
    private boolean markPassed;

    /** At the start of a file. */
    LineScanner(String name, ByteWindow window, LineOptions options) {
        this(name, window, options, 1);
        toSkip = options.skipLines();
        markPassed = false;
    }

    /** Where a record starts. */
    LineScanner(String name, ByteWindow window, LineOptions options, long line) {
        this.name = name;
        this.window = window;
        this.options = options;
        this.line = line;
        this.comment = options.commentBytes();
        markPassed = true;
    }

    /** Where the record at hand starts. */
    FilePosition position() {
        return new FilePosition(window.offset(), line);
    }

    String place() {
        return name + ":" + line;
    }

    /**
     * Passes over a byte order mark and the lines to skip; must be done before anything else at the start of a file.
     *
     * @return {@link Found#LATER}, or another if it is done
     */
    Found start() throws IOException {
        if (!markPassed && passByteOrderMark() == Found.LATER) {
            return Found.LATER;
        }
        while (passing || toSkip > 0) {
            if (!passing && window.pos == window.limit) {
                ByteWindow.More more = window.more();
                if (more != ByteWindow.More.ADDED) {
                    return more == ByteWindow.More.LATER ? Found.LATER : Found.END;
                }
            }
            passing = true;
            if (passRest() == Found.LATER) {
                return Found.LATER;
            }
            toSkip--;
        }
        return Found.LINE;
    }

    /**
     * Passes over a comment and the rest of a line given up.
     *
     * @return {@link Found#LINE} if at least one byte of a record is there, or what else is the case
     */
    Found toRecord() throws IOException {
        if (passing) {
            return passRest();
        }
        if (window.pos == window.limit) {
            ByteWindow.More more = window.more();
            if (more != ByteWindow.More.ADDED) {
                return more == ByteWindow.More.LATER ? Found.LATER : Found.END;
            }
        }
        return comment.length == 0 ? Found.LINE : passComment();
    }

    /** Finds the end of the line at {@code window.pos}, after {@link #toRecord} said there is one. */
    Found line() throws IOException {
        int from = window.pos;
        int bits = 0;
        while (true) {
            byte[] bytes = window.bytes;
            int limit = window.limit;
            while (from < limit && bytes[from] != '\n') {
                bits |= bytes[from++];
            }
            ascii = bits >= 0;
            if (from < limit) {
                to = from > window.pos && bytes[from - 1] == '\r' ? from - 1 : from;
                next = from + 1;
                return checked();
            }
            if (limit - window.pos > options.maxLineBytes() + 1) {
                return Found.TOO_LONG;
            }
            from -= window.pos;
            ByteWindow.More more = window.more();
            if (more == ByteWindow.More.LATER) {
                return Found.LATER;
            }
            if (more == ByteWindow.More.NEVER) {
                to = window.limit;
                next = window.limit;
                return checked();
            }
        }
    }

    /** Goes on behind the line found. */
    void advance() {
        window.pos = next;
        line++;
    }

    /** Reports the line at {@code window.pos}, of which only the start may be in memory. */
    BadInput bad(String problem) {
        int end = window.pos;
        int last = Math.min(window.limit, window.pos + 4 * BadInput.MAX_TEXT + 4);
        while (end < last && window.bytes[end] != '\n') {
            end++;
        }
        return bad(problem, end);
    }

    /** Reports the record from {@code window.pos} up to an index. */
    BadInput bad(String problem, int end) {
        int from = window.pos;
        int last = Math.min(end, from + 4 * BadInput.MAX_TEXT + 4);
        if (last > from && last == end && window.bytes[last - 1] == '\r') {
            last--;
        }
        return new BadInput(place(), new String(window.bytes, from, last - from, StandardCharsets.UTF_8), problem);
    }

    /** Passes over the line at {@code window.pos}; as far as possible now, the rest with the next {@link #toRecord}. */
    void pass() throws IOException {
        passing = true;
        passRest();
    }

    /** Whether bytes are well-formed UTF-8. */
    static boolean isUtf8(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return true;
        }
        // Malformed bytes become U+FFFD, but that may also have been in the text before.
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, from, to);
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    private Found checked() {
        return to - window.pos > options.maxLineBytes() ? Found.TOO_LONG : Found.LINE;
    }

    private Found passRest() throws IOException {
        while (true) {
            int p = window.pos;
            while (p < window.limit && window.bytes[p] != '\n') {
                p++;
            }
            boolean ended = p < window.limit;
            window.pos = ended ? p + 1 : p;
            if (!ended) {
                ByteWindow.More more = window.more();
                if (more == ByteWindow.More.ADDED) {
                    continue;
                }
                if (more == ByteWindow.More.LATER) {
                    return Found.LATER;
                }
            }
            passing = false;
            line++;
            return Found.PASSED;
        }
    }

    private Found passComment() throws IOException {
        for (int i = 0; i < comment.length; i++) {
            while (window.pos + i == window.limit) {
                ByteWindow.More more = window.more();
                if (more == ByteWindow.More.LATER) {
                    return Found.LATER;
                }
                if (more == ByteWindow.More.NEVER) {
                    return Found.LINE;
                }
            }
            if (window.bytes[window.pos + i] != comment[i]) {
                return Found.LINE;
            }
        }
        passing = true;
        return passRest();
    }

    private Found passByteOrderMark() throws IOException {
        while (window.limit - window.pos < 3) {
            ByteWindow.More more = window.more();
            if (more == ByteWindow.More.LATER) {
                return Found.LATER;
            }
            if (more == ByteWindow.More.NEVER) {
                break;
            }
        }
        int length = window.limit - window.pos;
        int first = length > 0 ? window.bytes[window.pos] & 0xff : 0;
        int second = length > 1 ? window.bytes[window.pos + 1] & 0xff : 0;
        if (first == 0xff && second == 0xfe || first == 0xfe && second == 0xff) {
            throw new IOException("it is UTF-16, must be UTF-8");
        }
        if (first == 0xef && second == 0xbb && length > 2 && (window.bytes[window.pos + 2] & 0xff) == 0xbf) {
            window.pos += 3;
        }
        markPassed = true;
        return Found.LINE;
    }
}
