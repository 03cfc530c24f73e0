package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** oracle_: against the brute-force set of entries that nothing makes useless. */
class StaircasesTest {

    private record Entry(long time, int rank) {}

    @Test
    void oracle_afterEachInsertExactlyTheEntriesThatMatterAreLeft() {
        for (int seed = 0; seed < 100; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            int registers = 1 + random.nextInt(4);
            int lateness = 1 + random.nextInt(60);
            int ranks = 1 + random.nextInt(20);
            long window = 20 + random.nextLong(200);
            Staircases staircases = new Staircases(registers);
            List<List<Entry>> all = new ArrayList<>();
            for (int r = 0; r < registers; r++) {
                all.add(new ArrayList<>());
            }
            long now = window;
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(4);
                long time = now - random.nextLong(Math.min(lateness, window));
                int register = random.nextInt(registers);
                int rank = 1 + random.nextInt(ranks);
                staircases.insert(register, time, rank, now - window);
                all.get(register).add(new Entry(time, rank));
                assertEquals(mattering(all.get(register), now - window), entries(staircases, register));
                long after = now - 1 - random.nextLong(window);
                assertEquals(highest(all.get(register), after), staircases.rankAfter(register, after));
            }
        }
    }

    @Test
    void oracle_countingFromLaterMovesWhatIsLeftAndNothingElse() {
        SplitMix64 random = new SplitMix64(1);
        Staircases staircases = new Staircases(16);
        for (int i = 1; i <= 2_000; i++) {
            staircases.insert(random.nextInt(16), i, 1 + Long.numberOfTrailingZeros(random.nextLong()), 0);
        }
        Staircases moved = staircases.copy();
        moved.countFrom(1_500);
        for (int register = 0; register < 16; register++) {
            List<Entry> expected = new ArrayList<>();
            for (Entry e : entries(staircases, register)) {
                if (e.time > 1_500) {
                    expected.add(new Entry(e.time - 1_500, e.rank));
                }
            }
            assertEquals(expected, entries(moved, register));
        }
    }

    @Test
    void oracle_theLongestStaircaseFits() {
        Staircases staircases = new Staircases(2);
        for (int rank = 61; rank >= 1; rank--) {
            staircases.insert(1, Staircases.TIME_END - rank, rank, 0);
        }
        assertEquals(61, staircases.length(1));
        assertEquals(0, staircases.length(0));
        staircases.insert(1, Staircases.TIME_END - 1, 62, 0);
        assertEquals(List.of(new Entry(Staircases.TIME_END - 1, 62)), entries(staircases, 1));
    }

    @Test
    void oracle_thePoolStaysCloseToWhatIsAlive() {
        SplitMix64 random = new SplitMix64(3);
        int registers = 1 << 10;
        int window = 1_000_000;
        Staircases staircases = new Staircases(registers);
        for (int i = 1; i <= 4 * window; i++) {
            staircases.insert(
                    random.nextInt(registers), i, 1 + Long.numberOfTrailingZeros(random.nextLong()), i - window);
        }
        long entries = 0;
        for (int register = 0; register < registers; register++) {
            entries += staircases.length(register);
        }
        double perEntry = (double) staircases.stateBytes() / entries;
        assertTrue(perEntry <= 11.5, "8 bytes an entry must take at most 11.5 with all room to spare, got " + perEntry);
        staircases.clear();
        assertTrue(staircases.stateBytes() < 2 * registers);
    }

    /** The pool is as large as the stream needs after some windows; a larger one now and then would be megabytes here. */
    @Test
    void oracle_aSteadyStreamAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        SplitMix64 random = new SplitMix64(4);
        int registers = 1 << 10;
        int window = 50_000;
        Staircases staircases = new Staircases(registers);
        long allocated = 0;
        for (int i = 1; i <= 60 * window; i++) {
            if (i == 40 * window) {
                allocated = threads.getCurrentThreadAllocatedBytes();
            }
            staircases.insert(
                    random.nextInt(registers), i, 1 + Long.numberOfTrailingZeros(random.nextLong()), i - window);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        assertTrue(allocated < 20 * window / 100, "a million updates must allocate next to nothing, got " + allocated);
    }

    private static List<Entry> mattering(List<Entry> all, long expired) {
        return all.stream()
                .filter(e -> e.time > expired)
                .filter(e -> all.stream().noneMatch(o -> useless(e, o)))
                .distinct()
                .sorted(Comparator.comparingLong(Entry::time))
                .toList();
    }

    private static boolean useless(Entry e, Entry other) {
        return other.time >= e.time && other.rank >= e.rank && !other.equals(e);
    }

    private static int highest(List<Entry> all, long after) {
        return all.stream()
                .filter(e -> e.time > after)
                .mapToInt(Entry::rank)
                .max()
                .orElse(0);
    }

    private static List<Entry> entries(Staircases staircases, int register) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < staircases.length(register); i++) {
            long entry = staircases.entry(register, i);
            entries.add(new Entry(Staircases.time(entry), Staircases.rank(entry)));
        }
        return entries;
    }
}
