package io.rivulet.algorithms.similarity;

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

/**
 * Weighted items in a fixed number of bits, by which any two such can be compared: the angle between them as vectors of weights, and so their cosine. Where
 * {@link MinHash} asks which items are there, this asks how much of each.
 *
 * <p><b>Method.</b> Charikar, <i>Similarity estimation techniques from rounding algorithms</i>, STOC 2002: a bit says on which side of a random plane the vector
 * lies, and two vectors of angle θ differ in it with probability θ / π. The planes are of hashed signs, not of normal variates. The sums behind the bits are
 * kept, so that items may come, go and weigh anything.
 * <p><b>Error.</b> The angle has no bias where many items share the weight, and a standard error of π · √(p (1 - p) / bits) with p = θ / π: 0.20 at most for 64
 * bits, 0.05 for 1,024. Vectors of a few heavy items deviate more, for signs are no normal variates.
 * <p><b>Cost.</b> O(bits) per update, nothing allocated, an eighth of that for items of weight 1; 9 bytes a bit. The fingerprint alone is a bit a bit.
 * <p><b>Merge.</b> Exact: sums add up. {@link #subtract} and {@link #retract} are exact too.
 * <p><b>Units.</b> Weights are whole numbers; all together stay within 2<sup>62</sup>.
 * <p><b>Empty.</b> Angle and cosine are {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var monday = SimHash.create(1_024, 0);
 * var tuesday = SimHash.create(1_024, 0);
 * for (int page = 0; page < 100; page++) {
 *     monday.update(page, 3);
 *     tuesday.update(page, page < 50 ? 6 : 0);
 * }
 * monday.cosine(tuesday);    // 0.77; the truth is 0.71
 * }</pre>
 */
