package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The sources that contact the most <em>different</em> destinations: scanners, worms, crawlers; repetitions do not count.
 *
 * <p><b>Method.</b> SpreadSketch of Tang, Huang and Lee, <i>SpreadSketch: toward invertible and network-wide detection of superspreaders</i>, INFOCOM 2020:
 * rows of buckets, each with a small distinct counter over the pairs of all sources that share it, and the name of one of these. They name the source of the
 * highest rank; here it is that of the smallest hash, which has no ties: so that order and repetition of the records leave the same state.
 * <p><b>Error.</b> The estimate is the least of depth counts by {@link HyperLogLog}, each of them with that one's relative standard error (13 % at precision 6)
 * and too high by the other pairs of its bucket: by more than e · pairs / width with a probability of at most e<sup>-depth</sup>. The least of several is a
 * little low where hardly anybody shares a bucket: by 11 % at precision 6 and depth 3. A source with S of the S + R pairs of its bucket is named in it with
 * probability S / (S + R), and is found if any of its buckets names it.
 * <p><b>Cost.</b> O(depth) per update, nothing allocated up to precision 7, nor above it once a bucket's counter is full; O(buckets · 2<sup>precision</sup>) per
 * list and merge; at most 2<sup>precision</sup> + 80 bytes a bucket and the names.
 * <p><b>Merge.</b> Exact and idempotent: the state of both streams together; pairs that both saw count once.
 * <p><b>Units.</b> Destinations.
 * <p><b>Empty.</b> 0, and no rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var contacts = Superspreaders.create();
 * for (int i = 0; i < 10_000; i++) {
 *     contacts.update("host-" + i % 100, "server-" + i % 7);
 *     contacts.update("scanner", "address-" + i % 500);
 * }
 * contacts.top(1);   // scanner with 495 of 500; the next, which has 7, seems to have 15
 * }</pre>
 */
public final class Superspreaders implements Incremental<Superspreaders>, Mergeable<Superspreaders> {

    /** The most buckets a row has. */
    public static final int MAX_WIDTH = 1 << 16;

    /** The most rows. */
    public static final int MAX_DEPTH = 8;

    private static final int DEFAULT_WIDTH = 256;
    private static final int DEFAULT_DEPTH = 3;

    /** 13 % of error in 64 bytes: enough to tell a hundred destinations from ten. */
    private static final int DEFAULT_PRECISION = 6;

    private static final int MAX_PRECISION = 12;

    /*
     * Bucket b of row r is number r * width + b. names[i] is the source of the pair with the smallest hash, as an unsigned number, among the pairs of the
     * bucket; hashes[i] is that hash. A bucket that has no pair has no name, in the place of which stands NOBODY, and the largest hash.
     * places says which bucket of a row a source goes to, by the source's own hash.
     */
    private static final String NOBODY = "";

    private final HashedRows places;
    private final int precision;
    private final HyperLogLog[] counters;
    private final String[] names;
    private final long[] hashes;

    private Superspreaders(HashedRows places, int precision) {
        this.places = places;
        this.precision = precision;
        int buckets = places.width * places.depth;
        counters = new HyperLogLog[buckets];
        Arrays.setAll(counters, i -> HyperLogLog.create(precision, places.seed));
        names = new String[buckets];
        hashes = new long[buckets];
        forget();
    }

    /** 3 rows of 256 buckets with counters of precision 6: 120 KiB. */
    public static Superspreaders create() {
        return create(DEFAULT_WIDTH, DEFAULT_DEPTH, DEFAULT_PRECISION, 0);
    }

    /**
     * A sketch.
     *
     * @param width buckets a row: a power of two, well above the number of superspreaders expected
     * @param depth rows, from 1 to 8
     * @param precision of the counters, from 4 to 12
     * @param seed of the hash; only sketches of one seed merge
     */
    public static Superspreaders create(int width, int depth, int precision, long seed) {
        if (width > MAX_WIDTH || depth > MAX_DEPTH || precision < 4 || precision > MAX_PRECISION) {
            throw new IllegalArgumentException("width must be at most " + MAX_WIDTH + ", depth at most " + MAX_DEPTH
                    + " and precision in 4.." + MAX_PRECISION + ", got " + width + ", " + depth + " and " + precision);
        }
        return new Superspreaders(new HashedRows(width, depth, seed), precision);
    }

    /** How a dataflow finds the k sources with the most destinations. */
    public static <R> Aggregation<R, Superspreaders, List<Spreader>> aggregation(
            int width,
            int depth,
            int precision,
            int k,
            Function<? super R, String> source,
            Function<? super R, ? extends CharSequence> destination) {
        create(width, depth, precision, 0); // wrong parameters show here, not at the first record
        Checks.requireRows(k);
        return Aggregation.<R, Superspreaders, List<Spreader>>of(
                        "superspreaders",
                        () -> create(width, depth, precision, 0),
                        (s, record) -> s.update(source.apply(record), destination.apply(record)),
                        s -> s.top(k),
                        CODEC)
                .merging(Superspreaders::merge, Superspreaders::copy);
    }

