package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The k items of the highest score so far, for summaries that keep counts but no items: an item with a higher score than the lowest takes its place. */
final class Candidates<T> {

    /*
     * scores[s] is the highest score that the item of slot s was offered with while it was in. Which item makes room depends on scores and slots alone.
     */
    private final int k;
    private final StateCodec<T> itemCodec;
    private final Slots<T> slots;
    private final SmallestCounts smallest = new SmallestCounts();
    private long[] scores;

    Candidates(int k, StateCodec<T> itemCodec) {
        this(k, itemCodec, new ObjectSlots<>(k));
    }

    private Candidates(int k, StateCodec<T> itemCodec, Slots<T> slots) {
        this.k = k;
        this.itemCodec = itemCodec;
        this.slots = slots;
        this.scores = new long[slots.capacity()];
    }

    int limit() {
        return k;
    }

    int size() {
        return slots.size();
    }

    T get(int slot) {
        return slots.get(slot);
    }

    long score(int slot) {
        return scores[slot];
    }

    /** Its slot, or {@link Slots#ABSENT}. */
    int find(T item) {
        return slots.find(item);
    }

    boolean isFull() {
        return slots.size() == k;
    }

    /** The lowest score of k items. */
    long least() {
        return scores[smallest.first(scores, k)];
    }

    void raise(int slot, long score) {
        scores[slot] = Math.max(scores[slot], score);
    }

    /** Takes in the item that was last looked for in vain, unless there are k of at least its score. */
    void offer(T item, long score) {
        if (slots.size() < k) {
            int slot = slots.size();
            if (slot == scores.length) {
                slots.grow();
                scores = Arrays.copyOf(scores, slots.capacity());
            }
            scores[slot] = score;
            slots.put(slot, item);
        } else if (score > least()) {
            int slot = smallest.first(scores, k);
            scores[slot] = score;
            slots.replace(slot, item);
        }
    }

    void clear() {
        slots.clear();
        smallest.clear();
    }

    Candidates<T> copy() {
        Candidates<T> copy = new Candidates<>(k, itemCodec, slots.copy());
        System.arraycopy(scores, 0, copy.scores, 0, scores.length);
        return copy;
    }

    List<T> items() {
        return IntStream.range(0, slots.size()).mapToObj(slots::get).toList();
    }

    long heapBytes() {
        return 56
                + slots.heapBytes()
                + smallest.heapBytes()
                + 8L * scores.length
                + Codecs.heapBytes(itemCodec, items());
    }

    /** k i32, the items by slot under one header, then score i64 of each. */
    void encode(StateWriter out) {
        out.writeInt(k);
        itemCodec.encodeAll(items(), out);
        for (int slot = 0; slot < slots.size(); slot++) {
            out.writeLong(scores[slot]);
        }
    }

    static <T> Candidates<T> decode(StateCodec<T> itemCodec, StateReader in) {
        Candidates<T> read = new Candidates<>(in.readIntBetween("k", 1, Slots.MAX_SLOTS), itemCodec);
        List<T> items = itemCodec.decodeAll(in);
        if (items.size() > read.k) {
            throw in.corrupt("items must be at most " + read.k + ", got " + items.size());
        }
        for (T item : items) {
            if (read.find(item) != Slots.ABSENT) {
                throw in.corrupt("items must differ, got " + item + " twice");
            }
            read.offer(item, in.readLong());
        }
        return read;
    }
}
