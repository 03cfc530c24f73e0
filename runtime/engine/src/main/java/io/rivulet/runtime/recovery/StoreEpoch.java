package io.rivulet.runtime.recovery;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** An epoch being written to a store; its segment is made with its first entries. */
final class StoreEpoch implements EpochWriter {

    private static final EntryVisitor NOTHING =
            (step, keyGroup, bytes, keyOffset, keyLength, valueOffset, valueLength) -> {};

    private final RecoveryStore store;
    private final long epoch;
    private final boolean full;
    private Optional<SegmentWriter> segment = Optional.empty();
    private boolean ended;

    StoreEpoch(RecoveryStore store, long epoch, boolean full) {
        this.store = store;
        this.epoch = epoch;
        this.full = full;
    }

    long epoch() {
        return epoch;
    }

    @Override
    public void append(byte[] frame, int length) throws IOException {
        checkWritable();
        Objects.checkFromIndexSize(0, length, frame.length);
        if (length > FrameWriter.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a frame must have at most " + FrameWriter.MAX_BYTES + " bytes, got " + length);
        }
        int entries;
        try {
            entries = FrameReader.read(frame, length, NOTHING);
        } catch (BrokenStoreException e) {
            // What could not be read again must not become part of an epoch.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (entries == 0) {
            return;
        }
        if (segment.isEmpty()) {
            segment = Optional.of(store.newSegment(epoch, full));
        }
        segment.get().append(frame, length, entries);
    }

    @Override
    public void commit(Manifest manifest) throws IOException {
        checkWritable();
        if (manifest.epoch() != epoch) {
            throw new IllegalArgumentException(
                    "the manifest must be that of epoch " + epoch + ", got that of epoch " + manifest.epoch());
        }
        boolean committed = false;
        try {
            Optional<Segment> finished = Optional.empty();
            if (segment.isPresent()) {
                finished = Optional.of(segment.get().finish());
            }
            store.commit(manifest, full, finished);
            committed = true;
        } finally {
            // A finished segment stays if the commit failed, which may have been made all the same; the next one
            // deletes it.
            end(committed);
        }
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            end(false);
        }
    }

    private void end(boolean committed) throws IOException {
        ended = true;
        store.ended(committed);
        if (segment.isPresent()) {
            segment.get().close();
        }
    }

    private void checkWritable() {
        if (ended) {
            throw new IllegalStateException("epoch " + epoch + " is committed or closed");
        }
    }
}
