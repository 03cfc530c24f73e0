package io.rivulet.io.files;

import io.rivulet.algorithms.StateCodec;

/**
 * Where to go on in a file: at the record that starts at this byte. A plain file is opened right there; a compressed one is decompressed up to there,
 * since its bytes are counted as they come out.
 *
 * @param offset bytes before the next record not yet handed out, of the decompressed content; 0 is the start of the file
 * @param line the line that record starts in, from 1
 */
public record FilePosition(long offset, long line) {

    /** The start of a file. */
    public static final FilePosition START = new FilePosition(0, 1);

    /** Form {@code file-position} 1: offset i64, line i64. */
    public static final StateCodec<FilePosition> CODEC = StateCodec.of(
            "file-position",
            1,
            (position, out) -> out.writeLong(position.offset).writeLong(position.line),
            in -> new FilePosition(in.readCount("offset"), in.readCount("line")));

    /** Checks the parameters. */
    public FilePosition {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative, got " + offset);
        }
        if (line < 1 || line - 1 > offset) {
            throw new IllegalArgumentException("line must be in 1..offset + 1, got " + line + " at offset " + offset);
        }
    }
}
