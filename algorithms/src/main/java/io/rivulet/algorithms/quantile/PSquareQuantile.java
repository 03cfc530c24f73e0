package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * One quantile, chosen beforehand, in the space of fifteen numbers: for a median or a 99th percentile a key, of millions of keys.
 *
 * <p><b>Method.</b> Jain and Chlamtac, <i>The P² algorithm for dynamic calculation of quantiles and histograms without storing observations</i>,
 * Communications of the ACM 28(10), 1985: five markers, at the extremes, at the quantile and half-way between, are moved along a parabola through their
 * neighbours as values come in.
 * <p><b>Error.</b> No bound. Over values drawn independently from one smooth distribution it converges to the quantile; sorted or drifting streams, values
 * with gaps and a quantile next to 0 or 1 mislead it. Up to five values it is exact, minimum and maximum always.
 * <p><b>Cost.</b> O(1) per update, nothing allocated; 152 bytes. Cannot be merged.
 * <p><b>Units.</b> Those of the values.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var median = PSquareQuantile.of(0.5);
 * for (int i = 0; i < 1_000; i++) {
 *     median.update(i * 619 % 1_000);
 * }
 * median.estimate();  // 486.4, where 499 is exact
 * }</pre>
 */
public final class PSquareQuantile implements Incremental<PSquareQuantile> {

    private static final int MARKERS = 5;
    private static final long MAX_COUNT = 1L << 52;

    /*
     * heights[i] is the value of marker i, positions[i] how many values lie at or below it. Until there are five values they stand in heights, sorted.
     * Where a marker should stand follows from the count.
     *
     * Invariant once there are five: heights do not fall, positions rise from 1 to count.
     */
    private final double q;
    private final double[] heights = new double[MARKERS];
    private final long[] positions = new long[MARKERS];
    private long count;

    private PSquareQuantile(double q) {
        this.q = q;
    }

    /**
     * The quantile of no value yet.
     *
     * @param q between 0 and 1, both excluded: those are the extremes
     */
    public static PSquareQuantile of(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("q must be in 0..1, both excluded, got " + q);
        }
        return new PSquareQuantile(q);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, PSquareQuantile, Double> aggregation(double q, ToDoubleFunction<? super T> value) {
        of(q); // a wrong q shows here, not at the first record
        return Aggregation.of(
                "p-square",
                () -> of(q),
                (PSquareQuantile s, T record) -> s.update(value.applyAsDouble(record)),
                PSquareQuantile::estimate,
                CODEC);
    }

    /**
     * Takes one value in; -0.0 counts as 0.0.
     *
     * @throws IllegalArgumentException unless it is finite
     */
    public void update(double value) {
        Ranks.requireFinite(value);
        if (count < MARKERS) {
            insert(value + 0.0);
            return;
        }
        if (count == MAX_COUNT) {
            throw new IllegalStateException("count must stay within " + MAX_COUNT);
        }
        count++;
        heights[0] = Math.min(heights[0], value);
        heights[4] = Math.max(heights[4], value);
        for (int i = 1; i < MARKERS; i++) {
            if (value < heights[i] || i == 4) {
                positions[i]++;
            }
        }
        adjust(1, q / 2);
        adjust(2, q);
        adjust(3, (1 + q) / 2);
    }

    /** The quantile, about; {@code NaN} of no value. */
    public double estimate() {
        return count == 0 ? Double.NaN : heights[count <= MARKERS ? (int) Ranks.of(q, count) - 1 : 2];
    }

    /** Which quantile it is. */
    public double q() {
        return q;
    }

    /** How many values are in. */
    public long count() {
        return count;
    }

    /** The smallest value, exactly. */
    public double min() {
        return count == 0 ? Double.NaN : heights[0];
    }

    /** The largest value, exactly. */
    public double max() {
        return count == 0 ? Double.NaN : heights[(int) Math.min(count, MARKERS) - 1];
    }

    @Override
    public void reset() {
        Arrays.fill(heights, 0);
        Arrays.fill(positions, 0);
        count = 0;
    }

    @Override
    public PSquareQuantile copy() {
        PSquareQuantile copy = new PSquareQuantile(q);
        System.arraycopy(heights, 0, copy.heights, 0, MARKERS);
        System.arraycopy(positions, 0, copy.positions, 0, MARKERS);
        copy.count = count;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + 2 * (16 + 8 * MARKERS);
    }

    /** Form {@code p-square} 1: q f64, count i64, and each marker's height f64 and position i64. */
    public static final StateCodec<PSquareQuantile> CODEC =
            StateCodec.of("p-square", 1, PSquareQuantile::encode, PSquareQuantile::decode);

    private void encode(StateWriter out) {
        out.writeDouble(q).writeLong(count);
        for (int i = 0; i < MARKERS; i++) {
            out.writeDouble(heights[i]).writeLong(positions[i]);
        }
    }

    private static PSquareQuantile decode(StateReader in) {
        PSquareQuantile read = of(in.readDouble());
        read.count = in.readCount("count");
        for (int i = 0; i < MARKERS; i++) {
            read.heights[i] = in.readFinite("height");
            read.positions[i] = in.readCount("position");
        }
        int used = (int) Math.min(read.count, MARKERS);
        boolean rises = read.count <= MAX_COUNT;
        for (int i = 0; i < MARKERS; i++) {
            boolean first = i == 0 || i >= used;
            rises &= first || read.heights[i] >= read.heights[i - 1];
            rises &= i < used || read.heights[i] == 0;
            rises &= used < MARKERS ? read.positions[i] == 0 : i == 0 || read.positions[i] > read.positions[i - 1];
        }
        if (!rises || used == MARKERS && (read.positions[0] != 1 || read.positions[4] != read.count)) {
            throw in.corrupt("markers must rise, from position 1 to the count " + read.count);
        }
        return read;
    }

    private void insert(double value) {
        int at = (int) count++;
        for (; at > 0 && heights[at - 1] > value; at--) {
            heights[at] = heights[at - 1];
        }
        heights[at] = value;
        if (count == MARKERS) {
            Arrays.setAll(positions, i -> i + 1L);
        }
    }

    /** Moves marker i by one place towards where that share of the values lies, if it is a place or more away and there is room. */
    private void adjust(int i, double share) {
        double away = 1 + (count - 1) * share - positions[i];
        long up = positions[i + 1] - positions[i];
        long down = positions[i] - positions[i - 1];
        if (away >= 1 && up > 1 || away <= -1 && down > 1) {
            int step = away > 0 ? 1 : -1;
            double height = parabola(i, step, up, down);
            heights[i] = heights[i - 1] < height && height < heights[i + 1] ? height : line(i, step);
            positions[i] += step;
        }
    }

    private double parabola(int i, int step, long up, long down) {
        double upwards = (heights[i + 1] - heights[i]) / up;
        double downwards = (heights[i] - heights[i - 1]) / down;
        return heights[i] + step * ((down + step) * upwards + (up - step) * downwards) / (up + down);
    }

    private double line(int i, int step) {
        double part = 1.0 / Math.abs(positions[i + step] - positions[i]);
        return Ranks.between(heights[i], heights[i + step], part);
    }
}
