package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.quantile.QuantileEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The shape of a distribution in a few bins that find their own places: a picture of the values, and the part of them below any.
 *
 * <p><b>Method.</b> Ben-Haim and Tom-Tov, <i>A streaming parallel decision tree algorithm</i>, JMLR 11, 2010: each value becomes a bin of its own, then the two
 * closest bins become one at their weighted mean. Between two centres the values are taken to be spread by a trapezoid, and half of a bin on either side of its
 * centre; smallest and largest value are kept and end the outermost.
 * <p><b>Error.</b> None as long as there are no more different values than bins. Then no bound: of smooth values usually below 1 / bins of the rank, worse where a
 * long tail takes the bins for itself; the classes of {@code quantile} have bounds and fewer bytes at the same error.
 * <p><b>Cost.</b> O(bins) per update, O(bins²) per merge of two full ones; nothing allocated; 16 bytes a bin.
 * <p><b>Units.</b> Those of the values; ranks are parts of the count.
 * <p><b>Empty.</b> {@code NaN}, and no bins.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sizes = StreamingHistogram.of(3);
 * for (double value : new double[] {1, 2, 10, 20}) {
 *     sizes.update(value);
 * }
 * sizes.bins(); // 2 values around 1.5, 1 at 10, 1 at 20
 * }</pre>
 */
