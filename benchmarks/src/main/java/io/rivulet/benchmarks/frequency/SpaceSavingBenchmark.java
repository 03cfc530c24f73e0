package io.rivulet.benchmarks.frequency;

import com.clearspring.analytics.stream.StreamSummary;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.frequency.FrequentItem;
import io.rivulet.algorithms.frequency.MisraGries;
import io.rivulet.algorithms.frequency.SpaceSaving;
import io.rivulet.benchmarks.Inputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.frequencies.LongsSketch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do the most frequent items cost an item, beside the frequent-items sketches of Apache DataSketches and the StreamSummary of stream-lib with the same
 * guarantee? 1,024 counters are off by a 1,024th of the total at most; those of DataSketches by 3.5 / size, hence a size of 4,096. Zipf items, a million
 * different ones; weights from 40 to 1,500, as the bytes of packets.
 * {@code java -jar benchmarks/target/benchmarks.jar frequency.SpaceSaving -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SpaceSavingBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final int COUNTERS = 1_024;
    private static final int SIZE = 4_096;

    @Param({"0.8", "1.1", "1.5"})
    double exponent;

    private long[] items;
    private Long[] boxed;
    private String[] texts;
    private long[] weights;
    private final SpaceSaving.OfLongs ofLongs = SpaceSaving.ofLongs(COUNTERS);
    private final MisraGries.OfLongs misraGries = MisraGries.ofLongs(COUNTERS);
    private final MisraGries<String> misraGriesOfTexts = MisraGries.ofTexts(COUNTERS);
    private final SpaceSaving<String> ofTexts = SpaceSaving.ofTexts(COUNTERS);
    private final LongsSketch longs = new LongsSketch(SIZE);
    private final ItemsSketch<String> strings = new ItemsSketch<>(SIZE);
    private final Map<Long, Long> counts = new HashMap<>();
    private final SpaceSaving.OfLongs full = SpaceSaving.ofLongs(COUNTERS);
    private final LongsSketch fullLongs = new LongsSketch(SIZE);

    /** Draws the items. */
    @Setup
    public void draw() {
        items = Inputs.zipf(ITEMS, 1 << 20, exponent, 42);
        boxed = Inputs.boxed(items);
        texts = Inputs.texts(items);
        weights = new long[ITEMS];
        SplitMix64 random = new SplitMix64(7);
        for (int i = 0; i < ITEMS; i++) {
            weights[i] = 40L + random.nextInt(1_460);
            full.update(items[i]);
            fullLongs.update(items[i]);
        }
    }

    /** Ours over numbers. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public SpaceSaving.OfLongs spaceSavingLongs() {
        ofLongs.reset();
        for (long item : items) {
            ofLongs.update(item);
        }
        return ofLongs;
    }

    /** Ours that counts from below. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public MisraGries.OfLongs misraGriesLongs() {
        misraGries.reset();
        for (long item : items) {
            misraGries.update(item);
        }
        return misraGries;
    }

    /** Ours over numbers with weights. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public SpaceSaving.OfLongs spaceSavingWeighted() {
        ofLongs.reset();
        for (int i = 0; i < ITEMS; i++) {
            ofLongs.update(items[i], weights[i]);
        }
        return ofLongs;
    }

    /** Ours that counts from below, with weights. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public MisraGries.OfLongs misraGriesWeighted() {
        misraGries.reset();
        for (int i = 0; i < ITEMS; i++) {
            misraGries.update(items[i], weights[i]);
        }
        return misraGries;
    }

    /** Theirs with weights. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public LongsSketch longsSketchWeighted() {
        longs.reset();
        for (int i = 0; i < ITEMS; i++) {
            longs.update(items[i], weights[i]);
        }
        return longs;
    }

    /** Theirs over numbers. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public LongsSketch longsSketch() {
        longs.reset();
        for (long item : items) {
            longs.update(item);
        }
        return longs;
    }

    /** Ours over texts. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public SpaceSaving<String> spaceSavingTexts() {
        ofTexts.reset();
        for (String text : texts) {
            ofTexts.update(text);
        }
        return ofTexts;
    }

    /** Ours that counts from below, over texts. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public MisraGries<String> misraGriesTexts() {
        misraGriesOfTexts.reset();
        for (String text : texts) {
            misraGriesOfTexts.update(text);
        }
        return misraGriesOfTexts;
    }

    /** The one of stream-lib over texts; made anew, for it cannot be emptied. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public StreamSummary<String> streamSummaryTexts() {
        StreamSummary<String> summary = new StreamSummary<>(COUNTERS);
        for (String text : texts) {
            summary.offer(text);
        }
        return summary;
    }

    /** Theirs over texts. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ItemsSketch<String> itemsSketch() {
        strings.reset();
        for (String text : texts) {
            strings.update(text);
        }
        return strings;
    }

    /** Every count, in a map without bound. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public Map<Long, Long> map() {
        counts.clear();
        for (Long item : boxed) {
            counts.merge(item, 1L, Long::sum);
        }
        return counts;
    }

    /** Ours: the ten largest. */
    @Benchmark
    public List<FrequentItem<Long>> spaceSavingTop() {
        return full.top(10);
    }

    /** Theirs: all rows that may be large, sorted. */
    @Benchmark
    public LongsSketch.Row[] longsSketchTop() {
        return fullLongs.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
    }
}
