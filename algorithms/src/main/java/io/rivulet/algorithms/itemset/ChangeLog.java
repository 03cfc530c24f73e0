package io.rivulet.algorithms.itemset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What entered and left during one event, in the order it happened: appending costs no object, and reading cancels what was undone within the event. */
final class ChangeLog {

    /** The ids of an itemset, rising, and its net change. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(int[] ids, Change change) {}

    /*
     * Entry after entry: length * 2, plus 1 if it entered; then the ids. The entries of one itemset alternate, so an even number of them cancels out and of
     * an odd number the last one stands.
     */
    private int[] entries = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    /** Clears, and gives the memory back. */
    void release() {
        entries = new int[64];
        size = 0;
    }

    void append(int[] ids, int length, Change change) {
        if (size + length + 1 > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(2 * entries.length, size + length + 1));
        }
        entries[size++] = 2 * length + (change == Change.ENTERED ? 1 : 0);
        System.arraycopy(ids, 0, entries, size, length);
        size += length;
    }

    List<Entry> net() {
        Map<List<Integer>, Change> net = new LinkedHashMap<>();
        for (int at = 0; at < size; ) {
            int length = entries[at] >> 1;
            Change change = (entries[at] & 1) == 1 ? Change.ENTERED : Change.LEFT;
            List<Integer> ids =
                    Arrays.stream(entries, at + 1, at + 1 + length).boxed().toList();
            if (net.remove(ids) == null) {
                net.put(ids, change);
            }
            at += 1 + length;
        }
        List<Entry> list = new ArrayList<>();
        net.forEach((ids, change) ->
                list.add(new Entry(ids.stream().mapToInt(Integer::intValue).toArray(), change)));
        return list;
    }

    ChangeLog copy() {
        ChangeLog copy = new ChangeLog();
        copy.entries = Arrays.copyOf(entries, Math.max(64, size));
        copy.size = size;
        return copy;
    }

    long stateBytes() {
        return 40 + 4L * entries.length;
    }
}
