package io.rivulet.algorithms.membership;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Whether an item was taken in, at 10 bits an item for 1 % of false positives, in one block of memory of the size of a cache line.
 *
 * <p><b>Method.</b> Bloom, <i>Space/time trade-offs in hash coding with allowable errors</i>, Communications of the ACM 13(7), 1970, blocked after Putze,
 * Sanders and Singler, <i>Cache-, hash- and space-efficient Bloom filters</i>, WEA 2007: all bits of an item lie in one block of 512. Number of blocks and of
 * bits are those that leave the wanted rate with blocks unequally full.
 * <p><b>Error.</b> No item that was taken in is ever denied. One that was not is taken for one that was with the rate asked for at most, averaged over seeds,
 * once as many different items as the capacity are in; {@link #falsePositiveRate} says it for what is in now. Beyond its capacity a filter goes on, and the rate
 * rises: at twice the capacity from 1 % to 12 %.
 * <p><b>Cost.</b> O(1) per update and question, nothing allocated; O(bits) per merge and for the rate. Bits an item: 9.9 for 1 %, 15.7 for 0.1 %, 39 for one in
 * a million.
 * <p><b>Empty.</b> Contains nothing.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var seen = BloomFilter.of(1_000_000, 0.01);
 * seen.update("/index.html");
 * seen.mightContain("/index.html");  // true
 * seen.mightContain("/login");       // false, but would be true for one such text in a hundred if the filter were full
 * }</pre>
 */
public final class BloomFilter implements MembershipFilter, Incremental<BloomFilter>, Mergeable<BloomFilter> {

    private static final int BLOCK_BITS = 512;
    private static final int BLOCK_WORDS = BLOCK_BITS / Long.SIZE;
    private static final int MAX_BLOCKS = 1 << 27;

    /** Bits of a hash that name one bit of a block, and how many such names it holds. */
    private static final int NAME_BITS = 9;

    private static final int NAMES = Long.SIZE / NAME_BITS;

    /*
     * The upper half of an item's hash chooses the block; from the hash mixed once more come the bits of the block, 9 bits of it each, and from mixing that
     * again the next seven. Two items that share a block are as unlike there as any.
     */
    private final long capacity;
    private final BlockShape shape;
    private final long seed;
    private final long[] words;

    private BloomFilter(long capacity, BlockShape shape, long seed) {
        this.capacity = capacity;
        this.shape = shape;
        this.seed = seed;
        this.words = new long[shape.blocks() * BLOCK_WORDS];
    }

    /** A filter with seed 0. */
    public static BloomFilter of(long capacity, double falsePositiveRate) {
        return create(capacity, falsePositiveRate, 0);
    }

    /**
     * A filter.
     *
     * @param capacity how many different items are expected, 1 or more
     * @param falsePositiveRate with that many in, 1e-8..0.5
     * @param seed filters merge only with their own seed
     */
    public static BloomFilter create(long capacity, double falsePositiveRate, long seed) {
        return new BloomFilter(capacity, BlockShape.of(capacity, falsePositiveRate, BLOCK_BITS, MAX_BLOCKS), seed);
    }

    /** How a dataflow fills one with texts; the answer is a copy. */
    public static <T> Aggregation<T, BloomFilter, BloomFilter> aggregation(
            long capacity, double falsePositiveRate, long seed, Function<? super T, ? extends CharSequence> item) {
        BlockShape shape = BlockShape.of(capacity, falsePositiveRate, BLOCK_BITS, MAX_BLOCKS);
        return Aggregation.<T, BloomFilter, BloomFilter>of(
                        "bloom",
                        () -> new BloomFilter(capacity, shape, seed),
                        (s, record) -> s.update(item.apply(record)),
                        BloomFilter::copy,
                        CODEC)
                .merging(BloomFilter::merge, BloomFilter::copy);
    }

    /** How a dataflow drops texts that came before, at any time: of new ones it drops the rate's part, too. */
    public static <T> Deduplication<T, BloomFilter> deduplication(
            long capacity, double falsePositiveRate, long seed, Function<? super T, ? extends CharSequence> item) {
        BlockShape shape = BlockShape.of(capacity, falsePositiveRate, BLOCK_BITS, MAX_BLOCKS);
        return Deduplication.of(
                "bloom",
                () -> new BloomFilter(capacity, shape, seed),
                (s, record, time) -> s.seenHash(Hash.ofText(item.apply(record), seed)),
                CODEC);
    }

