package io.rivulet.runtime.recovery;

import static io.rivulet.runtime.recovery.Epochs.COUNTS;
import static io.rivulet.runtime.recovery.Epochs.SUMS;
import static io.rivulet.runtime.recovery.Epochs.drop;
import static io.rivulet.runtime.recovery.Epochs.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.rivulet.algorithms.SplitMix64;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores with something missing, altered, swapped or from the future: each is refused with an error of its own, and none costs much to refuse.
 * The number in a name is that of the scenario.
 */
class BrokenStoreTest {

    private static final int MANIFEST_HEADER = 12;
    private static final long MAX_ALLOCATED = 4 << 20;

    private final MemoryBlobs blobs = new MemoryBlobs();
    private String manifest;
    private String first;
    private String second;

    @BeforeEach
    void write() throws IOException {
        RecoveryStore store = RecoveryStore.open(blobs);
        Epochs.write(store, 0, true, put(COUNTS, "a", "1"), put(SUMS, "b", "2"));
        Epochs.write(store, 1, false, put(COUNTS, "a", "3"), drop(SUMS, "b"));
        manifest = blobs.list().get(1);
        first = blobs.list().get(2);
        second = blobs.list().get(3);
        assertEquals(Map.of("epoch", "1", "counts/a", "3"), Epochs.latest(blobs));
    }

    private void replace(String name, byte[] content) {
        blobs.delete(name);
        blobs.putIfAbsent(name, content);
    }

    private String problem() {
        IOException e = assertThrows(BrokenStoreException.class, () -> Epochs.latest(blobs));
        assertTrue(e.getMessage().startsWith("recovery store memory: "), e.getMessage());
        return e.getMessage();
    }

    @Test
    void s114_aMissingDirectoryAMissingPartAndAnOlderCopyAreToldApart(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("gone");
        IOException missing = assertThrows(NoSuchFileException.class, () -> DirectoryBlobs.openExisting(directory));
        assertEquals(directory + ": there is no such recovery directory", missing.getMessage());

        byte[] content = blobs.read(second);
        blobs.delete(second);
        assertTrue(problem().contains("segment " + second + " of epoch 1 is missing"), this::problem);
        assertThrows(
                BrokenStoreException.class,
                () -> RecoveryStore.open(blobs).latest(),
                "found before anything is read, also by a run");

        // The same name from a copy of the store that went another way.
        MemoryBlobs older = new MemoryBlobs();
        RecoveryStore other = RecoveryStore.open(older);
        Epochs.write(other, 0, true, put(COUNTS, "a", "1"), put(SUMS, "b", "2"));
        Epochs.write(other, 1, false, put(COUNTS, "a", "4"), drop(SUMS, "b"));
        replace(second, older.read(second));
        assertTrue(problem().contains("segment " + second + " of epoch 1 has been altered"), this::problem);
        assertTrue(problem().contains("checksum and entries must be"), this::problem);

        replace(second, content);
        replace(first, content);
        assertTrue(problem().contains("segment " + first + " of epoch 0 has been altered"), this::problem);
        assertTrue(problem().contains("it is one of epoch 1, run 1"), this::problem);
    }

    @Test
    void aManifestUnderAnotherNameIsRefused() throws IOException {
        blobs.putIfAbsent("manifest-0000000009", blobs.read(manifest));
        assertTrue(problem().contains("manifest-0000000009 has been altered"), this::problem);
        assertTrue(problem().contains("it is that of commit 2"), this::problem);
    }

    @Test
    void versionsOfTheFutureAreRefused() throws IOException {
        byte[] content = blobs.read(second);
        content[7] = 2;
        replace(second, content);
        assertTrue(problem().contains("has version 2; this build reads version 1"), this::problem);
        content = blobs.read(manifest);
        content[7] = 3;
        replace(manifest, content);
        assertTrue(problem().contains("has version 3; this build reads version 1"), this::problem);
    }

