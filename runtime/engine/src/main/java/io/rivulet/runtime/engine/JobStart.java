package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.dataflow.Graph;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.recovery.Compatibility;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.StepState;
import io.rivulet.runtime.state.KeyGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job made ready: its workers built, and where it keeps a store, resumed from the last complete epoch.
 *
 * @param name the flow's name
 * @param steps the names of its steps
 * @param workers ready to step
 * @param epochs what keeps its epochs, if it does
 */
record JobStart(String name, List<String> steps, List<Worker> workers, Optional<Epochs> epochs) {

    private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);

    /** What keeps the epochs of a job, and what it began with. */
    record Epochs(
            EpochCoordinator coordinator,
            EpochCounts counts,
            long resumedFrom,
            long restoredKeys,
            long restoreMillis) {}

    /**
     * Makes a job ready.
     *
     * @throws JobFailedException if a source or sink cannot be opened, or the store is broken
     * @throws IllegalArgumentException if the store was written by a flow that this one cannot go on from
     */
    static JobStart of(Graph graph, RunOptions options, OwnClasses classes) {
        if (options.recovery().isEmpty()) {
            recoverSinks(graph, Optional.empty());
            List<Worker> workers = JobBuild.workers(graph, options, classes, Optional.empty(), Resume.fromNothing());
            return new JobStart(graph.name(), names(graph), workers, Optional.empty());
        }
        Recovery recovery = options.recovery().get();
        RecoveryStore store;
        try {
            store = RecoveryStore.open(recovery.place().open());
        } catch (IOException e) {
            throw failed(graph, e);
        }
        try {
            return resumed(graph, options, classes, recovery, store);
        } catch (Throwable e) {
            try {
                store.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static JobStart resumed(
            Graph graph, RunOptions options, OwnClasses classes, Recovery recovery, RecoveryStore store) {
        long began = options.clock().millis();
        List<StepState> steps = StoredSteps.of(graph);
        Optional<Manifest> manifest;
        try {
            manifest = store.latest();
        } catch (IOException e) {
            throw failed(graph, e);
        }
        manifest.ifPresent(
                m -> Compatibility.check(m, graph.name(), KeyGroups.COUNT, steps, recovery.allowDroppedState()));
        recoverSinks(graph, manifest);
        EpochBoard board = new EpochBoard(options.workers(), recovery.interval().isZero());
        Resume resume = Resume.from(graph.name(), store, manifest);
        List<Worker> workers = JobBuild.workers(graph, options, classes, Optional.of(board), resume);
        EpochCounts counts = new EpochCounts();
        EpochCoordinator coordinator = new EpochCoordinator(graph.name(), board, store, steps, resume, options, counts);
        long restoreMillis = options.clock().millis() - began;
        if (manifest.isPresent()) {
            LOG.info(
                    "job \"{}\" goes on from epoch {}: {} keys, {} ms, written by {} workers, now {}",
                    graph.name(),
                    manifest.get().epoch(),
                    resume.entries(),
                    restoreMillis,
                    manifest.get().workers(),
                    options.workers());
        } else {
            LOG.info("job \"{}\" starts anew: its store holds no complete epoch", graph.name());
        }
        return new JobStart(
                graph.name(),
                names(graph),
                workers,
                Optional.of(new Epochs(
                        coordinator,
                        counts,
                        manifest.map(Manifest::epoch).orElse(-1L),
                        resume.entries(),
                        restoreMillis)));
    }

    private static List<String> names(Graph graph) {
        return graph.steps().stream().map(Step::name).toList();
    }

    private static void recoverSinks(Graph graph, Optional<Manifest> manifest) {
        // One sink may take several outputs, and has to do with what is left of all of them at once.
        Map<TransactionalSink<?, ?>, List<String>> outputs = new IdentityHashMap<>();
        List<TransactionalSink<?, ?>> inOrder = new ArrayList<>();
        for (Step step : graph.steps()) {
            if (step instanceof Step.Output<?> output && output.sink() instanceof TransactionalSink<?, ?> sink) {
                if (!outputs.containsKey(sink)) {
                    inOrder.add(sink);
                }
                outputs.computeIfAbsent(sink, k -> new ArrayList<>()).add(step.name());
            }
        }
        for (TransactionalSink<?, ?> sink : inOrder) {
            try {
                if (manifest.isPresent()) {
                    recover(sink, outputs.get(sink), manifest.get());
                } else {
                    sink.start();
                }
            } catch (Exception e) {
                String step = outputs.get(sink).get(0);
                throw new JobFailedException(graph.name(), step, 0, Optional.empty(), Optional.empty(), e);
            }
        }
    }

    private static <C> void recover(TransactionalSink<?, C> sink, List<String> outputs, Manifest manifest)
            throws IOException {
        StateCodec<C> codec = sink.preparedCodec();
        List<C> prepared = new ArrayList<>();
        for (String output : outputs) {
            for (byte[] each : manifest.prepared().getOrDefault(output, List.of())) {
                prepared.add(codec.fromBytes(each));
            }
        }
        sink.recover(prepared);
    }

    private static JobFailedException failed(Graph graph, IOException e) {
        return new JobFailedException(graph.name(), "(recovery)", 0, Optional.empty(), Optional.empty(), e);
    }
}