    @Override
    public void updateHash(long hash) {
        int base = base(hash);
        long mixed = SplitMix64.mix(hash);
        for (int left = shape.cells(); left > 0; left -= NAMES) {
            long names = mixed;
            for (int i = Math.min(left, NAMES); i > 0; i--) {
                words[base + ((int) names >>> 6 & BLOCK_WORDS - 1)] |= 1L << names;
                names >>>= NAME_BITS;
            }
            mixed = SplitMix64.mix(~mixed);
        }
    }

    /** Takes an item in by its hash; whether it may have been in before. */
    public boolean seenHash(long hash) {
        if (mightContainHash(hash)) {
            return true;
        }
        updateHash(hash);
        return false;
    }

    @Override
    public boolean mightContainHash(long hash) {
        int base = base(hash);
        long mixed = SplitMix64.mix(hash);
        for (int left = shape.cells(); left > 0; left -= NAMES) {
            long names = mixed;
            long missing = 0;
            for (int i = Math.min(left, NAMES); i > 0; i--) {
                missing |= ~words[base + ((int) names >>> 6 & BLOCK_WORDS - 1)] & 1L << names;
                names >>>= NAME_BITS;
            }
            // Not at the first missing bit: which one that is nobody can predict, the processor neither.
            if (missing != 0) {
                return false;
            }
            mixed = SplitMix64.mix(~mixed);
        }
        return true;
    }

    @Override
    public long seed() {
        return seed;
    }

    /** How many different items it was made for. */
    public long capacity() {
        return capacity;
    }

    /** {@inheritDoc} The mean over all blocks of the part of their bits that is set, to the power of the bits of an item. */
    @Override
    public double falsePositiveRate() {
        double sum = 0;
        for (int block = 0; block < shape.blocks(); block++) {
            sum += Math.pow(ones(block) / (double) BLOCK_BITS, shape.cells());
        }
        return sum / shape.blocks();
    }

    /** How many different items are in, about, from the number of bits set; infinite when all are. */
    public double estimate() {
        double free = 1;
        for (int block = 0; block < shape.blocks(); block++) {
            free -= ones(block) / (double) BLOCK_BITS / shape.blocks();
        }
        double touchedByOne = 1 - Math.pow(1 - 1.0 / BLOCK_BITS, shape.cells());
        return free >= 1 ? 0 : -Math.log(Math.max(0, free)) / touchedByOne * shape.blocks();
    }

    @Override
    public void merge(BloomFilter other) {
        if (!other.shape.equals(shape) || other.seed != seed) {
            throw new IllegalArgumentException("cannot merge BloomFilter of " + describe() + " with one of "
                    + other.describe() + ": parameters differ");
        }
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    @Override
    public void reset() {
        Arrays.fill(words, 0);
    }

    @Override
    public BloomFilter copy() {
        BloomFilter copy = new BloomFilter(capacity, shape, seed);
        System.arraycopy(words, 0, copy.words, 0, words.length);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + 24 + 16 + 8L * words.length;
    }

    /** Form {@code bloom} 1: capacity i64, blocks i32, bits an item i32, seed i64, the blocks' words i64. */
    public static final StateCodec<BloomFilter> CODEC =
            StateCodec.of("bloom", 1, BloomFilter::encode, BloomFilter::decode);

    private void encode(StateWriter out) {
        out.writeLong(capacity).writeInt(shape.blocks()).writeInt(shape.cells()).writeLong(seed);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static BloomFilter decode(StateReader in) {
        long capacity = in.readCount("capacity");
        int blocks = in.readLength("blocks", BLOCK_BITS / Byte.SIZE);
        int cells = in.readIntBetween("bits an item", 1, BlockShape.MOST_CELLS);
        long seed = in.readLong();
        if (capacity < 1 || blocks < 1 || blocks > MAX_BLOCKS || in.remaining() / (BLOCK_BITS / Byte.SIZE) < blocks) {
            throw in.corrupt("capacity must be positive, and blocks 1 or more and as many as follow, got " + capacity
                    + " and " + blocks);
        }
        BloomFilter read = new BloomFilter(capacity, new BlockShape(blocks, cells), seed);
        for (int i = 0; i < read.words.length; i++) {
            read.words[i] = in.readLong();
        }
        return read;
    }

    private int base(long hash) {
        return (int) ((hash >>> 32) * shape.blocks() >>> 32) * BLOCK_WORDS;
    }

    private int ones(int block) {
        int ones = 0;
        for (int i = block * BLOCK_WORDS; i < (block + 1) * BLOCK_WORDS; i++) {
            ones += Long.bitCount(words[i]);
        }
        return ones;
    }

    private String describe() {
        return shape.blocks() + " blocks, " + shape.cells() + " bits an item, seed " + seed;
    }
}
