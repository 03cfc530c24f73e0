package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * At most k items of the stream, new ones more likely: one that is a half-life older is half as likely, whatever the rate at which items come.
 *
 * <p><b>Method.</b> R-TBS of Hentschel, Haas and Tian, <i>Temporally-biased sampling for online model management</i>, EDBT 2018, item by item and at any time, with
 * late items and a merge besides.
 * <p><b>Error.</b> None but that of sampling: an item whose {@linkplain #total weight} now is w is in the sample with probability w · min(1, k / total). The sample has k
 * items while the total is k or more, and as many as the total on average, rounded up or down by chance, when too little came lately. Sizes within 10<sup>-9</sup> of
 * a whole number are taken for it.
 * <p><b>Cost.</b> O(1) per update on average, two random numbers at most, nothing allocated after the k-th item; O(k) per answer and merge. About 5 bytes an item,
 * and the item.
 * <p><b>Units.</b> Items; event time in milliseconds within 2<sup>60</sup> of the epoch.
 * <p><b>Late.</b> Records may come in any order: a late one is as likely as one of that time that came in time.
 * <p><b>Empty.</b> An empty sample, total 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sample = TimeBiasedSample.of(5, Duration.ofSeconds(10), 42, Codecs.INTEGER);
 * for (int second = 0; second < 100; second++) {
 *     sample.update(second, second * 1000L);
 * }
 * sample.sample(99_000);   // [99, 42, 80, 75, 88]
 * sample.sample(199_000);  // []: a minute and a half without records
 * sample.total(99_000);    // 14.9…
 * }</pre>
 *
 * @param <T> an item
 */
public final class TimeBiasedSample<T> implements Incremental<TimeBiasedSample<T>>, Mergeable<TimeBiasedSample<T>> {

    /** The largest sample. */
    public static final int MAX_SIZE = 1 << 24;

    /** The longest half-life. */
    public static final Duration MAX_HALF_LIFE = Duration.ofDays(36_500);

    private static final double LN_2 = 0.6931471805599453;

    /*
     * An item of weight 1 when it comes weighs half as much a half-life later; total is what all weigh at the time of the newest. The latent sample holds each item
     * with probability weight * min(1, k / total), always at the newest time. Invariant: its size is min(k, total), to rounding.
     */
    private final int size;
    private final long halfLifeMillis;
    private final long seed;
    private final StateCodec<T> itemCodec;
    private final LatentSample<T> latent = new LatentSample<>();
    private final Chance chance;
    private double total;
    private long newest;
    private long count;

    private TimeBiasedSample(int size, long halfLifeMillis, long seed, StateCodec<T> itemCodec) {
        this.size = size;
        this.halfLifeMillis = halfLifeMillis;
        this.seed = seed;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.chance = new Chance(seed);
    }

    /**
     * A sample of at most {@code size} items.
     *
     * @param halfLife from one millisecond to 36,500 days
     */
    public static <T> TimeBiasedSample<T> of(int size, Duration halfLife, long seed, StateCodec<T> itemCodec) {
        Requirements.size(size, MAX_SIZE);
        Objects.requireNonNull(halfLife, "halfLife");
        if (halfLife.compareTo(Duration.ofMillis(1)) < 0 || halfLife.compareTo(MAX_HALF_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "halfLife must be in " + Duration.ofMillis(1) + ".." + MAX_HALF_LIFE + ", got " + halfLife);
        }
        return new TimeBiasedSample<>(size, halfLife.toMillis(), seed, itemCodec);
    }

    /** How a dataflow uses it; the answer is the sample as of the time that it is asked at. */
    public static <T> Aggregation<T, TimeBiasedSample<T>, List<T>> aggregation(
            int size, Duration halfLife, long seed, StateCodec<T> itemCodec) {
        of(size, halfLife, seed, itemCodec); // wrong parameters show here, not at the first record
        return Aggregation.<T, TimeBiasedSample<T>, List<T>>ofTimed(
                        "time-biased-sample",
                        () -> of(size, halfLife, seed, itemCodec),
                        TimeBiasedSample::update,
                        TimeBiasedSample::sample,
                        codec(itemCodec))
                .merging(TimeBiasedSample::merge, TimeBiasedSample::copy);
    }

    /**
     * Takes one item in; whether it stays is a matter of chance.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> milliseconds from the epoch
     */
    public void update(T item, long timeMillis) {
        Objects.requireNonNull(item, "item");
        Requirements.time(timeMillis);
        if (count < size) {
            chance.stir(itemCodec, item);
        }
        if (count == 0) {
            newest = timeMillis;
        }
        count++;
        advanceTo(timeMillis);
        double weight = faded(newest - timeMillis);
        boolean full = total >= size && latent.size() == size;
        total += weight;
        if (full) {
            if (chance.happens(size * weight / total)) {
                latent.replaceAny(item, chance);
            }
            return;
        }
        if (weight == 1) {
            latent.add(item);
        } else {
            latent.addPartial(item, weight, chance);
        }
        latent.shrink(Math.min(size, total), chance);
    }

