package io.rivulet.runtime.recovery;

import static io.rivulet.runtime.recovery.Epochs.COUNTS;
import static io.rivulet.runtime.recovery.Epochs.SUMS;
import static io.rivulet.runtime.recovery.Epochs.drop;
import static io.rivulet.runtime.recovery.Epochs.manifest;
import static io.rivulet.runtime.recovery.Epochs.put;
import static io.rivulet.runtime.recovery.Epochs.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Epochs written and read again: what counts as newest, what is deleted, who may write. The number in a name is that of the scenario. */
class RecoveryStoreTest {

    private final MemoryBlobs blobs = new MemoryBlobs();

    private RecoveryStore open() throws IOException {
        return RecoveryStore.open(blobs);
    }

    @Test
    void anEmptyPlaceHasNoEpoch() throws IOException {
        assertTrue(RecoveryStore.inspect(blobs).latest().isEmpty());
        assertEquals(List.of(), blobs.list(), "looking leaves nothing");
        RecoveryStore store = open();
        assertTrue(store.latest().isEmpty());
        assertEquals(1, store.execution());
        assertEquals(List.of("execution-0000000001"), blobs.list());
    }

    @Test
    void theManifestComesBackAsItWasGiven() throws IOException {
        RecoveryStore store = open();
        write(store, 4, true, put(COUNTS, "a", "1"));
        Manifest found = RecoveryStore.inspect(blobs).latest().orElseThrow();
        Manifest given = manifest(4);
        assertEquals(given.flow(), found.flow());
        assertEquals(4, found.epoch());
        assertEquals(1, found.execution(), "that of the run");
        assertEquals(given.timeMillis(), found.timeMillis());
        assertEquals(given.workers(), found.workers());
        assertEquals(given.keyGroups(), found.keyGroups());
        assertEquals(given.steps(), found.steps());
        assertEquals(given.watermarks(), found.watermarks());
        assertEquals(Set.of("lines"), found.positions().keySet());
        assertEquals(Set.of("a.txt", "b.txt"), found.positions().get("lines").keySet());
        assertArrayEquals(Epochs.bytes("at 4"), found.positions().get("lines").get("a.txt"));
        assertArrayEquals(Epochs.bytes("start"), found.positions().get("lines").get("b.txt"));
        assertEquals(Set.of("rows"), found.prepared().keySet());
        assertEquals(2, found.prepared().get("rows").size());
        assertArrayEquals(
                Epochs.bytes("part of 4"), found.prepared().get("rows").get(0));
        assertArrayEquals(new byte[0], found.prepared().get("rows").get(1));
        Segment segment = found.segments().get(0);
        assertEquals(new Segment(segment.blob(), 4, true, blobs.size(segment.blob()), segment.crc(), 1), segment);
    }

