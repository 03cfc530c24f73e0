package io.rivulet.runtime.recovery;

import static io.rivulet.runtime.recovery.Epochs.COUNTS;
import static io.rivulet.runtime.recovery.Epochs.SUMS;
import static io.rivulet.runtime.recovery.Epochs.drop;
import static io.rivulet.runtime.recovery.Epochs.manifest;
import static io.rivulet.runtime.recovery.Epochs.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.rivulet.runtime.recovery.FaultyBlobs.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every single operation of a run fails in turn: what is found afterwards is the epoch before it or the one after it, and what was left over goes. */
class StoreFaultsTest {

    private static final int ENOUGH = 10_000;
    private static final int FEW = 3;
    private static final int ALL = 7;

    /** What is there after each step of {@link #run}: a first epoch, one of changes, a full one, compaction, one without a step, one more. */
    private static final List<Map<String, String>> STATES = List.of(
            Map.of(),
            Map.of("epoch", "0", "counts/a", "1", "counts/b", "1", "sums/a", "5"),
            Map.of("epoch", "1", "counts/a", "2", "counts/c", "1", "sums/a", "5"),
            Map.of("epoch", "2", "counts/a", "3", "counts/c", "1", "sums/a", "6"),
            Map.of("epoch", "3", "counts/a", "3", "counts/d", "1", "sums/a", "6"),
            Map.of("epoch", "3", "counts/a", "3", "counts/d", "1", "sums/a", "6"),
            Map.of("epoch", "3", "counts/a", "3", "counts/d", "1"),
            Map.of("epoch", "4", "counts/a", "4", "counts/d", "1"));

    /** Takes some of the steps, or all; counts in {@code done} those that have succeeded. */
    private static void run(Blobs blobs, int steps, int[] done) throws IOException {
        RecoveryStore store = RecoveryStore.open(blobs);
        Epochs.write(store, 0, true, put(COUNTS, "a", "1"), put(COUNTS, "b", "1"), put(SUMS, "a", "5"));
        done[0]++;
        Epochs.write(store, 1, false, put(COUNTS, "a", "2"), drop(COUNTS, "b"), put(COUNTS, "c", "1"));
        done[0]++;
        Epochs.write(store, 2, true, put(COUNTS, "a", "3"), put(COUNTS, "c", "1"), put(SUMS, "a", "6"));
        done[0]++;
        if (steps == FEW) {
            return;
        }
        Epochs.write(store, 3, false, put(COUNTS, "d", "1"), drop(COUNTS, "c"));
        done[0]++;
        store.compact();
        done[0]++;
        store.drop(SUMS);
        done[0]++;
        try (EpochWriter writer = store.begin(4, false)) {
            Epochs.append(writer, put(COUNTS, "a", "4"));
            writer.commit(manifest(4).without(SUMS));
        }
        done[0]++;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCrashAtAnyOperationLeavesTheOldEpochOrTheNewOne(Fault fault) throws IOException {
        for (int n = 0; n < ENOUGH; n++) {
            MemoryBlobs blobs = new MemoryBlobs();
            if (!crashes(blobs, ALL, n, fault)) {
                assertTrue(n > 80, "the run must have many operations, had " + n);
                return;
            }
            resumes(blobs, n);
            assertEquals(3, blobs.list().size(), "a marker, a manifest and a segment, got " + blobs.list());
        }
        fail("the run must come to its end");
    }

    /** In fewer steps, for the disk is slow. */
    @Test
    void aCrashAtAnyOperationLeavesNothingInADirectory(@TempDir Path parent) throws IOException {
        for (int n = 0; n < ENOUGH; n++) {
            Path directory = parent.resolve("store-" + n);
            if (!crashes(DirectoryBlobs.open(directory), FEW, n, Fault.TORN)) {
                return;
            }
            resumes(DirectoryBlobs.openExisting(directory), n);
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(3, files.count(), "a marker, a manifest and a segment and no temporary file");
            }
        }
        fail("the run must come to its end");
    }

