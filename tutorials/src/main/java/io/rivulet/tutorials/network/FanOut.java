package io.rivulet.tutorials.network;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Which source reaches the most different items: hosts, ports. What a scan raises in a network where no total moves, because it compares the widest
 * source of now with the widest source of usual times.
 *
 * <p><b>Method.</b> Exact counts of (source, item) pairs; the question is that of superspreaders (Venkataraman, Song, Gibbons and Blum, <i>New streaming
 * algorithms for fast detection of superspreaders</i>, NDSS 2005), whose sketch is not needed at ten minutes of traffic.
 * <p><b>Error.</b> None but that of hashes: two of k pairs are taken for one with probability below k² / 2<sup>65</sup>.
 * <p><b>Cost.</b> O(1) per update and retraction; O(sources) for {@link #widest}; O(pairs of the other) per merge; about 40 bytes a pair and 90 a source.
 * <p><b>Empty.</b> {@link Widest#NONE}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 */
final class FanOut implements Incremental<FanOut>, Mergeable<FanOut>, Subtractable<FanOut> {

    /**
     * The source that reaches the most items; of several the first by name.
     *
     * @param source its address, empty where there is none
     * @param items how many different items it reaches
     */
    record Widest(String source, int items) {
        /** No source at all. */
        static final Widest NONE = new Widest("", 0);
    }

    /*
     * Sources have numbers: numbers maps a source's hash to its own, under which hashes, names and widths hold what it is and how many pairs it has.
     * pairs maps a (source, item) hash to a word: its source's number in the upper bits, how often it came in the lower ones. Numbers of sources that have
     * gone are given again, the last one first. Invariants: no count and no width in use is below 1; names is null where a number is free.
     */
    private static final int COUNT_BITS = 40;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final int MAX_SOURCES = 1 << 63 - COUNT_BITS;
    private static final int FIRST_SOURCES = 4;

    private final LongLongHashMap pairs;
    private final LongIntHashMap numbers;
    private long[] hashes;
    private String[] names;
    private int[] widths;
    private int[] free;
    private int freed;
    private int given;

    private FanOut() {
        pairs = new LongLongHashMap();
        numbers = new LongIntHashMap();
        hashes = new long[FIRST_SOURCES];
        names = new String[FIRST_SOURCES];
        widths = new int[FIRST_SOURCES];
        free = new int[FIRST_SOURCES];
    }

    private FanOut(FanOut other) {
        pairs = new LongLongHashMap(other.pairs);
        numbers = new LongIntHashMap(other.numbers);
        hashes = other.hashes.clone();
        names = other.names.clone();
        widths = other.widths.clone();
        free = other.free.clone();
        freed = other.freed;
        given = other.given;
    }

    /** No source yet. */
    static FanOut create() {
        return new FanOut();
    }

    /**
     * How a dataflow uses it. Windows slide by panes, each merged once and subtracted once.
     *
     * @param sourceHash {@link Hash#ofText} of the source, which the record may have already
     */
    static <T> Aggregation<T, FanOut, FanOut> aggregation(
            Function<? super T, String> source, ToLongFunction<? super T> sourceHash, ToLongFunction<? super T> item) {
        return Aggregation.<T, FanOut, FanOut>of(
                        "fan-out",
                        FanOut::create,
                        (s, record) -> {
                            long owner = sourceHash.applyAsLong(record);
                            s.update(source.apply(record), owner, item.applyAsLong(record));
                        },
                        s -> s,
                        CODEC)
                .merging(FanOut::merge, FanOut::copy)
                .subtracting(FanOut::subtract);
    }

    /** Takes in that a source reached an item. */
    void update(String source, long item) {
        update(source, Hash.ofText(source, 0), item);
    }

    private void update(String source, long sourceHash, long item) {
        long pair = pair(sourceHash, item);
        int at = pairs.indexOf(pair);
        if (pairs.indexExists(at)) {
            pairs.indexReplace(at, pairs.indexGet(at) + 1);
        } else {
            addPair(pair, number(sourceHash, source), 1);
        }
    }

    /**
     * Undoes one earlier update.
     *
     * @throws IllegalArgumentException if there was none
     */
    void retract(String source, long item) {
        long pair = pair(Hash.ofText(source, 0), item);
        if (!pairs.containsKey(pair)) {
            throw new IllegalArgumentException("pair must have been taken in before, got " + source + " and " + item);
        }
        lower(pair, 1);
    }

    /** The source that reaches the most items. */
    Widest widest() {
        int most = 0;
        String first = "";
        for (int i = 0; i < given; i++) {
            if (widths[i] > most || widths[i] == most && most > 0 && names[i].compareTo(first) < 0) {
                most = widths[i];
                first = names[i];
            }
        }
        return most == 0 ? Widest.NONE : new Widest(first, most);
    }

    /** How many different items one source reaches. */
    int items(String source) {
        int number = numbers.getOrDefault(Hash.ofText(source, 0), -1);
        return number < 0 ? 0 : widths[number];
    }

    @Override
    public void merge(FanOut other) {
        FanOut from = other == this ? other.copy() : other;
        int[] here = new int[from.given];
        Arrays.fill(here, -1);
        for (LongLongCursor c : from.pairs) {
            int at = pairs.indexOf(c.key);
            if (pairs.indexExists(at)) {
                pairs.indexReplace(at, pairs.indexGet(at) + (c.value & COUNT_MASK));
            } else {
                int there = (int) (c.value >>> COUNT_BITS);
                if (here[there] < 0) {
                    here[there] = number(from.hashes[there], from.names[there]);
                }
                addPair(c.key, here[there], c.value & COUNT_MASK);
            }
        }
    }

    @Override
    public void subtract(FanOut other) {
        if (other == this) {
            reset();
            return;
        }
        for (LongLongCursor c : other.pairs) {
            long own = pairs.get(c.key) & COUNT_MASK;
            if (own < (c.value & COUNT_MASK)) {
                throw new IllegalArgumentException("other must be part of this, but has a pair "
                        + (c.value & COUNT_MASK) + " times, this only " + own);
            }
        }
        for (LongLongCursor c : other.pairs) {
            lower(c.key, c.value & COUNT_MASK);
        }
    }

    @Override
    public void reset() {
        pairs.clear();
        numbers.clear();
        Arrays.fill(names, null);
        Arrays.fill(widths, 0);
        freed = 0;
        given = 0;
    }

    @Override
    public FanOut copy() {
        return new FanOut(this);
    }

    @Override
    public long stateBytes() {
        return 280 + 16L * pairs.keys.length + 12L * numbers.keys.length + 20L * names.length + 56L * numbers.size();
    }

    /** Form {@code fan-out} 1: sources i32, then by rising hash: address text, pairs i32, then by rising hash: pair i64, count i64. */
    static final StateCodec<FanOut> CODEC = StateCodec.of("fan-out", 1, FanOut::encode, FanOut::decode);

    private void encode(StateWriter out) {
        long[][] items = new long[given][];
        int[] filled = new int[given];
        for (LongLongCursor c : pairs) {
            int number = (int) (c.value >>> COUNT_BITS);
            if (items[number] == null) {
                items[number] = new long[widths[number]];
            }
            items[number][filled[number]++] = c.key;
        }
        long[] sources = numbers.keys().toArray();
        Arrays.sort(sources);
        out.writeInt(sources.length);
        for (long source : sources) {
            int number = numbers.get(source);
            Arrays.sort(items[number]);
            out.writeString(names[number]).writeInt(items[number].length);
            for (long pair : items[number]) {
                out.writeLong(pair).writeLong(pairs.get(pair) & COUNT_MASK);
            }
        }
    }

    private static FanOut decode(StateReader in) {
        FanOut s = create();
        int sources = in.readLength("sources", 24);
        for (int i = 0; i < sources; i++) {
            String name = in.readString("source");
            long hash = Hash.ofText(name, 0);
            int size = in.readLength("pairs", 16);
            if (size == 0 || s.numbers.containsKey(hash)) {
                throw in.corrupt("each source must come once and have a pair, got \"" + name + "\" with " + size);
            }
            int number = s.number(hash, name);
            for (int p = 0; p < size; p++) {
                long pair = in.readLong();
                long count = in.readCount("count");
                if (count == 0 || count > COUNT_MASK >>> 8 || s.pairs.containsKey(pair)) {
                    throw in.corrupt("each pair must come once and have a positive count, got " + count);
                }
                s.addPair(pair, number, count);
            }
        }
        return s;
    }

    private static long pair(long sourceHash, long item) {
        return Hash.ofLong(item, sourceHash);
    }

    /** The number of a source, a new one if it has none. */
    private int number(long hash, String name) {
        int at = numbers.indexOf(hash);
        if (numbers.indexExists(at)) {
            return numbers.indexGet(at);
        }
        if (freed == 0 && given == names.length) {
            grow();
        }
        int number = freed > 0 ? free[--freed] : given++;
        numbers.indexInsert(at, hash, number);
        hashes[number] = hash;
        names[number] = name;
        widths[number] = 0;
        return number;
    }

    private void grow() {
        if (given == MAX_SOURCES) {
            throw new IllegalStateException("sources must be at most " + MAX_SOURCES);
        }
        int length = 2 * given;
        hashes = Arrays.copyOf(hashes, length);
        names = Arrays.copyOf(names, length);
        widths = Arrays.copyOf(widths, length);
        free = Arrays.copyOf(free, length);
    }

    private void addPair(long pair, int number, long count) {
        pairs.put(pair, (long) number << COUNT_BITS | count);
        widths[number]++;
    }

    private void lower(long pair, long by) {
        int at = pairs.indexOf(pair);
        long left = pairs.indexGet(at) - by;
        if ((left & COUNT_MASK) > 0) {
            pairs.indexReplace(at, left);
            return;
        }
        pairs.indexRemove(at);
        int number = (int) (left >>> COUNT_BITS);
        if (--widths[number] == 0) {
            numbers.remove(hashes[number]);
            names[number] = null;
            free[freed++] = number;
        }
    }
}