public final class SimHash
        implements Incremental<SimHash>,
                Mergeable<SimHash>,
                Subtractable<SimHash>,
                Retractable<CharSequence>,
                Retractable.OfLong {

    /** The most bits. */
    public static final int MAX_BITS = 1 << 13;

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long MAX_TOTAL = 1L << 62;
    private static final long LOWEST_OF_BYTES = 0x0101010101010101L;
    private static final int MOST_COUNTED = 255;

    /*
     * sum(b) is the weight of the items whose hash has bit b, less that of all others. None is larger than total either way, as long as only what was taken in is
     * taken out. It is sums[b] and what the last items of weight 1 add, of which there are counted: in a byte of counters for each bit, bits b, b + 8, b + 16 … of
     * 64 in one number, is how many of these have it.
     */
    private final long seed;
    private final long[] sums;
    private final long[] counters;
    private int counted;
    private long total;

    private SimHash(long seed, long[] sums) {
        this.seed = seed;
        this.sums = sums;
        this.counters = new long[sums.length / Byte.SIZE];
    }

    /**
     * No items.
     *
     * @param bits a multiple of 64, 64..8192
     * @param seed only states of one seed can be compared
     */
    public static SimHash create(int bits, long seed) {
        return new SimHash(seed, new long[requireBits(bits)]);
    }

    static int requireBits(int bits) {
        if (bits < Long.SIZE || bits > MAX_BITS || bits % Long.SIZE != 0) {
            throw new IllegalArgumentException("bits must be a multiple of 64 in 64.." + MAX_BITS + ", got " + bits);
        }
        return bits;
    }

    /** Takes one item in. */
    public void update(CharSequence item) {
        update(item, 1);
    }

    /**
     * Takes one item in that counts {@code weight} times.
     *
     * @throws IllegalArgumentException if the weight is negative, or the total would pass 2<sup>62</sup>
     */
    public void update(CharSequence item, long weight) {
        updateHash(Hash.ofText(item, seed), weight);
    }

    /** Takes one number in that counts {@code weight} times. */
    public void update(long item, long weight) {
        updateHash(Hash.ofLong(item, seed), weight);
    }

    /** Takes an item in by a hash of 64 good bits, such as those of {@link Hash} and {@link Shingles}; the seed is mixed in. */
    public void updateHash(long hash, long weight) {
        if (weight < 0 || weight > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "weight must be in 0.." + (MAX_TOTAL - total) + " at a total of " + total + ", got " + weight);
        }
        total += weight;
        if (weight == 1) {
            count(hash);
        } else {
            add(hash, weight);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>That there was such an update is not checked, only that there is as much weight.
     */
    @Override
    public void retract(CharSequence item) {
        retractHash(Hash.ofText(item, seed), 1);
    }

    @Override
    public void retract(long item) {
        retractHash(Hash.ofLong(item, seed), 1);
    }

    /** Undoes an earlier {@link #updateHash} of the same weight. */
    public void retractHash(long hash, long weight) {
        if (weight < 0 || weight > total) {
            throw new IllegalArgumentException("weight must be in 0.." + total + ", the total, got " + weight);
        }
        total -= weight;
        add(hash, -weight);
    }

    private void add(long hash, long weight) {
        long state = SplitMix64.mix(hash ^ seed);
        for (int from = 0; from < sums.length; from += Long.SIZE) {
            state += GAMMA;
            long bits = SplitMix64.mix(state);
            for (int b = 0; b < Long.SIZE; b++) {
                sums[from + b] += (bits >>> b & 1) == 0 ? -weight : weight;
            }
        }
    }

    /** An item of weight 1: eight counters are raised at once. */
    private void count(long hash) {
        long state = SplitMix64.mix(hash ^ seed);
        for (int from = 0; from < counters.length; from += Byte.SIZE) {
            state += GAMMA;
            long bits = SplitMix64.mix(state);
            for (int lane = 0; lane < Byte.SIZE; lane++) {
                counters[from + lane] += bits >>> lane & LOWEST_OF_BYTES;
            }
        }
        if (++counted == MOST_COUNTED) {
            settle();
        }
    }

    private void settle() {
        for (int b = 0; b < sums.length; b++) {
            sums[b] = sum(b);
        }
        Arrays.fill(counters, 0);
        counted = 0;
    }

    private long sum(int b) {
        int ofByte = b % Byte.SIZE;
        int shift = b % Long.SIZE - ofByte;
        long set = counters[b / Long.SIZE * Byte.SIZE + ofByte] >>> shift & 0xff;
        return sums[b] + 2 * set - counted;
    }

    /** The bits, 64 in each number, the first in the lowest place: 1 where more weight has it than not. */
    public long[] fingerprint() {
        long[] fingerprint = new long[sums.length / Long.SIZE];
        for (int b = 0; b < sums.length; b++) {
            fingerprint[b / Long.SIZE] |= (sum(b) > 0 ? 1L : 0) << b;
        }
        return fingerprint;
    }

    /**
     * The estimated angle between the two in radians: 0 where the weights are in proportion, π / 2 where no item is in both.
     *
     * @throws IllegalArgumentException if bits or seeds differ
     */
    public double angle(SimHash other) {
        requireAlike("compare", other);
        if (total == 0 || other.total == 0) {
            return Double.NaN;
        }
        int different = 0;
        for (int b = 0; b < sums.length; b++) {
            different += sum(b) > 0 == other.sum(b) > 0 ? 0 : 1;
        }
        return Math.PI * different / sums.length;
    }

    /**
     * The estimated cosine similarity; that of the estimated angle, hence a little too near to 0.
     *
     * @throws IllegalArgumentException if bits or seeds differ
     */
    public double cosine(SimHash other) {
        return Math.cos(angle(other));
    }

    /** How many bits there are. */
    public int bits() {
        return sums.length;
    }

    /** The weight of all items. */
    public long total() {
        return total;
    }

    long seed() {
        return seed;
    }

    @Override
    public void merge(SimHash other) {
        requireAlike("merge", other);
        if (other.total > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "totals must stay within " + MAX_TOTAL + " together, got " + total + " and " + other.total);
        }
        total += other.total;
        for (int b = 0; b < sums.length; b++) {
            sums[b] += other.sum(b);
        }
    }

    @Override
    public void subtract(SimHash other) {
        requireAlike("subtract", other);
        if (other.total > total) {
            throw new IllegalArgumentException(
                    "total of what is subtracted must be at most " + total + ", got " + other.total);
        }
        total -= other.total;
        for (int b = 0; b < sums.length; b++) {
            sums[b] -= other.sum(b);
        }
    }

    private void requireAlike(String what, SimHash other) {
        if (other.sums.length != sums.length || other.seed != seed) {
            throw new IllegalArgumentException("cannot " + what + " SimHash of " + sums.length + " bits, seed " + seed
                    + " with " + other.sums.length + " bits, seed " + other.seed + ": "
                    + (other.seed == seed ? "bits differ" : "seeds differ"));
        }
    }

    @Override
    public void reset() {
        Arrays.fill(sums, 0);
        Arrays.fill(counters, 0);
        counted = 0;
        total = 0;
    }

    @Override
    public SimHash copy() {
        SimHash copy = new SimHash(seed, sums.clone());
        System.arraycopy(counters, 0, copy.counters, 0, counters.length);
        copy.counted = counted;
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + 16 + 8L * sums.length + 16 + 8L * counters.length;
    }

    /** Form {@code sim-hash} 1: seed i64, total i64, bits i32, the sum of each i64. */
    public static final StateCodec<SimHash> CODEC = StateCodec.of("sim-hash", 1, SimHash::encode, SimHash::decode);

    private void encode(StateWriter out) {
        out.writeLong(seed).writeLong(total).writeInt(sums.length);
        for (int b = 0; b < sums.length; b++) {
            out.writeLong(sum(b));
        }
    }

    private static SimHash decode(StateReader in) {
        long seed = in.readLong();
        long total = in.readCount("total");
        SimHash read = create(in.readLength("bits", 8), seed);
        if (total > MAX_TOTAL) {
            throw in.corrupt("total must be at most " + MAX_TOTAL + ", got " + total);
        }
        read.total = total;
        for (int b = 0; b < read.sums.length; b++) {
            read.sums[b] = in.readLong();
            if (Math.abs(read.sums[b]) > MAX_TOTAL || read.sums[b] == Long.MIN_VALUE) {
                throw in.corrupt("sums must be within " + MAX_TOTAL + ", got " + read.sums[b]);
            }
        }
        return read;
    }
}
