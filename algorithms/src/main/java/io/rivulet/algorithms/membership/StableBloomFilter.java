package io.rivulet.algorithms.membership;

import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Whether an item came recently, in a stream without end and in memory that is fixed: old items are forgotten by chance, so that the rate of false positives
 * never exceeds the one asked for.
 *
 * <p><b>Method.</b> Deng and Rafiei, <i>Approximately detecting duplicates for streaming data using stable Bloom filters</i>, SIGMOD 2006, with cells of two
 * bits: each update lowers P neighbouring cells from a random place on, and then sets the item's K cells to 3. P follows from the share of cells that must
 * be 0 in the long run.
 * <p><b>Error.</b> An item that never came is taken for one that did with the rate asked for at most, which is reached after some millions of updates. One that
 * did come is denied once it is forgotten, which nobody can say when: half of the items are after about {@link #halfForgottenAfter} further updates. Take
 * {@link AgePartitionedBloomFilter} where a window must be kept.
 * <p><b>Cost.</b> O(1) per update and question, nothing allocated. Cannot be merged.
 * <p><b>Empty.</b> Contains nothing.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var recent = StableBloomFilter.create(1 << 20, 0.01, 0);
 * recent.update("click-17");
 * recent.mightContain("click-17");  // true, for now
 * }</pre>
 */
public final class StableBloomFilter implements MembershipFilter, Incremental<StableBloomFilter> {

    private static final int CELL_BITS = 2;
    private static final int MAX = 3;
    private static final int CELLS_PER_WORD = Long.SIZE / CELL_BITS;
    private static final int MIN_CELLS = 1 << 10;
    private static final int MAX_CELLS = 1 << 30;
    private static final double MIN_RATE = 1e-6;
    private static final double MAX_RATE = 0.5;
    private static final long LOW_BITS = 0x5555555555555555L;

    /*
     * A cell is 0 with probability z = (1 + 1 / (P (1 / K - 1 / m)))^-3 in the long run, for m cells; an item that never came finds K others with (1 - z)^K.
     */
    private final int cells;
    private final double rate;
    private final int touched;
    private final int lowered;
    private final long seed;
    private final long[] words;
    private SplitMix64 random;

    private StableBloomFilter(int cells, double rate, long seed) {
        this.cells = cells;
        this.rate = rate;
        this.touched = Math.max(1, (int) Math.round(-StrictMath.log(rate) / (2 * StrictMath.log(2))));
        double zero = 1 - StrictMath.pow(rate, 1.0 / touched);
        double part = 1.0 / touched - 1.0 / cells;
        this.lowered =
                (int) Math.min(cells, Math.max(1, Math.ceil(1 / ((StrictMath.pow(zero, -1.0 / MAX) - 1) * part))));
        this.seed = seed;
        this.words = new long[cells / CELLS_PER_WORD];
        this.random = new SplitMix64(seed);
    }

    /**
     * A filter.
     *
     * @param cells of two bits each, a multiple of 32 in 1,024..1,073,741,824
     * @param falsePositiveRate in the long run, 1e-6..0.5
     * @param seed of the hash and of what is forgotten
     */
    public static StableBloomFilter create(int cells, double falsePositiveRate, long seed) {
        if (cells < MIN_CELLS || cells > MAX_CELLS || cells % CELLS_PER_WORD != 0) {
            throw new IllegalArgumentException("cells must be a multiple of " + CELLS_PER_WORD + " in " + MIN_CELLS
                    + ".." + MAX_CELLS + ", got " + cells);
        }
        if (!(falsePositiveRate >= MIN_RATE && falsePositiveRate <= MAX_RATE)) {
            throw new IllegalArgumentException(
                    "falsePositiveRate must be in " + MIN_RATE + ".." + MAX_RATE + ", got " + falsePositiveRate);
        }
        return new StableBloomFilter(cells, falsePositiveRate, seed);
    }

    /** How a dataflow drops texts that came recently. */
    public static <T> Deduplication<T, StableBloomFilter> deduplication(
            int cells, double falsePositiveRate, long seed, Function<? super T, ? extends CharSequence> item) {
        create(cells, falsePositiveRate, seed); // wrong ones show here, not at the first record
        return Deduplication.of(
                "stable-bloom",
                () -> create(cells, falsePositiveRate, seed),
                (s, record, time) -> s.seenHash(Hash.ofText(item.apply(record), seed)),
                CODEC);
    }

