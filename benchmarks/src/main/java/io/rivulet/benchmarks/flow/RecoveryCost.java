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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What does recovery cost? A running mean for each of a million keys, most records going to few of them. In one job, stretches with a snapshot every second and
 * without take turns; for between two jobs the machine's speed differs by more than what is measured. Beside it stands a job that keeps no store at all. Tells records
 * per second, the longest time that a worker's flow stood still for a snapshot, bytes on disk beside those of the live state, and how long a restart takes to have all keys
 * again. {@code java -Xmx4g -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.flow.RecoveryCost [rounds] [interval-millis]}
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

    /** Stands still while no snapshot is wanted: these are due by the job's clock. */
    private static final class StoppableClock implements InstantSource {

        private long lostMillis;
        private long stoppedAt = -1;

        @Override
        public synchronized Instant instant() {
            return Instant.ofEpochMilli((stoppedAt >= 0 ? stoppedAt : System.currentTimeMillis()) - lostMillis);
        }

        synchronized void stop() {
            stoppedAt = System.currentTimeMillis();
        }

        synchronized void start() {
            lostMillis += System.currentTimeMillis() - stoppedAt;
            stoppedAt = -1;
        }
    }

    private static final int STRETCHES = 3;
    private static final int STRETCH_MILLIS = 3_000;
    /** Snapshots under way come to their end, and the first one after a pause holds more keys than others. */
    private static final int SETTLE_MILLIS = 1_500;

    private final long[] keys = new long[MASK + 1];
    private final Duration interval;

    private RecoveryCost(Duration interval) {
        this.interval = interval;
        SplitMix64 random = new SplitMix64(42);
        for (int i = 0; i < keys.length; i++) {
            // Keys that are met often must not lie side by side in memory, where the machine would find them too
            // easily.
            keys[i] = (long) Math.pow(KEYS, random.nextDouble()) * 0x9E3779B1L & KEYS - 1;
        }
    }

    /** Rounds, 5 unless said; milliseconds between snapshots, 1,000 unless said. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000;
        RecoveryCost cost = new RecoveryCost(Duration.ofMillis(millis));
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double alone = cost.withoutStore();
            Path directory = Files.createTempDirectory("recovery-cost");
            double[] rates = cost.withStore(directory);
            delete(directory);
            System.out.printf(
                    "%s, M records/s: %.2f without a store; with one %.2f while no snapshot is due, %.2f with snapshots: ratio %.3f%n",
                    round == 0 ? "warm-up" : "round " + round,
                    alone / 1e6,
                    rates[0] / 1e6,
                    rates[1] / 1e6,
                    rates[1] / rates[0]);
            if (round > 0) {
                ratios.add(rates[1] / rates[0]);
            }
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

    private double withoutStore() throws Exception {
        try (Job job = Rivulet.start(flow(), RunOptions.defaults())) {
            awaitKeys(job);
            return measured(job, () -> {});
        }
    }

    /** Records per second while no snapshot is due, and with snapshots. */
    private double[] withStore(Path directory) throws Exception {
        StoppableClock clock = new StoppableClock();
        RunOptions options = RunOptions.defaults()
                .withClock(clock)
                .withRecovery(Recovery.in(directory).every(interval));
        double[] rates = new double[2];
        long[] worst = new long[5];
        try (Job job = Rivulet.start(flow(), options)) {
            awaitKeys(job);
            while (job.metrics().epochs().orElseThrow().complete() < 2) {
                Thread.sleep(10);
            }
            Runnable look = () -> {
                EpochMetrics epochs = job.metrics().epochs().orElseThrow();
                worst[0] = Math.max(worst[0], epochs.holdMillis());
                worst[1] = Math.max(worst[1], bytes(directory));
                worst[2] = epochs.complete();
                worst[3] = Math.max(worst[3], epochs.durationMillis());
                worst[4] = epochs.stateBytes();
            };
            for (int stretch = 0; stretch < STRETCHES; stretch++) {
                clock.stop();
                rates[0] += measured(job, look) / STRETCHES;
                clock.start();
                rates[1] += measured(job, look) / STRETCHES;
            }
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
        return rates;
    }

    private static void awaitKeys(Job job) throws InterruptedException {
        while (job.progress().records() < 2L * KEYS) {
            Thread.sleep(10);
        }
        // States lie where the collector puts them: every job begins with what it does to all of them at once.
        System.gc();
    }

    private static double measured(Job job, Runnable look) throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        long records = job.progress().records();
        long began = System.nanoTime();
        while (System.nanoTime() - began < STRETCH_MILLIS * 1_000_000L) {
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
