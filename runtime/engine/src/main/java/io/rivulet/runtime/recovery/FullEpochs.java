package io.rivulet.runtime.recovery;

/**
 * When to write a full epoch, after which everything older is deleted.
 *
 * <p>Let L be the bytes of the live entries, K those of the segments kept, D those of the changes to be written. A full epoch is due if K + D &gt; 2 L. So
 * the segments kept are at most 2 L after every epoch of changes, and L after a full one. While a full epoch is written they are at most 2 L', where L' was L at
 * the epoch before, and the new segment adds L: together at most 3 times the larger of L and L'. Less is not possible without merging files, for the old epoch
 * must stay until the new one is complete.
 *
 * <p>As long as L does not change, between two full epochs at least as much is written as changes as a full one takes, less one epoch's changes: the full epochs
 * about double what is written.
 */
final class FullEpochs {

    /** Even small changes end in a full epoch, so that neither the manifest nor the number of blobs that a restart opens grows without bound. */
    static final int MAX_SEGMENTS = 500;

    private FullEpochs() {}

    static boolean due(long liveBytes, long keptBytes, long changedBytes, int segments) {
        return segments >= MAX_SEGMENTS || keptBytes - liveBytes > liveBytes - changedBytes;
    }
}
