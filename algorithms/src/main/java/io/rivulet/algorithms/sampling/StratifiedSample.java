package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A uniform sample of each group of the stream, called stratum, so that small groups are seen as well as large ones; and estimates over all of them that are closer
 * than those from one sample of the whole.
 *
 * <p><b>Method.</b> A {@link ReservoirSample} a stratum. The first m strata to come have one each; the items of all that come later go into one for the rest. Of two
 * merged, the strata of this one stay, then those of the other come as long as there is room, and what has none goes into the rest.
 * <p><b>Error.</b> None but that of sampling within each stratum; counts of strata are exact. The estimated {@linkplain #mean mean} has no bias; its variance is the sum of
 * share² · variance · (1 / sampled − 1 / count) over the strata, {@link Estimate#standardError} its estimate.
 * <p><b>Cost.</b> O(1) per update: one look-up and the reservoir's; O(k m) per merge. Nothing is allocated once the reservoirs are full. About 250 bytes a stratum, 5 an item, and
 * the strata and items themselves.
 * <p><b>Units.</b> Items.
 * <p><b>Empty.</b> No strata; {@code NaN} as mean.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Strata must not change while they are in.
 *
 * <pre>{@code
 * var latency = StratifiedSample.of(10, 100, 42, Codecs.TEXT, Codecs.DOUBLE);
 * latency.update("/search", 120.0);
 * latency.update("/search", 80.0);
 * latency.update("/login", 15.0);
 * latency.strata();                    // /search: 2 items, /login: 1 item
 * latency.mean(ms -> ms).value();      // 71.66…
 * }</pre>
 *
 * @param <K> a stratum; {@code equals} and {@code hashCode} say which are the same
 * @param <T> an item
 */
public final class StratifiedSample<K, T>
        implements Incremental<StratifiedSample<K, T>>, Mergeable<StratifiedSample<K, T>> {

    /** The most strata. */
    public static final int MAX_STRATA = 1 << 20;

    /**
     * A stratum of the answer.
     *
     * @param key which; empty for the rest, which comes last
     * @param count how many items of it came, which is exact
     * @param sample some of them, every choice of that many equally likely
     * @param <K> a stratum
     * @param <T> an item
     */
    public record Stratum<K, T>(Optional<K> key, long count, List<T> sample) {}

    /**
     * An estimate over all items.
     *
     * @param value the estimate
     * @param standardError the estimate of its standard deviation; {@code NaN} while a stratum of several items has only one in the sample
     */
    public record Estimate(double value, double standardError) {}

    /* Invariant: own has at most maxStrata entries, none of them empty, in the order in which they came; rest is empty while there are fewer. */
    private final int maxStrata;
    private final int size;
    private final long seed;
    private final StateCodec<K> keyCodec;
    private final StateCodec<T> itemCodec;
    private final Map<K, ReservoirSample<T>> own = new LinkedHashMap<>();
    private ReservoirSample<T> rest;

    private StratifiedSample(int maxStrata, int size, long seed, StateCodec<K> keyCodec, StateCodec<T> itemCodec) {
        this.maxStrata = maxStrata;
        this.size = size;
        this.seed = seed;
        this.keyCodec = Objects.requireNonNull(keyCodec, "keyCodec");
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.rest = ReservoirSample.of(size, seed, itemCodec);
    }

    /**
     * Samples of {@code size} items each.
     *
     * @param maxStrata how many strata have a sample of their own
     */
    public static <K, T> StratifiedSample<K, T> of(
            int maxStrata, int size, long seed, StateCodec<K> keyCodec, StateCodec<T> itemCodec) {
        if (maxStrata < 1 || maxStrata > MAX_STRATA) {
            throw new IllegalArgumentException("maxStrata must be in 1.." + MAX_STRATA + ", got " + maxStrata);
        }
        Requirements.size(size, ReservoirSample.MAX_SIZE);
        return new StratifiedSample<>(maxStrata, size, seed, keyCodec, itemCodec);
    }

    /** How a dataflow uses it. */
    public static <R, K, T> Aggregation<R, StratifiedSample<K, T>, List<Stratum<K, T>>> aggregation(
            int maxStrata,
            int size,
            long seed,
            StateCodec<K> keyCodec,
            StateCodec<T> itemCodec,
            Function<? super R, ? extends K> stratum,
            Function<? super R, ? extends T> item) {
        of(maxStrata, size, seed, keyCodec, itemCodec); // wrong parameters show here, not at the first record
        return Aggregation.<R, StratifiedSample<K, T>, List<Stratum<K, T>>>of(
                        "stratified-sample",
                        () -> of(maxStrata, size, seed, keyCodec, itemCodec),
                        (s, record) -> s.update(stratum.apply(record), item.apply(record)),
                        StratifiedSample::strata,
                        codec(keyCodec, itemCodec))
                .merging(StratifiedSample::merge, StratifiedSample::copy);
    }

    /** Takes one item of a stratum in; whether it stays is a matter of chance. */
    public void update(K stratum, T item) {
        Objects.requireNonNull(stratum, "stratum");
        Objects.requireNonNull(item, "item");
        ReservoirSample<T> sample = own.get(stratum);
        if (sample == null) {
            sample = own.size() < maxStrata ? opened(stratum) : rest;
        }
        sample.update(item);
    }

    /** The strata with their samples, in the order in which they came; last the rest, if there is any. */
    public List<Stratum<K, T>> strata() {
        List<Stratum<K, T>> strata = new ArrayList<>();
        own.forEach((key, sample) -> strata.add(new Stratum<>(Optional.of(key), sample.count(), sample.sample())));
        if (rest.count() > 0) {
            strata.add(new Stratum<>(Optional.empty(), rest.count(), rest.sample()));
        }
        return Collections.unmodifiableList(strata);
    }

    /** How many items came in, which is exact. */
    public long count() {
        return own.values().stream().mapToLong(ReservoirSample::count).sum() + rest.count();
    }

    /** The mean over all items that came, estimated from the strata's samples by their counts. */
    public Estimate mean(ToDoubleFunction<? super T> value) {
        long all = count();
        if (all == 0) {
            return new Estimate(Double.NaN, Double.NaN);
        }
        double mean = 0;
        double variance = 0;
        for (Stratum<K, T> stratum : strata()) {
            double[] values = stratum.sample().stream().mapToDouble(value).toArray();
            double share = (double) stratum.count() / all;
            double center = 0;
            for (double v : values) {
                center += v / values.length;
            }
            mean += share * center;
            if (values.length < stratum.count()) {
                double squares = 0;
                for (double v : values) {
                    squares += (v - center) * (v - center);
                }
                double within = values.length == 1 ? Double.NaN : squares / (values.length - 1);
                variance += share * share * within * (1.0 / values.length - 1.0 / stratum.count());
            }
        }
        return new Estimate(mean, Math.sqrt(variance));
    }

    @Override
    public void merge(StratifiedSample<K, T> other) {
        if (other.maxStrata != maxStrata || other.size != size) {
            throw new IllegalArgumentException("cannot merge StratifiedSample of " + maxStrata + " strata, size " + size
                    + " with " + other.maxStrata + " strata, size " + other.size + ": both must be the same");
        }
        Requirements.counts(count(), other.count());
        StratifiedSample<K, T> theirs = other == this ? copy() : other;
        theirs.own.forEach((key, sample) -> {
            ReservoirSample<T> here = own.get(key);
            if (here == null) {
                here = own.size() < maxStrata ? opened(key) : rest;
            }
            here.merge(sample);
        });
        rest.merge(theirs.rest);
    }

    @Override
    public void reset() {
        own.clear();
        rest.reset();
    }

    @Override
    public StratifiedSample<K, T> copy() {
        StratifiedSample<K, T> copy = new StratifiedSample<>(maxStrata, size, seed, keyCodec, itemCodec);
        own.forEach((key, sample) -> copy.own.put(key, sample.copy()));
        copy.rest = rest.copy();
        return copy;
    }

    @Override
    public long stateBytes() {
        long bytes = 112 + rest.stateBytes() + Codecs.heapBytes(keyCodec, own.keySet());
        for (ReservoirSample<T> sample : own.values()) {
            bytes += 50 + sample.stateBytes();
        }
        return bytes;
    }

    /**
     * How samples of such strata and items become bytes. Form {@code stratified-sample} 1: most strata i32, size i32, seed i64, the keys under one header, their
     * samples under one header in the same order, the sample of the rest.
     */
    public static <K, T> StateCodec<StratifiedSample<K, T>> codec(StateCodec<K> keyCodec, StateCodec<T> itemCodec) {
        Objects.requireNonNull(keyCodec, "keyCodec");
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("stratified-sample", 1, StratifiedSample::encode, in -> decode(keyCodec, itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeInt(maxStrata).writeInt(size).writeLong(seed);
        keyCodec.encodeAll(own.keySet(), out);
        StateCodec<ReservoirSample<T>> samples = ReservoirSample.codec(itemCodec);
        samples.encodeAll(own.values(), out);
        samples.encode(rest, out);
    }

    private static <K, T> StratifiedSample<K, T> decode(
            StateCodec<K> keyCodec, StateCodec<T> itemCodec, StateReader in) {
        StratifiedSample<K, T> s = new StratifiedSample<>(
                in.readIntBetween("most strata", 1, MAX_STRATA),
                in.readIntBetween("size", 1, ReservoirSample.MAX_SIZE),
                in.readLong(),
                keyCodec,
                itemCodec);
        StateCodec<ReservoirSample<T>> codec = ReservoirSample.codec(itemCodec);
        List<K> keys = keyCodec.decodeAll(in);
        List<ReservoirSample<T>> samples = codec.decodeAll(in);
        s.rest = codec.decode(in);
        if (keys.size() > s.maxStrata || samples.size() != keys.size() || s.rest.size() != s.size) {
            throw in.corrupt(
                    "strata must be at most " + s.maxStrata + " with a sample each, and all samples of the size, got "
                            + keys.size() + " with " + samples.size());
        }
        long left = Requirements.MAX_COUNT - s.rest.count();
        for (int i = 0; i < keys.size(); i++) {
            ReservoirSample<T> sample = samples.get(i);
            left -= sample.count();
            if (sample.size() != s.size || sample.count() == 0 || left < 0 || s.own.put(keys.get(i), sample) != null) {
                throw in.corrupt("strata must differ and have samples of size " + s.size + " that are not empty");
            }
        }
        if (s.rest.count() > 0 && keys.size() < s.maxStrata) {
            throw in.corrupt("there must be no rest before there are " + s.maxStrata + " strata");
        }
        return s;
    }

    private ReservoirSample<T> opened(K stratum) {
        StateWriter out = new StateWriter();
        keyCodec.encode(stratum, out);
        ReservoirSample<T> sample = ReservoirSample.of(size, Hash.ofBytes(out.toByteArray(), seed), itemCodec);
        own.put(stratum, sample);
        return sample;
    }
}
