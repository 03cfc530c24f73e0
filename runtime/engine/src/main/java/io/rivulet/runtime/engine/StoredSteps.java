package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.dataflow.Graph;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.recovery.StepState;
import io.rivulet.runtime.state.KeyCodec;
import java.util.ArrayList;
import java.util.List;

/** What a flow stores: the steps of its graph that have something to put into an epoch, as a store describes them. */
final class StoredSteps {

    private StoredSteps() {}

    static List<StepState> of(Graph graph) {
        List<StepState> steps = new ArrayList<>();
        for (Step step : graph.steps()) {
            if (step instanceof Step.Input<?, ?> input) {
                StateCodec<?> codec = input.source().positionCodec();
                steps.add(new StepState(step.name(), StepState.INPUT, codec.form(), codec.version(), ""));
            } else if (step instanceof Step.Stateful<?, ?, ?, ?> stateful) {
                steps.add(stateful(stateful));
            } else if (step instanceof Step.Output<?> output && output.sink() instanceof TransactionalSink<?, ?> sink) {
                StateCodec<?> codec = sink.preparedCodec();
                steps.add(new StepState(step.name(), StepState.OUTPUT, codec.form(), codec.version(), ""));
            }
        }
        return steps;
    }

    private static <K> StepState stateful(Step.Stateful<K, ?, ?, ?> step) {
        KeyedLogic<?, ?, ?, ?> logic = step.logic().shared().make();
        KeyCodec<K> keys = step.keyCodec().map(KeyCodec::of).orElse(KeyCodec.plain());
        return new StepState(
                step.name(),
                StepState.STATEFUL,
                logic.codec().form(),
                logic.codec().version(),
                ("keys " + keys.form() + " " + logic.fingerprint()).trim());
    }
}
