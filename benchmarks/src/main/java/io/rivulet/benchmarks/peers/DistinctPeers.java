package io.rivulet.benchmarks.peers;

import com.clearspring.analytics.stream.cardinality.CardinalityMergeException;
import com.clearspring.analytics.stream.cardinality.HyperLogLogPlus;
import com.dynatrace.hash4j.distinctcount.HyperLogLog;
import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Arguments;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.algorithms.catalog.Tolerance;
import io.rivulet.algorithms.catalog.Yardstick;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/** Counters of different items in hash4j, stream-lib and DataSketches. */
final class DistinctPeers {

    private static final Hasher64 HASHER = Hashing.komihash5_0();

    private DistinctPeers() {}

    static List<Algorithm<?>> all() {
        return List.of(ultraLogLog(), hyperLogLog(), hyperLogLogPlus(), hllSketch());
    }

    @SuppressWarnings("unchecked") // the entry is over items
    private static Yardstick<String> yardstick() {
        return ((Algorithm<String>) Catalog.find("hyperloglog").orElseThrow()).yardstick();
    }

    /** What 99 % of the errors do not pass, where they are normal. */
    private static Tolerance ofStandardError(double relative) {
        return Tolerance.of(2.576 * relative, 0.01);
    }

    private static Algorithm<String> ultraLogLog() {
        return Algorithm.named("hash4j-ultraloglog", "distinct", Input.ITEM)
                .summary("UltraLogLog of hash4j, with its default estimator.")
                .error("0.78 / 2^(precision/2), relative standard error")
                .parameters(Parameter.integer("precision", 12, 3, 26, "lg of the number of registers"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(yardstick(), ofStandardError(0.78 / 64))
                .make(arguments -> new PeerState.Library<>(
                                "hash4j-ultraloglog",
                                () -> UltraLogLog.create(arguments.integer("precision")),
                                counter -> 32 + counter.getState().length,
                                UltraLogLog::getState,
                                UltraLogLog::wrap)
                        .<String>aggregation(
                                (counter, item) -> counter.add(HASHER.hashCharsToLong(item)),
                                counter -> Answer.estimate(counter.getDistinctCountEstimate()),
                                UltraLogLog::add));
    }

    private static Algorithm<String> hyperLogLog() {
        return Algorithm.named("hash4j-hyperloglog", "distinct", Input.ITEM)
                .summary("HyperLogLog of hash4j, with registers of six bits.")
                .error("1.04 / 2^(precision/2), relative standard error")
                .parameters(Parameter.integer("precision", 12, 3, 26, "lg of the number of registers"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(yardstick(), ofStandardError(1.04 / 64))
                .make(DistinctPeers::hash4jHyperLogLog);
    }

    private static Aggregation<String, ?, Answer> hash4jHyperLogLog(Arguments arguments) {
        return new PeerState.Library<>(
                        "hash4j-hyperloglog",
                        () -> HyperLogLog.create(arguments.integer("precision")),
                        counter -> 32 + counter.getState().length,
                        HyperLogLog::getState,
                        HyperLogLog::wrap)
                .<String>aggregation(
                        (counter, item) -> counter.add(HASHER.hashCharsToLong(item)),
                        counter -> Answer.estimate(counter.getDistinctCountEstimate()),
                        HyperLogLog::add);
    }

    private static Algorithm<String> hyperLogLogPlus() {
        return Algorithm.named("stream-lib-hyperloglog-plus", "distinct", Input.ITEM)
                .summary("HyperLogLog++ of stream-lib, dense from the start.")
                .error("1.04 / 2^(precision/2), relative standard error")
                .parameters(Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(yardstick(), ofStandardError(1.04 / 64))
                .allocating("texts are encoded for the hash")
                .make(arguments -> new PeerState.Library<>(
                                "stream-lib-hyperloglog-plus",
                                () -> new HyperLogLogPlus(arguments.integer("precision")),
                                counter -> 120 + counter.sizeof(),
                                DistinctPeers::bytes,
                                DistinctPeers::hyperLogLogPlus)
                        .<String>aggregation(
                                HyperLogLogPlus::offer,
                                counter -> Answer.estimate(counter.cardinality()),
                                DistinctPeers::sum));
    }

    private static byte[] bytes(HyperLogLogPlus counter) {
        try {
            return counter.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HyperLogLogPlus hyperLogLogPlus(byte[] bytes) {
        try {
            return HyperLogLogPlus.Builder.build(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HyperLogLogPlus sum(HyperLogLogPlus counter, HyperLogLogPlus other) {
        try {
            counter.addAll(other);
            return counter;
        } catch (CardinalityMergeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Algorithm<String> hllSketch() {
        return Algorithm.named("datasketches-hll", "distinct", Input.ITEM)
                .summary("HllSketch of DataSketches, a byte a register.")
                .error("0.83 / 2^(lg-k/2), relative standard error; 1.04 / 2^(lg-k/2) once merged")
                .parameters(Parameter.integer("lg-k", 12, 4, 21, "lg of the number of registers"))
                .variations("lg-k", "8", "10", "12", "14")
                .merged(Agreement.SHAPE)
                .heldAgainst(yardstick(), ofStandardError(0.83 / 64))
                .allocating("texts are encoded for the hash")
                .make(arguments -> new PeerState.Library<>(
                                "datasketches-hll",
                                () -> new HllSketch(arguments.integer("lg-k"), TgtHllType.HLL_8),
                                counter -> 120 + counter.getUpdatableSerializationBytes(),
                                HllSketch::toCompactByteArray,
                                HllSketch::heapify)
                        .<String>aggregation(
                                (counter, item) -> counter.update(item),
                                counter -> Answer.estimate(counter.getEstimate()),
                                DistinctPeers::union));
    }

    private static HllSketch union(HllSketch counter, HllSketch other) {
        Union union = new Union(counter.getLgConfigK());
        union.update(counter);
        union.update(other);
        return union.getResult(TgtHllType.HLL_8);
    }
}
