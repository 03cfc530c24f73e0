package io.rivulet.io.files;

import java.nio.charset.StandardCharsets;

/**
 * What all kinds of text files have in common.
 *
 * @param maxLineBytes the longest record, without its line end
 * @param skipLines lines at the start of each file that are not looked at
 * @param comment lines that begin so are not looked at; empty for none
 */
record LineOptions(int maxLineBytes, int skipLines, String comment) {

    /** Longer lines can be asked for, as long as a doubling buffer can hold them. */
    static final int LARGEST = 1 << 29;

    static final LineOptions DEFAULTS = new LineOptions(1 << 20, 0, "");

    LineOptions {
        if (maxLineBytes < 1 || maxLineBytes > LARGEST) {
            throw new IllegalArgumentException("maxLineBytes must be in 1.." + LARGEST + ", got " + maxLineBytes);
        }
        if (skipLines < 0) {
            throw new IllegalArgumentException("skipLines must not be negative, got " + skipLines);
        }
        if (comment.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("comment must not hold a line end");
        }
    }

    LineOptions withMaxLineBytes(int most) {
        return new LineOptions(most, skipLines, comment);
    }

    LineOptions withSkipLines(int count) {
        return new LineOptions(maxLineBytes, count, comment);
    }

    LineOptions withComment(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("comment must not be empty");
        }
        return new LineOptions(maxLineBytes, skipLines, prefix);
    }

    byte[] commentBytes() {
        return comment.getBytes(StandardCharsets.UTF_8);
    }
}