    /** Takes one contact in. */
    public void update(String source, CharSequence destination) {
        Objects.requireNonNull(source, "source");
        long hash = Hash.ofText(source, places.seed);
        long pair = Hash.ofText(destination, hash);
        for (int row = 0; row < places.depth; row++) {
            int bucket = places.placeOf(row, hash);
            counters[bucket].updateHash(pair);
            name(bucket, source, pair);
        }
    }

    /** How many different destinations a source contacted, about. */
    public double estimate(CharSequence source) {
        long hash = Hash.ofText(source, places.seed);
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < places.depth; row++) {
            least = Math.min(least, counters[places.placeOf(row, hash)].estimate());
        }
        return least;
    }

    /**
     * At most k of the sources that are named, that with the most destinations first, and of equal ones by name.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    public List<Spreader> top(int k) {
        Checks.requireRows(k);
        return spreaders().stream().limit(k).toList();
    }

    /** All sources that are named and have at least so many destinations by estimate, that with the most first. */
    public List<Spreader> above(double destinations) {
        return spreaders().stream()
                .filter(row -> row.destinations() >= destinations)
                .toList();
    }

    private List<Spreader> spreaders() {
        Set<String> named = new LinkedHashSet<>();
        for (int i = 0; i < names.length; i++) {
            if (hashes[i] != -1) {
                named.add(names[i]);
            }
        }
        // Each bucket is counted once, however many sources share it.
        double[] estimates =
                Arrays.stream(counters).mapToDouble(HyperLogLog::estimate).toArray();
        return named.stream()
                .map(source -> new Spreader(source, estimate(source, estimates)))
                .sorted(Comparator.comparingDouble((Spreader row) -> -row.destinations())
                        .thenComparing(Spreader::source))
                .toList();
    }

    private double estimate(String source, double[] estimates) {
        long hash = Hash.ofText(source, places.seed);
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < places.depth; row++) {
            least = Math.min(least, estimates[places.placeOf(row, hash)]);
        }
        return least;
    }

    @Override
    public void merge(Superspreaders other) {
        if (other.precision != precision) {
            throw new IllegalArgumentException("cannot merge Superspreaders of precision " + precision
                    + " with precision " + other.precision + ": precision differs");
        }
        places.requireLike(other.places, "Superspreaders");
        for (int i = 0; i < names.length; i++) {
            counters[i].merge(other.counters[i]);
            name(i, other.names[i], other.hashes[i]);
        }
    }

    private void name(int bucket, String source, long pair) {
        if (Long.compareUnsigned(pair, hashes[bucket]) < 0) {
            hashes[bucket] = pair;
            names[bucket] = source;
        }
    }

    @Override
    public void reset() {
        for (HyperLogLog counter : counters) {
            counter.reset();
        }
        forget();
    }

    private void forget() {
        Arrays.fill(names, NOBODY);
        Arrays.fill(hashes, -1);
    }

    @Override
    public Superspreaders copy() {
        Superspreaders copy = new Superspreaders(places, precision);
        copy.merge(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        long bytes = 104 + places.heapBytes();
        for (int i = 0; i < names.length; i++) {
            bytes += 4 + 4 + 8 + counters[i].stateBytes();
        }
        return bytes;
    }

    /**
     * Form {@code superspreaders} 2: width i32, depth i32, seed i64, precision i32, the counters by bucket under one header, then hash i64 and name of each
     * bucket. Version 1 had the counters by an earlier version of their form, which their header tells.
     */
    public static final StateCodec<Superspreaders> CODEC =
            StateCodec.versions("superspreaders", 2, Superspreaders::encode, (version, in) -> decode(in));

    private void encode(StateWriter out) {
        out.writeInt(places.width).writeInt(places.depth).writeLong(places.seed).writeInt(precision);
        HyperLogLog.CODEC.encodeAll(Arrays.asList(counters), out);
        for (int i = 0; i < names.length; i++) {
            out.writeLong(hashes[i]).writeString(names[i]);
        }
    }

    private static Superspreaders decode(StateReader in) {
        int width = in.readIntBetween("width", HashedRows.MIN_WIDTH, MAX_WIDTH);
        int depth = in.readIntBetween("depth", 1, MAX_DEPTH);
        long seed = in.readLong();
        int precision = in.readIntBetween("precision", 4, MAX_PRECISION);
        // Before anything is made for the buckets: so many counters are surely in the bytes.
        List<HyperLogLog> counters = new ArrayList<>(HyperLogLog.CODEC.decodeAll(in));
        if (counters.size() != (long) width * depth) {
            throw in.corrupt("counters must be " + (long) width * depth + ", got " + counters.size());
        }
        Superspreaders s = create(width, depth, precision, seed);
        for (int i = 0; i < s.names.length; i++) {
            if (counters.get(i).precision() != precision) {
                throw in.corrupt("precision must be " + precision + ", got "
                        + counters.get(i).precision());
            }
            s.counters[i].merge(counters.get(i));
            s.hashes[i] = in.readLong();
            s.names[i] = in.readString("name");
            boolean known = s.hashes[i] != -1;
            int place = s.places.placeOf(i / width, Hash.ofText(s.names[i], seed));
            if (known ? place != i : !s.names[i].equals(NOBODY)) {
                throw in.corrupt("bucket " + i + " must name a source of its own, got \"" + s.names[i] + "\"");
            }
        }
        return s;
    }
}
