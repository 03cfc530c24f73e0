package io.rivulet.runtime.recovery;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a complete epoch consists of. Its byte arrays must not be changed.
 *
 * @param flow the flow's name
 * @param epoch the epoch, from 0
 * @param execution the run that wrote it, see {@link RecoveryStore#execution}
 * @param timeMillis when
 * @param workers how many workers there were
 * @param keyGroups into how many groups keys are divided
 * @param steps the steps that have something to restore
 * @param segments the entries, oldest first: those of the last full epoch and of the epochs after it
 * @param positions where to go on reading, by input step and partition
 * @param watermarks event time in milliseconds, by stateful step
 * @param prepared what the outputs must commit now that the epoch is complete, by output step
 */
public record Manifest(
        String flow,
        long epoch,
        long execution,
        long timeMillis,
        int workers,
        int keyGroups,
        List<StepState> steps,
        List<Segment> segments,
        Map<String, Map<String, byte[]>> positions,
        Map<String, Long> watermarks,
        Map<String, List<byte[]>> prepared) {

    /** Checks, and keeps copies of the collections. */
    public Manifest {
        Objects.requireNonNull(flow, "flow");
        if (epoch < 0 || execution < 0) {
            throw new IllegalArgumentException(
                    "epoch and execution must not be negative, got " + epoch + " and " + execution);
        }
        if (workers < 1 || keyGroups < 1) {
            throw new IllegalArgumentException(
                    "workers and keyGroups must be at least 1, got " + workers + " and " + keyGroups);
        }
        steps = List.copyOf(steps);
        if (steps.stream().map(StepState::step).distinct().count() < steps.size()) {
            throw new IllegalArgumentException("steps must have different names, got "
                    + steps.stream().map(StepState::step).toList());
        }
        segments = List.copyOf(segments);
        positions = sorted(positions, Manifest::sorted);
        watermarks = sorted(watermarks);
        prepared = sorted(prepared, List::copyOf);
    }

    /** The same, written by another run and held in other segments. */
    Manifest with(long otherExecution, List<Segment> otherSegments) {
        return new Manifest(
                flow,
                epoch,
                otherExecution,
                timeMillis,
                workers,
                keyGroups,
                steps,
                otherSegments,
                positions,
                watermarks,
                prepared);
    }

    /** The same without anything of a step. */
    Manifest without(String step) {
        return new Manifest(
                flow,
                epoch,
                execution,
                timeMillis,
                workers,
                keyGroups,
                steps.stream().filter(s -> !s.step().equals(step)).toList(),
                segments,
                without(positions, step),
                without(watermarks, step),
                without(prepared, step));
    }

    /** The bytes of all segments. */
    long segmentBytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    private static <V> Map<String, V> without(Map<String, V> map, String key) {
        Map<String, V> rest = new TreeMap<>(map);
        rest.remove(key);
        return rest;
    }

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        return sorted(map, UnaryOperator.identity());
    }

    /** In the order of the keys, so that equal manifests have equal bytes. */
    private static <V> Map<String, V> sorted(Map<String, V> map, UnaryOperator<V> copy) {
        Map<String, V> copies = new TreeMap<>();
        map.forEach((key, value) -> copies.put(key, copy.apply(value)));
        return Collections.unmodifiableMap(copies);
    }
}
