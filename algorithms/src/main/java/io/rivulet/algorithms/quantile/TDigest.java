package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Quantiles of a stream in a few kilobytes, most exact at both ends; interpolates, so that its answers are smooth.
 *
 * <p><b>Method.</b> Dunning and Ertl, <i>Computing extremely accurate quantiles using t-digests</i>, arXiv 1902.04023, 2019: the merging variant with the
 * scale function k<sub>1</sub>, merged upwards and downwards in turn. In the tails, where k<sub>1</sub> alone would let the outermost centroids grow with the
 * stream, the odds of a centroid may not grow by more than a factor, as with the paper's k<sub>2</sub>. Limits follow from one another by the sum formula of
 * the sine, so that a centroid costs a square root and no arc sine.
 * <p><b>Error.</b> No bound is known, and there are streams that defeat it. A centroid at q holds at most 2π √(q (1 − q)) / compression of the count; of smooth
 * distributions the rank is usually off by less than a third of that: at compression 100 by 1 % in the middle. In the tails it is less: at 0.999 of a million
 * values by 0.007 %. Minimum and maximum are exact, and so is everything up to twice the compression of values.
 * <p><b>Cost.</b> O(lg compression) per update on average, O(compression) for some, nothing allocated; O(compression) per question and merge; 48 bytes for
 * each unit of compression.
 * <p><b>Units.</b> Those of the values; ranks are parts of the count.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var latencies = TDigest.create();
 * for (int i = 1; i <= 100_000; i++) {
 *     latencies.update(i % 1_000);
 * }
 * latencies.quantile(0.999);  // 998.48, where 998 is exact
 * latencies.rank(500);        // 0.50049, where 0.501 is exact
 * }</pre>
 */
public final class TDigest implements QuantileEstimator, Incremental<TDigest>, Mergeable<TDigest> {

    /** The compression unless one is given. */
    public static final int DEFAULT_COMPRESSION = 100;

    private static final int MIN_COMPRESSION = 10;
    private static final int MAX_COMPRESSION = 1 << 16;
    private static final long MAX_COUNT = 1L << 52;
    private static final int SMALLEST_ARRAY = 8;

    /** How fast odds may grow within a centroid: fewer than a quarter of the centroids then serve the tails, however long the stream. */
    private static final double TAIL = 8;

    /** Weights of values: all 1. */
    private static final double[] ONES = {};

    /*
     * Centroids stand sorted by their mean; new values wait in the buffer, in order of arrival, until it is full. With q the part of the count below it and
     * a = 2 pi / compression, a centroid that begins at q may reach to the q' with asin(2q' - 1) = asin(2q - 1) + a, as long as its odds q / (1 - q) do not
     * grow beyond n^(TAIL / compression) times. Two neighbours always exceed one of the two together. From end to end the first measure is compression / 2 of
     * such steps, the second compression / 4, so that there are never more than 1.5 compression + 3 centroids; usually there are fewer than compression.
     *
     * Invariant: the weights and the number of waiting values add up to count.
     */
    private final int compression;
    private double[] means = {};
    private double[] weights = {};
    private int centroids;

    /** Where the next merge writes; they change places with the above. */
    private double[] nextMeans = {};

    private double[] nextWeights = {};
    private double[] buffer = new double[SMALLEST_ARRAY];
    private int buffered;
    private boolean downwards;
    private long count;
    private double min;
    private double max;

    private TDigest(int compression) {
        this.compression = compression;
    }

    /** A digest of compression 100. */
    public static TDigest create() {
        return create(DEFAULT_COMPRESSION);
    }

    /**
     * A digest.
     *
     * @param compression 10..65,536: twice as much, half the error and twice the bytes
     */
    public static TDigest create(int compression) {
        if (compression < MIN_COMPRESSION || compression > MAX_COMPRESSION) {
            throw new IllegalArgumentException(
                    "compression must be in " + MIN_COMPRESSION + ".." + MAX_COMPRESSION + ", got " + compression);
        }
        return new TDigest(compression);
    }

    /** How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted. */
    public static <T> Aggregation<T, TDigest, TDigest> aggregation(int compression, ToDoubleFunction<? super T> value) {
        create(compression); // a wrong one shows here, not at the first record
        return Aggregation.<T, TDigest, TDigest>of(
                        "t-digest",
                        () -> create(compression),
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        TDigest::copy,
                        CODEC)
                .merging(TDigest::merge, TDigest::copy);
    }

    @Override
    public void update(double value) {
        Ranks.requireFinite(value);
        if (buffered == buffer.length) {
            makeRoom();
        }
        if (count == 0) {
            min = value;
            max = value;
        } else if (value < min) {
            min = value;
        } else if (value > max) {
            max = value;
        }
        buffer[buffered++] = value + 0.0;
        count++;
    }