public final class StreamingHistogram
        implements QuantileEstimator, Incremental<StreamingHistogram>, Mergeable<StreamingHistogram> {

    /** The most bins. */
    public static final int MAX_BINS = 4_096;

    /**
     * So many values around a place.
     *
     * @param centre their mean, to rounding
     * @param count how many
     */
    public record Bin(double centre, long count) {}

    /* centres[0 .. size) rise. Invariants: size <= bins between two updates; min <= centres[0], centres[size - 1] <= max; joined says whether a bin holds
     * different values. */
    private final int bins;
    private final double[] centres;
    private final long[] counts;
    private int size;
    private long count;
    private double min = Double.NaN;
    private double max = Double.NaN;
    private boolean joined;

    private StreamingHistogram(int bins) {
        this.bins = bins;
        centres = new double[bins + 1];
        counts = new long[bins + 1];
    }

    /**
     * With so many bins.
     *
     * @param bins 2..4096; 64 make a good picture
     */
    public static StreamingHistogram of(int bins) {
        Checks.requireBetween("bins", bins, 2, MAX_BINS);
        return new StreamingHistogram(bins);
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, StreamingHistogram, StreamingHistogram> aggregation(
            int bins, ToDoubleFunction<? super T> value) {
        of(bins); // a wrong one shows here, not at the first record
        return Aggregation.<T, StreamingHistogram, StreamingHistogram>of(
                        "streaming-histogram",
                        () -> of(bins),
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        StreamingHistogram::copy,
                        CODEC)
                .merging(StreamingHistogram::merge, StreamingHistogram::copy);
    }

    /**
     * Takes one value in.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0
     */
    @Override
    public void update(double value) {
        Checks.requireValue("value", value);
        double here = value + 0.0; // no negative zero
        min = here < min || count == 0 ? here : min;
        max = here > max || count == 0 ? here : max;
        count++;
        insert(here, 1);
    }

    private void insert(double centre, long many) {
        int place = upTo(centre);
        if (place > 0 && centres[place - 1] == centre) {
            counts[place - 1] += many;
            return;
        }
        System.arraycopy(centres, place, centres, place + 1, size - place);
        System.arraycopy(counts, place, counts, place + 1, size - place);
        centres[place] = centre;
        counts[place] = many;
        size++;
        if (size > bins) {
            joinClosest();
        }
    }

    private void joinClosest() {
        int closest = 0;
        double gap = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 1 < size; i++) {
            double here = centres[i + 1] - centres[i];
            if (here < gap) {
                gap = here;
                closest = i;
            }
        }
        long both = counts[closest] + counts[closest + 1];
        centres[closest] += gap * ((double) counts[closest + 1] / both);
        counts[closest] = both;
        size--;
        System.arraycopy(centres, closest + 2, centres, closest + 1, size - closest - 1);
        System.arraycopy(counts, closest + 2, counts, closest + 1, size - closest - 1);
        joined = true;
    }

    /** How many centres are at most this. */
    private int upTo(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (centres[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The bins, from the lowest. */
    public List<Bin> bins() {
        List<Bin> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(new Bin(centres[i], counts[i]));
        }
        return List.copyOf(all);
    }

    @Override
    public double rank(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("value must not be NaN");
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (value < min) {
            return 0;
        }
        if (value >= max) {
            return 1;
        }
        int after = upTo(value);
        double below = 0;
        for (int i = 0; i < after - 1; i++) {
            below += counts[i];
        }
        if (!joined) {
            return (below + (after > 0 ? counts[after - 1] : 0)) / count;
        }
        double left = after == 0 ? min : centres[after - 1];
        double right = after == size ? max : centres[after];
        double many = after == 0 ? 0 : counts[after - 1];
        double next = after == size ? 0 : counts[after];
        double way = (value - left) / (right - left);
        return (below + many / 2 + trapezoid(many, next, way)) / count;
    }

    /** How many values lie in the first part of the way from a bin to the next, of half of each in all. */
    private static double trapezoid(double many, double next, double way) {
        return way * (many + (next - many) * way / 2);
    }

    @Override
    public double quantile(double q) {
        Checks.requireShare("q", q);
        if (count == 0) {
            return Double.NaN;
        }
        if (!joined) {
            int i = 0;
            long below = counts[0];
            while (i + 1 < size && (double) below / count < q) {
                below += counts[++i];
            }
            return centres[i];
        }
        double wanted = q * count;
        int after = 0;
        double left = min;
        double many = 0;
        double below = 0;
        while (after < size && below + (many + counts[after]) / 2 < wanted) {
            below += (many + counts[after]) / 2;
            left = centres[after];
            many = counts[after];
            after++;
        }
        double right = after == size ? max : centres[after];
        double next = after == size ? 0 : counts[after];
        return left + (right - left) * inverse(many, next, wanted - below);
    }

    /** The way of which {@link #trapezoid} is so many: the root of a quadratic, in the form that does not cancel. */
    private static double inverse(double many, double next, double wanted) {
        double root = many + Math.sqrt(Math.max(0, many * many + 2 * (next - many) * wanted));
        return root == 0 ? 0 : Math.max(0, Math.min(1, 2 * wanted / root));
    }

    @Override
    public long count() {
        return count;
    }

    /** The smallest value, exactly. */
    @Override
    public double min() {
        return min;
    }

    /** The largest value, exactly. */
    @Override
    public double max() {
        return max;
    }

    @Override
    public void merge(StreamingHistogram other) {
        if (other.bins != bins) {
            throw new IllegalArgumentException("cannot merge StreamingHistogram of " + bins + " bins with one of "
                    + other.bins + ": they must be the same");
        }
        if (other.count == 0) {
            return;
        }
        min = count == 0 || other.min < min ? other.min : min;
        max = count == 0 || other.max > max ? other.max : max;
        count += other.count;
        joined |= other.joined;
        // Its own bins are as many as before each time one is added to itself.
        StreamingHistogram added = other == this ? copy() : other;
        for (int i = 0; i < added.size; i++) {
            insert(added.centres[i], added.counts[i]);
        }
    }

    @Override
    public void reset() {
        size = 0;
        count = 0;
        min = Double.NaN;
        max = Double.NaN;
        joined = false;
    }

    @Override
    public StreamingHistogram copy() {
        StreamingHistogram copy = new StreamingHistogram(bins);
        System.arraycopy(centres, 0, copy.centres, 0, size);
        System.arraycopy(counts, 0, copy.counts, 0, size);
        copy.size = size;
        copy.count = count;
        copy.min = min;
        copy.max = max;
        copy.joined = joined;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 2 * (16 + 8L * centres.length);
    }

    /** Form {@code streaming-histogram} 1: bins i32, joined bool, number i32, centre f64 and count i64 of each; if there are any, min f64 and max f64. */
    public static final StateCodec<StreamingHistogram> CODEC =
            StateCodec.of("streaming-histogram", 1, StreamingHistogram::encode, StreamingHistogram::decode);

    private void encode(StateWriter out) {
        out.writeInt(bins).writeBoolean(joined).writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(centres[i]).writeLong(counts[i]);
        }
        if (size > 0) {
            out.writeDouble(min).writeDouble(max);
        }
    }

    private static StreamingHistogram decode(StateReader in) {
        int bins = in.readIntBetween("bins", 2, MAX_BINS);
        boolean joined = in.readBoolean("joined");
        int size = in.readLength("bins in use", 16);
        if (size > bins) {
            throw in.corrupt("bins in use must be at most " + bins + ", got " + size);
        }
        StreamingHistogram read = new StreamingHistogram(bins);
        read.joined = joined;
        read.size = size;
        for (int i = 0; i < size; i++) {
            read.centres[i] = in.readFinite("centre");
            read.counts[i] = in.readCount("count");
            read.count += read.counts[i];
            if (read.counts[i] == 0 || read.count < 0 || i > 0 && !(read.centres[i] > read.centres[i - 1])) {
                throw in.corrupt(
                        "centres must rise and counts be positive, got " + read.counts[i] + " at " + read.centres[i]);
            }
        }
        if (size > 0) {
            read.min = in.readFinite("min");
            read.max = in.readFinite("max");
            if (!(read.min <= read.centres[0] && read.centres[size - 1] <= read.max)) {
                throw in.corrupt("centres must be in " + read.min + ".." + read.max);
            }
        }
        return read;
    }
}
