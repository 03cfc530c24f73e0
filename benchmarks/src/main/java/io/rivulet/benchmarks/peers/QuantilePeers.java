package io.rivulet.benchmarks.peers;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import com.tdunning.math.stats.MergingDigest;
import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.algorithms.catalog.Tolerance;
import io.rivulet.algorithms.catalog.Yardstick;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.DoubleHistogram;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.kll.KllSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.req.ReqSketch;

/** Quantiles in t-digest, HdrHistogram, Datadog's sketches-java and DataSketches. */
final class QuantilePeers {

    /** Bins that the dense store of sketches-java grows by. */
    private static final long BINS = 64;

    private QuantilePeers() {}

    static List<Algorithm<?>> all() {
        return List.of(mergingDigest(), doubleHistogram(), ddSketch(), kll(), req());
    }

    @SuppressWarnings("unchecked") // the entry is over numbers
    private static Algorithm<Double> ours(String name) {
        return (Algorithm<Double>) Catalog.find(name).orElseThrow();
    }

    private static Yardstick<Double> yardstick() {
        return ours("kll").yardstick();
    }

    /** What a relative error of 1 % of the value comes to in ranks on the sample stream is said of ours. */
    private static Tolerance onePercentInRanks() {
        return ours("ddsketch").tolerance();
    }

    private static Answer usual(boolean empty, DoubleUnaryOperator quantile) {
        DoubleUnaryOperator asked = empty ? q -> Double.NaN : quantile;
        return Answer.of(
                "p50",
                asked.applyAsDouble(0.5),
                "p90",
                asked.applyAsDouble(0.9),
                "p99",
                asked.applyAsDouble(0.99),
                "p99.9",
                asked.applyAsDouble(0.999));
    }

    private static Algorithm<Double> mergingDigest() {
        return Algorithm.named("tdunning-merging-digest", "quantile", Input.NUMBER)
                .summary("MergingDigest of t-digest, the author's own.")
                .error("no bound; usually below 2 sqrt(q (1 - q)) / compression of the rank")
                .parameters(Parameter.integer("compression", 100, 20, 10_000, "twice as much, half the error"))
                .variations("compression", "50", "100", "200", "500")
                .merged(Agreement.SHAPE)
                .heldAgainst(yardstick(), Tolerance.of(2 * 0.5 / 100, 0.05))
                .allocating("sorting its buffer takes a stack")
                .make(arguments -> new PeerState.Library<>(
                                "tdunning-merging-digest",
                                () -> new MergingDigest(arguments.integer("compression")),
                                QuantilePeers::heapBytes,
                                QuantilePeers::bytes,
                                bytes -> MergingDigest.fromBytes(ByteBuffer.wrap(bytes)))
                        .<Double>aggregation(
                                MergingDigest::add,
                                digest -> usual(digest.size() == 0, digest::quantile),
                                QuantilePeers::sum));
    }

    /** Two arrays of doubles for the centroids; and five times as long, two and one of whole numbers to take values in. */
    private static long heapBytes(MergingDigest digest) {
        long centroids = Math.round(2 * digest.compression() + 10);
        return 264 + 2 * 8 * centroids + (2 * 8 + 4) * 5 * centroids;
    }

    private static byte[] bytes(MergingDigest digest) {
        ByteBuffer buffer = ByteBuffer.allocate(digest.byteSize());
        digest.asBytes(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static MergingDigest sum(MergingDigest digest, MergingDigest other) {
        digest.add(List.of(other));
        return digest;
    }

    private static Algorithm<Double> doubleHistogram() {
        return Algorithm.named("hdrhistogram-double", "quantile", Input.NUMBER)
                .summary("DoubleHistogram of HdrHistogram, for values that are not negative.")
                .error("10^-digits of the value, always")
                .parameters(Parameter.integer("digits", 2, 1, 5, "decimal digits that are told apart"))
                .variations("digits", "1", "2", "3")
                .heldAgainst(yardstick(), onePercentInRanks())
                .allocating("the range grows")
                .make(arguments -> new PeerState.Library<>(
                                "hdrhistogram-double",
                                () -> new DoubleHistogram(arguments.integer("digits")),
                                histogram -> 128 + histogram.getEstimatedFootprintInBytes(),
                                QuantilePeers::bytes,
                                QuantilePeers::histogram)
                        .<Double>aggregation(
                                QuantilePeers::record,
                                histogram -> usual(
                                        histogram.getTotalCount() == 0, q -> histogram.getValueAtPercentile(100 * q)),
                                QuantilePeers::sum));
    }

    private static void record(DoubleHistogram histogram, double value) {
        if (value < 0) {
            throw new IllegalArgumentException("value must not be negative, got " + value);
        }
        try {
            histogram.recordValue(value);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("value must be within the range of the others, got " + value, e);
        }
    }

    private static byte[] bytes(DoubleHistogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoByteBuffer(buffer));
    }

    private static DoubleHistogram histogram(byte[] bytes) {
        DoubleHistogram histogram = DoubleHistogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 2);
        histogram.setAutoResize(true);
        return histogram;
    }

    private static DoubleHistogram sum(DoubleHistogram histogram, DoubleHistogram other) {
        histogram.add(other);
        return histogram;
    }