    /**
     * The sample as of a time, in no order that means anything; a copy. Asked again, the answer is the same.
     *
     * @param nowMillis if before the newest record, the answer is as of that one
     */
    public List<T> sample(long nowMillis) {
        LatentSample<T> now = latent;
        Chance drawing = new Chance(chance.state());
        drawing.stir(1);
        if (nowMillis > newest) {
            now = latent.copy();
            now.shrink(Math.min(size, total(nowMillis)), drawing);
        }
        return now.realized(drawing);
    }

    /** What all items weigh together at a time: an item weighs 1 when it comes, and half a half-life later. */
    public double total(long nowMillis) {
        return nowMillis > newest ? total * faded(nowMillis - newest) : total;
    }

    /** How many items came in, which is exact. */
    public long count() {
        return count;
    }

    /** How many items it has at most. */
    public int size() {
        return size;
    }

    /** Every item is afterwards as likely as if both streams had been one. */
    @Override
    public void merge(TimeBiasedSample<T> other) {
        if (other.size != size || other.halfLifeMillis != halfLifeMillis) {
            throw new IllegalArgumentException("cannot merge TimeBiasedSample of size " + size + ", half-life "
                    + Duration.ofMillis(halfLifeMillis) + " with size " + other.size + ", half-life "
                    + Duration.ofMillis(other.halfLifeMillis) + ": both must be the same");
        }
        Requirements.counts(count, other.count);
        if (other.count == 0) {
            return;
        }
        TimeBiasedSample<T> theirs = other.copy();
        chance.stir(theirs.chance.state());
        theirs.chance.moveTo(chance.state());
        theirs.chance.stir(1);
        if (count == 0) {
            newest = theirs.newest;
        }
        advanceTo(theirs.newest);
        theirs.advanceTo(newest);
        count += theirs.count;
        double both = total + theirs.total;
        // Where both together are more than k, each side gives its share of k, and they add up to k.
        double here = both > size ? size * (total / both) : total;
        latent.shrink(here, chance);
        theirs.latent.shrink(both > size ? size - here : theirs.total, theirs.chance);
        latent.addAll(theirs.latent, chance);
        total = both;
    }

    @Override
    public void reset() {
        become(new TimeBiasedSample<>(size, halfLifeMillis, seed, itemCodec));
    }

    @Override
    public TimeBiasedSample<T> copy() {
        TimeBiasedSample<T> copy = new TimeBiasedSample<>(size, halfLifeMillis, seed, itemCodec);
        copy.become(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 112 + latent.heapBytes(itemCodec);
    }

    /**
     * How samples of such items become bytes. Form {@code time-biased-sample} 1: size i32, half-life in milliseconds i64, seed i64, generator i64, count i64, newest
     * time i64, total f64, fraction f64, the items under one header, that of the fraction last.
     */
    public static <T> StateCodec<TimeBiasedSample<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("time-biased-sample", 1, TimeBiasedSample::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeInt(size)
                .writeLong(halfLifeMillis)
                .writeLong(seed)
                .writeLong(chance.state())
                .writeLong(count)
                .writeLong(newest)
                .writeDouble(total)
                .writeDouble(latent.fraction());
        itemCodec.encodeAll(latent.items(), out);
    }

    private static <T> TimeBiasedSample<T> decode(StateCodec<T> itemCodec, StateReader in) {
        int size = in.readIntBetween("size", 1, MAX_SIZE);
        long halfLife = in.readLong();
        if (halfLife < 1 || halfLife > MAX_HALF_LIFE.toMillis()) {
            throw in.corrupt("half-life must be in 1.." + MAX_HALF_LIFE.toMillis() + ", got " + halfLife);
        }
        TimeBiasedSample<T> s = new TimeBiasedSample<>(size, halfLife, in.readLong(), itemCodec);
        s.chance.moveTo(in.readLong());
        s.count = Requirements.readCount(in);
        s.newest = Requirements.readTime(in, "newest time");
        s.total = in.readFinite("total");
        double fraction = in.readFinite("fraction");
        List<T> items = itemCodec.decodeAll(in);
        if (!(fraction >= 0 && fraction < 1) || fraction > 0 && items.isEmpty() || items.size() > s.count) {
            throw in.corrupt("fraction must be in 0..1, of one of at most count items, got " + fraction + " and "
                    + items.size() + " items");
        }
        s.latent.fill(items, fraction);
        double expected = Math.min(size, s.total);
        if (!(s.total >= 0 && s.total <= s.count * (1 + 1e-6))
                || !(Math.abs(s.latent.size() - expected) <= 1e-6 * (1 + expected))
                || s.count == 0 && s.newest != 0) {
            throw in.corrupt(
                    "total must be in 0..count and the size of the sample the smaller of size and total, got total "
                            + s.total + " and a sample of " + s.latent.size());
        }
        return s;
    }

    /** Lets all weights fade up to a time; nothing if that is not after the newest. */
    private void advanceTo(long timeMillis) {
        if (timeMillis > newest) {
            total *= faded(timeMillis - newest);
            newest = timeMillis;
            latent.shrink(Math.min(size, total), chance);
        }
    }

    private double faded(long millis) {
        return millis == 0 ? 1 : StrictMath.exp(-LN_2 * millis / halfLifeMillis);
    }

    /** Takes everything over but the seed. */
    private void become(TimeBiasedSample<T> other) {
        latent.become(other.latent);
        chance.moveTo(other.chance.state());
        total = other.total;
        newest = other.newest;
        count = other.count;
    }
}
