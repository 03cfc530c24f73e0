package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * Sorted levels of {@code long} keys that thin themselves out: all that the sketches {@link KllQuantiles}, {@link KllLongQuantiles} and
 * {@link ReqQuantiles} consist of. To a sketch that only compares, doubles and longs are the same.
 */
final class CompactingLevels {

    static final long MAX_COUNT = 1L << 52;
    static final int MAX_LEVELS = 52;

    private static final int SMALLEST_ARRAY = 8;

    /*
     * A key of level h stands for 2^h of the stream's. Level h lies in items[starts[h] .. starts[h + 1]), the highest one at the end of the array; below
     * level 0 is room for the next keys. All levels but level 0 are sorted. Invariant: the sizes of the levels times their weights add up to count.
     *
     * Every level has a capacity, but only their sum counts: until all of it is used nothing is thrown away, so level 0 uses the room that the others do
     * not need yet. Then the lowest full level is compacted: of some of its keys, or all, every other one moves up, beginning with
     * the first or the second.
     *
     * Compacting a level changes any one rank by its weight, up or down, or not at all. Where a coin has decided for the first or the second keys, the next
     * compaction of that level decides for the other ones: two such changes then cancel or leave one, so that the two together never change a rank by more
     * than one weight. errorSquares adds up the squares of these weights, one for each coin: by Hoeffding's bound it says how far off any rank may be.
     */
    private Compaction how;
    private final long seed;
    private SplitMix64 random;
    private long[] items;
    private int[] starts;

    /** Of each level, and of all; they follow from how it compacts. */
    private int[] capacities;

    private int capacity;

    /** Bit h: whether level h still owes the opposite of its last coin, and what that coin was. */
    private long owing;

    private long coins;
    private double errorSquares;
    private long count;
    private long min;
    private long max;

    private CompactingLevels(Compaction how, long seed, long[] items, int[] starts) {
        this.how = how;
        this.seed = seed;
        this.random = new SplitMix64(seed);
        this.items = items;
        this.starts = starts;
        setCapacities();
    }

    static CompactingLevels create(Compaction how, long seed) {
        return new CompactingLevels(how, seed, new long[SMALLEST_ARRAY], new int[] {SMALLEST_ARRAY, SMALLEST_ARRAY});
    }

    long count() {
        return count;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    void update(long key) {
        if (starts[0] == 0) {
            makeRoom();
        }
        if (count == 0) {
            min = key;
            max = key;
        } else if (key < min) {
            min = key;
        } else if (key > max) {
            max = key;
        }
        items[--starts[0]] = key;
        count++;
    }

    /** How many keys that stand in the stream are at most this one. */
    long rank(long key) {
        long rank = 0;
        for (int i = starts[0]; i < starts[1]; i++) {
            rank += items[i] <= key ? 1 : 0;
        }
        for (int level = 1; level < levels(); level++) {
            rank += (long) upTo(key, level) << level;
        }
        return rank;
    }

    /** The keys by rank, for several questions. */
    WeightedKeys ranked() {
        WeightedKeys ranked = new WeightedKeys();
        long[] lowest = Arrays.copyOfRange(items, starts[0], starts[1]);
        Arrays.sort(lowest);
        ranked.addSorted(lowest, 0, lowest.length, 1);
        for (int level = 1; level < levels(); level++) {
            ranked.addSorted(items, starts[level], starts[level + 1], 1L << level);
        }
        ranked.sumUp();
        return ranked;
    }

    /** By which part of the count any one rank is off at most, with that confidence, whatever the keys and their order. */
    double rankErrorBound(double confidence) {
        Ranks.requireConfidence(confidence);
        return count == 0 ? 0 : Math.sqrt(2 * Math.log(2 / (1 - confidence)) * errorSquares) / count;
    }

    int retained() {
        return items.length - starts[0];
    }

    void merge(CompactingLevels other) {
        if (!how.isLike(other.how)) {
            throw new IllegalArgumentException("cannot merge sketch of " + how.describe() + " with one of "
                    + other.how.describe() + ": parameters differ");
        }
        if (other.count > MAX_COUNT - count) {
            throw new IllegalArgumentException(
                    "counts must stay within " + MAX_COUNT + " together, got " + count + " and " + other.count);
        }
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            take(other);
            return;
        }
        int levels = Math.max(levels(), other.levels());
        long[] both = new long[retained() + other.retained()];
        int[] bothStarts = new int[levels + 1];
        int end = 0;
        for (int level = 0; level < levels; level++) {
            bothStarts[level] = end;
            end = mergeLevel(level, this, other, both, end);
        }
        bothStarts[levels] = end;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        count += other.count;
        errorSquares += other.errorSquares;
        how.merge(other.how);
        items = both;
        starts = bothStarts;
        setCapacities();
        while (retained() > capacity) {
            compactOrAddLevel();
        }
        items = Arrays.copyOfRange(items, starts[0], items.length);
        moveStarts(-starts[0]);
    }

