package io.rivulet.runtime.recovery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Streams frames into the blob of a segment. */
final class SegmentWriter implements Closeable {

    /*
     * A segment, version 1: magic i32, version i32, execution i64, epoch i64, full i8, then frames to the end, each as length i32, CRC32C i32 and the bytes.
     */
    static final int MAGIC = 0x5256_5347; // "RVSG"
    static final int VERSION = 1;
    static final int HEADER_BYTES = 4 + 4 + 8 + 8 + 1;
    static final int FRAME_HEADER_BYTES = 4 + 4;

    private final String name;
    private final long epoch;
    private final boolean full;
    private final BlobWriter blob;
    private final CRC32C frameCrc = new CRC32C();
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer head = ByteBuffer.allocate(Math.max(HEADER_BYTES, FRAME_HEADER_BYTES));
    private long bytes;
    private long entries;

    SegmentWriter(Blobs blobs, String name, long execution, long epoch, boolean full) throws IOException {
        this.name = name;
        this.epoch = epoch;
        this.full = full;
        blob = blobs.create(name);
        try {
            write(header(execution, epoch, full).array(), HEADER_BYTES);
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    static ByteBuffer header(long execution, long epoch, boolean full) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(execution)
                .putLong(epoch)
                .put((byte) (full ? 1 : 0))
                .flip();
    }

    void append(byte[] frame, int length, int frameEntries) throws IOException {
        frameCrc.reset();
        frameCrc.update(frame, 0, length);
        head.clear().putInt(length).putInt((int) frameCrc.getValue());
        crc.update(head.array(), 0, FRAME_HEADER_BYTES);
        crc.update(frame, 0, length);
        write(head.array(), FRAME_HEADER_BYTES);
        write(frame, length);
        entries += frameEntries;
    }

    /** Makes the blob appear. */
    Segment finish() throws IOException {
        blob.finish();
        return new Segment(name, epoch, full, bytes, (int) crc.getValue(), entries);
    }

    @Override
    public void close() throws IOException {
        blob.close();
    }

    private void write(byte[] content, int length) throws IOException {
        blob.write(content, 0, length);
        bytes += length;
    }

    private void closeAfter(Exception e) {
        try {
            blob.close();
        } catch (IOException second) {
            e.addSuppressed(second);
        }
    }
}
