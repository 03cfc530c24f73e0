package io.rivulet.benchmarks.peers;

import com.clearspring.analytics.stream.Counter;
import com.clearspring.analytics.stream.StreamSummary;
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
import java.util.Map;
import java.util.stream.Stream;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.memory.Memory;

/** Counters of frequent items in stream-lib and DataSketches. */
final class FrequencyPeers {

    private static final Parameter K = Parameter.integer("k", 10, 1, 10_000, "rows of the answer");

    /** Of DataSketches' table: a reference, a count and a short. */
    private static final long PLACE_BYTES = 4 + 8 + 2;

    private FrequencyPeers() {}

    static List<Algorithm<?>> all() {
        return List.of(streamSummary(), itemsSketch());
    }

    @SuppressWarnings("unchecked") // the entry is over items
    private static Yardstick<String> yardstick(Arguments arguments) {
        return ((Algorithm<String>) Catalog.find("space-saving").orElseThrow())
                .yardstick(Map.of("k", Integer.toString(arguments.integer("k"))));
    }

    private static Algorithm<String> streamSummary() {
        return Algorithm.named("stream-lib-stream-summary", "frequency", Input.ITEM)
                .summary("StreamSummary of stream-lib: SpaceSaving over linked lists.")
                .error("count too high by total / counters at most, never too low")
                .parameters(Parameter.integer("counters", 100, 1, 1_000_000, "items monitored"), K)
                .variations("counters", "50", "100", "200", "1000")
                .heldAgainst(FrequencyPeers::yardstick, Tolerance.always(1.0 / 100))
                .allocating("lists of counters are linked anew")
                .make(arguments -> new PeerState.Library<>(
                                "stream-lib-stream-summary",
                                () -> new StreamSummary<String>(arguments.integer("counters")),
                                FrequencyPeers::heapBytes,
                                FrequencyPeers::bytes,
                                FrequencyPeers::streamSummary)
                        .<String>aggregation(
                                StreamSummary::offer,
                                summary -> Answer.table(summary.topK(arguments.integer("k")).stream()
                                        .map(c -> Answer.row("item", c.getItem(), "count", c.getCount()))
                                        .toList())));
    }

    /** Each counter is a node of the map, a counter, a node of its bucket's list and a text; each different count a bucket with a list and a node. */
    private static long heapBytes(StreamSummary<String> summary) {
        List<Counter<String>> counters = summary.topK(summary.getCapacity());
        long texts = counters.stream()
                .mapToLong(c -> PeerState.textBytes(c.getItem()))
                .sum();
        long buckets = counters.stream().mapToLong(Counter::getCount).distinct().count();
        return 400 + texts + (32 + 8 + 32 + 24L) * counters.size() + (24 + 24 + 24L) * buckets;
    }

    private static byte[] bytes(StreamSummary<String> summary) {
        try {
            return summary.toBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StreamSummary<String> streamSummary(byte[] bytes) {
        try {
            return new StreamSummary<>(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Algorithm<String> itemsSketch() {
        return Algorithm.named("datasketches-frequent-items", "frequency", Input.ITEM)
                .summary("ItemsSketch of DataSketches: Misra–Gries in a hash table that is purged.")
                .error("count wrong by 3.5 · total / size at most")
                .parameters(
                        Parameter.integer(
                                "lg-size", 8, 3, 20, "lg of the table's size, of which three quarters are used"),
                        K)
                .variations("lg-size", "7", "8", "9", "11")
                .merged(Agreement.SHAPE)
                .heldAgainst(FrequencyPeers::yardstick, Tolerance.always(3.5 / 256))
                .allocating("purging takes a sample of the counts")
                .make(arguments -> new PeerState.Library<>(
                                "datasketches-frequent-items",
                                () -> new ItemsSketch<String>(1 << arguments.integer("lg-size")),
                                FrequencyPeers::heapBytes,
                                sketch -> sketch.toByteArray(new ArrayOfStringsSerDe()),
                                bytes -> ItemsSketch.getInstance(Memory.wrap(bytes), new ArrayOfStringsSerDe()))
                        .<String>aggregation(
                                ItemsSketch::update,
                                sketch -> top(sketch, arguments.integer("k")),
                                ItemsSketch::merge));
    }

    private static Answer top(ItemsSketch<String> sketch, int k) {
        return Answer.table(Stream.of(sketch.getFrequentItems(0, ErrorType.NO_FALSE_NEGATIVES))
                .limit(k)
                .map(row -> Answer.row("item", row.getItem(), "count", row.getEstimate()))
                .toList());
    }

    private static long heapBytes(ItemsSketch<String> sketch) {
        if (sketch.isEmpty()) {
            return 160 + PLACE_BYTES * sketch.getCurrentMapCapacity() * 4 / 3;
        }
        double meanText = Stream.of(sketch.getFrequentItems(0, ErrorType.NO_FALSE_NEGATIVES))
                .mapToLong(row -> PeerState.textBytes(row.getItem()))
                .average()
                .orElse(0);
        // Three quarters of the places are the capacity. A purge leaves the texts that it drops where they are, until
        // others come in their place.
        long places = sketch.getCurrentMapCapacity() * 4L / 3;
        long texts = sketch.getMaximumError() > 0 ? places : sketch.getNumActiveItems();
        return 160 + PLACE_BYTES * places + Math.round(meanText * texts);
    }
}
