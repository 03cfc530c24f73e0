package io.rivulet.runtime.recovery;

import java.util.Objects;

/**
 * A blob with entries of one epoch, as the manifest knows it; a blob that differs in any of this is another.
 *
 * @param blob its name
 * @param epoch the epoch that wrote it
 * @param full whether it holds every live key, and not only those changed since the epoch before
 * @param bytes the size of the blob
 * @param crc CRC32C of the blob without its header
 * @param entries how many entries there are, dropped keys included
 */
public record Segment(String blob, long epoch, boolean full, long bytes, int crc, long entries) {

    /** Checks. */
    public Segment {
        Objects.requireNonNull(blob, "blob");
        if (epoch < 0 || bytes < 0 || entries < 0) {
            throw new IllegalArgumentException(
                    "epoch, bytes and entries must not be negative, got " + epoch + ", " + bytes + ", " + entries);
        }
    }
}
