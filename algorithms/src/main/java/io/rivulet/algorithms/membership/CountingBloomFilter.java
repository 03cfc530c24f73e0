package io.rivulet.algorithms.membership;

import com.carrotsearch.hppc.IntLongHashMap;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Whether an item is in, where items also leave: sessions, leases, the records of a sliding window.
 *
 * <p><b>Method.</b> Fan, Cao, Almeida and Broder, <i>Summary cache: a scalable wide-area Web cache sharing protocol</i>, IEEE/ACM Transactions on Networking
 * 8(3), 2000: the bits of a Bloom filter are counters of four bits, here in blocks of 128 as those of {@link BloomFilter}. The paper's counters stay at 15
 * for ever once they get there; here what exceeds 15 is counted exactly in a small table, so that items that come a thousand times can leave as often.
 * <p><b>Error.</b> No item that is in is ever denied, as long as nothing is retracted that was not in. One that is not in is taken for one that is with the
 * rate asked for at most, averaged over seeds, with as many different items in as the capacity; {@link #falsePositiveRate} says it for what is in now.
 * <p><b>Cost.</b> O(1) per update, retraction and question, nothing allocated but for the table of large counters; O(counters) per merge, subtraction and for the
 * rate. Bits an item: 43 for 1 %, 77 for 0.1 %, and 16 to 32 bytes for each counter beyond 15.
 * <p><b>Empty.</b> Contains nothing.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var open = CountingBloomFilter.of(100_000, 0.01);
 * open.update("session-1");
 * open.update("session-1");
 * open.retract("session-1");
 * open.mightContain("session-1");  // true: it came twice and left once
 * }</pre>
 */
