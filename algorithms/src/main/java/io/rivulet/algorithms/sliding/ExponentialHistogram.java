package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How many records came, or how much, in the last minute, hour, or any other window up to the longest, in little memory.
 *
 * <p><b>Method.</b> Datar, Gionis, Indyk and Motwani, <i>Maintaining stream statistics over sliding windows</i>, SIAM Journal on Computing 31(6), 2002:
 * buckets of neighbouring records, larger the older they are, of which a window cuts one at most, and that counts half. Theirs are powers of two; here two
 * neighbours are joined whenever their sum is at most 2 ε of what is newer, which takes amounts of any size, and counts are amounts of 1.
 * <p><b>Error.</b> At most ε of the true sum, always, for every window that ends now; none for a count below 1 / ε. {@link #lowest} and
 * {@link #highest} are certain whatever came. Late records count in the bucket that covers their time: for those the promise is not kept to the letter, the
 * bounds are.
 * <p><b>Merge.</b> Parts of one stream that follow each other merge at no loss. Where both were joined at the same time, a bucket's content is
 * taken for half at its start and half at its end, and an error e becomes ε + e + ε e ({@link #relativeError} says what it is), as Papapetrou, Garofalakis and
 * Deligiannakis, PVLDB 5(10), 2012, have it.
 * <p><b>Cost.</b> O(1) per update on average, nothing allocated once grown; O(buckets) per answer. At most 2 ln(s) / ln(1 + 2 ε) + 1 buckets after joining, s the
 * sum in units of the least amount, and up to twice as many before; 24 bytes each: for a million records and ε of 1 %, measured, at most 36 KB.
 * <p><b>Units.</b> Event time in milliseconds. A window of length w that ends at {@code now} holds {@code now - w < time <= now}. For the last N records give
 * their number as the time: of those that are marked, count 1 each, of the others 0.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var requests = ExponentialHistogram.create(0.05, Duration.ofHours(1));
 * for (int i = 0; i < 36_000; i++) {
 *     requests.update(i * 200L);
 * }
 * requests.estimate(Duration.ofHours(1));    // 18,253 of 18,000
 * requests.estimate(Duration.ofSeconds(2));  // 10.0
 * }</pre>
 */
public final class ExponentialHistogram implements Incremental<ExponentialHistogram>, Mergeable<ExponentialHistogram> {

    /** Sums of such amounts stay finite. */
    public static final double MAX_AMOUNT = 0x1p500;

    private static final double MIN_ERROR = 1e-6;
    private static final long NEVER = Long.MIN_VALUE;

    /** Fewer are not worth joining. */
    private static final int FEWEST_BEFORE_JOINING = 32;

    /*
     * Bucket i, oldest first, has the sum of what came from firsts[i] to lasts[i], and there is none where one is. Buckets do not overlap: lasts[i] <=
     * firsts[i + 1]. One whose first is its last has no doubt about it. They are joined from the newest on as soon as there are limit of them, which is then set
     * to twice what is left, so that joining costs O(1) an update; limit is part of the state, because where buckets lie depends on when they were joined.
     *
     * The window cuts bucket c if it starts within it. With N the sum of all newer ones, the truth is in N .. N + c, and N + c / 2 is off by c / 2, at most
     * ε N where the bucket was joined by the rule; N only grows while c is there.
     */
    private final double epsilon;
    private final long windowMillis;
    private double reached;
    private long newest = NEVER;
    private int limit = FEWEST_BEFORE_JOINING;
    private int size;
    private double[] sums = new double[0];
    private long[] firsts = new long[0];
    private long[] lasts = new long[0];

    private ExponentialHistogram(double epsilon, long windowMillis) {
        this.epsilon = epsilon;
        this.windowMillis = windowMillis;
        this.reached = epsilon;
    }

    /**
     * Nothing yet.
     *
     * @param relativeError 1e-6..0.5
     * @param window the longest window that can be asked for
     */
    public static ExponentialHistogram create(double relativeError, Duration window) {
        if (!(relativeError >= MIN_ERROR && relativeError <= 0.5)) {
            throw new IllegalArgumentException("relativeError must be in 1e-6..0.5, got " + relativeError);
        }
        return new ExponentialHistogram(relativeError, Span.millis("window", window));
    }

    /** How a dataflow counts records; outside sliding windows it answers for the longest one. */
    public static <T> Aggregation<T, ExponentialHistogram, Double> aggregation(double relativeError, Duration window) {
        return aggregation("sliding-count", relativeError, window, record -> 1);
    }

    /** How a dataflow sums amounts that are not negative. */
    public static <T> Aggregation<T, ExponentialHistogram, Double> aggregation(
            double relativeError, Duration window, ToDoubleFunction<? super T> amount) {
        return aggregation("sliding-sum", relativeError, window, amount);
    }

    private static <T> Aggregation<T, ExponentialHistogram, Double> aggregation(
            String name, double relativeError, Duration window, ToDoubleFunction<? super T> amount) {
        create(relativeError, window); // a wrong parameter shows here, not at the first record
        return Aggregation.<T, ExponentialHistogram, Double>ofTimed(
                        name,
                        () -> create(relativeError, window),
                        (s, record, time) -> s.update(amount.applyAsDouble(record), time),
                        (s, now) -> s.estimate(now, s.windowMillis),
                        CODEC)
                .merging(ExponentialHistogram::merge, ExponentialHistogram::copy)
                .slidingNatively(ExponentialHistogram::estimate);
    }

    /** Counts one record. */
    public void update(long timeMillis) {
        update(1, timeMillis);
    }

    /**
     * Adds an amount.
     *
     * @param amount 0..{@link #MAX_AMOUNT}
     */
    public void update(double amount, long timeMillis) {
        if (!(amount >= 0 && amount <= MAX_AMOUNT)) {
            throw new IllegalArgumentException("amount must be in 0.." + MAX_AMOUNT + ", got " + amount);
        }
        if (Math.abs(timeMillis) > Span.MOST_MILLIS || timeMillis == NEVER) {
            throw new IllegalArgumentException("timeMillis must be within 2^61 of the epoch, got " + timeMillis);
        }
        if (newest != NEVER && timeMillis <= newest - windowMillis) {
            return;
        }
        newest = Math.max(newest, timeMillis);
        if (amount == 0) {
            return;
        }
        int index = size;
        while (index > 0 && lasts[index - 1] >= timeMillis) {
            index--;
        }
        if (index < size && firsts[index] <= timeMillis) {
            sums[index] += amount;
            return;
        }
        insert(index, amount, timeMillis, timeMillis);
        if (size >= limit) {
            join();
        }
    }

    /** How much came in the longest window, up to the latest record. */
    public double estimate() {
        return estimate(time(), windowMillis);
    }

    /** How much came in the last {@code window}, up to the latest record. */
    public double estimate(Duration window) {
        return estimate(time(), Span.millis("window", window));
    }

    /**
     * How much came in the window that ends at {@code nowMillis}: half of what is certain and half of what is possible.
     *
     * @param nowMillis before the latest record the promise does not hold, the bounds do
     * @param windowMillis at most the longest window
     */
    public double estimate(long nowMillis, long windowMillis) {
        double least = sum(nowMillis, windowMillis, true);
        return least + (sum(nowMillis, windowMillis, false) - least) / 2;
    }

    /** What came in the window at least, for certain; parameters as in {@link #estimate(long, long)}. */
    public double lowest(long nowMillis, long windowMillis) {
        return sum(nowMillis, windowMillis, true);
    }

    /** What came in the window at most, for certain; parameters as in {@link #estimate(long, long)}. */
    public double highest(long nowMillis, long windowMillis) {
        return sum(nowMillis, windowMillis, false);
    }

    private double sum(long now, long window, boolean certain) {
        if (window < 1 || window > windowMillis) {
            throw new IllegalArgumentException("windowMillis must be in 1.." + windowMillis + ", got " + window);
        }
        double sum = 0;
        for (int i = size - 1; i >= 0 && (lasts[i] > now || isWithin(lasts[i], now, window)); i--) {
            boolean whole = isWithin(lasts[i], now, window) && isWithin(firsts[i], now, window);
            boolean part = firsts[i] <= now;
            sum += whole || part && !certain ? sums[i] : 0;
        }
        return sum;
    }

    /** Right even where the distance overflows. */
    private static boolean isWithin(long time, long now, long window) {
        return time <= now && Long.compareUnsigned(now - time, window) < 0;
    }

    /** What the error of an estimate is at most, as a part of the true sum: as given, or more after merging what overlaps. */
    public double relativeError() {
        return reached;
    }

    /** The longest window that can be asked for. */
    public Duration window() {
        return Duration.ofMillis(windowMillis);
    }

    /** How many buckets are kept. */
    public int buckets() {
        return size;
    }

    @Override
    public void merge(ExponentialHistogram other) {
        if (other.epsilon != epsilon || other.windowMillis != windowMillis) {
            throw new IllegalArgumentException("cannot merge ExponentialHistogram of relative error " + epsilon
                    + ", window " + window() + " with " + other.epsilon + ", window " + other.window()
                    + ": both must be the same");
        }
        if (other == this) {
            for (int i = 0; i < size; i++) {
                sums[i] *= 2;
            }
            return;
        }
        boolean followed = size == 0 || other.size == 0 || lasts[size - 1] <= other.firsts[0];
        boolean follows = !followed && other.lasts[other.size - 1] <= firsts[0];
        newest = Math.max(newest, other.newest);
        if (followed) {
            insertAll(size, other);
        } else if (follows) {
            insertAll(0, other);
        } else {
            boolean doubtful = isDoubtful() || other.isDoubtful();
            interleave(other);
            reached = Math.max(reached, other.reached);
            reached = doubtful ? epsilon + reached + epsilon * reached : reached;
        }
        reached = Math.max(reached, other.reached);
        if (size >= limit) {
            join();
        }
    }

    private boolean isDoubtful() {
        for (int i = 0; i < size; i++) {
            if (firsts[i] < lasts[i]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void reset() {
        reached = epsilon;
        newest = NEVER;
        limit = FEWEST_BEFORE_JOINING;
        resize(0);
        size = 0;
    }

    @Override
    public ExponentialHistogram copy() {
        ExponentialHistogram copy = new ExponentialHistogram(epsilon, windowMillis);
        copy.reached = reached;
        copy.newest = newest;
        copy.limit = limit;
        copy.size = size;
        copy.sums = sums.clone();
        copy.firsts = firsts.clone();
        copy.lasts = lasts.clone();
        return copy;
    }

    @Override
    public long stateBytes() {
        return 72 + 3 * 16 + 24L * sums.length;
    }

    /**
     * Form {@code exponential-histogram} 1: relative error f64, window i64, reached error f64, latest time i64, limit i32, buckets i32, then of each, oldest
     * first: first time i64, last time i64, sum f64.
     */
    public static final StateCodec<ExponentialHistogram> CODEC =
            StateCodec.of("exponential-histogram", 1, ExponentialHistogram::encode, ExponentialHistogram::decode);

    private void encode(StateWriter out) {
        out.writeDouble(epsilon).writeLong(windowMillis).writeDouble(reached).writeLong(newest);
        out.writeInt(limit).writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(firsts[i]).writeLong(lasts[i]).writeDouble(sums[i]);
        }
    }

    private static ExponentialHistogram decode(StateReader in) {
        double epsilon = in.readDouble();
        long window = in.readLong();
        if (window < 1 || window > Span.MOST_MILLIS) {
            throw in.corrupt("window must be in 1.." + Span.MOST_MILLIS + ", got " + window);
        }
        ExponentialHistogram s = create(epsilon, Duration.ofMillis(window));
        s.reached = in.readFinite("reached error");
        s.newest = in.readLong();
        s.limit = in.readIntBetween("limit", FEWEST_BEFORE_JOINING, 1 << 28);
        int length = in.readLength("buckets", 24);
        if (s.reached < epsilon || length >= s.limit || length > 0 && s.newest == NEVER) {
            throw in.corrupt("reached error must be at least " + epsilon + " and buckets fewer than " + s.limit
                    + ", got " + s.reached + " and " + length);
        }
        long last = -Span.MOST_MILLIS;
        for (int i = 0; i < length; i++) {
            long first = in.readLong();
            long until = in.readLong();
            double sum = in.readFinite("sum");
            if (first < last || until < first || until > s.newest || sum <= 0) {
                throw in.corrupt("buckets must follow each other up to " + s.newest + " and hold something, got " + sum
                        + " from " + first + " to " + until);
            }
            last = until;
            s.insert(i, sum, first, until);
        }
        if (s.newest != NEVER && Math.abs(s.newest) > Span.MOST_MILLIS) {
            throw in.corrupt("latest time must be within 2^61 of the epoch, got " + s.newest);
        }
        return s;
    }

    private long time() {
        return newest == NEVER ? 0 : newest;
    }

    private void insert(int index, double sum, long first, long last) {
        makeRoom(1);
        int behind = size - index;
        System.arraycopy(sums, index, sums, index + 1, behind);
        System.arraycopy(firsts, index, firsts, index + 1, behind);
        System.arraycopy(lasts, index, lasts, index + 1, behind);
        sums[index] = sum;
        firsts[index] = first;
        lasts[index] = last;
        size++;
    }

    private void insertAll(int index, ExponentialHistogram other) {
        makeRoom(other.size);
        int behind = size - index;
        System.arraycopy(sums, index, sums, index + other.size, behind);
        System.arraycopy(firsts, index, firsts, index + other.size, behind);
        System.arraycopy(lasts, index, lasts, index + other.size, behind);
        System.arraycopy(other.sums, 0, sums, index, other.size);
        System.arraycopy(other.firsts, 0, firsts, index, other.size);
        System.arraycopy(other.lasts, 0, lasts, index, other.size);
        size += other.size;
    }

    /** Takes each bucket of both for two, half at its first and half at its last time. */
    private void interleave(ExponentialHistogram other) {
        ExponentialHistogram both = new ExponentialHistogram(epsilon, windowMillis);
        both.resize(2 * (size + other.size));
        int ours = 0;
        int theirs = 0;
        while (ours < 2 * size || theirs < 2 * other.size) {
            boolean fromOurs = theirs == 2 * other.size || ours < 2 * size && half(ours) <= other.half(theirs);
            ExponentialHistogram from = fromOurs ? this : other;
            int next = fromOurs ? ours++ : theirs++;
            both.addHalf(from.half(next), from.sums[next / 2] / 2);
        }
        sums = both.sums;
        firsts = both.firsts;
        lasts = both.lasts;
        size = both.size;
    }

    private long half(int index) {
        return index % 2 == 0 ? firsts[index / 2] : lasts[index / 2];
    }

    private void addHalf(long time, double amount) {
        if (size > 0 && lasts[size - 1] == time) {
            sums[size - 1] += amount;
        } else {
            insert(size, amount, time, time);
        }
    }

    private void makeRoom(int more) {
        int needed = Math.addExact(size, more);
        if (needed > sums.length) {
            resize(Math.max(needed, Math.min(2 * sums.length + 4, limit)));
        }
    }

    private void resize(int capacity) {
        sums = Arrays.copyOf(sums, capacity);
        firsts = Arrays.copyOf(firsts, capacity);
        lasts = Arrays.copyOf(lasts, capacity);
    }

    /** Drops what has left the longest window, and joins neighbours from the newest on, as long as their sum is within 2 ε of what is newer. */
    private void join() {
        int to = size - 1;
        double newer = 0;
        for (int i = size - 2; i >= 0 && lasts[i] > newest - windowMillis; i--) {
            boolean sameTime = firsts[i] == lasts[to];
            if (sameTime || sums[i] + sums[to] <= 2 * epsilon * newer) {
                sums[to] += sums[i];
                firsts[to] = firsts[i];
            } else {
                newer += sums[to];
                to--;
                sums[to] = sums[i];
                firsts[to] = firsts[i];
                lasts[to] = lasts[i];
            }
        }
        if (lasts[to] <= newest - windowMillis) {
            size = 0;
        } else {
            size -= to;
            System.arraycopy(sums, to, sums, 0, size);
            System.arraycopy(firsts, to, firsts, 0, size);
            System.arraycopy(lasts, to, lasts, 0, size);
        }
        limit = Math.max(FEWEST_BEFORE_JOINING, Math.addExact(size, size));
    }
}
