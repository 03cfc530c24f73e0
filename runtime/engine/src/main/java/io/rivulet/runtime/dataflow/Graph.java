package io.rivulet.runtime.dataflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A dataflow as data: steps that read each other's outputs by name. Checked when made, so that an engine can take it as it is.
 */
public final class Graph {

    private final String name;
    private final Map<String, Step> steps;

    private Graph(String name, Map<String, Step> steps) {
        this.name = name;
        this.steps = steps;
    }

    /**
     * Checks the steps and orders them so that each comes after those it reads.
     *
     * @throws IllegalArgumentException if names clash or are malformed, an input does not exist, steps form a cycle, there is no input or no output, or a
     *     step's results go nowhere; the message names the step
     */
    public static Graph of(String name, List<Step> steps) {
        checkName("name of a dataflow", name, false);
        Map<String, Step> byName = new LinkedHashMap<>();
        for (Step step : steps) {
            checkName("name of a step", step.name(), true);
            if (byName.put(step.name(), step) != null) {
                throw new IllegalArgumentException(
                        "dataflow \"" + name + "\": step names must be unique, \"" + step.name() + "\" is there twice");
            }
        }
        for (String part : byName.keySet()) {
            for (int dot = part.indexOf('.'); dot >= 0; dot = part.indexOf('.', dot + 1)) {
                if (byName.containsKey(part.substring(0, dot))) {
                    throw new IllegalArgumentException(
                            "dataflow \"" + name + "\": a step and a composed operator must not both be called \""
                                    + part.substring(0, dot) + "\", got part \"" + part + "\"");
                }
            }
        }
        Set<Wire> read = new HashSet<>();
        for (Step step : byName.values()) {
            for (Wire wire : step.inputs()) {
                Step from = byName.get(wire.step());
                if (from == null || !from.outputs().contains(wire.output())) {
                    throw new IllegalArgumentException("dataflow \"" + name + "\", step \"" + step.name()
                            + "\": reads output \"" + wire.output() + "\" of step \"" + wire.step() + "\", which "
                            + (from == null ? "is not there" : "has only " + from.outputs()));
                }
                read.add(wire);
            }
        }
        Map<String, Step> ordered = ordered(name, byName);
        if (ordered.values().stream().noneMatch(Step.Input.class::isInstance)) {
            throw new IllegalArgumentException(
                    "dataflow \"" + name + "\" must have at least one input; add flow.input(..)");
        }
        if (ordered.values().stream().noneMatch(Step.Output.class::isInstance)) {
            throw new IllegalArgumentException(
                    "dataflow \"" + name + "\" must have at least one output; end a stream with .output(..)");
        }
        for (Step step : ordered.values()) {
            if (!step.outputs().isEmpty()
                    && step.outputs().stream().noneMatch(o -> read.contains(new Wire(step.name(), o)))) {
                throw new IllegalArgumentException("dataflow \"" + name + "\", step \"" + step.name()
                        + "\": its results go nowhere; end the stream with .output(..) or remove the step");
            }
        }
        return new Graph(name, ordered);
    }

    /** The flow's name. */
    public String name() {
        return name;
    }

    /** The steps, each after those it reads. */
    public List<Step> steps() {
        return List.copyOf(steps.values());
    }

    /**
     * The step of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Step step(String stepName) {
        Step step = steps.get(stepName);
        if (step == null) {
            throw new IllegalArgumentException("step must be one of " + steps.keySet() + ", got \"" + stepName + "\"");
        }
        return step;
    }

    /** The steps that read an output. */
    public List<Step> readers(Wire wire) {
        return steps.values().stream().filter(s -> s.inputs().contains(wire)).toList();
    }

    private static void checkName(String what, String name, boolean parts) {
        Objects.requireNonNull(name, what);
        if (!name.matches(parts ? "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*" : "[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(what + " must be letters, digits, - and _, got \"" + name + "\"");
        }
    }

    private static Map<String, Step> ordered(String name, Map<String, Step> steps) {
        Map<String, Step> done = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        for (Step step : steps.values()) {
            visit(name, step, steps, done, path);
        }
        return done;
    }

    private static void visit(
            String name, Step step, Map<String, Step> steps, Map<String, Step> done, List<String> path) {
        if (done.containsKey(step.name())) {
            return;
        }
        int at = path.indexOf(step.name());
        path.add(step.name());
        if (at >= 0) {
            throw new IllegalArgumentException("dataflow \"" + name + "\" must have no cycle, got "
                    + String.join(" <- ", path.subList(at, path.size())));
        }
        for (Wire wire : step.inputs()) {
            visit(name, steps.get(wire.step()), steps, done, path);
        }
        path.remove(path.size() - 1);
        done.put(step.name(), step);
    }
}
