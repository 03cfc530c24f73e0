package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateReader;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.dataflow.Graph;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.StepState;
import io.rivulet.runtime.state.KeyGroups;
import io.rivulet.runtime.state.KeyedStates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an earlier run left, from which this one goes on; nothing, where there is none. */
final class Resume {

    private final String job;
    private final Optional<RecoveryStore> store;
    private final Optional<Manifest> manifest;
    private long entries;

    private Resume(String job, Optional<RecoveryStore> store, Optional<Manifest> manifest) {
        this.job = job;
        this.store = store;
        this.manifest = manifest;
    }

    /** A start from nothing. */
    static Resume fromNothing() {
        return new Resume("", Optional.empty(), Optional.empty());
    }

    /** A start from what the store has. */
    static Resume from(String job, RecoveryStore store, Optional<Manifest> manifest) {
        return new Resume(job, Optional.of(store), manifest);
    }

    /** The epoch to go on from, if there is one. */
    Optional<Manifest> manifest() {
        return manifest;
    }

    /** Positions by input and partition, which stay known although their partition may not be there now; those of inputs that are gone are not kept. */
    Map<String, Map<String, byte[]>> positions(List<StepState> steps) {
        Map<String, Map<String, byte[]>> kept = new HashMap<>();
        for (StepState step : steps) {
            manifest.map(m -> m.positions().get(step.step())).ifPresent(of -> kept.put(step.step(), of));
        }
        return kept;
    }

    /** Where to go on in a partition. */
    Optional<byte[]> position(String input, String partition) {
        return manifest.map(m -> m.positions().getOrDefault(input, Map.of()).get(partition));
    }

    /** The watermark that a step had come to. */
    long watermark(String step) {
        return manifest.map(m -> m.watermarks().get(step)).orElse(Long.MIN_VALUE);
    }

    /** How many keys were restored. */
    long entries() {
        return entries;
    }

    /** Gives each worker the states of the keys that are its own, and those that every worker has. */
    void restore(List<Worker> workers, Graph graph) {
        if (manifest.isEmpty()) {
            return;
        }
        Set<String> everywhere = graph.steps().stream()
                .filter(step -> step instanceof Step.Stateful<?, ?, ?, ?> stateful
                        && stateful.owner() == StateOwner.EVERY_WORKER)
                .map(Step::name)
                .collect(Collectors.toSet());
        Map<String, KeyedStates<Object, Object>[]> byStep = new HashMap<>();
        for (Worker worker : workers) {
            worker.states.forEach(
                    (step, states) -> byStep.computeIfAbsent(step, k -> array(workers.size()))[worker.index] = states);
        }
        try {
            store.orElseThrow().read(manifest.get(), (step, group, bytes, keyAt, keyLength, valueAt, valueLength) -> {
                KeyedStates<Object, Object>[] states = byStep.get(step);
                // A step that is gone, which was allowed when the flows were compared.
                if (states == null || valueLength < 0) {
                    return;
                }
                int owner = KeyGroups.worker(group, workers.size());
                for (int worker = 0; worker < states.length; worker++) {
                    if (worker == owner || everywhere.contains(step)) {
                        states[worker].restore(
                                new StateReader(bytes, keyAt, keyLength), new StateReader(bytes, valueAt, valueLength));
                    }
                }
                entries++;
            });
        } catch (Exception e) {
            throw new JobFailedException(job, "(recovery)", 0, Optional.empty(), Optional.empty(), e);
        }
    }

    @SuppressWarnings("unchecked") // an array of states only
    private static KeyedStates<Object, Object>[] array(int size) {
        return (KeyedStates<Object, Object>[]) new KeyedStates<?, ?>[size];
    }
}