    void reset() {
        take(create(how.fresh(), seed));
    }

    CompactingLevels copy() {
        CompactingLevels copy = create(how.fresh(), seed);
        copy.take(this);
        return copy;
    }

    long stateBytes() {
        // This, how it compacts, the generator, the keys, and two arrays of an int a level.
        return 96 + how.stateBytes() + 24 + 16 + 8L * items.length + 2 * (16 + 4L * starts.length);
    }

    /**
     * Writes how it compacts, seed i64, generator i64, count i64, smallest and largest i64, owing i64, coins i64, error squares f64, levels i32, their
     * sizes i32 from the lowest, and the keys i64 as they lie.
     */
    void encode(StateWriter out) {
        how.encode(out);
        out.writeLong(seed).writeLong(random.state()).writeLong(count);
        out.writeLong(min).writeLong(max).writeLong(owing).writeLong(coins).writeDouble(errorSquares);
        out.writeInt(levels());
        for (int level = 0; level < levels(); level++) {
            out.writeInt(size(level));
        }
        for (int i = starts[0]; i < items.length; i++) {
            out.writeLong(items[i]);
        }
    }

    static CompactingLevels decode(Compaction how, StateReader in) {
        CompactingLevels read = create(how, in.readLong());
        read.random = new SplitMix64(in.readLong());
        read.count = in.readCount("count");
        read.min = in.readLong();
        read.max = in.readLong();
        read.owing = in.readLong();
        read.coins = in.readLong();
        read.errorSquares = in.readFinite("error squares");
        read.starts = new int[in.readIntBetween("levels", 1, MAX_LEVELS) + 1];
        read.setCapacities();
        long weight = 0;
        for (int level = 0; level < read.levels(); level++) {
            int size = in.readIntBetween("size", 0, read.capacity - read.starts[level]);
            read.starts[level + 1] = read.starts[level] + size;
            weight += (long) size << level;
        }
        int keys = read.starts[read.levels()];
        if (weight != read.count || read.count > MAX_COUNT || in.remaining() / 8 < keys) {
            throw in.corrupt("sizes must add up to a count of at most " + MAX_COUNT
                    + " and to the keys that follow, got " + read.count + " and " + keys);
        }
        read.items = new long[keys];
        for (int i = 0; i < keys; i++) {
            read.items[i] = in.readLong();
        }
        read.requireSound(in);
        return read;
    }

    private void requireSound(StateReader in) {
        boolean bounded = count == 0 ? min == 0 && max == 0 : min <= max;
        for (long key : items) {
            bounded &= key >= min && key <= max;
        }
        boolean sorted = true;
        for (int level = 1; level < levels(); level++) {
            for (int i = starts[level] + 1; i < starts[level + 1]; i++) {
                sorted &= items[i - 1] <= items[i];
            }
        }
        boolean above = owing >>> levels() == 0 && (coins & ~owing) == 0;
        if (!bounded || !sorted || !above || errorSquares < 0) {
            throw in.corrupt("keys must lie between the extremes and rise in each level, coins be of levels there are, "
                    + "error squares not negative");
        }
    }

    private int levels() {
        return starts.length - 1;
    }

    private int size(int level) {
        return starts[level + 1] - starts[level];
    }

    private void setCapacities() {
        capacities = new int[levels()];
        capacity = 0;
        for (int level = 0; level < levels(); level++) {
            capacities[level] = how.capacity(level, levels());
            capacity += capacities[level];
        }
    }

