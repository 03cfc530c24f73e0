package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.io.files.JsonLinesSink;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobMetrics.EpochMetrics;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow of the tutorial, killed twice on its way and gone on with another number of workers each time, tells the alerts of an unbroken run. */
class NetworkEntropyRecoveryTest {

    @TempDir
    Path folder;

    private Dataflow flow(Path alerts) {
        return NetworkEntropy.dataflow(
                new NetworkEntropy.Traffic(
                        TrafficSource.of(TrafficGenerator.Settings.standard()),
                        ConnectionKeys.destinationNetworks(2),
                        Duration.ZERO),
                new FlowRun().findings,
                Optional.of(JsonLinesSink.<Alert>of(alerts).overwrite().exactlyOnce()));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).stream().sorted().toList() : List.of();
    }

    private static EpochMetrics epochs(SteppedJob job) {
        return job.metrics().epochs().orElseThrow();
    }

    private static void step(SteppedJob job, long untilRecords) {
        while (job.metrics().progress().records() < untilRecords) {
            for (int i = 0; i < 20; i++) {
                job.step(i % job.workers());
                job.stepEpochs();
            }
        }
    }

    @Test
    void oracle_killedTwiceItTellsTheAlertsOfAnUnbrokenRun() throws Exception {
        Path unbroken = folder.resolve("unbroken.jsonl");
        Rivulet.run(flow(unbroken), RunOptions.defaults());
        List<String> expected = lines(unbroken);
        assertFalse(expected.isEmpty());

        Path alerts = folder.resolve("alerts.jsonl");
        int[] workers = {1, 3, 2};
        ManualClock clock = ManualClock.atEpoch();
        for (int run = 0; run < 3; run++) {
            RunOptions options = RunOptions.defaults()
                    .withWorkers(workers[run])
                    .withClock(clock)
                    .withRecovery(Recovery.in(folder.resolve("state")).every(Duration.ofHours(1)));
            SteppedJob job = LocalEngine.stepped(flow(alerts).graph(), options);
            assertEquals(run > 0, epochs(job).resumedFrom() >= 0, "goes on from an epoch");
            if (run == 2) {
                job.runToEnd(7);
                job.close();
                break;
            }
            step(job, 30_000);
            clock.advance(Duration.ofHours(1));
            while (epochs(job).complete() == 0) {
                step(job, job.metrics().progress().records() + 1);
            }
            // What is read from here on is read again by the next run.
            step(job, job.metrics().progress().records() + 20_000);
            // Dropped without a word, as a kill leaves it; readers have seen whole epochs only.
            assertTrue(expected.containsAll(lines(alerts)));
            assertTrue(lines(alerts).size() < expected.size());
        }
        assertEquals(expected, lines(alerts));
    }
}