    /** Lets a run die at an operation; false if it ended before. What is found must be one of two states. */
    private static boolean crashes(Blobs blobs, int steps, int n, Fault fault) throws IOException {
        int[] done = {0};
        FaultyBlobs faulty = new FaultyBlobs(blobs, n, fault, true);
        try {
            run(faulty, steps, done);
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("injected"), () -> "operation must fail as injected, got " + e);
        }
        if (!faulty.struck()) {
            assertEquals(steps, done[0]);
            return false;
        }
        Map<String, String> found = Epochs.latest(blobs);
        Map<String, String> before = STATES.get(done[0]);
        Map<String, String> after = STATES.get(Math.min(done[0] + 1, steps));
        assertTrue(
                found.equals(before) || found.equals(after),
                () -> "crash at operation " + n + ": must find " + before + " or " + after + ", found " + found);
        return true;
    }

    /** Another run goes on from what is there, and writes a full epoch. */
    private static void resumes(Blobs blobs, int n) throws IOException {
        Map<String, String> found = new TreeMap<>(Epochs.latest(blobs));
        RecoveryStore store = RecoveryStore.open(blobs);
        long epoch = store.latest().isPresent() ? store.latest().get().epoch() + 1 : 0;
        found.remove("epoch");
        if (store.latest().isPresent()) {
            assertEquals(found, Epochs.read(store, store.latest().get()), "operation " + n);
        }
        Epochs.write(store, epoch, true, put(COUNTS, "z", "1"));
        assertEquals(Map.of("epoch", String.valueOf(epoch), "counts/z", "1"), Epochs.latest(blobs));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aRunGoesOnAfterAnySingleFailure(Fault fault) throws IOException {
        int failedEpochs = 0;
        for (int n = 0; n < ENOUGH; n++) {
            MemoryBlobs blobs = new MemoryBlobs();
            RecoveryStore opened = RecoveryStore.open(blobs);
            opened.close();
            FaultyBlobs faulty = new FaultyBlobs(blobs, n, fault, false);
            RecoveryStore store;
            try {
                store = RecoveryStore.open(faulty);
            } catch (IOException e) {
                // A run that cannot even open its store fails, and is started again.
                store = RecoveryStore.open(faulty);
            }
            Map<String, String> model = new TreeMap<>();
            for (int epoch = 0; epoch < 8; epoch++) {
                String key = "k" + epoch % 3;
                model.put(key, "v" + epoch);
                try {
                    // Long intervals between full epochs, so that most are of changes.
                    boolean full = store.fullIsDue(10_000, 10);
                    Map<String, String> entries = full ? model : Map.of(key, model.get(key));
                    String[][] changes = entries.entrySet().stream()
                            .map(e -> put(COUNTS, e.getKey(), e.getValue()))
                            .toArray(String[][]::new);
                    Epochs.write(store, epoch, full, changes);
                } catch (IOException e) {
                    assertFalse(e instanceof StoreTakenException, () -> "nobody else is there, got " + e);
                    failedEpochs++;
                }
            }
            Map<String, String> expected = new TreeMap<>();
            model.forEach((key, value) -> expected.put("counts/" + key, value));
            Map<String, String> found = Epochs.latest(blobs);
            String epoch = found.remove("epoch");
            if (epoch.equals("7")) {
                assertEquals(expected, found, "operation " + n);
            } else {
                assertEquals("6", epoch, "only the last epoch can have failed, operation " + n);
            }
            if (!faulty.struck()) {
                assertTrue(failedEpochs > 50, "must have failed often, did " + failedEpochs + " times");
                return;
            }
        }
        fail("the run must come to its end");
    }

    @Test
    void failingToDeleteIsNoFailureOfTheEpochAndIsTriedAgain() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();
        boolean[] broken = {false};
        Blobs sticky = new FaultyBlobs(blobs, Long.MAX_VALUE, Fault.BEFORE, false) {
            @Override
            public void delete(String name) throws IOException {
                if (broken[0]) {
                    throw new IOException("may not delete");
                }
                super.delete(name);
            }
        };
        RecoveryStore store = RecoveryStore.open(sticky);
        Epochs.write(store, 0, true, put(COUNTS, "a", "1"));
        broken[0] = true;
        Epochs.write(store, 1, true, put(COUNTS, "a", "2"));
        Epochs.write(store, 2, true, put(COUNTS, "a", "3"));
        assertEquals(7, blobs.list().size(), () -> "a marker, three manifests and segments, got " + blobs.list());
        assertEquals(Map.of("epoch", "2", "counts/a", "3"), Epochs.latest(blobs));
        broken[0] = false;
        Epochs.write(store, 3, false);
        assertEquals(3, blobs.list().size(), () -> "a marker, a manifest and a segment, got " + blobs.list());
        assertEquals(Map.of("epoch", "3", "counts/a", "3"), Epochs.latest(blobs));
    }

    @Test
    void aSavepointCutShortIsNoneAndCanBeMadeAgain() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();
        RecoveryStore store = RecoveryStore.open(blobs);
        Epochs.write(store, 0, true, put(COUNTS, "a", "1"), put(SUMS, "a", "5"));
        Epochs.write(store, 1, false, put(COUNTS, "a", "2"));
        Map<String, String> state = Epochs.latest(blobs);
        for (int n = 0; n < ENOUGH; n++) {
            MemoryBlobs target = new MemoryBlobs();
            FaultyBlobs faulty = new FaultyBlobs(target, n, Fault.BEFORE, true);
            try {
                store.copyTo(faulty);
            } catch (IOException e) {
                assertEquals("injected fault", e.getMessage());
            }
            Map<String, String> found = Epochs.latest(target);
            assertTrue(found.isEmpty() || found.equals(state), () -> "found " + found);
            if (found.isEmpty()) {
                store.copyTo(target);
                assertEquals(state, Epochs.latest(target));
            }
            if (!faulty.struck()) {
                assertTrue(n > 5, "must have failed at each operation, had " + n);
                return;
            }
        }
        fail("the copy must come to its end");
    }

    /**
     * Two runs on one store, the younger one cutting in at every operation of the old one with none, one or two epochs. One line of epochs must come of it: what a
     * run was told is committed is what the next one resumes from.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void ofTwoRunsOneWinsWhereverTheSecondCutsIn(int youngEpochs) throws IOException {
        int oldRefused = 0;
        int youngRefused = 0;
        for (int n = 0; n < ENOUGH; n++) {
            TwoRuns runs = new TwoRuns(n, youngEpochs);
            runs.run();
            oldRefused += runs.oldRefused ? 1 : 0;
            youngRefused += runs.youngRefused ? 1 : 0;
            if (runs.young.isEmpty()) {
                assertTrue(oldRefused > 20, "the old run must have been refused often, was " + oldRefused + " times");
                assertEquals(youngEpochs == 0, youngRefused > 0, "too late is only who has not written at once");
                return;
            }
        }
        fail("the old run must come to its end");
    }

    private static final class TwoRuns {

        private static final int OLD_EPOCHS = 3;

        private final MemoryBlobs blobs = new MemoryBlobs();
        private final int cut;
        private final int youngEpochs;
        private int operations;
        private int acknowledged;
        private Optional<RecoveryStore> young = Optional.empty();
        private String resumedFrom = "";
        private String youngest = "";
        private boolean oldRefused;
        private boolean youngRefused;

        TwoRuns(int cut, int youngEpochs) {
            this.cut = cut;
            this.youngEpochs = youngEpochs;
        }

        void run() throws IOException {
            Epochs.write(RecoveryStore.open(blobs), 0, true, put(COUNTS, "a", "old 0"));
            try {
                oldRun();
            } catch (StoreTakenException e) {
                oldRefused = true;
            }
            if (young.isPresent() && youngEpochs == 0) {
                try {
                    youngEpoch();
                } catch (StoreTakenException e) {
                    youngRefused = true;
                }
            }
            check();
        }

        private void oldRun() throws IOException {
            RecoveryStore store = RecoveryStore.open(new FaultyBlobs(blobs, Long.MAX_VALUE, Fault.BEFORE, false) {
                @Override
                void beforeOperation() throws IOException {
                    if (operations++ == cut) {
                        youngRun();
                    }
                }
            });
            long epoch = store.latest().orElseThrow().epoch();
            Epochs.read(store, store.latest().orElseThrow());
            while (acknowledged < OLD_EPOCHS) {
                epoch++;
                Epochs.write(store, epoch, acknowledged == 1, put(COUNTS, "a", "old " + (acknowledged + 1)));
                acknowledged++;
            }
        }

        private void youngRun() throws IOException {
            young = Optional.of(RecoveryStore.open(blobs));
            resumedFrom =
                    Epochs.read(young.get(), young.get().latest().orElseThrow()).get("counts/a");
            for (int i = 0; i < youngEpochs; i++) {
                youngEpoch();
            }
        }

        private void youngEpoch() throws IOException {
            long epoch = young.orElseThrow().latest().orElseThrow().epoch() + 1;
            Epochs.write(young.get(), epoch, true, put(COUNTS, "a", "young of " + resumedFrom));
            youngest = "young of " + resumedFrom;
        }

        private void check() throws IOException {
            String found = Epochs.latest(blobs).get("counts/a");
            String story = "cut at " + cut + ", acknowledged " + acknowledged + ", young resumed from " + resumedFrom
                    + ", found " + found;
            assertEquals(oldRefused, acknowledged < OLD_EPOCHS, story);
            String oldest = "old " + acknowledged;
            if (youngest.isEmpty()) {
                assertEquals(oldest, found, story);
            } else if (oldRefused) {
                // The commit that was refused may have come in before the young run looked.
                assertEquals(youngest, found, story);
                assertTrue(resumedFrom.equals(oldest) || resumedFrom.equals("old " + (acknowledged + 1)), story);
            } else {
                // The old run came after all of the young one, or before all of it.
                assertTrue(found.equals(oldest) || found.equals("young of " + oldest), story);
            }
        }
    }
}
