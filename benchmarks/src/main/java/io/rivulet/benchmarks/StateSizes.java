package io.rivulet.benchmarks;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.anomaly.EwmaChart;
import io.rivulet.algorithms.anomaly.HalfSpaceTrees;
import io.rivulet.algorithms.anomaly.RobustChart;
import io.rivulet.algorithms.anomaly.Spot;
import io.rivulet.algorithms.distinct.CpcCounter;
import io.rivulet.algorithms.distinct.DecayedDistinctCounter;
import io.rivulet.algorithms.distinct.DistinctCounter;
import io.rivulet.algorithms.distinct.ExaLogLog;
import io.rivulet.algorithms.distinct.HllCounter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.algorithms.distinct.KMinimumValues;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.algorithms.distinct.SpillingDistinctCounter;
import io.rivulet.algorithms.distinct.ThetaCounter;
import io.rivulet.algorithms.distinct.UltraLogLog;
import io.rivulet.algorithms.entropy.DecayedEntropy;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.frequency.MisraGries;
import io.rivulet.algorithms.frequency.SpaceSaving;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sampling.ReservoirSample;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.datasketches.cpc.CpcSketch;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.sampling.ReservoirItemsSketch;

/**
 * How much heap do the states of the benchmarks hold after a million items, do ours say so themselves, and how wrong are those that estimate?
 * {@code java -XX:+UseParallelGC -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.StateSizes}
 */
public final class StateSizes {

    private static final int ITEMS = 1 << 20;
    private static final int TRIALS = 200;

    private final PrintStream out;
    private final long[] distinct = Inputs.distinct(ITEMS, 42);
    private final long[] zipf = Inputs.zipf(ITEMS, 1 << 14, 1.0, 42);
    private final Long[] talkers = Inputs.boxed(Inputs.zipf(ITEMS, 1 << 20, 1.1, 42));
    private final String[] names = Inputs.texts(Inputs.zipf(ITEMS, 1 << 20, 1.1, 42));
    private final Long[] boxed = Inputs.boxed(distinct);
    private final double[] normal = Inputs.normal(ITEMS, 42);

    private StateSizes(PrintStream out) {
        this.out = out;
    }

    /** Prints the two tables; takes a few minutes. */
    public static void main(String[] arguments) {
        new StateSizes(System.out).print();
    }