    private static Algorithm<Double> ddSketch() {
        return Algorithm.named("datadog-ddsketch", "quantile", Input.NUMBER)
                .summary("DDSketch of Datadog, with as many bins as it takes.")
                .error("relative-error of the value, always")
                .parameters(Parameter.number("relative-error", 0.01, 1e-4, 0.5, "how far a value may be off"))
                .variations("relative-error", "0.05", "0.02", "0.01", "0.002")
                .heldAgainst(yardstick(), onePercentInRanks())
                .allocating("the bins grow")
                .make(arguments -> new PeerState.Library<>(
                                "datadog-ddsketch",
                                () -> DDSketches.unboundedDense(arguments.number("relative-error")),
                                QuantilePeers::heapBytes,
                                QuantilePeers::bytes,
                                QuantilePeers::ddSketch)
                        .<Double>aggregation(
                                DDSketch::accept,
                                sketch -> usual(sketch.isEmpty(), sketch::getValueAtQuantile),
                                QuantilePeers::sum));
    }

    private static long heapBytes(DDSketch sketch) {
        return 192 + heapBytes(sketch.getPositiveValueStore()) + heapBytes(sketch.getNegativeValueStore());
    }

    private static long heapBytes(Store store) {
        if (store.isEmpty()) {
            return 0;
        }
        long span = (long) store.getMaxIndex() - store.getMinIndex() + 1;
        return 8 * BINS * ((span + BINS - 1) / BINS);
    }

    private static byte[] bytes(DDSketch sketch) {
        GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(out, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.trimmedCopy();
    }

    private static DDSketch ddSketch(byte[] bytes) {
        try {
            return DDSketch.decode(ByteArrayInput.wrap(bytes), UnboundedSizeDenseStore::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DDSketch sum(DDSketch sketch, DDSketch other) {
        sketch.mergeWith(other);
        return sketch;
    }

    private static Algorithm<Double> kll() {
        return Algorithm.named("datasketches-kll", "quantile", Input.NUMBER)
                .summary("KllDoublesSketch of DataSketches; its chance has no seed.")
                .error("2.4 / k of the rank, with 99 % confidence")
                .parameters(Parameter.integer("k", 200, 8, 65_535, "twice as much, half the error"))
                .variations("k", "50", "100", "200", "400")
                .merged(Agreement.SHAPE)
                .heldAgainst(yardstick(), Tolerance.of(2.4 / 200, 0.01))
                .allocating("levels are added")
                .make(arguments -> new PeerState.Library<>(
                                "datasketches-kll",
                                () -> KllDoublesSketch.newHeapInstance(arguments.integer("k")),
                                QuantilePeers::heapBytes,
                                KllDoublesSketch::toByteArray,
                                bytes -> KllDoublesSketch.heapify(Memory.wrap(bytes)))
                        .<Double>aggregation(
                                KllDoublesSketch::update,
                                sketch -> usual(sketch.isEmpty(), sketch::getQuantile),
                                QuantilePeers::sum));
    }

    /** What is free in the levels is in the largest form for as many values; the sorted view that answering makes is not counted. */
    private static long heapBytes(KllDoublesSketch sketch) {
        return 300L
                + KllSketch.getMaxSerializedSizeBytes(
                        sketch.getK(), Math.max(1, sketch.getN()), KllSketch.SketchType.DOUBLES_SKETCH, true);
    }

    private static KllDoublesSketch sum(KllDoublesSketch sketch, KllDoublesSketch other) {
        sketch.merge(other);
        return sketch;
    }

    private static Algorithm<Double> req() {
        return Algorithm.named("datasketches-req", "quantile", Input.NUMBER)
                .summary("ReqSketch of DataSketches, of floats, exact towards the high end; its chance has no seed.")
                .error("about 0.5 / k of the 1 - rank, and the rounding to floats")
                .parameters(Parameter.integer("k", 12, 4, 1024, "even; twice as much, half the error"))
                .variations("k", "6", "12", "24", "50")
                .merged(Agreement.SHAPE)
                .heldAgainst(yardstick(), ours("req").tolerance())
                .allocating("compactors are added")
                .make(arguments -> new PeerState.Library<>(
                                "datasketches-req",
                                () -> ReqSketch.builder()
                                        .setK(arguments.integer("k"))
                                        .setHighRankAccuracy(true)
                                        .build(),
                                QuantilePeers::heapBytes,
                                ReqSketch::toByteArray,
                                bytes -> ReqSketch.heapify(Memory.wrap(bytes)))
                        .<Double>aggregation(
                                (sketch, value) -> sketch.update(value.floatValue()),
                                sketch -> usual(sketch.isEmpty(), q -> sketch.getQuantile(q)),
                                ReqSketch::merge));
    }

    /** The buffers of its compactors are of 12 k floats at first, and then two to three times as long as what is kept in them; measured. */
    private static long heapBytes(ReqSketch sketch) {
        double compactors = 1 + Math.max(0, Math.log(sketch.getN() / (6.0 * sketch.getK())) / Math.log(2));
        return Math.round(
                312 + 130 * compactors + Math.max(48 * sketch.getK() * compactors, 9.0 * sketch.getNumRetained()));
    }
}
