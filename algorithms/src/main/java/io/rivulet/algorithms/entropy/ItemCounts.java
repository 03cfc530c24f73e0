package io.rivulet.algorithms.entropy;

import com.carrotsearch.hppc.LongLongHashMap;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * How often each item is in: the table under every exact measure of this package. Numbers are items of their own; texts come as their hash.
 *
 * <p>Invariants: no count is 0, total is the sum of the counts.
 */
final class ItemCounts {

    /** As far as merges go: c lg c of it still fits a long, and no run of single updates comes near. */
    static final long MAX_TOTAL = 1L << 56;

    /** Walks in the table's order, which differs from one instance to the next: what is done must not depend on it. */
    final LongLongHashMap table;

    private long total;

    ItemCounts() {
        this(new LongLongHashMap());
    }

    private ItemCounts(LongLongHashMap table) {
        this.table = table;
    }

    /** Takes the item in once more; how often it is in then. */
    long add(long item) {
        total++;
        return table.addTo(item, 1);
    }

    /**
     * Takes the item out once; how often it is in then.
     *
     * @throws IllegalArgumentException if it is not in
     */
    long remove(long item) {
        long count = table.get(item);
        if (count == 0) {
            throw new IllegalArgumentException("item must have been taken in before, got " + item + " that is not in");
        }
        if (count == 1) {
            table.remove(item);
        } else {
            table.put(item, count - 1);
        }
        total--;
        return count - 1;
    }

    /** Takes the item in so often, or out if {@code by} is negative; how often it is in then, which must not be negative. */
    long change(long item, long by) {
        total += by;
        long count = table.addTo(item, by);
        if (count == 0) {
            table.remove(item);
        }
        return count;
    }

    /** How often the item is in. */
    long of(long item) {
        return table.get(item);
    }

    int distinct() {
        return table.size();
    }

    long total() {
        return total;
    }

    /** Checks that the other may be merged in. */
    void requireRoomFor(ItemCounts other) {
        if (other.total > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "counts must stay within " + MAX_TOTAL + " together, got " + total + " and " + other.total);
        }
    }

    /** Checks that the other may be subtracted. */
    void requireHolds(ItemCounts other) {
        for (var c : other.table) {
            if (table.get(c.key) < c.value) {
                throw new IllegalArgumentException("other must be part of this, but has item " + c.key + " " + c.value
                        + " times, this only " + table.get(c.key));
            }
        }
    }

    long[] sortedItems() {
        long[] items = table.keys().toArray();
        Arrays.sort(items);
        return items;
    }

    long[] sortedCounts() {
        long[] values = table.values().toArray();
        Arrays.sort(values);
        return values;
    }

    void clear() {
        table.clear();
        total = 0;
    }

    ItemCounts copy() {
        ItemCounts copy = new ItemCounts(table.clone());
        copy.total = total;
        return copy;
    }

    long heapBytes() {
        return 144 + 16L * table.keys.length;
    }

    /** Items i32, then item i64 and count i64 by rising item. */
    void encode(StateWriter out) {
        out.writeInt(table.size());
        for (long item : sortedItems()) {
            out.writeLong(item).writeLong(table.get(item));
        }
    }

    static ItemCounts decode(StateReader in) {
        int size = in.readLength("items", 16);
        ItemCounts read = new ItemCounts(new LongLongHashMap(size));
        long last = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long item = in.readLong();
            long count = in.readCount("count");
            if (count == 0 || i > 0 && item <= last || count > MAX_TOTAL - read.total) {
                throw in.corrupt("items must rise and counts be positive, got item " + item + " with count " + count);
            }
            last = item;
            read.table.put(item, count);
            read.total += count;
        }
        return read;
    }
}