    @Override
    public double quantile(double q) {
        return quantiles(q)[0];
    }

    /** Several quantiles at about the cost of one. */
    public double[] quantiles(double... qs) {
        for (double q : qs) {
            Ranks.requireShare(q);
        }
        double[] found = new double[qs.length];
        TDigestPoints points = points();
        for (int i = 0; i < qs.length; i++) {
            long rank = Ranks.of(qs[i], count);
            found[i] = rank == 0 ? Double.NaN : rank == 1 ? min : rank == count ? max : points.at(rank - 0.5, min, max);
        }
        return found;
    }

    @Override
    public double rank(double value) {
        Ranks.requireNumber(value);
        if (count == 0) {
            return Double.NaN;
        }
        return value < min ? 0 : value >= max ? 1 : points().upTo(value, min, max) / count;
    }

    @Override
    public long count() {
        return count;
    }

    /** The smallest value, exactly. */
    @Override
    public double min() {
        return count == 0 ? Double.NaN : min;
    }

    /** The largest value, exactly. */
    @Override
    public double max() {
        return count == 0 ? Double.NaN : max;
    }

    /** What the digest was made with. */
    public int compression() {
        return compression;
    }

    /** {@inheritDoc} Compressions may differ: this one's stays. */
    @Override
    public void merge(TDigest other) {
        if (other.count > MAX_COUNT - count) {
            throw new IllegalArgumentException(
                    "counts must stay within " + MAX_COUNT + " together, got " + count + " and " + other.count);
        }
        if (other.count == 0) {
            return;
        }
        if (count == 0 && other.compression == compression) {
            take(other);
            return;
        }
        TDigestPoints theirs = other.points();
        flush();
        min = count == 0 ? other.min : Math.min(min, other.min);
        max = count == 0 ? other.max : Math.max(max, other.max);
        count += other.count;
        absorb(theirs.values(), theirs.weights(), theirs.values().length);
    }

    @Override
    public void reset() {
        take(new TDigest(compression));
    }

