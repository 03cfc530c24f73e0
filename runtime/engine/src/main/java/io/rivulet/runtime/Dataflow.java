package io.rivulet.runtime;

import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.dataflow.Graph;
import io.rivulet.runtime.dataflow.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A dataflow in the making: inputs, operators on their streams, outputs. {@link #graph} gives what was built, checked; nothing runs until {@link Rivulet}
 * is given it.
 *
 * <pre>{@code
 * Dataflow flow = Dataflow.named("squares");
 * flow.input("numbers", source)
 *     .map(n -> n * n)
 *     .output("print", sink);
 * Rivulet.run(flow);
 * }</pre>
 */
public final class Dataflow {

    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> unnamed = new HashMap<>();

    private Dataflow(String name) {
        this.name = name;
    }

    /** An empty dataflow; the name is letters, digits, - and _. */
    public static Dataflow named(String name) {
        return new Dataflow(Objects.requireNonNull(name, "name"));
    }

    /** The flow's name. */
    public String name() {
        return name;
    }

    /** Records of a source. Say {@link Input#eventTime} where windows are wanted. */
    public <T> Input<T> input(String step, Source<T, ?> source) {
        Objects.requireNonNull(source, "source");
        String checked = userName(step);
        add(new Step.Input<>(checked, source, Optional.empty()));
        return new Input<>(this, checked, source);
    }

    /**
     * What was built.
     *
     * @throws IllegalArgumentException if it cannot run; the message names the step
     */
    public Graph graph() {
        return Graph.of(name, steps);
    }

    void add(Step step) {
        steps.add(step);
    }

    void replace(Step step) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(step.name())) {
                steps.set(i, step);
            }
        }
    }

    /** A name that the user gave; the dot is kept for the parts of composed operators. */
    static String userName(String step) {
        if (Objects.requireNonNull(step, "name of a step").indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "name of a step must not hold a dot, which separates the parts of composed operators, got \"" + step
                            + "\"");
        }
        return step;
    }

    /** A name for a step that needs none: its kind and a number, the same at every build. */
    String unnamed(String kind) {
        return kind + "-" + unnamed.merge(kind, 1, Integer::sum);
    }
}