    private void print() {
        out.printf("%-28s %12s %12s%n", "state", "heap bytes", "stateBytes()");
        row("ShannonEntropy", () -> entropy(), ShannonEntropy::stateBytes);
        row("DecayedEntropy", () -> decayed(), DecayedEntropy::stateBytes);
        row("HashMap of counts", this::counts);
        row("HyperLogLog 12", () -> hyperLogLog(0), HyperLogLog::stateBytes);
        row("HllSketch HLL_8 12", () -> hllSketch(0));
        row("CpcCounter 12", () -> cpcCounter(0), CpcCounter::stateBytes);
        row("CpcSketch 12", this::cpcSketch);
        row("SlidingHyperLogLog 12", () -> slidingHyperLogLog(0), SlidingHyperLogLog::stateBytes);
        row("UltraLogLog 12", () -> fed(UltraLogLog.create(12), ITEMS, 0), UltraLogLog::stateBytes);
        row("ExaLogLog 10", () -> fed(ExaLogLog.create(10), ITEMS, 0), ExaLogLog::stateBytes);
        row("KMinimumValues 4096", () -> fed(KMinimumValues.create(), ITEMS, 0), KMinimumValues::stateBytes);
        row("HllCounter 12", () -> fed(HllCounter.create(), ITEMS, 0), HllCounter::stateBytes);
        row("ThetaCounter 12", () -> fed(ThetaCounter.create(), ITEMS, 0), ThetaCounter::stateBytes);
        row("DecayedDistinctCounter", this::decayedDistinct, DecayedDistinctCounter::stateBytes);
        for (int few : new int[] {0, 1, 10, 100}) {
            row("HyperLogLog of " + few, () -> fed(HyperLogLog.create(), few, 0), HyperLogLog::stateBytes);
            row("ExaLogLog of " + few, () -> fed(ExaLogLog.create(), few, 0), ExaLogLog::stateBytes);
            row(
                    "SpillingDistinctCounter of " + few,
                    () -> fed(SpillingDistinctCounter.create(), few, 0),
                    SpillingDistinctCounter::stateBytes);
            row("KMinimumValues of " + few, () -> fed(KMinimumValues.create(), few, 0), KMinimumValues::stateBytes);
            row("HllCounter of " + few, () -> fed(HllCounter.create(), few, 0), HllCounter::stateBytes);
            row("ThetaCounter of " + few, () -> fed(ThetaCounter.create(), few, 0), ThetaCounter::stateBytes);
        }
        row("SpaceSaving 1024 longs", this::spaceSavingLongs, SpaceSaving::stateBytes);
        row("MisraGries 1024 longs", this::misraGriesLongs, MisraGries::stateBytes);
        row("LongsSketch 4096", this::longsSketch);
        row("SpaceSaving 1024 texts", this::spaceSavingTexts, SpaceSaving::stateBytes);
        row("ItemsSketch 4096 texts", this::itemsSketch);
        row("ReservoirSample 1000", this::reservoirSample, ReservoirSample::stateBytes);
        row("ReservoirItemsSketch 1000", this::reservoirItemsSketch);
        row("RunningMoments", this::moments, RunningMoments::stateBytes);
        row("SummaryStatistics", this::summaryStatistics);
        row("Spot", this::spot, Spot::stateBytes);
        row("RobustChart", this::robustChart, RobustChart::stateBytes);
        row("EwmaChart", this::ewmaChart, EwmaChart::stateBytes);
        row("HalfSpaceTrees of 8", this::halfSpaceTrees, HalfSpaceTrees::stateBytes);
        out.printf("%n%-28s %20s %20s%n", "estimate of " + ITEMS, "relative deviation", "promised");
        error(
                "HyperLogLog 12",
                this::hyperLogLog,
                HyperLogLog::estimate,
                hyperLogLog(0).relativeStandardError());
        error("HllSketch HLL_8 12", this::hllSketch, HllSketch::getEstimate, HllSketch.getRelErr(true, false, 12, 1));
        error(
                "CpcCounter 12",
                this::cpcCounter,
                CpcCounter::estimate,
                cpcCounter(0).relativeStandardError());
        error(
                "UltraLogLog 12",
                trial -> fed(UltraLogLog.create(12), ITEMS, trial),
                UltraLogLog::estimate,
                fed(UltraLogLog.create(12), ITEMS, 0).relativeStandardError());
        error(
                "ExaLogLog 10",
                trial -> fed(ExaLogLog.create(10), ITEMS, trial),
                ExaLogLog::estimate,
                fed(ExaLogLog.create(10), ITEMS, 0).relativeStandardError());
        error(
                "KMinimumValues 4096",
                trial -> fed(KMinimumValues.create(), ITEMS, trial),
                KMinimumValues::estimate,
                fed(KMinimumValues.create(), ITEMS, 0).relativeStandardError());
        out.printf("%n%-28s %20s %20s%n", "bound, of a total of " + ITEMS, "maximum error", "");
        out.printf("%-28s %20d%n", "SpaceSaving 1024", spaceSavingLongs().maximumError());
        out.printf("%-28s %20d%n", "MisraGries 1024", misraGriesLongs().maximumError());
        out.printf("%-28s %20d%n", "LongsSketch 4096", longsSketch().getMaximumError());
    }

    private <S> void row(String name, Supplier<S> make, ToLongFunction<S> says) {
        out.printf("%-28s %,12d %,12d%n", name, heapBytes(make), says.applyAsLong(make.get()));
    }

    private void row(String name, Supplier<?> make) {
        out.printf("%-28s %,12d%n", name, heapBytes(make));
    }