    @Override
    public TDigest copy() {
        TDigest copy = new TDigest(compression);
        copy.take(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 80
                + 5 * 16
                + 8L * (means.length + weights.length + nextMeans.length + nextWeights.length + buffer.length);
    }

    /**
     * Form {@code t-digest} 1: compression i32, count i64, min f64, max f64, whether the next merge goes downwards u8, centroids i32, their means f64 and
     * weights f64 in turn, waiting values i32, these f64.
     */
    public static final StateCodec<TDigest> CODEC = StateCodec.of("t-digest", 1, TDigest::encode, TDigest::decode);

    private void encode(StateWriter out) {
        out.writeInt(compression)
                .writeLong(count)
                .writeDouble(min)
                .writeDouble(max)
                .writeBoolean(downwards);
        out.writeInt(centroids);
        for (int i = 0; i < centroids; i++) {
            out.writeDouble(means[i]).writeDouble(weights[i]);
        }
        out.writeInt(buffered);
        for (int i = 0; i < buffered; i++) {
            out.writeDouble(buffer[i]);
        }
    }

    private static TDigest decode(StateReader in) {
        TDigest read = create(in.readInt());
        read.count = in.readCount("count");
        read.min = in.readFinite("min");
        read.max = in.readFinite("max");
        read.downwards = in.readBoolean("downwards");
        int centroids = in.readLength("centroids", 16);
        double weight = 0;
        if (centroids > read.mostCentroids()) {
            throw in.corrupt("centroids must be at most " + read.mostCentroids() + ", got " + centroids);
        }
        if (centroids > 0) {
            read.allocate(Math.max(read.compression, centroids));
        }
        for (int i = 0; i < centroids; i++) {
            read.means[i] = read.requireWithin(in);
            read.weights[i] = in.readFinite("weight");
            boolean fits = read.weights[i] >= 1 && read.weights[i] == Math.rint(read.weights[i]);
            if (!fits || i > 0 && read.means[i] < read.means[i - 1]) {
                throw in.corrupt("means must rise and weights be whole numbers from 1, got " + read.means[i] + " with "
                        + read.weights[i]);
            }
            weight += read.weights[i];
        }
        read.centroids = centroids;
        read.buffered = in.readLength("values", 8);
        if (read.buffered > read.mostBuffered() || weight + read.buffered != read.count || read.count > MAX_COUNT) {
            throw in.corrupt("weights and at most " + read.mostBuffered() + " values must add up to the count "
                    + read.count + ", got " + weight + " and " + read.buffered);
        }
        read.buffer = new double[Math.max(SMALLEST_ARRAY, read.buffered)];
        for (int i = 0; i < read.buffered; i++) {
            read.buffer[i] = read.requireWithin(in);
        }
        if (read.count == 0 ? read.min != 0 || read.max != 0 : read.min > read.max) {
            throw in.corrupt("min must not exceed max, and both be 0 when count is");
        }
        return read;
    }

    private double requireWithin(StateReader in) {
        double value = in.readFinite("value");
        if (value < min || value > max) {
            throw in.corrupt("values must be in " + min + ".." + max + ", got " + value);
        }
        return value;
    }

    private int mostBuffered() {
        return 2 * compression;
    }

    private void makeRoom() {
        if (count >= MAX_COUNT) {
            throw new IllegalStateException("count must stay within " + MAX_COUNT);
        }
        if (buffered < mostBuffered()) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffered, mostBuffered()));
        } else {
            flush();
        }
    }

    private void flush() {
        int values = buffered;
        buffered = 0;
        Arrays.sort(buffer, 0, values);
        absorb(buffer, ONES, values);
    }

    private void allocate(int length) {
        means = new double[length];
        weights = new double[length];
        nextMeans = new double[length];
        nextWeights = new double[length];
    }

    /** Merges sorted values into the centroids; count includes them already. */
    private void absorb(double[] values, double[] valueWeights, int length) {
        if (length == 0) {
            return;
        }
        if (means.length == 0) {
            allocate(compression);
        }
        double turn = 2 * Math.PI / compression;
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double odds = StrictMath.exp(TAIL * StrictMath.log(Math.max(2, count)) / compression);
        int step = downwards ? -1 : 1;
        int mine = downwards ? centroids - 1 : 0;
        int myEnd = downwards ? -1 : centroids;
        int theirs = downwards ? length - 1 : 0;
        int theirEnd = downwards ? -1 : length;
        int last = -1;
        double done = 0;
        double limit = -1;
        double centre = 0;
        double mass = 0;
        while (mine != myEnd || theirs != theirEnd) {
            boolean fromMine = theirs == theirEnd
                    || mine != myEnd && (downwards ? means[mine] >= values[theirs] : means[mine] <= values[theirs]);
            double mean;
            double weight;
            if (fromMine) {
                mean = means[mine];
                weight = weights[mine];
                mine += step;
            } else {
                mean = values[theirs];
                weight = valueWeights.length == 0 ? 1 : valueWeights[theirs];
                theirs += step;
            }
            if (done + weight <= limit) {
                mass += weight;
                centre = Ranks.between(centre, mean, weight / mass);
            } else {
                if (last >= 0) {
                    nextMeans[last] = centre;
                    nextWeights[last] = mass;
                }
                last++;
                makeRoomFor(last);
                limit = limitFrom(done / count, cos, sin, odds) * count;
                centre = mean;
                mass = weight;
            }
            done += weight;
        }
        nextMeans[last] = centre;
        nextWeights[last] = mass;
        change(last + 1);
    }

    private void makeRoomFor(int index) {
        if (index == nextMeans.length) {
            nextMeans = Arrays.copyOf(nextMeans, mostCentroids());
            nextWeights = Arrays.copyOf(nextWeights, mostCentroids());
        }
    }

    private int mostCentroids() {
        return compression + compression / 2 + 4;
    }

    /** Up to which part of the count a centroid may reach that begins at q; the same from either end. */
    private static double limitFrom(double q, double cos, double sin, double odds) {
        double sine = 2 * q - 1;
        double middle = sine >= cos ? 1 : (1 + sine * cos + 2 * Math.sqrt(q * (1 - q)) * sin) / 2;
        return Math.min(middle, q * odds / (1 + q * (odds - 1)));
    }

    /** What was written becomes what is there, from the lowest. */
    private void change(int length) {
        if (downwards) {
            for (int i = 0, j = length - 1; i < j; i++, j--) {
                double mean = nextMeans[i];
                nextMeans[i] = nextMeans[j];
                nextMeans[j] = mean;
                double weight = nextWeights[i];
                nextWeights[i] = nextWeights[j];
                nextWeights[j] = weight;
            }
        }
        double[] oldMeans = means;
        double[] oldWeights = weights;
        means = nextMeans;
        weights = nextWeights;
        nextMeans = oldMeans;
        nextWeights = oldWeights;
        centroids = length;
        downwards = !downwards;
    }

    private TDigestPoints points() {
        return TDigestPoints.of(means, weights, centroids, buffer, buffered);
    }

    private void take(TDigest other) {
        means = other.means.clone();
        weights = other.weights.clone();
        centroids = other.centroids;
        nextMeans = new double[other.nextMeans.length];
        nextWeights = new double[other.nextWeights.length];
        buffer = other.buffer.clone();
        buffered = other.buffered;
        downwards = other.downwards;
        count = other.count;
        min = other.min;
        max = other.max;
    }
}