    private void makeRoom() {
        if (count >= MAX_COUNT) {
            throw new IllegalStateException("count must stay within " + MAX_COUNT);
        }
        if (retained() == capacity) {
            compactOrAddLevel();
        }
        if (starts[0] == 0) {
            long[] larger = new long[Math.min(capacity, Math.max(SMALLEST_ARRAY, 2 * items.length))];
            int added = larger.length - items.length;
            System.arraycopy(items, 0, larger, added, items.length);
            items = larger;
            moveStarts(added);
        }
    }

    /** Compacts the lowest full levels until some room is made; where only the highest is full, another one above it makes room for now. */
    private void compactOrAddLevel() {
        int enough = capacity - Math.max(1, capacity / 16);
        int last = levels() - 1;
        for (int level = 0; level < last && retained() > enough; level++) {
            if (size(level) >= capacities[level]) {
                compact(level);
            }
        }
        if (retained() >= capacity) {
            starts = Arrays.copyOf(starts, levels() + 2);
            starts[levels()] = items.length;
            setCapacities();
        }
    }

    private void compact(int level) {
        int end = starts[level + 1];
        int half = (size(level) - how.kept(level)) / 2;
        int from = end - 2 * half;
        if (level == 0) {
            Arrays.sort(items, starts[0], end);
        }
        // Those that move up, to where the pairs began: their other half is the room that merging needs.
        int offset = toss(level);
        for (int i = 0; i < half; i++) {
            items[from + i] = items[from + 2 * i + offset];
        }
        int at = from;
        int to = from + half;
        int next = end;
        int upper = starts[level + 2];
        for (int out = to; at < to; out++) {
            if (next == upper || items[at] <= items[next]) {
                items[out] = items[at++];
            } else {
                items[out] = items[next++];
            }
        }
        System.arraycopy(items, starts[0], items, starts[0] + half, from - starts[0]);
        for (int l = 0; l <= level; l++) {
            starts[l] += half;
        }
        starts[level + 1] = to;
        if (how.compacted(level)) {
            setCapacities();
        }
    }

    /** Which keys move up: 0 for the first ones, 1 for the second ones. */
    private int toss(int level) {
        long bit = 1L << level;
        if ((owing & bit) != 0) {
            int opposite = (coins & bit) == 0 ? 1 : 0;
            owing &= ~bit;
            coins &= ~bit;
            return opposite;
        }
        if (errorSquares == 0) {
            random = new SplitMix64(Hash.ofLong(contents(), seed));
        }
        errorSquares += Math.scalb(1.0, 2 * level);
        owing |= bit;
        if (random.nextLong() >= 0) {
            return 0;
        }
        coins |= bit;
        return 1;
    }

    /** A number of the keys in: parts of a stream with one seed must not toss the same coins, or their errors would add up when they are merged. */
    private long contents() {
        long contents = count;
        for (int i = starts[0]; i < items.length; i++) {
            contents = SplitMix64.mix(contents ^ items[i]);
        }
        return contents;
    }

    private int upTo(long key, int level) {
        int low = starts[level];
        int high = starts[level + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items[middle] <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - starts[level];
    }

    private void moveStarts(int by) {
        for (int i = 0; i < starts.length; i++) {
            starts[i] += by;
        }
    }

    /** Level {@code level} of both into {@code into}, sorted unless it is the lowest; returns where it ends. */
    private static int mergeLevel(int level, CompactingLevels one, CompactingLevels other, long[] into, int from) {
        int to = from;
        for (CompactingLevels part : new CompactingLevels[] {one, other}) {
            if (level < part.levels()) {
                System.arraycopy(part.items, part.starts[level], into, to, part.size(level));
                to += part.size(level);
            }
        }
        if (level > 0) {
            Arrays.sort(into, from, to);
        }
        return to;
    }

    private void take(CompactingLevels other) {
        how = other.how.copy();
        random = new SplitMix64(other.random.state());
        items = Arrays.copyOfRange(other.items, other.starts[0], other.items.length);
        starts = other.starts.clone();
        moveStarts(-starts[0]);
        if (items.length == 0) {
            items = new long[SMALLEST_ARRAY];
            moveStarts(SMALLEST_ARRAY);
        }
        setCapacities();
        owing = other.owing;
        coins = other.coins;
        errorSquares = other.errorSquares;
        count = other.count;
        min = other.min;
        max = other.max;
    }
}