    @Test
    void everyCutAndEveryChangedByteIsFound() throws IOException {
        for (String name : List.of(manifest, first, second)) {
            byte[] whole = blobs.read(name);
            for (int i = 0; i < whole.length; i++) {
                replace(name, Arrays.copyOf(whole, i));
                problem();
                byte[] changed = whole.clone();
                changed[i] ^= (byte) (1 << i % 8);
                replace(name, changed);
                problem();
            }
            replace(name, Arrays.copyOf(whole, whole.length + 1));
            problem();
            replace(name, whole);
        }
        assertEquals(Map.of("epoch", "1", "counts/a", "3"), Epochs.latest(blobs));
    }

    @Test
    void noLengthIsBelieved() throws IOException {
        byte[] whole = blobs.read(manifest);
        long before = allocated();
        // A sum that is right, over lengths that are wrong.
        for (int at = MANIFEST_HEADER; at + 4 <= whole.length; at++) {
            for (int length : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 24}) {
                byte[] changed = whole.clone();
                ByteBuffer.wrap(changed).putInt(at, length);
                replace(manifest, withSum(changed));
                latestOrRefused();
            }
        }
        long each = (allocated() - before) / (4L * whole.length);
        assertTrue(each < MAX_ALLOCATED, () -> "refusing must allocate little, took " + each + " bytes each time");
    }

    @Test
    void aFrameIsBelievedOnlyAsFarAsThereAreBytes() throws IOException {
        Manifest good = RecoveryStore.inspect(blobs).latest().orElseThrow();
        byte[] content = Arrays.copyOf(blobs.read(first), 100);
        ByteBuffer.wrap(content).putInt(SegmentWriter.HEADER_BYTES, 200 << 20);
        replace(first, content);
        Segment lying = new Segment(first, 0, true, 400L << 20, 0, 5);
        long before = allocated();
        BrokenStoreException e = assertThrows(
                BrokenStoreException.class,
                () -> Epochs.read(RecoveryStore.inspect(blobs), good.with(1, List.of(lying))));
        assertTrue(e.getMessage().contains("but ends at 100"), e.getMessage());
        long taken = allocated() - before;
        assertTrue(taken < MAX_ALLOCATED, () -> "refusing must allocate little, took " + taken + " bytes");
    }

    @Test
    void randomBytesAreRefused() throws IOException {
        byte[] whole = blobs.read(manifest);
        SplitMix64 random = new SplitMix64(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] changed = whole.clone();
            for (int j = random.nextInt(8); j >= 0; j--) {
                changed[MANIFEST_HEADER + random.nextInt(changed.length - MANIFEST_HEADER)] =
                        (byte) random.nextInt(256);
            }
            replace(manifest, withSum(changed));
            latestOrRefused();
            byte[] noise = new byte[random.nextInt(100)];
            for (int j = 0; j < noise.length; j++) {
                noise[j] = (byte) random.nextInt(256);
            }
            replace(manifest, noise);
            problem();
        }
    }

    @Test
    void anEntryOfAStepThatTheManifestDoesNotKnowIsRefused() throws IOException {
        RecoveryStore store = RecoveryStore.inspect(blobs);
        Manifest good = store.latest().orElseThrow();
        BrokenStoreException e = assertThrows(BrokenStoreException.class, () -> Epochs.read(store, good.without(SUMS)));
        assertTrue(e.getMessage().contains("has an entry of step \"sums\""), e.getMessage());
    }

    /** What a manifest with a right sum says may be anything, but it must be read or refused. */
    private void latestOrRefused() throws IOException {
        try {
            Epochs.latest(blobs);
        } catch (BrokenStoreException e) {
            assertTrue(e.getMessage().startsWith("recovery store memory: "), e.getMessage());
        }
    }

    private static byte[] withSum(byte[] manifest) {
        CRC32C crc = new CRC32C();
        crc.update(manifest, MANIFEST_HEADER, manifest.length - MANIFEST_HEADER);
        ByteBuffer.wrap(manifest).putInt(MANIFEST_HEADER - 4, (int) crc.getValue());
        return manifest;
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
