package io.rivulet.benchmarks.quantile;

import com.datadoghq.sketch.ddsketch.DDSketches;
import com.tdunning.math.stats.MergingDigest;
import io.rivulet.algorithms.quantile.DDSketch;
import io.rivulet.algorithms.quantile.KllQuantiles;
import io.rivulet.algorithms.quantile.ReqQuantiles;
import io.rivulet.algorithms.quantile.TDigest;
import io.rivulet.benchmarks.Inputs;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.DoubleHistogram;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.req.ReqSketch;

/**
 * How far are the quantiles of the summaries off after a million lognormal values, and how many bytes do they say to hold? Root mean squares over streams.
 * {@code java -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.quantile.QuantileErrors}
 */
public final class QuantileErrors {

    private static final int VALUES = 1 << 20;
    private static final int STREAMS = 10;
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 0.9999};

    private final PrintStream out;

    private QuantileErrors(PrintStream out) {
        this.out = out;
    }

    /** Prints a row for each, errors of the rank and relative errors of the value; takes a minute. */
    public static void main(String[] arguments) {
        new QuantileErrors(System.out).print();
    }

    private void print() {
        row("DDSketch 1 %", seed -> DDSketch.create(), DDSketch::update, s -> s::quantile, DDSketch::stateBytes);
        row(
                "Datadog DDSketch 1 %",
                seed -> DDSketches.unboundedDense(0.01),
                (s, value) -> s.accept(value),
                s -> s::getValueAtQuantile,
                s -> s.serializedSize());
        row(
                "DoubleHistogram 2 digits",
                seed -> new DoubleHistogram(2),
                DoubleHistogram::recordValue,
                s -> q -> s.getValueAtPercentile(100 * q),
                DoubleHistogram::getEstimatedFootprintInBytes);
        for (int k : new int[] {160, 200}) {
            row(
                    "KllQuantiles " + k,
                    seed -> KllQuantiles.create(k, seed),
                    KllQuantiles::update,
                    s -> s::quantile,
                    KllQuantiles::stateBytes);
        }
        row(
                "KllDoublesSketch 200",
                seed -> KllDoublesSketch.newHeapInstance(200),
                KllDoublesSketch::update,
                s -> s::getQuantile,
                s -> s.getSerializedSizeBytes());
        row(
                "ReqQuantiles 12",
                seed -> ReqQuantiles.ofHighRanks(12, seed),
                ReqQuantiles::update,
                s -> s::quantile,
                ReqQuantiles::stateBytes);
        row(
                "ReqSketch 12, floats",
                seed -> ReqSketch.builder().setK(12).setHighRankAccuracy(true).build(),
                (s, value) -> s.update((float) value),
                s -> q -> s.getQuantile(q),
                s -> s.getSerializedSizeBytes());
        for (int compression : new int[] {100, 200}) {
            row(
                    "TDigest " + compression,
                    seed -> TDigest.create(compression),
                    TDigest::update,
                    s -> s::quantile,
                    TDigest::stateBytes);
        }
        row(
                "MergingDigest 100",
                seed -> new MergingDigest(100),
                MergingDigest::add,
                s -> s::quantile,
                s -> s.byteSize());
    }

    private interface Update<S> {
        void update(S state, double value);
    }

    private interface Asking<S> {
        DoubleUnaryOperator of(S state);
    }

    private <S> void row(
            String name, LongFunction<S> make, Update<S> update, Asking<S> quantile, ToLongFunction<S> bytes) {
        double[] ranks = new double[QUANTILES.length];
        double[] relative = new double[QUANTILES.length];
        long size = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            double[] values = Inputs.normal(VALUES, stream);
            S state = make.apply(stream);
            for (int i = 0; i < VALUES; i++) {
                values[i] = Math.exp(values[i]);
                update.update(state, values[i]);
            }
            size = bytes.applyAsLong(state);
            Arrays.sort(values);
            for (int i = 0; i < QUANTILES.length; i++) {
                double found = quantile.of(state).applyAsDouble(QUANTILES[i]);
                double exact = values[(int) Math.ceil(QUANTILES[i] * VALUES) - 1];
                int at = Arrays.binarySearch(values, found);
                double rank = (at < 0 ? -at - 1 : at + 1) / (double) VALUES;
                ranks[i] += Math.pow(rank - QUANTILES[i], 2) / STREAMS;
                relative[i] += Math.pow(found / exact - 1, 2) / STREAMS;
            }
        }
        out.printf("%-26s %,8d bytes", name, size);
        for (int i = 0; i < QUANTILES.length; i++) {
            out.printf("  p%s %.5f %.4f", 100 * QUANTILES[i], Math.sqrt(ranks[i]), Math.sqrt(relative[i]));
        }
        out.println();
    }
}
