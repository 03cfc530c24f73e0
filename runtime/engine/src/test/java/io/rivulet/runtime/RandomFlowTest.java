package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flows drawn at random give the same on one worker, on several that are stepped in a random order, and on several threads; a stopped one loses nothing. */
@Timeout(120)
class RandomFlowTest {

    /** How many flows; threads and stops take a third of them. More with {@code -Drivulet.seeds}. */
    private static final int SEEDS = Integer.getInteger("rivulet.seeds", 120);

    @Test
    void oracle_workersSteppedInAnyOrderGiveWhatOneWorkerGives() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomFlow several = new RandomFlow(seed, Map.of());
            stepped(several, options(seed), seed, Integer.MAX_VALUE);
            compare("seed " + seed, one(seed, Map.of()), several, options(seed).workers());
        }
    }

    @Test
    void oracle_threadsGiveWhatOneWorkerGives() throws Exception {
        for (int seed = 0; seed < SEEDS / 3; seed++) {
            RandomFlow several = new RandomFlow(seed, Map.of());
            try (Job job = Rivulet.start(several.flow, options(seed))) {
                if (job.await(Duration.ofSeconds(20)) != Job.Status.COMPLETED) {
                    fail("seed " + seed + " hangs: " + job.progress());
                }
            }
            compare("seed " + seed, one(seed, Map.of()), several, options(seed).workers());
        }
    }

    @Test
    void oracle_aStoppedJobGivesWhatItsRecordsGiveThatWereRead() throws Exception {
        for (int seed = 0; seed < SEEDS / 3; seed++) {
            RandomFlow stopped = new RandomFlow(seed, Map.of());
            stepped(stopped, options(seed), seed, new SplitMix64(seed).nextInt(200));
            compare(
                    "seed " + seed,
                    one(seed, limits(stopped)),
                    stopped,
                    options(seed).workers());

            RandomFlow thread = new RandomFlow(seed, Map.of());
            try (Job job = Rivulet.start(thread.flow, options(seed))) {
                job.stop();
                job.await();
            }
            compare(
                    "threads, seed " + seed,
                    one(seed, limits(thread)),
                    thread,
                    options(seed).workers());
        }
    }

    /** Partitions that were never read have no rows. */
    private static Map<String, Integer> limits(RandomFlow stopped) {
        return new HashMap<>(stopped.read) {
            @Override
            public Integer getOrDefault(Object key, Integer other) {
                return super.getOrDefault(key, 0);
            }
        };
    }

    private static RunOptions options(long seed) {
        SplitMix64 random = new SplitMix64(~seed);
        AtomicLong millis = new AtomicLong();
        return new RunOptions(
                2 + random.nextInt(7),
                1 + random.nextInt(5),
                2 + random.nextInt(3),
                () -> Instant.ofEpochMilli(millis.incrementAndGet()));
    }

    private static RandomFlow one(long seed, Map<String, Integer> limits) {
        RandomFlow flow = new RandomFlow(seed, limits);
        stepped(flow, options(seed).withWorkers(1), seed, Integer.MAX_VALUE);
        return flow;
    }

    private static void stepped(RandomFlow flow, RunOptions options, long seed, int stopAfter) {
        try (SteppedJob job = LocalEngine.stepped(flow.flow.graph(), options)) {
            SplitMix64 random = new SplitMix64(seed);
            for (int i = 0; i < stopAfter && stopAfter < Integer.MAX_VALUE; i++) {
                job.step(random.nextInt(job.workers()));
            }
            if (stopAfter < Integer.MAX_VALUE) {
                job.stop();
            }
            job.runToEnd(seed);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", " + options + ": " + e.getMessage(), e);
        }
    }

    private static void compare(String what, RandomFlow expected, RandomFlow actual, int workers) {
        assertEquals(expected.written(), actual.written(), what);
        assertEquals(0, actual.open.get(), what + ": sources and sinks left open");
        for (ProtocolCheck.Log check : actual.checks) {
            assertEquals(workers, check.ends.get(), what + ": ends, one a worker");
        }
    }
}
