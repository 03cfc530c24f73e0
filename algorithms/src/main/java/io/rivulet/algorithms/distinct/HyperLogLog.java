package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How many different items a stream has, in a few kilobytes whatever its length.
 *
 * <p><b>Method.</b> Flajolet, Fusy, Gandouet and Meunier, <i>HyperLogLog</i>, AofA 2007, over 64-bit hashes; the estimator is Ertl's corrected raw
 * one, arXiv 1702.01284, 2017, without the original's switches between ranges.
 * <p><b>Error.</b> Relative standard error 1.04 / 2<sup>precision/2</sup> (1.6 % at 12), less for few items; unbiased from the first item on. Equal
 * hashes of different items add less than n / 2<sup>64</sup>.
 * <p><b>Cost.</b> O(1) per update, nothing allocated; O(registers) per estimate and merge; one byte a register, 2<sup>precision</sup> in all.
 * <p><b>Merge.</b> Exact: the merged registers are those of both streams together. Where precisions differ the result has the smaller one.
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

    /*
     * A register holds the highest rank of its items (see Registers), so items taken in twice, in any order or in any part of a merge leave the
     * same bytes. Only folding changes precision, and then to that of the other side.
     * Invariant: registers.length == 1 << precision, each in 0..maxRank(precision).
     */
    private final long seed;
    private int precision;
    private byte[] registers;

    private HyperLogLog(int precision, long seed, byte[] registers) {
        this.precision = precision;
        this.seed = seed;
        this.registers = registers;
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
        return new HyperLogLog(precision, seed, new byte[1 << Registers.requirePrecision(precision)]);
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
        return new HyperLogLog(precision, seed, registers);
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
        int index = Registers.index(hash, precision);
        int rank = Registers.rank(hash, precision);
        if (rank > registers[index]) {
            registers[index] = (byte) rank;
        }
    }

    @Override
    public double estimate() {
        int[] counts = new int[Registers.maxRank(precision) + 1];
        for (byte register : registers) {
            counts[register]++;
        }
        return Registers.estimate(counts, precision);
    }

    @Override
    public double relativeStandardError() {
        return Registers.standardError(precision);
    }

    /** The logarithm to base 2 of the number of registers. */
    public int precision() {
        return precision;
    }

    /** Register {@code index}: the highest rank of its items, 0 if it has none. */
    int register(int index) {
        return registers[index];
    }

    /** Takes the other's items in; if its precision is smaller, this takes that precision, and keeps it through {@link #reset}. */
    @Override
    public void merge(HyperLogLog other) {
        if (other.seed != seed) {
            throw new IllegalArgumentException("cannot merge HyperLogLog of seed " + seed + " with seed " + other.seed
                    + ": equal items have different hashes");
        }
        if (other.precision < precision) {
            fold(other.precision);
        }
        byte[] from = other.registers;
        if (other.precision == precision) {
            for (int i = 0; i < from.length; i++) {
                registers[i] = (byte) Math.max(registers[i], from[i]);
            }
        } else {
            takeFolded(from, other.precision);
        }
    }

    @Override
    public void reset() {
        Arrays.fill(registers, (byte) 0);
    }

    @Override
    public HyperLogLog copy() {
        return new HyperLogLog(precision, seed, registers.clone());
    }

    @Override
    public long stateBytes() {
        return 48L + registers.length;
    }

    /** Form {@code hyperloglog} 1: precision i32, seed i64, then 2^precision registers of one byte. */
    public static final StateCodec<HyperLogLog> CODEC =
            StateCodec.of("hyperloglog", 1, HyperLogLog::encode, HyperLogLog::decode);

    private void encode(StateWriter out) {
        out.writeInt(precision).writeLong(seed).writeBytes(registers);
    }

    private static HyperLogLog decode(StateReader in) {
        int precision = in.readIntBetween("precision", Registers.MIN_PRECISION, Registers.MAX_PRECISION);
        long seed = in.readLong();
        byte[] registers = in.readBytes("registers", 1 << precision);
        for (byte register : registers) {
            if (register < 0 || register > Registers.maxRank(precision)) {
                throw in.corrupt(
                        "a register must be in 0.." + Registers.maxRank(precision) + ", got " + (register & 0xff));
            }
        }
        return new HyperLogLog(precision, seed, registers);
    }

    private void fold(int to) {
        byte[] from = registers;
        int old = precision;
        precision = to;
        registers = new byte[1 << to];
        takeFolded(from, old);
    }

    private void takeFolded(byte[] from, int old) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] > 0) {
                int index = Registers.foldedIndex(i, precision);
                registers[index] = (byte) Math.max(registers[index], Registers.foldedRank(from[i], i, old, precision));
            }
        }
    }
}
