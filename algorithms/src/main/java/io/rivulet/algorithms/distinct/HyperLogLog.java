package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How many different items a stream has, in a few kilobytes whatever its length, and in less for few items.
 *
 * <p><b>Method.</b> Flajolet, Fusy, Gandouet and Meunier, <i>HyperLogLog</i>, AofA 2007, over 64-bit hashes; the estimator is Ertl's corrected raw
 * one, arXiv 1702.01284, 2017, without the original's switches between ranges. Few items are kept as a list of tokens, as Heule, Nunkesser and Hall do,
 * <i>HyperLogLog in practice</i>, EDBT 2013; with tokens of 32 bits.
 * <p><b>Error.</b> Relative standard error 1.04 / 2<sup>precision/2</sup> (1.6 % at 12); unbiased from the first item on. As long as the tokens last, up
 * to 3/32 2<sup>precision</sup> items (384 at 12), 0.005 %: the nearest whole number is the exact one. Equal hashes of different items add less than
 * n / 2<sup>64</sup>.
 * <p><b>Cost.</b> O(1) per update, nothing allocated once the tokens are over; O(1) per estimate, but O(registers) for the first one after a merge;
 * O(registers) per merge. 100 bytes of heap for up to 3 items, 5.3 to 8 more for each further one; then one byte a register, 2<sup>precision</sup> in all.
 * Written: 4 bytes a token, then 3/4 2<sup>precision</sup>.
 * <p><b>Merge.</b> Exact: the merged state is that of both streams together. Where precisions differ the result has the smaller one.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var visitors = HyperLogLog.create();
 * for (int id = 0; id < 100_000; id++) {
 *     visitors.update(id % 5_000);
 * }
 * Math.round(visitors.estimate());  // 5013
 * visitors.relativeStandardError();  // 0.0162…
 * }</pre>
 */
public final class HyperLogLog implements DistinctCounter, Incremental<HyperLogLog>, Mergeable<HyperLogLog> {

    private static final byte[] NONE = {};
    private static final int STALE = -1;

    /*
     * A register holds the highest rank of its items (see Registers), so items taken in twice, in any order or in any part of a merge leave the
     * same bytes. Only folding changes precision, and then to that of the other side. Tokens become registers as soon as there are more of them than
     * Tokens.limit allows for the precision, so that which of the two there are depends on the items alone too.
     *
     * The sum of the registers' weights and the number of those that add nothing are kept up to date, because few updates change a register; a merge
     * changes many, and leaves them to be counted anew when somebody asks.
     *
     * Invariants: either tokens are there, at most limit(precision) of them, and registers == NONE; or tokens == null, registers.length == 1 << precision,
     * each in 0..maxRank(precision), and zeros == STALE or weights, zeros and saturated are what Registers.estimate wants.
     */
    private final long seed;
    private int precision;
    private Tokens tokens;
    private byte[] registers = NONE;
    private long weights;
    private int zeros = STALE;
    private int saturated;

    private HyperLogLog(int precision, long seed) {
        this.precision = precision;
        this.seed = seed;
    }

    /** A counter of precision 12: 1.6 % of standard error in 4 KiB. */
    public static HyperLogLog create() {
        return create(Registers.DEFAULT_PRECISION);
    }

    /**
     * A counter with 2<sup>precision</sup> registers.
     *
     * @param precision 4..18
     */
    public static HyperLogLog create(int precision) {
        return create(precision, 0);
    }

    /**
     * A counter whose hashes are its own: items chosen to collide under one seed do not under another.
     *
     * @param precision 4..18
     * @param seed of the hash; only counters of one seed merge
     */
    public static HyperLogLog create(int precision, long seed) {
        HyperLogLog counter = new HyperLogLog(Registers.requirePrecision(precision), seed);
        counter.reset();
        return counter;
    }

    /**
     * The smallest counter whose relative standard error is at most the given one.
     *
     * @param relativeError about 0.00203 or more, and less than 1
     */
    public static HyperLogLog ofRelativeError(double relativeError) {
        return create(Registers.precisionFor(relativeError));
    }

