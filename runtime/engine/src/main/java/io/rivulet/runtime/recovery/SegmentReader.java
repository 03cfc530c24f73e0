package io.rivulet.runtime.recovery;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads one segment from its beginning, frame by frame, and checks that it is the one that the manifest means: nothing of a frame is visited before its sum is
 * checked. Memory: the largest frame.
 */
final class SegmentReader {

    private static final int FIRST_BYTES = 1 << 16;

    private final Blobs blobs;
    private final Segment segment;
    private final CRC32C crc = new CRC32C();
    private final CRC32C frameCrc = new CRC32C();
    private final byte[] head = new byte[SegmentWriter.HEADER_BYTES];
    private byte[] frame;
    private long at;

    private SegmentReader(Blobs blobs, Segment segment) {
        this.blobs = blobs;
        this.segment = segment;
        frame = new byte[(int) Math.min(FIRST_BYTES, segment.bytes())];
    }

    /** Visits all entries in their order. */
    static void read(Blobs blobs, Segment segment, EntryVisitor visitor) throws IOException {
        new SegmentReader(blobs, segment).read(visitor);
    }

    static BrokenStoreException missing(Blobs blobs, Segment segment, IOException cause) {
        return new BrokenStoreException(
                describe(blobs, segment)
                        + " is missing; put it back from a copy of the store, or start with an empty one",
                cause);
    }

    private void read(EntryVisitor visitor) throws IOException {
        try (InputStream in = open()) {
            checkHeader(in);
            long entries = 0;
            while (at < segment.bytes()) {
                // First, since it may replace the array.
                int length = readFrame(in);
                entries += FrameReader.read(frame, length, visitor);
            }
            if (in.read() >= 0) {
                throw altered("it must have " + segment.bytes() + " bytes, but goes on");
            }
            if ((int) crc.getValue() != segment.crc() || entries != segment.entries()) {
                throw altered(String.format(
                        "checksum and entries must be %08x and %d, got %08x and %d",
                        segment.crc(), segment.entries(), (int) crc.getValue(), entries));
            }
        }
    }

    private InputStream open() throws IOException {
        try {
            return blobs.open(segment.blob());
        } catch (NoSuchFileException e) {
            throw missing(blobs, segment, e);
        }
    }

    private void checkHeader(InputStream in) throws IOException {
        fill(in, head, 0, SegmentWriter.HEADER_BYTES);
        ByteBuffer header = ByteBuffer.wrap(head);
        int magic = header.getInt();
        int version = header.getInt();
        if (magic != SegmentWriter.MAGIC) {
            throw altered("it does not begin as a segment does");
        }
        if (version != SegmentWriter.VERSION) {
            throw new BrokenStoreException(describe(blobs, segment) + " has version " + version
                    + "; this build reads version " + SegmentWriter.VERSION + ". Was it written by a newer Rivulet?");
        }
        long execution = header.getLong();
        long epoch = header.getLong();
        if (epoch != segment.epoch() || execution != StoreNames.executionOfSegment(segment.blob())) {
            throw altered("it is one of epoch " + epoch + ", run " + execution);
        }
        if (header.get() != (segment.full() ? 1 : 0)) {
            throw altered("it must be " + (segment.full() ? "a full one" : "one of changes"));
        }
    }

    /** Reads the next frame and gives its length. */
    private int readFrame(InputStream in) throws IOException {
        fill(in, head, 0, SegmentWriter.FRAME_HEADER_BYTES);
        crc.update(head, 0, SegmentWriter.FRAME_HEADER_BYTES);
        ByteBuffer header = ByteBuffer.wrap(head);
        int length = header.getInt();
        int sum = header.getInt();
        if (length < 0 || length > Math.min(FrameWriter.MAX_BYTES, segment.bytes() - at)) {
            throw altered("at byte " + (at - SegmentWriter.FRAME_HEADER_BYTES) + " is a frame of " + length
                    + " bytes, where " + (segment.bytes() - at) + " are left");
        }
        // A length is believed only as far as there are bytes, so that a wrong one allocates little.
        int got = 0;
        while (got < length) {
            int step = Math.min(length, Math.max(frame.length, 2 * got)) - got;
            if (frame.length < got + step) {
                frame = Arrays.copyOf(frame, got + step);
            }
            fill(in, frame, got, step);
            got += step;
        }
        crc.update(frame, 0, length);
        frameCrc.reset();
        frameCrc.update(frame, 0, length);
        if ((int) frameCrc.getValue() != sum) {
            throw altered("the checksum of the frame that ends at byte " + at + " is wrong");
        }
        return length;
    }

    private void fill(InputStream in, byte[] bytes, int offset, int length) throws IOException {
        int got = in.readNBytes(bytes, offset, length);
        at += got;
        if (got < length) {
            BrokenStoreException e = altered("it must have " + segment.bytes() + " bytes, but ends at " + at);
            e.initCause(new EOFException());
            throw e;
        }
    }

    private BrokenStoreException altered(String problem) {
        return new BrokenStoreException(
                describe(blobs, segment) + " has been altered, cut short or replaced by another: " + problem
                        + ". Put the right one back from a copy of the store, or start with an empty one");
    }

    private static String describe(Blobs blobs, Segment segment) {
        return "recovery store " + blobs.place() + ": segment " + segment.blob() + " of epoch " + segment.epoch();
    }
}
