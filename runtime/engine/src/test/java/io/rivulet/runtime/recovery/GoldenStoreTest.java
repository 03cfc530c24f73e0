package io.rivulet.runtime.recovery;

import static io.rivulet.runtime.recovery.Epochs.COUNTS;
import static io.rivulet.runtime.recovery.Epochs.SUMS;
import static io.rivulet.runtime.recovery.Epochs.drop;
import static io.rivulet.runtime.recovery.Epochs.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A store of the first version, kept in {@code src/test/resources/golden/store-1}, must stay readable for ever. The files were written by this test with
 * {@code -Drivulet.golden.write=true} and never change; a new version adds a directory of its own.
 */
class GoldenStoreTest {

    private static final List<String> FILES = List.of(
            "execution-0000000001",
            "manifest-0000000002",
            "segment-0000000001-0000000001",
            "segment-0000000001-0000000002");

    private static MemoryBlobs writtenNow() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();
        RecoveryStore store = RecoveryStore.open(blobs);
        Epochs.write(store, 6, true, put(COUNTS, "ann", "1"), put(COUNTS, "bob", "2"), put(SUMS, "ann", "10"));
        Epochs.write(store, 7, false, drop(COUNTS, "bob"), put(COUNTS, "zoë", "3"), put(SUMS, "ann", "11"));
        return blobs;
    }

    private static MemoryBlobs golden() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();
        if (Boolean.getBoolean("rivulet.golden.write")) {
            Path directory = Files.createDirectories(Path.of("src/test/resources/golden/store-1"));
            MemoryBlobs now = writtenNow();
            for (String name : now.list()) {
                Files.write(directory.resolve(name), now.read(name));
            }
            return now;
        }
        for (String name : FILES) {
            try (InputStream in = GoldenStoreTest.class.getResourceAsStream("/golden/store-1/" + name)) {
                assertNotNull(in, name + " must exist");
                blobs.putIfAbsent(name, in.readAllBytes());
            }
        }
        return blobs;
    }

    @Test
    void golden_aStoreOfVersion1IsRead() throws IOException {
        MemoryBlobs blobs = golden();
        assertEquals(
                Map.of("epoch", "7", "counts/ann", "1", "counts/zoë", "3", "sums/ann", "11"), Epochs.latest(blobs));
        Manifest manifest = RecoveryStore.inspect(blobs).latest().orElseThrow();
        Manifest expected = Epochs.manifest(7);
        assertEquals("flow", manifest.flow());
        assertEquals(1, manifest.execution());
        assertEquals(1_700_000_000_007L, manifest.timeMillis());
        assertEquals(2, manifest.workers());
        assertEquals(128, manifest.keyGroups());
        assertEquals(expected.steps(), manifest.steps());
        assertEquals(Map.of(COUNTS, 7000L, SUMS, Long.MIN_VALUE), manifest.watermarks());
        assertArrayEquals(
                Epochs.bytes("at 7"), manifest.positions().get("lines").get("a.txt"));
        assertArrayEquals(
                Epochs.bytes("part of 7"), manifest.prepared().get("rows").get(0));
        RecoveryStore store = RecoveryStore.open(blobs);
        Epochs.read(store, store.latest().orElseThrow());
        Epochs.write(store, 8, false, put(COUNTS, "bob", "4"));
        assertEquals(
                Map.of("epoch", "8", "counts/ann", "1", "counts/bob", "4", "counts/zoë", "3", "sums/ann", "11"),
                Epochs.latest(blobs));
    }

    @Test
    void golden_aStoreWrittenNowHasTheSameBytes() throws IOException {
        MemoryBlobs golden = golden();
        MemoryBlobs now = writtenNow();
        assertEquals(FILES, now.list());
        for (String name : FILES) {
            assertArrayEquals(golden.read(name), now.read(name), name + " changed without a new version");
        }
    }
}