    /** A counter that takes over an array of registers. */
    static HyperLogLog ofRegisters(int precision, long seed, byte[] registers) {
        HyperLogLog counter = new HyperLogLog(precision, seed);
        counter.registers = registers;
        return counter;
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, HyperLogLog, Double> aggregation(
            int precision, Function<? super T, ? extends CharSequence> item) {
        return aggregation(precision, 0, item);
    }

    /** How a dataflow uses it over texts, with a seed for the hash. */
    public static <T> Aggregation<T, HyperLogLog, Double> aggregation(
            int precision, long seed, Function<? super T, ? extends CharSequence> item) {
        return aggregationOfHashes(precision, seed, record -> Hash.ofText(item.apply(record), seed));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, HyperLogLog, Double> aggregationOfLongs(
            int precision, ToLongFunction<? super T> item) {
        return aggregationOfHashes(precision, 0, record -> Hash.ofLong(item.applyAsLong(record), 0));
    }

    private static <T> Aggregation<T, HyperLogLog, Double> aggregationOfHashes(
            int precision, long seed, ToLongFunction<T> hash) {
        Registers.requirePrecision(precision);
        return Aggregation.<T, HyperLogLog, Double>of(
                        "hyperloglog",
                        () -> create(precision, seed),
                        (s, record) -> s.updateHash(hash.applyAsLong(record)),
                        HyperLogLog::estimate,
                        CODEC)
                .merging(HyperLogLog::merge, HyperLogLog::copy);
    }

    @Override
    public void update(long item) {
        updateHash(Hash.ofLong(item, seed));
    }

    @Override
    public void update(CharSequence item) {
        updateHash(Hash.ofText(item, seed));
    }

    /**
     * Takes one item in by a hash that the caller has already.
     *
     * @param hash 64 well mixed bits, as {@link Hash} gives them; raw ids are not
     */
    public void updateHash(long hash) {
        byte[] dense = registers;
        if (dense.length == 0) {
            updateToken(Tokens.token(hash));
            return;
        }
        int index = Registers.index(hash, precision);
        int rank = Registers.rank(hash, precision);
        if (rank > dense[index]) {
            raise(index, rank);
        }
    }

    private void raise(int index, int rank) {
        int before = registers[index];
        registers[index] = (byte) rank;
        if (zeros != STALE) {
            weights += Registers.weight(rank, precision) - Registers.weight(before, precision);
            zeros -= before == 0 ? 1 : 0;
            saturated += rank == Registers.maxRank(precision) ? 1 : 0;
        }
    }

    private void updateToken(int token) {
        tokens.add(token);
        if (tokens.size() > Tokens.limit(1 << precision)) {
            turnDense();
        }
    }

    private void turnDense() {
        Tokens old = tokens;
        tokens = null;
        registers = new byte[1 << precision];
        weights = 0;
        zeros = registers.length;
        saturated = 0;
        takeIn(old);
    }

    @Override
    public double estimate() {
        if (tokens != null) {
            return tokens.estimate();
        }
        if (zeros == STALE) {
            count();
        }
        return Registers.estimate(weights, zeros, saturated, precision);
    }

    private void count() {
        long sum = 0;
        int never = 0;
        int full = 0;
        for (byte register : registers) {
            sum += Registers.weight(register, precision);
            never += register == 0 ? 1 : 0;
            full += register == Registers.maxRank(precision) ? 1 : 0;
        }
        weights = sum;
        zeros = never;
        saturated = full;
    }

    /** That of {@link #estimate} as things are: far less as long as there are few items. */
    @Override
    public double relativeStandardError() {
        return tokens != null ? Tokens.STANDARD_ERROR : Registers.standardError(precision);
    }

    /** The logarithm to base 2 of the number of registers. */
    public int precision() {
        return precision;
    }

    /** A copy of the registers, each the highest rank of its items, 0 if it has none; made from the tokens if there are still tokens. */
    byte[] registers() {
        HyperLogLog dense = copy();
        if (tokens != null) {
            dense.turnDense();
        }
        return dense.registers;
    }

    /** Takes the other's items in; if its precision is smaller, this takes that precision, and keeps it through {@link #reset}. */
    @Override
    public void merge(HyperLogLog other) {
        if (other.seed != seed) {
            throw new IllegalArgumentException("cannot merge HyperLogLog of seed " + seed + " with seed " + other.seed
                    + ": equal items have different hashes");
        }
        if (other == this) {
            return;
        }
        if (other.precision < precision) {
            fold(other.precision);
        }
        if (other.tokens != null) {
            takeIn(other.tokens);
            return;
        }
        if (tokens != null) {
            turnDense();
        }
        takeIn(other.registers, other.precision);
    }

    @Override
    public void reset() {
        boolean sparse = Tokens.limit(1 << precision) > 0;
        tokens = sparse ? new Tokens() : null;
        registers = sparse ? NONE : new byte[1 << precision];
        zeros = STALE;
    }

    @Override
    public HyperLogLog copy() {
        HyperLogLog copy = new HyperLogLog(precision, seed);
        copy.tokens = tokens == null ? null : tokens.copy();
        copy.registers = tokens == null ? registers.clone() : NONE;
        copy.weights = weights;
        copy.zeros = zeros;
        copy.saturated = saturated;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + (tokens != null ? tokens.stateBytes() : 16L + registers.length);
    }

    /**
     * Form {@code hyperloglog} 2: precision i32, seed i64, whether there are tokens i8; then either their number i32 and the tokens i32, ascending, or
     * 2^precision registers of six bits. Version 1: precision i32, seed i64, 2^precision registers i8.
     */
    public static final StateCodec<HyperLogLog> CODEC =
            StateCodec.versions("hyperloglog", 2, HyperLogLog::encode, HyperLogLog::decode);

    private void encode(StateWriter out) {
        out.writeInt(precision).writeLong(seed).writeBoolean(tokens != null);
        if (tokens != null) {
            tokens.encode(out);
        } else {
            SixBits.write(registers, out);
        }
    }

    private static HyperLogLog decode(int version, StateReader in) {
        int precision = in.readIntBetween("precision", Registers.MIN_PRECISION, Registers.MAX_PRECISION);
        int length = 1 << precision;
        HyperLogLog counter = new HyperLogLog(precision, in.readLong());
        if (version > 1 && in.readBoolean("sparse")) {
            counter.tokens = Tokens.decode(in, Tokens.limit(length));
            return counter;
        }
        counter.registers = version > 1 ? SixBits.read("registers", length, in) : in.readBytes("registers", length);
        for (byte register : counter.registers) {
            if (register < 0 || register > Registers.maxRank(precision)) {
                throw in.corrupt(
                        "a register must be in 0.." + Registers.maxRank(precision) + ", got " + (register & 0xff));
            }
        }
        return counter;
    }

    private void fold(int to) {
        byte[] from = registers;
        int old = precision;
        precision = to;
        if (tokens == null) {
            registers = new byte[1 << to];
            takeIn(from, old);
        } else if (tokens.size() > Tokens.limit(1 << to)) {
            turnDense();
        }
    }

    private void takeIn(Tokens from) {
        for (int i = 0; i < from.capacity(); i++) {
            int token = from.at(i);
            if (token != 0) {
                updateHash(Tokens.hash(token));
            }
        }
    }

    private void takeIn(byte[] from, int old) {
        zeros = STALE;
        byte[] to = registers;
        if (old == precision) {
            for (int i = 0; i < from.length; i++) {
                to[i] = (byte) Math.max(to[i], from[i]);
            }
            return;
        }
        for (int i = 0; i < from.length; i++) {
            if (from[i] > 0) {
                int index = Registers.foldedIndex(i, precision);
                to[index] = (byte) Math.max(to[index], Registers.foldedRank(from[i], i, old, precision));
            }
        }
    }
}
