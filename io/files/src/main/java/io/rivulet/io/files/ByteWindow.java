package io.rivulet.io.files;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The part of a file that is in memory. Readers scan {@code bytes[pos..limit)} and ask for {@link #more} behind it; what they have passed is dropped then.
 * Grows only while nothing is passed: whoever asks for more bounds what it keeps.
 */
final class ByteWindow implements Closeable {

    /** What came of asking for more. */
    enum More {
        /** At least one byte, behind the old limit; all indexes have moved. */
        ADDED,
        /** Nothing now. */
        LATER,
        /** Nothing ever. */
        NEVER
    }

    /** Where bytes come from: as {@link InputStream#read(byte[], int, int)}, but 0 says that none are there now. */
    interface Input extends Closeable {
        int read(byte[] into, int from, int length) throws IOException;
    }

    private static final int SIZE = 1 << 18;

    byte[] bytes = new byte[SIZE];
    int pos;
    int limit;

    private final Input input;
    private long dropped;
    private boolean ended;

    ByteWindow(Input input) {
        this.input = input;
    }

    /** Opens a file, plain or compressed, at its start. */
    static ByteWindow open(Path file) throws IOException {
        InputStream raw = Channels.newInputStream(Files.newByteChannel(file));
        try {
            return new ByteWindow(input(decompressed(raw)));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * Opens a file where a record starts, or ends.
     *
     * @param offset at least 1
     */
    static ByteWindow open(Path file, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            InputStream in = decompressed(Channels.newInputStream(channel));
            if (in instanceof GzipInput) {
                long passed = passed(in, offset - 1);
                checkLength(passed < offset - 1 ? passed : offset, offset);
            } else {
                checkLength(channel.size(), offset);
                channel.position(offset - 1);
                in = Channels.newInputStream(channel);
            }
            ByteWindow window = new ByteWindow(input(in));
            window.dropped = offset - 1;
            window.startBehindLineEnd(offset);
            return window;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Bytes of the content before {@code pos}. */
    long offset() {
        return dropped + pos;
    }

    /** Reads more bytes behind {@code limit}; {@code pos} becomes 0. */
    More more() throws IOException {
        if (ended) {
            return More.NEVER;
        }
        if (pos > 0) {
            System.arraycopy(bytes, pos, bytes, 0, limit - pos);
            dropped += pos;
            limit -= pos;
            pos = 0;
        }
        if (limit == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
        }
        int count = input.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            ended = true;
            return More.NEVER;
        }
        limit += count;
        return count == 0 ? More.LATER : More.ADDED;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        input.close();
    }

    /** The content of a stream that may be compressed; a stream of fewer than two bytes is plain. */
    static InputStream decompressed(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        int first = in.read();
        int second = first < 0 ? -1 : in.read();
        if (second >= 0) {
            in.unread(second);
        }
        if (first >= 0) {
            in.unread(first);
        }
        return GzipInput.startsWith(first, second) ? new GzipInput(in) : in;
    }

    /** A position is behind a line end, or at the end of a file whose last line has none; else the file is not the one that it belongs to. */
    private void startBehindLineEnd(long offset) throws IOException {
        if (more() != More.ADDED) {
            throw tooShort(offset - 1, offset);
        }
        boolean behindLineEnd = bytes[0] == '\n';
        pos = 1;
        if (!behindLineEnd && (pos < limit || more() == More.ADDED)) {
            throw new IOException(
                    "no line starts at byte " + offset + ", where reading should go on; was the file changed?");
        }
    }

    private static long passed(InputStream in, long count) throws IOException {
        byte[] scratch = new byte[1 << 16];
        long passed = 0;
        while (passed < count) {
            int read = in.read(scratch, 0, (int) Math.min(scratch.length, count - passed));
            if (read < 0) {
                break;
            }
            passed += read;
        }
        return passed;
    }

    private static void checkLength(long length, long offset) throws IOException {
        if (length < offset) {
            throw tooShort(length, offset);
        }
    }

    private static EOFException tooShort(long length, long offset) {
        return new EOFException("it has " + length + " bytes and reading should go on at byte " + offset
                + "; was the file replaced or cut?");
    }

    private static Input input(InputStream in) {
        return new Input() {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return in.read(into, from, length);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
