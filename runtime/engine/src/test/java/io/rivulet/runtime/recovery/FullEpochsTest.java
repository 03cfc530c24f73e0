package io.rivulet.runtime.recovery;

import static io.rivulet.runtime.recovery.Epochs.COUNTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a full epoch is due, and that the disk stays under three times the live state for it. */
class FullEpochsTest {

    private static final int VALUE_BYTES = 40;
    /** Group, two lengths, a key of four bytes and the value. */
    private static final int ENTRY_BYTES = 2 + 4 + 4 + 4 + VALUE_BYTES;
    /** A segment's header and its frames' headers, a manifest, a marker: they do not grow with the state. */
    private static final int OVERHEAD_BYTES = 8 * 1024;

    @Test
    void aFullEpochIsDueWhenTheSegmentsWouldBeMoreThanTwiceTheState() {
        assertFalse(FullEpochs.due(100, 100, 100, 1));
        assertTrue(FullEpochs.due(100, 100, 101, 1));
        assertTrue(FullEpochs.due(100, 201, 0, 2));
        assertTrue(FullEpochs.due(0, 1, 0, 1));
        assertFalse(FullEpochs.due(0, 0, 0, 0));
        assertTrue(FullEpochs.due(Long.MAX_VALUE, 1, 1, FullEpochs.MAX_SEGMENTS));
        assertFalse(FullEpochs.due(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 1), "no overflow");
    }

    /** Thousands of epochs over a state that grows, stays, is emptied and grows again, in random steps of any size. */
    @Test
    void theDiskHoldsAtMostThreeTimesTheLiveState() throws IOException {
        for (long seed = 0; seed < 3; seed++) {
            Peak blobs = new Peak();
            RecoveryStore store = RecoveryStore.open(blobs);
            SplitMix64 random = new SplitMix64(seed);
            Set<Integer> live = new HashSet<>();
            long before = 0;
            double worst = 0;
            long written = 0;
            long changed = 0;
            for (int epoch = 0; epoch < 1_500; epoch++) {
                // Phases: grow, stay, shrink. Most epochs change little, some change everything.
                int phase = epoch / 100 % 3;
                Map<Integer, Boolean> changes = new HashMap<>();
                int count = random.nextInt(10) == 0 ? random.nextInt(1_000) : random.nextInt(60);
                for (int i = 0; i < count; i++) {
                    int key = random.nextInt(1_000);
                    boolean drop = random.nextInt(4) < phase * 2 - 1;
                    if (drop && live.remove(key)) {
                        changes.put(key, false);
                    } else if (!drop && (phase == 0 || live.contains(key))) {
                        live.add(key);
                        changes.put(key, true);
                    }
                }
                if (phase == 2 && random.nextInt(50) == 0) {
                    live.forEach(key -> changes.put(key, false));
                    live.clear();
                }
                long liveBytes = (long) live.size() * ENTRY_BYTES;
                boolean full = store.fullIsDue(liveBytes, (long) changes.size() * ENTRY_BYTES);
                blobs.reset();
                try (EpochWriter writer = store.begin(epoch, full)) {
                    append(writer, full ? all(live) : changes);
                    writer.commit(Epochs.manifest(epoch));
                }
                worst = Math.max(
                        worst, (double) (blobs.peak() - OVERHEAD_BYTES) / Math.max(1, Math.max(liveBytes, before)));
                before = liveBytes;
                written += (long) (full ? live.size() : changes.size()) * ENTRY_BYTES;
                changed += (long) changes.size() * ENTRY_BYTES;
            }
            double most = worst;
            assertTrue(most < 3, () -> "the disk must stay under 3 times the live state, held " + most + " times");
            assertTrue(most > 2, () -> "the bound must be near what happens, or the full epochs are too many: " + most);
            double factor = (double) written / changed;
            assertTrue(factor < 2.5, () -> "full epochs must not more than double what is written, was " + factor);
            Set<Integer> found = new HashSet<>();
            store.read(
                    store.latest().orElseThrow(),
                    (step, group, bytes, keyAt, keyLength, valueAt, valueLength) ->
                            found.add(ByteBuffer.wrap(bytes).getInt(keyAt)));
            assertEquals(live, found);
        }
    }

    @Test
    void manySmallEpochsEndInAFullOne() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();
        RecoveryStore store = RecoveryStore.open(blobs);
        Set<Integer> live = new HashSet<>();
        for (int key = 0; key < 10_000; key++) {
            live.add(key);
        }
        int most = 0;
        int fulls = 0;
        for (int epoch = 0; epoch < 3 * FullEpochs.MAX_SEGMENTS; epoch++) {
            boolean full = store.fullIsDue(10_000L * ENTRY_BYTES, ENTRY_BYTES);
            fulls += full ? 1 : 0;
            try (EpochWriter writer = store.begin(epoch, full)) {
                append(writer, full ? all(live) : Map.of(epoch, true));
                writer.commit(Epochs.manifest(epoch));
            }
            most = Math.max(most, blobs.list().size());
        }
        assertEquals(3, fulls, "one at the beginning and after each " + FullEpochs.MAX_SEGMENTS);
        assertTrue(most <= FullEpochs.MAX_SEGMENTS + 2, "a marker, a manifest and the segments, were " + most);
    }

    private static Map<Integer, Boolean> all(Set<Integer> keys) {
        Map<Integer, Boolean> all = new HashMap<>();
        keys.forEach(key -> all.put(key, true));
        return all;
    }

    private static void append(EpochWriter writer, Map<Integer, Boolean> changes) throws IOException {
        FrameWriter frame = new FrameWriter();
        frame.begin(COUNTS);
        for (Map.Entry<Integer, Boolean> change : changes.entrySet()) {
            frame.startKey(change.getKey() % Epochs.KEY_GROUPS).writeInt(change.getKey());
            if (change.getValue()) {
                frame.startValue().writeBytes(new byte[VALUE_BYTES]);
                frame.endPut();
            } else {
                frame.endDrop();
            }
        }
        writer.append(frame.array(), frame.size());
    }

    /** Knows the most bytes it has held since the last reset; a blob counts from its finish, when a file of its size is there. */
    private static final class Peak implements Blobs {

        private final MemoryBlobs blobs = new MemoryBlobs();
        private long peak;

        void reset() {
            peak = 0;
        }

        long peak() {
            return peak;
        }

        private void look() throws IOException {
            long bytes = 0;
            for (String name : blobs.list()) {
                bytes += blobs.size(name);
            }
            peak = Math.max(peak, bytes);
        }

        @Override
        public BlobWriter create(String name) {
            BlobWriter writer = blobs.create(name);
            return new BlobWriter() {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    writer.write(bytes, offset, length);
                }

                @Override
                public void finish() throws IOException {
                    writer.finish();
                    look();
                }

                @Override
                public void close() throws IOException {
                    writer.close();
                }
            };
        }

        @Override
        public boolean putIfAbsent(String name, byte[] content) throws IOException {
            boolean put = blobs.putIfAbsent(name, content);
            look();
            return put;
        }

        @Override
        public byte[] read(String name) throws IOException {
            return blobs.read(name);
        }

        @Override
        public InputStream open(String name) throws IOException {
            return blobs.open(name);
        }

        @Override
        public List<String> list() {
            return new ArrayList<>(blobs.list());
        }

        @Override
        public void delete(String name) {
            blobs.delete(name);
        }

        @Override
        public String place() {
            return blobs.place();
        }

        @Override
        public void close() {}
    }
}
