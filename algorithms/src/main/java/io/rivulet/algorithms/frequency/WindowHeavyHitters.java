package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The most frequent of the last W items, at every moment, without keeping those W.
 *
 * <p><b>Method.</b> WCSS of Ben Basat, Einziger, Friedman and Kassner, <i>Heavy hitters in streams and sliding windows</i>, INFOCOM 2016: Space-Saving counts a
 * frame of W items, and whenever a count passes a whole block of items, that is noted in the block's list; notes leave with their block.
 * <p><b>Error.</b> Never below the true count of the last W items; above it by {@link #maximumError} = 4 · W / blocks at most. Every item with more than
 * 3 · W / blocks of the last W is among the rows. No chance is involved.
 * <p><b>Cost.</b> O(1) per update on average, nothing allocated once the counters are taken; O(blocks) per list; about 100 bytes a block and the items, whatever
 * W is.
 * <p><b>Units.</b> Counts. The window is of items, not of time: for the last minute take {@link SpaceSaving} in a sliding window of panes.
 * <p><b>Merge.</b> None: the last W of two streams together depend on how they interleave.
 * <p><b>Empty.</b> 0, and no rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Items must not change while they are in.
 *
 * <pre>{@code
 * var recent = WindowHeavyHitters.ofTexts(1_000, 100);
 * for (int i = 0; i < 5_000; i++) {
 *     recent.update(i < 4_500 ? "old" : "new");
 * }
 * recent.estimate("new");    // 511: 500 in truth
 * recent.maximumError();     // 40
 * }</pre>
 *
 * @param <T> an item; {@code equals} and {@code hashCode} say which are the same
 */
public final class WindowHeavyHitters<T> implements TopK<T>, Incremental<WindowHeavyHitters<T>> {

    /** The largest number of blocks. */
    public static final int MAX_BLOCKS = 1 << 22;

    /** The longest window. */
    public static final long MAX_WINDOW = 1L << 48;

    /*
     * frame counts the items since the last whole multiple of the window, with as many counters as there are blocks, so that its error is a block at most.
     * A note is the slot of an item whose count reached a whole multiple of the block; noted[s] is how many notes the item of slot s has. The ring holds the
     * notes of the last blocks + 1 blocks, oldest first; ofBlock says how many each of them has, a ring as well, with the newest at newestBlock. Each update
     * takes one note out of the oldest block, which has at most as many notes as updates, so that it is empty when it is dropped.
     *
     * A frame has at most as many notes as blocks, for its counts add up to its items, and the blocks in the ring belong to two frames at most: hence the
     * bounds on the ring and on the slots.
     */
    private final int blocks;
    private final long window;
    private final long block;
    private final StateCodec<T> itemCodec;
    private final SpaceSaving<T> frame;
    private Slots<T> slots;
    private int[] noted;
    private int[] free;
    private int freeSlots;
    private int[] ring;
    private int first;
    private int notes;
    private int[] ofBlock;
    private int newestBlock;
    private long position;
    private long count;

    private WindowHeavyHitters(long window, int blocks, StateCodec<T> itemCodec, SpaceSaving<T> frame) {
        this.window = window;
        this.blocks = blocks;
        this.block = window / blocks;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.frame = frame;
        int most = 2 * blocks;
        slots = new ObjectSlots<>(most);
        noted = new int[slots.capacity()];
        free = new int[slots.capacity()];
        ring = new int[slots.capacity()];
        ofBlock = new int[blocks + 1];
    }

    /**
     * Over items of any kind.
     *
     * @param window how many of the last items count: a whole multiple of blocks
     * @param blocks four times the inverse of the error as a share of the window
     */
    public static <T> WindowHeavyHitters<T> of(long window, int blocks, StateCodec<T> itemCodec) {
        requireWindow(window, blocks);
        return new WindowHeavyHitters<>(window, blocks, itemCodec, SpaceSaving.of(blocks, itemCodec));
    }

    private static void requireWindow(long window, int blocks) {
        if (blocks < 1 || blocks > MAX_BLOCKS) {
            throw new IllegalArgumentException("blocks must be in 1.." + MAX_BLOCKS + ", got " + blocks);
        }
        if (window < 1 || window > MAX_WINDOW || window % blocks != 0) {
            throw new IllegalArgumentException(
                    "window must be in 1.." + MAX_WINDOW + " and a multiple of blocks " + blocks + ", got " + window);
        }
    }

    /** Over texts. */
    public static WindowHeavyHitters<String> ofTexts(long window, int blocks) {
        return of(window, blocks, Codecs.TEXT);
    }

    /** How a dataflow finds the top k texts of the last W. */
    public static <R> Aggregation<R, WindowHeavyHitters<String>, List<FrequentItem<String>>> aggregation(
            long window, int blocks, int k, Function<? super R, String> item) {
        return aggregation(window, blocks, k, Codecs.TEXT, item);
    }

    /** How a dataflow finds the top k of the last W. */
    public static <R, T> Aggregation<R, WindowHeavyHitters<T>, List<FrequentItem<T>>> aggregation(
            long window, int blocks, int k, StateCodec<T> itemCodec, Function<? super R, ? extends T> item) {
        of(window, blocks, itemCodec); // wrong parameters show here, not at the first record
        Checks.requireRows(k);
        return Aggregation.of(
                "window-heavy-hitters",
                () -> of(window, blocks, itemCodec),
                (s, record) -> s.update(item.apply(record)),
                s -> s.top(k),
                codec(itemCodec));
    }

    /** Takes one item in. */
    public void update(T item) {
        Objects.requireNonNull(item, "item");
        count++;
        position++;
        if (position == window) {
            position = 0;
            frame.reset();
        }
        if (position % block == 0) {
            newestBlock = after(newestBlock);
        }
        if (ofBlock[after(newestBlock)] > 0) {
            dropOldest();
        }
        frame.update(item);
        if (frame.estimate(item) % block == 0) {
            note(item);
        }
    }

    /** At most how often the item came among the last W. */
    public long estimate(T item) {
        long inFrame = frame.estimate(item);
        if (count < window) {
            return inFrame; // nothing has left yet
        }
        int slot = slots.find(item);
        long estimate = slot == Slots.ABSENT ? 2 * block + inFrame : block * (noted[slot] + 2) + inFrame % block;
        return Math.min(estimate, window);
    }

    /** By how much an estimate may be too high: 4 · W / blocks, or a quarter of that while nothing has left the window. */
    public long maximumError() {
        return count < window ? frame.maximumError() : 4 * block;
    }

    /** How many items the window holds: W once so many have come. */
    public long total() {
        return Math.min(count, window);
    }

    /**
     * The k items of the window with the largest counts, largest first. Guaranteed is an item that no item outside this list can outnumber.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    @Override
    public List<FrequentItem<T>> top(int k) {
        Checks.requireRows(k);
        List<T> items = new ArrayList<>(
                frame.top(blocks).stream().map(FrequentItem::item).toList());
        for (T item : notedItems()) {
            if (frame.lowerBound(item) == 0) {
                items.add(item);
            }
        }
        long[] counts = new long[items.size()];
        Arrays.setAll(counts, i -> estimate(items.get(i)));
        int[] byRank = Ranking.of(counts.length, (a, b) -> Long.compare(counts[b], counts[a]));
        long unlisted = count < window ? frame.maximumError() : 3 * block;
        long best = k < byRank.length ? Math.max(counts[byRank[k]], unlisted) : unlisted;
        return Arrays.stream(byRank)
                .limit(k)
                .mapToObj(i -> {
                    long error = Math.min(counts[i], maximumError());
                    return new FrequentItem<>(items.get(i), counts[i], error, counts[i] - error >= best);
                })
                .toList();
    }

    @Override
    public void reset() {
        frame.reset();
        slots.clear();
        Arrays.fill(ofBlock, 0);
        freeSlots = 0;
        first = 0;
        notes = 0;
        newestBlock = 0;
        position = 0;
        count = 0;
    }

    @Override
    public WindowHeavyHitters<T> copy() {
        WindowHeavyHitters<T> copy = new WindowHeavyHitters<>(window, blocks, itemCodec, frame.copy());
        copy.slots = slots.copy();
        copy.noted = noted.clone();
        copy.free = free.clone();
        copy.freeSlots = freeSlots;
        copy.ring = ring.clone();
        copy.first = first;
        copy.notes = notes;
        copy.ofBlock = ofBlock.clone();
        copy.newestBlock = newestBlock;
        copy.position = position;
        copy.count = count;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 180
                + frame.stateBytes()
                + slots.heapBytes()
                + 4L * (noted.length + free.length + ring.length + ofBlock.length)
                + Codecs.heapBytes(itemCodec, notedItems());
    }

    /**
     * How such windows become bytes. Form {@code window-heavy-hitters} 1: window i64, blocks i32, count i64, the frame with its header, notes of each block
     * i32 from the oldest to the newest, the noted items under one header in the order of their first note, then the number i32 of its item for each note.
     */
    public static <T> StateCodec<WindowHeavyHitters<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        StateCodec<SpaceSaving<T>> frames = SpaceSaving.codec(itemCodec);
        return StateCodec.of(
                "window-heavy-hitters", 1, (s, out) -> s.encode(frames, out), in -> decode(itemCodec, frames, in));
    }

    private void encode(StateCodec<SpaceSaving<T>> frames, StateWriter out) {
        out.writeLong(window).writeInt(blocks).writeLong(count);
        frames.encode(frame, out);
        for (int i = 0, at = after(newestBlock); i <= blocks; i++, at = after(at)) {
            out.writeInt(ofBlock[at]);
        }
        itemCodec.encodeAll(notedItems(), out);
        int[] numbers = new int[noted.length];
        int next = 0;
        for (int i = 0; i < notes; i++) {
            int slot = ring[(first + i) % ring.length];
            if (numbers[slot] == 0) {
                numbers[slot] = ++next;
            }
            out.writeInt(numbers[slot] - 1);
        }
    }

    private static <T> WindowHeavyHitters<T> decode(
            StateCodec<T> itemCodec, StateCodec<SpaceSaving<T>> frames, StateReader in) {
        long window = in.readLong();
        int blocks = in.readInt();
        long count = in.readCount("count");
        SpaceSaving<T> frame = frames.decode(in);
        if (blocks != frame.counters() || (long) blocks * Integer.BYTES > in.remaining()) {
            throw in.corrupt("blocks must be the counters of the frame, " + frame.counters() + ", got " + blocks);
        }
        requireWindow(window, blocks);
        WindowHeavyHitters<T> s = new WindowHeavyHitters<>(window, blocks, itemCodec, frame);
        s.count = count;
        s.position = count % window;
        s.newestBlock = blocks;
        // The frame begins anew with the last item of a window, except for the first.
        long framed = count < window ? count : s.position + 1;
        if (frame.total() != framed) {
            throw in.corrupt("the frame must have " + framed + " items, got " + frame.total());
        }
        long left = 2L * blocks;
        for (int i = 0; i <= blocks; i++) {
            s.ofBlock[i] = in.readIntBetween("notes of a block", 0, (int) Math.min(left, s.block));
            left -= s.ofBlock[i];
        }
        List<T> items = itemCodec.decodeAll(in);
        int notes = (int) (2L * blocks - left);
        if (items.size() > notes || (long) notes * Integer.BYTES > in.remaining()) {
            throw in.corrupt("notes must be at least the items, " + items.size() + ", and all there, got " + notes);
        }
        int known = 0;
        for (int i = 0; i < notes; i++) {
            int number = in.readIntBetween("number of an item", 0, Math.min(known, items.size() - 1));
            boolean isNew = number == known;
            if (isNew != (s.slots.find(items.get(number)) == Slots.ABSENT)) {
                throw in.corrupt("items must differ, got one twice");
            }
            known += isNew ? 1 : 0;
            s.append(items.get(number));
        }
        if (known != items.size()) {
            throw in.corrupt("every item must have a note, " + (items.size() - known) + " have none");
        }
        return s;
    }

    /** Notes in the newest block that the item's count reached a whole multiple of the block. */
    private void note(T item) {
        ofBlock[newestBlock]++;
        append(item);
    }

    private void append(T item) {
        int slot = slots.find(item);
        if (slot == Slots.ABSENT) {
            slot = freeSlots > 0 ? free[--freeSlots] : slots.size();
            if (slot == slots.capacity()) {
                slots.grow();
                noted = Arrays.copyOf(noted, slots.capacity());
                free = Arrays.copyOf(free, slots.capacity());
            }
            noted[slot] = 0;
            slots.put(slot, item);
        }
        noted[slot]++;
        if (notes == ring.length) {
            int[] longer = new int[Math.min(2 * blocks, 2 * ring.length)];
            for (int i = 0; i < notes; i++) {
                longer[i] = ring[(first + i) % ring.length];
            }
            ring = longer;
            first = 0;
        }
        ring[(first + notes++) % ring.length] = slot;
    }

    private void dropOldest() {
        ofBlock[after(newestBlock)]--;
        int slot = ring[first];
        first = (first + 1) % ring.length;
        notes--;
        if (--noted[slot] == 0) {
            slots.remove(slot);
            free[freeSlots++] = slot;
        }
    }

    /** The block after another in the ring of blocks; after the newest comes the oldest. */
    private int after(int blockNumber) {
        return blockNumber == blocks ? 0 : blockNumber + 1;
    }

    /** In the order of their first note. */
    private List<T> notedItems() {
        boolean[] seen = new boolean[noted.length];
        return IntStream.range(0, notes)
                .map(i -> ring[(first + i) % ring.length])
                .filter(slot -> {
                    boolean isNew = !seen[slot];
                    seen[slot] = true;
                    return isNew;
                })
                .mapToObj(slots::get)
                .toList();
    }
}