    @Override
    public void updateHash(long hash) {
        lower((int) random.nextLong(cells));
        for (int i = 0; i < touched; i++) {
            int cell = cell(hash, i);
            words[cell / CELLS_PER_WORD] |= (long) MAX << cell % CELLS_PER_WORD * CELL_BITS;
        }
    }

    /** Takes an item in by its hash, which is so remembered anew; whether it may have come before. */
    public boolean seenHash(long hash) {
        boolean seen = mightContainHash(hash);
        updateHash(hash);
        return seen;
    }

    @Override
    public boolean mightContainHash(long hash) {
        for (int i = 0; i < touched; i++) {
            int cell = cell(hash, i);
            if ((words[cell / CELLS_PER_WORD] >>> cell % CELLS_PER_WORD * CELL_BITS & MAX) == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long seed() {
        return seed;
    }

    /** {@inheritDoc} The share of cells that are not 0, to the power of those of an item. */
    @Override
    public double falsePositiveRate() {
        long used = 0;
        for (long word : words) {
            used += Long.bitCount((word | word >>> 1) & LOW_BITS);
        }
        return Math.pow((double) used / cells, touched);
    }

    /**
     * After how many further updates an item is denied with probability one half, about: the first of its cells is 0 after three hits, and is hit by each update
     * with probability P / m; cells that other items set again last longer, which is left out.
     */
    public double halfForgottenAfter() {
        // Of K cells the first has three hits at the time t where K ln P(at most two hits) = ln 1/2, hits being Poisson
        // of mean t.
        double low = 0;
        double high = 20;
        for (int i = 0; i < 60; i++) {
            double t = (low + high) / 2;
            double kept = touched * (Math.log1p(t + t * t / 2) - t);
            if (kept > -Math.log(2)) {
                low = t;
            } else {
                high = t;
            }
        }
        return low * cells / lowered;
    }

    @Override
    public void reset() {
        Arrays.fill(words, 0);
        random = new SplitMix64(seed);
    }

    @Override
    public StableBloomFilter copy() {
        StableBloomFilter copy = new StableBloomFilter(cells, rate, seed);
        System.arraycopy(words, 0, copy.words, 0, words.length);
        copy.random = new SplitMix64(random.state());
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 24 + 16 + 8L * words.length;
    }

    /** Form {@code stable-bloom} 1: cells i32, rate f64, seed i64, generator i64, the cells' words i64. */
    public static final StateCodec<StableBloomFilter> CODEC =
            StateCodec.of("stable-bloom", 1, StableBloomFilter::encode, StableBloomFilter::decode);

    private void encode(StateWriter out) {
        out.writeInt(cells).writeDouble(rate).writeLong(seed).writeLong(random.state());
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static StableBloomFilter decode(StateReader in) {
        int cells = in.readInt();
        double rate = in.readDouble();
        long seed = in.readLong();
        long generator = in.readLong();
        if (cells > in.remaining() * (long) (Byte.SIZE / CELL_BITS)) {
            throw in.corrupt("cells must be " + cells + ", " + in.remaining() + " bytes left");
        }
        StableBloomFilter read = create(cells, rate, seed);
        read.random = new SplitMix64(generator);
        for (int i = 0; i < read.words.length; i++) {
            read.words[i] = in.readLong();
        }
        return read;
    }

    /** Lowers P cells from that one on by one, those that are not 0; the last is followed by the first. */
    private void lower(int from) {
        int cell = from;
        int left = lowered;
        while (left > 0) {
            int offset = cell % CELLS_PER_WORD;
            int here = Math.min(left, CELLS_PER_WORD - offset);
            int word = cell / CELLS_PER_WORD;
            long mask = LOW_BITS >>> (CELLS_PER_WORD - here) * CELL_BITS << offset * CELL_BITS;
            words[word] -= (words[word] | words[word] >>> 1) & mask;
            left -= here;
            cell = cell + here == cells ? 0 : cell + here;
        }
    }

    private int cell(long hash, int i) {
        return (int) ((SplitMix64.mix(hash + i) >>> 32) * cells >>> 32);
    }
}