    @Test
    void changesBuildOnTheEpochBefore() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"), put(COUNTS, "b", "1"), put(SUMS, "a", "10"));
        write(store, 1, false, put(COUNTS, "b", "2"), drop(COUNTS, "a"));
        write(store, 5, false, put(COUNTS, "c", "1"), put(SUMS, "a", "11"));
        write(store, 6, false);
        assertEquals(Map.of("epoch", "6", "counts/b", "2", "counts/c", "1", "sums/a", "11"), Epochs.latest(blobs));
        assertEquals(3, store.latest().orElseThrow().segments().size(), "an epoch without changes has no segment");
    }

    @Test
    void theLastEntryOfAKeyInASegmentCounts() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"), put(COUNTS, "b", "1"), put(COUNTS, "c", "1"));
        write(
                store,
                1,
                false,
                drop(COUNTS, "a"),
                put(SUMS, "a", "9"),
                put(COUNTS, "a", "2"),
                put(COUNTS, "b", "2"),
                drop(COUNTS, "b"),
                put(COUNTS, "c", "2"),
                put(COUNTS, "c", "3"));
        assertEquals(Map.of("epoch", "1", "counts/a", "2", "counts/c", "3", "sums/a", "9"), Epochs.latest(blobs));
    }

    @Test
    void anEpochOfChangesMayFollowOneWithoutAnyKey() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true);
        assertEquals(List.of("execution-0000000001", "manifest-0000000001"), blobs.list());
        write(store, 1, false, put(COUNTS, "a", "1"), put(COUNTS, "b", "1"), drop(COUNTS, "b"));
        assertEquals(Map.of("epoch", "1", "counts/a", "1"), Epochs.latest(blobs));
    }

    @Test
    void s116_aFullEpochDeletesEverythingOlder() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"), put(COUNTS, "b", "1"));
        write(store, 1, false, put(COUNTS, "a", "2"));
        write(store, 2, false, drop(COUNTS, "b"));
        assertEquals(5, blobs.list().size(), () -> "a marker, a manifest and three segments, got " + names());
        write(store, 3, true, put(COUNTS, "a", "2"));
        assertEquals(3, blobs.list().size(), () -> "a marker, a manifest and a segment, got " + names());
        assertEquals(Map.of("epoch", "3", "counts/a", "2"), Epochs.latest(blobs));
        assertEquals(1, store.latest().orElseThrow().segments().get(0).entries(), "no trace of the dropped key");
    }

    private String names() {
        return blobs.list().toString();
    }

    @Test
    void anEpochWithoutAManifestIsNotThere() throws IOException {
        RecoveryStore store = open();
        write(store, 11, true, put(COUNTS, "a", "1"));
        write(store, 12, false, put(COUNTS, "a", "2"));
        // Two workers have written their part of epoch 13, the third has not when the run ends.
        EpochWriter half = store.begin(13, false);
        Epochs.append(half, put(COUNTS, "a", "3"));
        Epochs.append(half, put(COUNTS, "b", "3"));
        assertEquals(Map.of("epoch", "12", "counts/a", "2"), Epochs.latest(blobs));
        RecoveryStore next = open();
        assertEquals(12, next.latest().orElseThrow().epoch());
        assertEquals(Map.of("counts/a", "2"), Epochs.read(next, next.latest().orElseThrow()));
    }

    @Test
    void anEpochGivenUpLeavesNothingAndTheNextIsAFullOne() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"));
        List<String> before = blobs.list();
        try (EpochWriter writer = store.begin(1, false)) {
            Epochs.append(writer, put(COUNTS, "a", "2"));
        }
        assertEquals(before, blobs.list());
        assertTrue(store.fullIsDue(1_000_000, 1));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> store.begin(2, false));
        assertTrue(e.getMessage().contains("epoch 2 must be a full one"), e.getMessage());
        write(store, 2, true, put(COUNTS, "a", "3"));
        assertFalse(store.fullIsDue(1_000_000, 1));
        write(store, 3, false, put(COUNTS, "b", "1"));
        assertEquals(Map.of("epoch", "3", "counts/a", "3", "counts/b", "1"), Epochs.latest(blobs));
    }

    @Test
    void aNewRunMustReadTheEpochBeforeItWritesChangesToIt() throws IOException {
        write(open(), 0, true, put(COUNTS, "a", "1"));
        RecoveryStore store = open();
        assertThrows(IllegalStateException.class, () -> store.begin(1, false));
        assertTrue(store.fullIsDue(1_000_000, 0));
        Epochs.read(store, store.latest().orElseThrow());
        assertFalse(store.fullIsDue(1_000_000, 0));
        write(store, 1, false, put(COUNTS, "b", "1"));
        assertEquals(Map.of("epoch", "1", "counts/a", "1", "counts/b", "1"), Epochs.latest(blobs));
    }

    @Test
    void aStepMayBeLeftOutByAFullEpochOnly() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"), put(SUMS, "a", "1"));
        Manifest without = manifest(1).without(SUMS);
        try (EpochWriter writer = store.begin(1, false)) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> writer.commit(without));
            assertTrue(e.getMessage().contains("\"sums\""), e.getMessage());
        }
        try (EpochWriter writer = store.begin(1, true)) {
            Epochs.append(writer, put(COUNTS, "a", "2"));
            writer.commit(without);
        }
        // Were the old segment still there, the step's old state would be too when the step comes back.
        write(store, 2, false);
        assertEquals(Map.of("epoch", "2", "counts/a", "2"), Epochs.latest(blobs));
    }

    @Test
    void aRunThatWasTakenOverCommitsNothing() throws IOException {
        RecoveryStore old = open();
        write(old, 0, true, put(COUNTS, "a", "1"));
        EpochWriter writer = old.begin(1, false);
        Epochs.append(writer, put(COUNTS, "a", "2"));
        RecoveryStore young = open();
        assertEquals(2, young.execution());
        StoreTakenException e =
                assertThrows(StoreTakenException.class, () -> writer.commit(manifest(1)), "a newer run has begun");
        assertTrue(e.getMessage().contains("run 2 has begun"), e.getMessage());
        assertEquals(Map.of("epoch", "0", "counts/a", "1"), Epochs.latest(blobs));
        write(young, 1, true, put(COUNTS, "a", "3"));
        assertEquals(Map.of("epoch", "1", "counts/a", "3"), Epochs.latest(blobs));
        assertEquals(3, blobs.list().size(), () -> "what the old run left is gone, got " + names());
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        RecoveryStore store = open();
        write(store, 5, true, put(COUNTS, "a", "1"));
        assertThrows(IllegalArgumentException.class, () -> store.begin(5, true));
        EpochWriter writer = store.begin(6, false);
        assertThrows(IllegalStateException.class, () -> store.begin(7, false));
        assertThrows(IllegalArgumentException.class, () -> writer.commit(manifest(7)), "the wrong epoch");
        assertThrows(IllegalArgumentException.class, () -> writer.append(new byte[20], 20), "no frame");
        assertThrows(IndexOutOfBoundsException.class, () -> writer.append(new byte[20], 21));
        writer.commit(manifest(6));
        assertThrows(IllegalStateException.class, () -> writer.commit(manifest(6)));
        assertThrows(IllegalStateException.class, () -> writer.append(new byte[20], 20));
        assertThrows(
                IllegalStateException.class, () -> RecoveryStore.inspect(blobs).begin(7, true));
        store.close();
        assertThrows(IllegalStateException.class, () -> store.begin(8, false));
    }

    @Test
    void aSavepointIsOneSegmentAndAStoreOfItsOwn() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"), put(COUNTS, "b", "1"), put(SUMS, "a", "10"));
        write(store, 1, false, put(COUNTS, "b", "2"), drop(COUNTS, "a"));
        MemoryBlobs target = new MemoryBlobs();
        RecoveryStore.inspect(blobs).copyTo(target);
        assertEquals(Epochs.latest(blobs), Epochs.latest(target));
        RecoveryStore copy = RecoveryStore.open(target);
        assertEquals(1, copy.latest().orElseThrow().segments().size());
        assertEquals(2, copy.latest().orElseThrow().segments().get(0).entries());
        Epochs.read(copy, copy.latest().orElseThrow());
        write(copy, 2, false, put(COUNTS, "c", "1"));
        write(store, 2, false, put(COUNTS, "d", "1"));
        assertEquals(Map.of("epoch", "2", "counts/b", "2", "counts/c", "1", "sums/a", "10"), Epochs.latest(target));
        assertEquals(Map.of("epoch", "2", "counts/b", "2", "counts/d", "1", "sums/a", "10"), Epochs.latest(blobs));
        IOException e = assertThrows(IOException.class, () -> store.copyTo(target));
        assertTrue(e.getMessage().contains("needs an empty place"), e.getMessage());
    }

    @Test
    void compactingChangesNothingButTheSegments() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"), put(COUNTS, "b", "1"));
        write(store, 1, false, put(COUNTS, "b", "2"), put(COUNTS, "c", "1"));
        Map<String, String> before = Epochs.latest(blobs);
        store.compact();
        assertEquals(before, Epochs.latest(blobs));
        assertEquals(3, blobs.list().size(), this::names);
        write(store, 2, false, drop(COUNTS, "a"));
        assertEquals(Map.of("epoch", "2", "counts/b", "2", "counts/c", "1"), Epochs.latest(blobs));
    }

    @Test
    void aDroppedStepIsGoneAndStartsEmptyWhenItComesBack() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"), put(SUMS, "a", "1"));
        store.drop(SUMS);
        assertEquals(Map.of("epoch", "0", "counts/a", "1"), Epochs.latest(blobs));
        assertFalse(store.latest().orElseThrow().watermarks().containsKey(SUMS));
        write(store, 1, false);
        assertEquals(Map.of("epoch", "1", "counts/a", "1"), Epochs.latest(blobs));
        store.drop("lines");
        assertEquals(Map.of(), store.latest().orElseThrow().positions());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> store.drop("sum"));
        assertTrue(e.getMessage().contains("no step \"sum\"; it has [counts, sums, rows]"), e.getMessage());
    }

    @Test
    void framesOfAnySizeComeBack() throws IOException {
        RecoveryStore store = open();
        Map<String, String> expected = new HashMap<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            try (EpochWriter writer = store.begin(epoch, epoch == 0)) {
                // Growing and shrinking, beyond what a reader first makes room for.
                for (int bytes : new int[] {10, 100_000, 70_000, 3_000_000, 5, 1_000_000}) {
                    String key = "k" + bytes;
                    String value = String.valueOf((char) ('a' + epoch)).repeat(bytes);
                    Epochs.append(writer, put(COUNTS, key, value));
                    expected.put("counts/" + key, value);
                }
                writer.commit(manifest(epoch));
            }
        }
        assertEquals(expected, Epochs.read(store, store.latest().orElseThrow()));
    }

    @Test
    void bytesAreThoseOfAllBlobs() throws IOException {
        RecoveryStore store = open();
        write(store, 0, true, put(COUNTS, "a", "1"));
        long bytes = 0;
        for (String name : blobs.list()) {
            bytes += blobs.read(name).length;
        }
        assertEquals(bytes, store.bytes());
    }

    /** Random histories, with restarts, against a map. */
    @Test
    void oracle_theNewestEpochIsWhatAMapWouldHold() throws IOException {
        for (long seed = 0; seed < 6; seed++) {
            MemoryBlobs place = new MemoryBlobs();
            SplitMix64 random = new SplitMix64(seed);
            Map<String, String> model = new TreeMap<>();
            Map<String, String> committed = Map.of();
            RecoveryStore store = RecoveryStore.open(place);
            for (int epoch = 0; epoch < 60; epoch++) {
                boolean full = store.fullIsDue(1000 * (1 + random.nextInt(4)), 200);
                Map<String, String[]> changes = new HashMap<>();
                Set<String> droppedFirst = new HashSet<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    String step = random.nextInt(2) == 0 ? COUNTS : SUMS;
                    String key = "k" + random.nextInt(30);
                    String name = step + "/" + key;
                    if (random.nextInt(3) == 0) {
                        model.remove(name);
                        changes.put(name, drop(step, key));
                        droppedFirst.add(name);
                    } else {
                        String value = "e" + epoch + "." + i;
                        model.put(name, value);
                        changes.put(name, put(step, key, value));
                    }
                }
                try (EpochWriter writer = store.begin(epoch, full)) {
                    if (full) {
                        for (Map.Entry<String, String> entry : model.entrySet()) {
                            String[] name = entry.getKey().split("/", -1);
                            Epochs.append(writer, put(name[0], name[1], entry.getValue()));
                        }
                    } else {
                        for (String name : droppedFirst) {
                            String[] parts = name.split("/", -1);
                            Epochs.append(writer, drop(parts[0], parts[1]));
                        }
                        Epochs.append(writer, changes.values().toArray(String[][]::new));
                    }
                    if (random.nextInt(10) > 0) {
                        writer.commit(manifest(epoch));
                        committed = new TreeMap<>(model);
                    } else if (random.nextInt(2) == 0) {
                        // The run dies in the middle and another resumes.
                        store = RecoveryStore.open(place);
                        model = new TreeMap<>(
                                store.latest().isPresent()
                                        ? Epochs.read(store, store.latest().orElseThrow())
                                        : Map.of());
                        assertEquals(committed, model);
                    }
                }
                Map<String, String> found = Epochs.latest(place);
                found.remove("epoch");
                assertEquals(committed, found, "seed " + seed + ", epoch " + epoch);
            }
        }
    }
}