    private <S> void error(String name, LongFunction<S> make, ToDoubleFunction<S> estimate, double promised) {
        double squares = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double relative = estimate.applyAsDouble(make.apply(trial)) / ITEMS - 1;
            squares += relative * relative;
        }
        out.printf("%-28s %20.4f %20.4f%n", name, Math.sqrt(squares / TRIALS), promised);
    }

    /** What one state more makes live, the median of some rounds; items that it keeps are the caller's objects, and not counted. */
    private static long heapBytes(Supplier<?> make) {
        long[] rounds = new long[5];
        Object[] kept = new Object[32];
        for (int round = 0; round < rounds.length; round++) {
            long before = live();
            Arrays.setAll(kept, i -> make.get());
            rounds[round] = (live() - before) / kept.length;
            Arrays.fill(kept, null);
        }
        Arrays.sort(rounds);
        return rounds[rounds.length / 2];
    }

    private static long live() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private ShannonEntropy entropy() {
        ShannonEntropy made = ShannonEntropy.create();
        for (long item : zipf) {
            made.update(item);
        }
        return made;
    }

    private DecayedEntropy decayed() {
        DecayedEntropy made = DecayedEntropy.of(Duration.ofMillis(1 << 15));
        for (int i = 0; i < ITEMS; i++) {
            made.update(zipf[i], i);
        }
        return made;
    }

    private Map<Long, Long> counts() {
        Map<Long, Long> made = new HashMap<>();
        for (long item : zipf) {
            made.merge(item, 1L, Long::sum);
        }
        return made;
    }

    private HyperLogLog hyperLogLog(long trial) {
        HyperLogLog made = HyperLogLog.create(12);
        for (long item : distinct) {
            made.update(item + trial);
        }
        return made;
    }

    private HllSketch hllSketch(long trial) {
        HllSketch made = new HllSketch(12, TgtHllType.HLL_8);
        for (long item : distinct) {
            made.update(item + trial);
        }
        return made;
    }

    private CpcCounter cpcCounter(long trial) {
        CpcCounter made = CpcCounter.create(12);
        for (long item : distinct) {
            made.update(item + trial);
        }
        return made;
    }

    private <C extends DistinctCounter> C fed(C made, int items, long trial) {
        for (int i = 0; i < items; i++) {
            made.update(distinct[i] + trial);
        }
        return made;
    }

    private DecayedDistinctCounter decayedDistinct() {
        DecayedDistinctCounter made = DecayedDistinctCounter.of(Duration.ofMillis(1 << 15));
        for (int i = 0; i < ITEMS; i++) {
            made.update(distinct[i], i);
        }
        return made;
    }

    private CpcSketch cpcSketch() {
        CpcSketch made = new CpcSketch(12);
        for (long item : distinct) {
            made.update(item);
        }
        return made;
    }

    private SlidingHyperLogLog slidingHyperLogLog(long trial) {
        SlidingHyperLogLog made = SlidingHyperLogLog.create(12, Duration.ofMillis(1 << 16));
        for (int i = 0; i < ITEMS; i++) {
            made.update(distinct[i] + trial, i);
        }
        return made;
    }

    private SpaceSaving.OfLongs spaceSavingLongs() {
        SpaceSaving.OfLongs made = SpaceSaving.ofLongs(1_024);
        for (long item : talkers) {
            made.update(item);
        }
        return made;
    }

    private MisraGries.OfLongs misraGriesLongs() {
        MisraGries.OfLongs made = MisraGries.ofLongs(1_024);
        for (long item : talkers) {
            made.update(item);
        }
        return made;
    }

    private LongsSketch longsSketch() {
        LongsSketch made = new LongsSketch(4_096);
        for (long item : talkers) {
            made.update(item);
        }
        return made;
    }

    private SpaceSaving<String> spaceSavingTexts() {
        SpaceSaving<String> made = SpaceSaving.ofTexts(1_024);
        for (String name : names) {
            made.update(name);
        }
        return made;
    }

    private ItemsSketch<String> itemsSketch() {
        ItemsSketch<String> made = new ItemsSketch<>(4_096);
        for (String name : names) {
            made.update(name);
        }
        return made;
    }

    private ReservoirSample<Long> reservoirSample() {
        ReservoirSample<Long> made = ReservoirSample.of(1_000, 42, Codecs.LONG);
        for (Long item : boxed) {
            made.update(item);
        }
        return made;
    }

    private ReservoirItemsSketch<Long> reservoirItemsSketch() {
        ReservoirItemsSketch<Long> made = ReservoirItemsSketch.newInstance(1_000);
        for (Long item : boxed) {
            made.update(item);
        }
        return made;
    }

    private RunningMoments moments() {
        RunningMoments made = RunningMoments.create();
        for (double value : normal) {
            made.update(value);
        }
        return made;
    }

    private SummaryStatistics summaryStatistics() {
        SummaryStatistics made = new SummaryStatistics();
        for (double value : normal) {
            made.addValue(value);
        }
        return made;
    }

    private Spot spot() {
        Spot made = Spot.create(1e-4);
        for (double value : normal) {
            made.learn(value);
        }
        return made;
    }

    private RobustChart robustChart() {
        RobustChart made = RobustChart.create(RobustChart.Params.ofMinimumScale(0.01));
        for (double value : normal) {
            made.learn(value);
        }
        return made;
    }

    private EwmaChart ewmaChart() {
        EwmaChart made = EwmaChart.create(EwmaChart.Params.ofWarmUp(100));
        for (double value : normal) {
            made.learn(value);
        }
        return made;
    }

    private HalfSpaceTrees halfSpaceTrees() {
        HalfSpaceTrees made = HalfSpaceTrees.create(HalfSpaceTrees.Params.ofSeed(42));
        for (int i = 0; i < ITEMS / 64; i++) {
            made.learn(Arrays.copyOfRange(normal, i * 8, i * 8 + 8));
        }
        return made;
    }
}
