package io.rivulet.benchmarks.frequency;

import io.rivulet.algorithms.frequency.FrequentItem;
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
 * What do the most frequent items cost an item, beside the frequent-items sketches of Apache DataSketches with the same guarantee? 1,024 counters are off by a
 * 1,024th of the total at most; theirs by 3.5 / size, hence a size of 4,096. Zipf items, a million different ones.
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
    private final SpaceSaving<Long> ofLongs = SpaceSaving.ofLongs(COUNTERS);
    private final SpaceSaving<String> ofTexts = SpaceSaving.ofTexts(COUNTERS);
    private final LongsSketch longs = new LongsSketch(SIZE);
    private final ItemsSketch<String> strings = new ItemsSketch<>(SIZE);
    private final Map<Long, Long> counts = new HashMap<>();
    private final SpaceSaving<Long> full = SpaceSaving.ofLongs(COUNTERS);
    private final LongsSketch fullLongs = new LongsSketch(SIZE);

    /** Draws the items. */
    @Setup
    public void draw() {
        items = Inputs.zipf(ITEMS, 1 << 20, exponent, 42);
        boxed = Inputs.boxed(items);
        texts = Inputs.texts(items);
        for (Long item : boxed) {
            full.update(item);
            fullLongs.update(item);
        }
    }

    /** Ours over numbers that are objects already. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public SpaceSaving<Long> spaceSavingLongs() {
        ofLongs.reset();
        for (Long item : boxed) {
            ofLongs.update(item);
        }
        return ofLongs;
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
