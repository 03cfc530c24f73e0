package io.rivulet.algorithms.entropy;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How far the last items are from those just before them: a current period of so many items, a reference period of so many before it, both of which move on
 * with every item. Watch it to see a mix of items drift, whichever item it is that changes.
 *
 * <p><b>Method.</b> {@link Divergence} over a ring of items: each item enters the current period, passes from there into the reference, and leaves.
 * <p><b>Error.</b> That of {@link Divergence}. Two periods of one source differ by chance, by about (k - 1) / 2n nats for k items in n records of each: hold
 * {@link #weightedJensenShannon} against its usual height, or take the tests of {@link #comparison}.
 * <p><b>Cost.</b> O(1) per update and for {@link #weightedJensenShannon}, nothing allocated once the tables have grown; 8 bytes a record of both periods, and
 * those of {@link Divergence} for the items.
 * <p><b>Units.</b> Bits.
 * <p><b>Empty.</b> {@code NaN} until the reference has its first item, which is when the current period is full.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var drift = SlidingDivergence.of(500, 100);  // the last 100 against the 500 before them
 * for (int i = 0; i < 600; i++) {
 *     drift.update(i % 10);
 * }
 * drift.weightedJensenShannon();  // 0.0
 * for (int i = 0; i < 100; i++) {
 *     drift.update(10);
 * }
 * drift.weightedJensenShannon();  // 0.65: all that can be told of the two periods
 * }</pre>
 */
public final class SlidingDivergence implements Incremental<SlidingDivergence> {

    /** The longest period, in items. */
    public static final int MAX_PERIOD = 1 << 26;

    private static final int SMALLEST_RING = 16;

    /*
     * The ring holds the items of both periods in the order they came: slot (newest - i) mod length the one i before the newest. It grows to the next power of two as items come
     * and is never longer than it takes. What was counted is a function of it, and no part of the form.
     */
    private final int referenceLength;
    private final int currentLength;
    private final Divergence divergence = Divergence.create();
    private long[] ring = new long[SMALLEST_RING];
    private int next;
    private int size;

    private SlidingDivergence(int referenceLength, int currentLength) {
        this.referenceLength = referenceLength;
        this.currentLength = currentLength;
    }

    /**
     * Two empty periods.
     *
     * @param referenceLength items of the reference period, from 1 to {@link #MAX_PERIOD}
     * @param currentLength items of the current period, likewise
     */
    public static SlidingDivergence of(int referenceLength, int currentLength) {
        requireLength("referenceLength", referenceLength);
        requireLength("currentLength", currentLength);
        return new SlidingDivergence(referenceLength, currentLength);
    }

    private static void requireLength(String name, int length) {
        if (length < 1 || length > MAX_PERIOD) {
            throw new IllegalArgumentException(name + " must be in 1.." + MAX_PERIOD + ", got " + length);
        }
    }

    /** How a dataflow uses it over texts; the answer may be any of {@link Divergence}, such as {@code Divergence::weightedJensenShannon}. */
    public static <T, R> Aggregation<T, SlidingDivergence, R> aggregation(
            int referenceLength,
            int currentLength,
            Function<? super T, ? extends CharSequence> item,
            Function<? super Divergence, ? extends R> answer) {
        return aggregationOfLongs(referenceLength, currentLength, record -> Hash.ofText(item.apply(record), 0), answer);
    }

    /** The same over numbers: ports, codes, hashed or packed keys. */
    public static <T, R> Aggregation<T, SlidingDivergence, R> aggregationOfLongs(
            int referenceLength,
            int currentLength,
            ToLongFunction<? super T> item,
            Function<? super Divergence, ? extends R> answer) {
        of(referenceLength, currentLength); // a wrong one shows here, not at the first record
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(answer, "answer");
        return Aggregation.of(
                "sliding-divergence",
                () -> of(referenceLength, currentLength),
                (s, record) -> s.update(item.applyAsLong(record)),
                s -> answer.apply(s.divergence),
                CODEC);
    }

    /** Takes one number in as an item of its own. */
    public void update(long item) {
        if (size == referenceLength + currentLength) {
            divergence.retractReference(ago(size - 1));
            size--;
        }
        if (size >= currentLength) {
            long leaves = ago(currentLength - 1);
            divergence.retractCurrent(leaves);
            divergence.updateReference(leaves);
        }
        divergence.updateCurrent(item);
        if (size == ring.length) {
            grow();
        }
        ring[next] = item;
        next = next + 1 & ring.length - 1;
        size++;
    }

    /** Takes one text in; equal texts are the same item. */
    public void update(CharSequence item) {
        update(Hash.ofText(item, 0));
    }

    /** The item that came so many before the newest, 0 being the newest. */
    private long ago(int items) {
        return ring[next - 1 - items & ring.length - 1];
    }

    private void grow() {
        // Full: the oldest is where the next goes.
        long[] larger = new long[2 * ring.length];
        int tail = ring.length - next;
        System.arraycopy(ring, next, larger, 0, tail);
        System.arraycopy(ring, 0, larger, tail, next);
        next = ring.length;
        ring = larger;
    }

    /** How many bits an item tells of the period it is from, see {@link Divergence#weightedJensenShannon}; in constant time. */
    public double weightedJensenShannon() {
        return divergence.weightedJensenShannon();
    }

    /** The two periods as they are now, for all other questions: a copy, which costs about as much as they do. */
    public Divergence comparison() {
        return divergence.copy();
    }

    /** Whether both periods are full. */
    public boolean isFull() {
        return size == referenceLength + currentLength;
    }

    @Override
    public void reset() {
        divergence.reset();
        next = 0;
        size = 0;
    }

    @Override
    public SlidingDivergence copy() {
        SlidingDivergence copy = new SlidingDivergence(referenceLength, currentLength);
        copy.divergence.merge(divergence);
        copy.ring = ring.clone();
        copy.next = next;
        copy.size = size;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 8L * ring.length + divergence.stateBytes();
    }

    /** Form {@code sliding-divergence} 1: length of the reference i32, of the current period i32, items i32, then the items i64, the oldest first. */
    public static final StateCodec<SlidingDivergence> CODEC =
            StateCodec.of("sliding-divergence", 1, SlidingDivergence::encode, SlidingDivergence::decode);

    private void encode(StateWriter out) {
        out.writeInt(referenceLength).writeInt(currentLength).writeInt(size);
        for (int i = size - 1; i >= 0; i--) {
            out.writeLong(ago(i));
        }
    }

    private static SlidingDivergence decode(StateReader in) {
        int referenceLength = in.readIntBetween("reference length", 1, MAX_PERIOD);
        int currentLength = in.readIntBetween("current length", 1, MAX_PERIOD);
        int size = in.readLength("items", 8);
        if (size > referenceLength + currentLength) {
            throw in.corrupt("items must be at most " + (referenceLength + currentLength) + ", got " + size);
        }
        SlidingDivergence s = of(referenceLength, currentLength);
        s.ring = new long[Math.max(SMALLEST_RING, size < 2 ? 0 : Integer.highestOneBit(size - 1) * 2)];
        for (int i = 0; i < size; i++) {
            s.update(in.readLong());
        }
        return s;
    }
}
