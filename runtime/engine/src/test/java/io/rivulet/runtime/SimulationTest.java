package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.simulation.Faults;
import io.rivulet.runtime.simulation.Simulation;
import io.rivulet.runtime.testing.CommittedSink;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Flows drawn at random give the same under all faults as in one unbroken run on one worker; and a flow with a plain model gives what the model says.
 *
 * <p>More seeds with {@code -Drivulet.simulation.seeds=100000}, from another one with {@code -Drivulet.simulation.from=5000}. What fails says its seed; replay it with
 * {@code ./mvnw test -pl runtime/engine -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Drivulet.simulation.from=SEED -Drivulet.simulation.seeds=1}.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("rivulet.simulation.seeds", 2_000);
    private static final int FROM = Integer.getInteger("rivulet.simulation.from", 0);

    @Test
    void oracle_randomFlowsGiveTheSameWhateverHappensToThem() {
        long kills = 0;
        long stops = 0;
        long epochs = 0;
        long failed = 0;
        for (int seed = FROM; seed < FROM + SEEDS; seed++) {
            Simulation.Report report = check(seed, Faults.all());
            kills += report.kills();
            stops += report.stops();
            epochs += report.epochs();
            failed += report.failedEpochs();
        }
        System.out.printf(
                "%d seeds: %d kills, %d stops, %d epochs, %d epochs not stored%n", SEEDS, kills, stops, epochs, failed);
        // The faults do happen.
        if (SEEDS >= 1_000) {
            assertTrue(kills > SEEDS / 10 && stops > SEEDS / 100 && epochs > SEEDS && failed > SEEDS / 100);
        }
    }

    /** Runs a seed; a failure names it. */
    static Simulation.Report check(int seed, Faults faults) {
        Map<String, CommittedSink<RandomFlow.Row>> sinks = new TreeMap<>();
        Simulation.Report report;
        try {
            report = Simulation.of(() -> new RandomFlow(
                                    seed,
                                    Map.of(),
                                    name -> Optional.of(sinks.computeIfAbsent(name, k -> new CommittedSink<>())))
                            .flow)
                    .with(faults)
                    .run(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        RandomFlow unbroken = new RandomFlow(seed, Map.of());
        AtomicLong millis = new AtomicLong();
        RunOptions options = new RunOptions(1, 4, 2, () -> Instant.ofEpochMilli(millis.incrementAndGet()));
        try (SteppedJob job = LocalEngine.simulated(unbroken.flow.graph(), options)) {
            job.runToEnd(seed);
        }
        Map<String, Map<Object, Integer>> committed = new TreeMap<>();
        sinks.forEach((name, sink) -> {
            Map<Object, Integer> counts = new HashMap<>();
            sink.committed().forEach(row -> counts.merge(row, 1, Integer::sum));
            if (!counts.isEmpty()) {
                committed.put(name, counts);
            }
        });
        Map<String, Map<Object, Integer>> expected = unbroken.written();
        expected.values().removeIf(Map::isEmpty);
        assertEquals(expected, committed, "seed " + seed + ", " + report);
        return report;
    }
}
