package io.rivulet.algorithms.membership;

import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Whether an item is in, where items also leave, in a quarter of the bits of a {@link CountingBloomFilter}; it can be full.
 *
 * <p><b>Method.</b> Fan, Andersen, Kaminsky and Mitzenmacher, <i>Cuckoo filter: practically better than Bloom</i>, CoNEXT 2014: a tag of an item lies in one
 * of two buckets of four, and moves to its other one when it is in the way. The two bucket numbers of a tag add up to a hash of it, modulo the number of buckets,
 * so that this may be any number and not only a power of two.
 * <p><b>Error.</b> No item that is in is ever denied, as long as nothing is retracted that was not in. One that is not in is taken for one that is with
 * probability 8 · load / (2<sup>bits</sup> − 1), at most the rate asked for; {@link #falsePositiveRate} says it for now.
 * <p><b>Capacity.</b> An update that finds no room after 500 moves is still kept, and the next one is refused: {@link #isFull}. That happens at 95 % of the
 * slots or more, beyond the capacity asked for; or where one item is in more than eight times.
 * <p><b>Cost.</b> O(1) per question and retraction, and per update until it is nearly full, nothing allocated. Bits an item: 10.5 for 1 %, 13.7 for 0.1 %. Cannot
 * be merged.
 * <p><b>Empty.</b> Contains nothing.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var open = CuckooFilter.of(100_000, 0.001);
 * open.update("lease-1");
 * open.mightContain("lease-1");  // true
 * open.retract("lease-1");
 * open.mightContain("lease-1");  // false
 * }</pre>
 */
public final class CuckooFilter implements MembershipFilter, Incremental<CuckooFilter>, Retractable.OfLong {

    private static final int SLOTS = 4;
    private static final int MIN_TAG_BITS = 4;
    private static final int MAX_TAG_BITS = 16;
    private static final int MAX_BUCKETS = 1 << 28;
    private static final int MOVES = 500;
    private static final double LOAD = 0.95;

    /*
     * A bucket is four tags of tagBits each, next to each other in words without regard to their bounds; 0 is a free slot. A tag in bucket i may also lie in
     * bucket (h - i) mod buckets, where h is a hash of the tag. What 500 moves left over waits in homeless until something is retracted; 0 if nothing is.
     */
    private final int buckets;
    private final int tagBits;
    private final long seed;
    private final long[] words;
    private SplitMix64 random;
    private int homeless;
    private int homelessBucket;
    private long count;

    private CuckooFilter(int buckets, int tagBits, long seed) {
        this.buckets = buckets;
        this.tagBits = tagBits;
        this.seed = seed;
        // One word more, so that a bucket can always be read from two.
        this.words = new long[(int) (((long) buckets * SLOTS * tagBits + Long.SIZE - 1) / Long.SIZE) + 1];
        this.random = new SplitMix64(seed);
    }

    /** A filter with seed 0. */
    public static CuckooFilter of(int capacity, double falsePositiveRate) {
        return create(capacity, falsePositiveRate, 0);
    }

    /**
     * A filter.
     *
     * @param capacity how many items there is room for, repetitions counted, 1..1,000,000,000
     * @param falsePositiveRate with that many in, 0.00012..0.5
     * @param seed of the hash and of the choice which tag must move
     */
    public static CuckooFilter create(int capacity, double falsePositiveRate, long seed) {
        if (capacity < 1 || capacity > 1_000_000_000) {
            throw new IllegalArgumentException("capacity must be in 1..1000000000, got " + capacity);
        }
        double least = 2 * SLOTS * LOAD / ((1 << MAX_TAG_BITS) - 1);
        if (!(falsePositiveRate >= least && falsePositiveRate <= 0.5)) {
            throw new IllegalArgumentException(
                    "falsePositiveRate must be in " + least + "..0.5, got " + falsePositiveRate);
        }
        int tagBits = MIN_TAG_BITS;
        while (2 * SLOTS * LOAD / ((1 << tagBits) - 1) > falsePositiveRate) {
            tagBits++;
        }
        // Few buckets fill less evenly: some to spare.
        int buckets = (int) Math.ceil(capacity / (SLOTS * LOAD)) + 3;
        return new CuckooFilter(buckets, tagBits, seed);
    }

    /** How a dataflow drops texts that came before, at any time; a text that is new when the filter is full is refused. */
    public static <T> Deduplication<T, CuckooFilter> deduplication(
            int capacity, double falsePositiveRate, long seed, Function<? super T, ? extends CharSequence> item) {
        create(capacity, falsePositiveRate, seed); // wrong ones show here, not at the first record
        return Deduplication.of(
                "cuckoo",
                () -> create(capacity, falsePositiveRate, seed),
                (s, record, time) -> s.seenHash(Hash.ofText(item.apply(record), seed)),
                CODEC);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the filter is full; it is then unchanged
     */
    @Override
    public void updateHash(long hash) {
        if (homeless != 0) {
            throw new IllegalStateException("filter must have room, but " + count + " of " + (long) buckets * SLOTS
                    + " slots are taken; retract items or make it for more");
        }
        int tag = tag(hash);
        int bucket = bucket(hash);
        count++;
        if (!put(bucket, tag) && !put(other(bucket, tag), tag)) {
            move(random.nextLong() < 0 ? bucket : other(bucket, tag), tag);
        }
    }

    /**
     * Takes an item in unless it may be in already; returns whether it may.
     *
     * @throws IllegalStateException if it is not and the filter is full
     */
    public boolean seenHash(long hash) {
        if (mightContainHash(hash)) {
            return true;
        }
        updateHash(hash);
        return false;
    }

    @Override
    public boolean mightContainHash(long hash) {
        int tag = tag(hash);
        int bucket = bucket(hash);
        return slotOf(bucket, tag) >= 0
                || slotOf(other(bucket, tag), tag) >= 0
                || tag == homeless && (homelessBucket == bucket || homelessBucket == other(bucket, tag));
    }

    @Override
    public long seed() {
        return seed;
    }

    /** Whether the next update would be refused. */
    public boolean isFull() {
        return homeless != 0;
    }

    /** How many items are in, repetitions counted. */
    public long count() {
        return count;
    }

    @Override
    public double falsePositiveRate() {
        double oneTag = 1.0 / ((1 << tagBits) - 1);
        double tagsSeen = 2 * SLOTS * (double) count / ((double) buckets * SLOTS);
        return -Math.expm1(tagsSeen * Math.log1p(-oneTag));
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
     * Undoes one update of the item of that hash. One that is not in but seems to be takes the tag of another, which is denied from then on.
     *
     * @throws IllegalArgumentException if it cannot be in; the filter is then unchanged
     */
    public void retractHash(long hash) {
        int tag = tag(hash);
        int bucket = bucket(hash);
        int second = other(bucket, tag);
        if (slotOf(bucket, tag) >= 0) {
            set(bucket, slotOf(bucket, tag), 0);
        } else if (slotOf(second, tag) >= 0) {
            set(second, slotOf(second, tag), 0);
        } else if (tag == homeless && (homelessBucket == bucket || homelessBucket == second)) {
            homeless = 0;
            homelessBucket = 0;
        } else {
            throw new IllegalArgumentException("item must have been taken in before, got one that is not in");
        }
        count--;
        if (homeless != 0) {
            int waiting = homeless;
            int from = homelessBucket;
            homeless = 0;
            homelessBucket = 0;
            if (!put(from, waiting) && !put(other(from, waiting), waiting)) {
                move(from, waiting);
            }
        }
    }

    @Override
    public void reset() {
        Arrays.fill(words, 0);
        random = new SplitMix64(seed);
        homeless = 0;
        homelessBucket = 0;
        count = 0;
    }

    @Override
    public CuckooFilter copy() {
        CuckooFilter copy = new CuckooFilter(buckets, tagBits, seed);
        System.arraycopy(words, 0, copy.words, 0, words.length);
        copy.random = new SplitMix64(random.state());
        copy.homeless = homeless;
        copy.homelessBucket = homelessBucket;
        copy.count = count;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 24 + 16 + 8L * words.length;
    }

    /** Form {@code cuckoo} 1: buckets i32, bits of a tag u8, seed i64, generator i64, homeless tag i32 and its bucket i32, the buckets' words i64. */
    public static final StateCodec<CuckooFilter> CODEC =
            StateCodec.of("cuckoo", 1, CuckooFilter::encode, CuckooFilter::decode);

    private void encode(StateWriter out) {
        out.writeInt(buckets).writeByte(tagBits).writeLong(seed).writeLong(random.state());
        out.writeInt(homeless).writeInt(homelessBucket);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static CuckooFilter decode(StateReader in) {
        int buckets = in.readIntBetween("buckets", 1, MAX_BUCKETS);
        int tagBits = in.readByte();
        if (tagBits < MIN_TAG_BITS || tagBits > MAX_TAG_BITS) {
            throw in.corrupt("bits of a tag must be in " + MIN_TAG_BITS + ".." + MAX_TAG_BITS + ", got " + tagBits);
        }
        long seed = in.readLong();
        long generator = in.readLong();
        int homeless = in.readIntBetween("homeless tag", 0, (1 << tagBits) - 1);
        int homelessBucket = in.readIntBetween("its bucket", 0, homeless == 0 ? 0 : buckets - 1);
        if (in.remaining() * (long) Byte.SIZE < (long) buckets * SLOTS * tagBits) {
            throw in.corrupt("buckets must be " + buckets + ", " + in.remaining() + " bytes left");
        }
        CuckooFilter read = new CuckooFilter(buckets, tagBits, seed);
        for (int i = 0; i < read.words.length; i++) {
            read.words[i] = in.readLong();
        }
        read.random = new SplitMix64(generator);
        read.homeless = homeless;
        read.homelessBucket = homelessBucket;
        read.count = homeless == 0 ? 0 : 1;
        for (int bucket = 0; bucket < buckets; bucket++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                read.count += read.get(bucket, slot) == 0 ? 0 : 1;
            }
        }
        return read;
    }

    /** Puts a tag into a bucket that is full, and what was there into its other one, and so on until one has room. */
    private void move(int into, int tag) {
        int bucket = into;
        int moving = tag;
        for (int i = 0; i < MOVES; i++) {
            int slot = (int) (random.nextLong() >>> 62);
            int displaced = get(bucket, slot);
            set(bucket, slot, moving);
            moving = displaced;
            bucket = other(bucket, moving);
            if (put(bucket, moving)) {
                return;
            }
        }
        homeless = moving;
        homelessBucket = bucket;
    }

    private boolean put(int bucket, int tag) {
        int slot = slotOf(bucket, 0);
        if (slot >= 0) {
            set(bucket, slot, tag);
        }
        return slot >= 0;
    }

    /** The first slot of the bucket that has this tag, or a negative number. */
    private int slotOf(int bucket, int tag) {
        long tags = tags(bucket);
        int mask = (1 << tagBits) - 1;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (((int) tags & mask) == tag) {
                return slot;
            }
            tags >>>= tagBits;
        }
        return -1;
    }

    private int get(int bucket, int slot) {
        return (int) (tags(bucket) >>> slot * tagBits) & (1 << tagBits) - 1;
    }

    /** The bucket's four tags, from the lowest bits; what is above them belongs to others. */
    private long tags(int bucket) {
        long at = (long) bucket * SLOTS * tagBits;
        int word = (int) (at >>> 6);
        int shift = (int) at & 63;
        long low = words[word] >>> shift;
        return shift == 0 ? low : low | words[word + 1] << Long.SIZE - shift;
    }

    private void set(int bucket, int slot, int tag) {
        long at = ((long) bucket * SLOTS + slot) * tagBits;
        int word = (int) (at >>> 6);
        int shift = (int) at & 63;
        long mask = (1L << tagBits) - 1;
        words[word] = words[word] & ~(mask << shift) | (long) tag << shift;
        if (shift + tagBits > Long.SIZE) {
            int done = Long.SIZE - shift;
            words[word + 1] = words[word + 1] & ~(mask >>> done) | (long) tag >>> done;
        }
    }

    private int bucket(long hash) {
        return (int) ((hash >>> 32) * buckets >>> 32);
    }

    /** From the lower half of the hash; never 0. */
    private int tag(long hash) {
        return 1 + (int) ((hash & 0xffffffffL) * ((1 << tagBits) - 1) >>> 32);
    }

    private int other(int bucket, int tag) {
        int sum = (int) ((SplitMix64.mix(tag) >>> 32) * buckets >>> 32);
        return sum >= bucket ? sum - bucket : sum - bucket + buckets;
    }
}
