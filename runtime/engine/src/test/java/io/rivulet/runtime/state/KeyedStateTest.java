package io.rivulet.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Key table, timers and key groups against plain collections. The number in a name is that of the scenario. */
class KeyedStateTest {

    @Test
    void theTableAnswersLikeAHashMapUnderRandomInsertionsAndRemovals() {
        SplitMix64 random = new SplitMix64(1);
        KeyTable<Long, long[]> table = new KeyTable<>();
        Map<Long, long[]> model = new HashMap<>();
        for (int i = 0; i < 400_000; i++) {
            // Phases of growth and of decay, over keys that collide in their low bits.
            long key = (long) random.nextInt(5_000) << 12;
            KeyEntry<Long, long[]> entry = table.find(key);
            assertSame(model.get(key), entry == null ? null : entry.state());
            boolean grow = i / 50_000 % 2 == 0;
            if (entry == null && (grow || random.nextInt(4) == 0)) {
                long[] state = {key};
                table.insert(key, state);
                model.put(key, state);
            } else if (entry != null && (!grow || random.nextInt(4) == 0)) {
                table.remove(entry);
                model.remove(key);
                assertFalse(entry.isLive());
            }
            assertEquals(model.size(), table.size());
        }
        assertEquals(
                model.keySet().stream().sorted().toList(),
                table.inOrder().stream().map(KeyEntry::key).toList());
    }

    @Test
    void timersFireByTimeThenByOrderAndThoseOfDiscardedKeysDoNot() {
        SplitMix64 random = new SplitMix64(2);
        KeyTable<Integer, String> table = new KeyTable<>();
        Timers<Integer, String> timers = Timers.ofEventTime();
        record Due(long time, int order, int key) {}
        List<Due> model = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            KeyEntry<Integer, String> entry = table.insert(i, "");
            long time = random.nextInt(500);
            timers.add(time, entry, i);
            model.add(new Due(time, i, i));
        }
        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i < 10_000; i += 3) {
            KeyEntry<Integer, String> entry = table.find(i);
            table.remove(entry);
            timers.onDiscard(entry);
            gone.add(i);
        }
        model.removeIf(due -> gone.contains(due.key()));
        assertEquals(model.size(), timers.size());
        model.sort(Comparator.comparingLong(Due::time).thenComparingInt(Due::order));
        for (Due due : model) {
            assertNull(timers.poll(due.time() - 1));
            KeyEntry<Integer, String> entry = timers.poll(due.time());
            assertEquals(due.key(), entry.key());
            assertEquals(due.time(), timers.polledTime());
            assertEquals(due.key(), timers.polledPayload());
        }
        assertEquals(Long.MAX_VALUE, timers.nextTime());
    }

    @Test
    void discardedKeysGiveTheMemoryOfBothTheirTimersBack() {
        KeyTable<Integer, String> table = new KeyTable<>();
        Timers<Integer, String> event = Timers.ofEventTime();
        Timers<Integer, String> clock = Timers.ofClock();
        for (int i = 0; i < 100_000; i++) {
            KeyEntry<Integer, String> entry = table.insert(i, "");
            event.add(1_000_000 + i, entry, 0);
            clock.add(2_000_000 + i, entry, 0);
            clock.add(3_000_000 + i, entry, 0);
            table.remove(entry);
            event.onDiscard(entry);
            clock.onDiscard(entry);
            assertEquals(0, event.size());
            assertEquals(0, clock.size());
        }
        assertEquals(0, table.size());
    }

    @Test
    void aMillionTimersFireInOrder() {
        SplitMix64 random = new SplitMix64(3);
        KeyTable<Integer, String> table = new KeyTable<>();
        Timers<Integer, String> timers = Timers.ofEventTime();
        KeyEntry<Integer, String> entry = table.insert(1, "");
        for (int i = 0; i < 1_000_000; i++) {
            timers.add(random.nextLong() >> 8, entry, i);
        }
        long last = Long.MIN_VALUE;
        int fired = 0;
        while (timers.poll(Long.MAX_VALUE) != null) {
            assertTrue(timers.polledTime() >= last);
            last = timers.polledTime();
            fired++;
        }
        assertEquals(1_000_000, fired);
    }

    @Test
    void s126_everyGroupHasOneWorkerEveryWorkerARangeAndNoKeyChangesItsGroup() {
        for (int workers = 1; workers <= KeyGroups.COUNT; workers++) {
            int last = 0;
            Set<Integer> owners = new HashSet<>();
            for (int group = 0; group < KeyGroups.COUNT; group++) {
                int worker = KeyGroups.worker(group, workers);
                assertTrue(worker == last || worker == last + 1, "ranges must be contiguous");
                last = worker;
                owners.add(worker);
            }
            assertEquals(workers, owners.size());
        }
        assertEquals(KeyGroups.of(42), KeyGroups.of(42L));
    }

    @Test
    void equalKeysHashAlikeAndUnstableOnesAreRefused() {
        record Pair(String a, long b) {}
        assertEquals(KeyHash.of(new Pair("x", 1)), KeyHash.of(new Pair("x", 1)));
        assertEquals(KeyHash.of(List.of(1, "a")), KeyHash.of(List.of(1, "a")));
        assertEquals(KeyHash.of(Optional.of(Instant.EPOCH)), KeyHash.of(Optional.of(Instant.EPOCH)));
        assertTrue(KeyHash.of(new Pair("x", 1)) != KeyHash.of(new Pair("x", 2)));
        assertThrows(IllegalArgumentException.class, () -> KeyHash.of(new Object()));
        assertThrows(IllegalArgumentException.class, () -> KeyHash.of(null));
    }

    /** Counts what it takes. */
    private static final class Taken implements EntryOutput {

        private final StateWriter bytes = new StateWriter();
        private int entries;

        @Override
        public StateWriter startKey(int keyGroup) {
            return bytes;
        }

        @Override
        public StateWriter startState() {
            return bytes;
        }

        @Override
        public void endPut() {
            entries++;
        }

        @Override
        public void endDrop() {}
    }

    @Test
    void aSnapshotIsWrittenALittleAtATimeHoweverLargeTheStatesAre() {
        for (int size : new int[] {10, 100_000}) {
            KeyedStates<Integer, String> states = new KeyedStates<>(true, KeyCodec.plain(), Codecs.TEXT, group -> true);
            for (int i = 0; i < 200; i++) {
                states.insert(i, "x".repeat(size));
            }
            Taken taken = new Taken();
            states.beginCapture(false, taken);
            int before = 0;
            while (!states.captureSome(10_000)) {
                // Over by one state at most, and never nothing.
                assertTrue(taken.bytes.size() - before < 10_000 + size + 100, "size " + size);
                assertTrue(taken.bytes.size() > before);
                before = taken.bytes.size();
            }
            assertEquals(200, taken.entries);
            assertTrue(before > 0, "more than one go");
        }
    }

    @Test
    void aStateMustNotBeNull() {
        KeyedStates<Integer, String> states = new KeyedStates<>(true, KeyCodec.plain(), Codecs.TEXT, group -> true);
        assertThrows(NullPointerException.class, () -> states.insert(1, null));
        assertEquals(0, states.size());
        assertNull(states.find(1));
    }
}
