package io.rivulet.benchmarks.flow;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobMetrics.EpochMetrics;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What does recovery cost? A running mean for each of a million keys, most records going to few of them, with a snapshot every second and without, in turn: each run
 * with snapshots is held against the mean of those before and after it, since the machine's speed drifts. Tells records per second, the longest time that a worker's
 * flow stood still for a snapshot, bytes on disk beside those of the live state, and how long a restart takes to have all keys again.
 * {@code java -Xmx4g -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.flow.RecoveryCost [rounds] [seconds] [interval-millis]}
 */
public final class RecoveryCost {

    /** A million and some. */
    private static final int KEYS = 1 << 20;

    private static final int MASK = (1 << 22) - 1;

    record Reading(long key, double value) {}

    /** Changed in place. */
    private static final class Mean {
        private long count;
        private double mean;
    }

    private static final class RunningMean implements KeyedLogic<Long, Reading, Mean, Double> {

        private static final StateCodec<Mean> CODEC = StateCodec.of(
                "mean", 1, (mean, out) -> out.writeLong(mean.count).writeDouble(mean.mean), in -> {
                    Mean mean = new Mean();
                    mean.count = in.readCount("count");
                    mean.mean = in.readFinite("mean");
                    return mean;
                });

        @Override
        public Mean create() {
            return new Mean();
        }

        @Override
        public StateCodec<Mean> codec() {
            return CODEC;
        }

        @Override
        public Keep onRecord(Mean mean, Reading record, KeyedContext<Long, Double> context) {
            mean.count++;
            mean.mean += (record.value() - mean.mean) / mean.count;
            context.emit(mean.mean);
            return Keep.RETAIN;
        }
    }

    private final long[] keys = new long[MASK + 1];
    private final int seconds;
    private final Duration interval;

    private RecoveryCost(int seconds, Duration interval) {
        this.seconds = seconds;
        this.interval = interval;
        SplitMix64 random = new SplitMix64(42);
        for (int i = 0; i < keys.length; i++) {
            // Keys that are met often must not lie side by side in memory, where the machine would find them too
            // easily.
            keys[i] = (long) Math.pow(KEYS, random.nextDouble()) * 0x9E3779B1L & KEYS - 1;
        }
    }

    /** Rounds, 5 unless said; seconds of each run, 10 unless said; milliseconds between snapshots, 1,000 unless said. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        long millis = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000;
        RecoveryCost cost = new RecoveryCost(seconds, Duration.ofMillis(millis));
        List<Double> ratios = new ArrayList<>();
        double before = cost.recordsPerSecond(RunOptions.defaults());
        for (int round = 0; round <= rounds; round++) {
            Path directory = Files.createTempDirectory("recovery-cost");
            double with = cost.withRecovery(directory);
            delete(directory);
            double after = cost.recordsPerSecond(RunOptions.defaults());
            double ratio = with / ((before + after) / 2);
            System.out.printf(
                    "%s: %.2f M records/s without, %.2f M with, %.2f M without, ratio %.3f%n",
                    round == 0 ? "warm-up" : "round " + round, before / 1e6, with / 1e6, after / 1e6, ratio);
            if (round > 0) {
                ratios.add(ratio);
            }
            before = after;
        }
        Collections.sort(ratios);
        System.out.printf("median ratio %.3f of %s%n", ratios.get(ratios.size() / 2), ratios);
    }

    private Dataflow flow() {
        Dataflow flow = Dataflow.named("keyed-mean");
        flow.input(
                        "readings",
                        new Generated<>(
                                Long.MAX_VALUE / 2, 1, i -> new Reading(i < KEYS ? i : keys[(int) (i & MASK)], i)))
                .keyBy(Reading::key)
                .stateful("mean", RunningMean::new)
                .output("count", new CountingSink<>(new LongAdder()));
        return flow;
    }

    private double recordsPerSecond(RunOptions options) throws Exception {
        try (Job job = Rivulet.start(flow(), options)) {
            awaitKeys(job);
            return measured(job, () -> {});
        }
    }

    private double withRecovery(Path directory) throws Exception {
        RunOptions options =
                RunOptions.defaults().withRecovery(Recovery.in(directory).every(interval));
        double rate;
        long[] worst = new long[5];
        try (Job job = Rivulet.start(flow(), options)) {
            awaitKeys(job);
            while (job.metrics().epochs().orElseThrow().complete() < 2) {
                Thread.sleep(10);
            }
            rate = measured(job, () -> {
                EpochMetrics epochs = job.metrics().epochs().orElseThrow();
                worst[0] = Math.max(worst[0], epochs.holdMillis());
                worst[1] = Math.max(worst[1], bytes(directory));
                worst[2] = epochs.complete();
                worst[3] = Math.max(worst[3], epochs.durationMillis());
                worst[4] = epochs.stateBytes();
            });
            System.out.printf(
                    "  %d epochs, longest hold %d ms, longest epoch %d ms, disk at most %.1f MB, %.2f times the %.1f MB of the live state%n",
                    worst[2], worst[0], worst[3], worst[1] / 1e6, (double) worst[1] / worst[4], worst[4] / 1e6);
            job.stop();
            job.await();
        }
        try (Job job = Rivulet.start(flow(), options)) {
            EpochMetrics epochs = job.metrics().epochs().orElseThrow();
            System.out.printf("  restart: %d keys in %d ms%n", epochs.restoredKeys(), epochs.restoreMillis());
        }
        return rate;
    }

    private static void awaitKeys(Job job) throws InterruptedException {
        while (job.progress().records() < 2L * KEYS) {
            Thread.sleep(10);
        }
        // States lie where the collector puts them: both runs begin with what it does to all of them at once.
        System.gc();
    }

    private double measured(Job job, Runnable look) throws InterruptedException {
        long records = job.progress().records();
        long began = System.nanoTime();
        while (System.nanoTime() - began < seconds * 1_000_000_000L) {
            Thread.sleep(20);
            look.run();
        }
        return (job.progress().records() - records) / ((System.nanoTime() - began) / 1e9);
    }

    private static long bytes(Path directory) {
        Map<Object, Long> bytes = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                try {
                    // By what identifies the file: one that has just been finished has two names for a moment.
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    bytes.put(Objects.requireNonNullElse(attributes.fileKey(), file), attributes.size());
                } catch (NoSuchFileException e) {
                    // Deleted since it was listed.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