public final class CountingBloomFilter
        implements MembershipFilter,
                Incremental<CountingBloomFilter>,
                Mergeable<CountingBloomFilter>,
                Subtractable<CountingBloomFilter>,
                Retractable.OfLong {

    private static final int BLOCK_CELLS = 128;
    private static final int CELL_BITS = 4;
    private static final int CELLS_PER_WORD = Long.SIZE / CELL_BITS;
    private static final int FULL = (1 << CELL_BITS) - 1;
    private static final int MAX_BLOCKS = 1 << 24;
    private static final long MAX_COUNT = 1L << 52;

    /** Bits of a hash that name one cell of a block, and how many such names it holds. */
    private static final int NAME_BITS = 7;

    private static final int NAMES = Long.SIZE / NAME_BITS;

    /*
     * Cell c has four bits of words; if they are all set, beyond holds what it counts above 15, unless that is nothing. The cells of an item are named by its
     * hash as the bits of BloomFilter are; one that is named twice counts twice.
     */
    private final long capacity;
    private final BlockShape shape;
    private final long seed;
    private final long[] words;
    private IntLongHashMap beyond = new IntLongHashMap();
    private long count;

    private CountingBloomFilter(long capacity, BlockShape shape, long seed) {
        this.capacity = capacity;
        this.shape = shape;
        this.seed = seed;
        this.words = new long[shape.blocks() * (BLOCK_CELLS / CELLS_PER_WORD)];
    }

    /** A filter with seed 0. */
    public static CountingBloomFilter of(long capacity, double falsePositiveRate) {
        return create(capacity, falsePositiveRate, 0);
    }

    /**
     * A filter.
     *
     * @param capacity how many different items are expected at a time, 1 or more
     * @param falsePositiveRate with that many in, 1e-8..0.5
     * @param seed filters merge only with their own seed
     */
    public static CountingBloomFilter create(long capacity, double falsePositiveRate, long seed) {
        return new CountingBloomFilter(capacity, shape(capacity, falsePositiveRate), seed);
    }

    /** How a dataflow fills one with texts; the answer is a copy. */
    public static <T> Aggregation<T, CountingBloomFilter, CountingBloomFilter> aggregation(
            long capacity, double falsePositiveRate, long seed, Function<? super T, ? extends CharSequence> item) {
        BlockShape shape = shape(capacity, falsePositiveRate);
        return Aggregation.<T, CountingBloomFilter, CountingBloomFilter>of(
                        "counting-bloom",
                        () -> new CountingBloomFilter(capacity, shape, seed),
                        (s, record) -> s.update(item.apply(record)),
                        CountingBloomFilter::copy,
                        CODEC)
                .merging(CountingBloomFilter::merge, CountingBloomFilter::copy)
                .retracting((s, record) -> s.retract(item.apply(record)))
                .subtracting(CountingBloomFilter::subtract);
    }

    /** How a dataflow drops texts that came before, at any time; each counts once, so that it could be retracted once. */
    public static <T> Deduplication<T, CountingBloomFilter> deduplication(
            long capacity, double falsePositiveRate, long seed, Function<? super T, ? extends CharSequence> item) {
        BlockShape shape = shape(capacity, falsePositiveRate);
        return Deduplication.of(
                "counting-bloom",
                () -> new CountingBloomFilter(capacity, shape, seed),
                (s, record, time) -> s.seenHash(Hash.ofText(item.apply(record), seed)),
                CODEC);
    }

    private static BlockShape shape(long capacity, double falsePositiveRate) {
        return BlockShape.of(capacity, falsePositiveRate, BLOCK_CELLS, MAX_BLOCKS);
    }

    @Override
    public void updateHash(long hash) {
        if (count == MAX_COUNT) {
            throw new IllegalStateException("count must stay within " + MAX_COUNT);
        }
        for (int i = 0; i < shape.cells(); i++) {
            add(cell(hash, i), 1);
        }
        count++;
    }

    /** Takes an item in unless it may be in already; returns whether it may. */
    public boolean seenHash(long hash) {
        if (mightContainHash(hash)) {
            return true;
        }
        updateHash(hash);
        return false;
    }

    @Override
    public boolean mightContainHash(long hash) {
        for (int i = 0; i < shape.cells(); i++) {
            if (low(cell(hash, i)) == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long seed() {
        return seed;
    }

    /** How many different items at a time it was made for. */
    public long capacity() {
        return capacity;
    }

    /** How many items are in, repetitions counted. */
    public long count() {
        return count;
    }

    /** {@inheritDoc} The mean over all blocks of the part of their counters that are not 0, to the power of the counters of an item. */
    @Override
    public double falsePositiveRate() {
        double sum = 0;
        int perBlock = BLOCK_CELLS / CELLS_PER_WORD;
        for (int block = 0; block < shape.blocks(); block++) {
            int used = 0;
            for (int i = block * perBlock; i < (block + 1) * perBlock; i++) {
                used += usedCells(words[i]);
            }
            sum += Math.pow(used / (double) BLOCK_CELLS, shape.cells());
        }
        return sum / shape.blocks();
    }

    /** Undoes one update of that number; refused if it cannot be in. */
    @Override
    public void retract(long item) {
        retractHash(Hash.ofLong(item, seed));
    }

    /** Undoes one update of that text; refused if it cannot be in. */
    public void retract(CharSequence item) {
        retractHash(Hash.ofText(item, seed));
    }

    /**
     * Undoes one update of the item of that hash. One that is not in but seems to be takes counts away that belong to others, which may be denied from then on.
     *
     * @throws IllegalArgumentException if it cannot be in; the filter is then unchanged
     */
    public void retractHash(long hash) {
        for (int i = 0; i < shape.cells(); i++) {
            if (!takeAway(cell(hash, i), 1)) {
                for (int j = 0; j < i; j++) {
                    add(cell(hash, j), 1);
                }
                throw new IllegalArgumentException("item must have been taken in before, got one that is not in");
            }
        }
        count--;
    }

    @Override
    public void merge(CountingBloomFilter other) {
        requireLike(other, "merge");
        if (other.count > MAX_COUNT - count) {
            throw new IllegalArgumentException(
                    "counts must stay within " + MAX_COUNT + " together, got " + count + " and " + other.count);
        }
        if (other == this) {
            merge(other.copy());
            return;
        }
        for (int cell = 0; cell < shape.blocks() * BLOCK_CELLS; cell++) {
            add(cell, other.value(cell));
        }
        count += other.count;
    }

    @Override
    public void subtract(CountingBloomFilter other) {
        requireLike(other, "subtract");
        for (int cell = 0; cell < shape.blocks() * BLOCK_CELLS; cell++) {
            if (value(cell) < other.value(cell)) {
                throw new IllegalArgumentException("other must be part of this, but has items that this has not");
            }
        }
        if (other == this) {
            reset();
            return;
        }
        for (int cell = 0; cell < shape.blocks() * BLOCK_CELLS; cell++) {
            takeAway(cell, other.value(cell));
        }
        count -= other.count;
    }

    @Override
    public void reset() {
        Arrays.fill(words, 0);
        beyond.clear();
        count = 0;
    }

    @Override
    public CountingBloomFilter copy() {
        CountingBloomFilter copy = new CountingBloomFilter(capacity, shape, seed);
        System.arraycopy(words, 0, copy.words, 0, words.length);
        copy.beyond = beyond.clone();
        copy.count = count;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 24 + 16 + 8L * words.length + 96 + 12L * beyond.keys.length;
    }

    /**
     * Form {@code counting-bloom} 1: capacity i64, blocks i32, counters an item i32, seed i64, count i64, the counters' words i64, large counters i32, and for
     * each by rising number: number i32, what it counts beyond 15 i64.
     */
    public static final StateCodec<CountingBloomFilter> CODEC =
            StateCodec.of("counting-bloom", 1, CountingBloomFilter::encode, CountingBloomFilter::decode);

    private void encode(StateWriter out) {
        out.writeLong(capacity)
                .writeInt(shape.blocks())
                .writeInt(shape.cells())
                .writeLong(seed)
                .writeLong(count);
        for (long word : words) {
            out.writeLong(word);
        }
        int[] cells = beyond.keys().toArray();
        Arrays.sort(cells);
        out.writeInt(cells.length);
        for (int cell : cells) {
            out.writeInt(cell).writeLong(beyond.get(cell));
        }
    }

    private static CountingBloomFilter decode(StateReader in) {
        long capacity = in.readCount("capacity");
        int blocks = in.readLength("blocks", BLOCK_CELLS * CELL_BITS / Byte.SIZE);
        int cells = in.readIntBetween("counters an item", 1, BlockShape.MOST_CELLS);
        long seed = in.readLong();
        long count = in.readCount("count");
        if (capacity < 1 || blocks < 1 || blocks > MAX_BLOCKS || count > MAX_COUNT || in.remaining() / 64 < blocks) {
            throw in.corrupt("capacity must be positive, and blocks 1 or more and as many as follow, got " + capacity
                    + " and " + blocks);
        }
        CountingBloomFilter read = new CountingBloomFilter(capacity, new BlockShape(blocks, cells), seed);
        for (int i = 0; i < read.words.length; i++) {
            read.words[i] = in.readLong();
        }
        int large = in.readLength("large counters", 12);
        int last = -1;
        for (int i = 0; i < large; i++) {
            int cell = in.readIntBetween("counter", last + 1, blocks * BLOCK_CELLS - 1);
            long more = in.readCount("more");
            if (more < 1 || more > MAX_COUNT * BlockShape.MOST_CELLS || read.low(cell) != FULL) {
                throw in.corrupt("large counters must be full and count more than 15, got " + more + " in " + cell);
            }
            read.beyond.put(cell, more);
            last = cell;
        }
        long sum = 0;
        for (int cell = 0; cell < blocks * BLOCK_CELLS; cell++) {
            sum += read.value(cell);
        }
        if (sum != count * cells) {
            throw in.corrupt("counters must add up to " + count * cells + ", got " + sum);
        }
        read.count = count;
        return read;
    }

    /** The i-th cell that an item touches. */
    private int cell(long hash, int i) {
        long mixed = SplitMix64.mix(hash);
        for (int names = i / NAMES; names > 0; names--) {
            mixed = SplitMix64.mix(~mixed);
        }
        int block = (int) ((hash >>> 32) * shape.blocks() >>> 32);
        return block * BLOCK_CELLS + ((int) (mixed >>> i % NAMES * NAME_BITS) & BLOCK_CELLS - 1);
    }

    private int low(int cell) {
        return (int) (words[cell / CELLS_PER_WORD] >>> cell % CELLS_PER_WORD * CELL_BITS) & FULL;
    }

    private long value(int cell) {
        int low = low(cell);
        return low == FULL ? FULL + beyond.get(cell) : low;
    }

    private void setLow(int cell, int value) {
        int shift = cell % CELLS_PER_WORD * CELL_BITS;
        words[cell / CELLS_PER_WORD] = words[cell / CELLS_PER_WORD] & ~((long) FULL << shift) | (long) value << shift;
    }

    private void add(int cell, long by) {
        int low = low(cell);
        int room = FULL - low;
        if (by <= room) {
            setLow(cell, low + (int) by);
        } else {
            setLow(cell, FULL);
            beyond.addTo(cell, by - room);
        }
    }

    /** Whether there was so much to take away; nothing is done otherwise. */
    private boolean takeAway(int cell, long by) {
        long left = value(cell) - by;
        if (left < 0) {
            return false;
        }
        if (left > FULL) {
            beyond.put(cell, left - FULL);
        } else {
            if (low(cell) == FULL) {
                beyond.remove(cell);
            }
            setLow(cell, (int) left);
        }
        return true;
    }

    private static int usedCells(long word) {
        long any = word | word >>> 1;
        return Long.bitCount((any | any >>> 2) & 0x1111111111111111L);
    }

    private void requireLike(CountingBloomFilter other, String what) {
        if (!other.shape.equals(shape) || other.seed != seed) {
            throw new IllegalArgumentException("cannot " + what + " CountingBloomFilter of " + describe()
                    + " with one of " + other.describe() + ": parameters differ");
        }
    }

    private String describe() {
        return shape.blocks() + " blocks, " + shape.cells() + " counters an item, seed " + seed;
    }
}
