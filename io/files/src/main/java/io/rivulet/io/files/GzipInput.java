package io.rivulet.io.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip data of any number of members (RFC 1952). The JDK's own stream takes a damaged or cut header of a later member, and a pause between
 * two members, for the end of the data; here both are told apart, so that nothing is lost silently.
 */
final class GzipInput extends InputStream {

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] compressed = new byte[1 << 16];
    private int at;
    private int end;
    private long consumed;
    private boolean inMember;
    private boolean anyMember;
    private boolean finished;

    GzipInput(InputStream in) {
        this.in = in;
    }

    static boolean startsWith(int first, int second) {
        return first == FIRST && second == SECOND;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (length > 0) {
            if (finished || !inMember && !startMember()) {
                finished = true;
                return -1;
            }
            int count = inflate(into, from, length);
            if (count > 0) {
                checksum.update(into, from, count);
                return count;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                endMember();
            } else if (inflater.needsInput()) {
                if (at == end && !fill()) {
                    throw cut();
                }
                inflater.setInput(compressed, at, end - at);
                at = end;
            } else {
                throw new ZipException("gzip data needs a preset dictionary");
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        finished = true;
        inflater.end();
        in.close();
    }

    private int inflate(byte[] into, int from, int length) throws IOException {
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException e) {
            throw new ZipException("damaged gzip data before its byte " + consumed + ": " + e.getMessage());
        }
    }

    /** Reads the header of the next member; false at the end of the data, before which zeros may stand as padding. */
    private boolean startMember() throws IOException {
        int first;
        do {
            if (at == end && !fill()) {
                return false;
            }
            first = compressed[at++] & 0xff;
        } while (first == 0 && anyMember);
        if (!startsWith(first, next())) {
            throw new ZipException("something that is not gzip data at its byte " + (consumed - (end - at) - 2));
        }
        int method = next();
        if (method != 8) {
            throw new ZipException("gzip compression method must be 8, got " + method);
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(compressed, at, end - at);
        at = end;
        checksum.reset();
        inMember = true;
        anyMember = true;
        return true;
    }

    private void endMember() throws IOException {
        long expected = nextInt();
        if (expected != checksum.getValue()) {
            throw new ZipException("damaged gzip data: wrong checksum before its byte " + (consumed - (end - at)));
        }
        if (nextInt() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("damaged gzip data: wrong length before its byte " + (consumed - (end - at)));
        }
        inMember = false;
    }

    private long nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw cut();
        }
        return compressed[at++] & 0xff;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {}
    }

    private boolean fill() throws IOException {
        int count = in.read(compressed, 0, compressed.length);
        at = 0;
        end = Math.max(count, 0);
        consumed += end;
        return count > 0;
    }

    private EOFException cut() {
        return new EOFException("gzip data is cut off after " + consumed + " bytes");
    }
}
