package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Combined;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Several aggregations over the same panes, each sliding its own way: element i of a pane's state belongs to part i. */
final class PartStates<R> implements PaneStates<Object[], R> {

    private final List<Aggregation<?, Object, Object>> aggregations;
    private final Function<List<Object>, R> join;
    private final long sizeMillis;
    private final SlidingChoice choice;
    private final List<PaneStates<Object, Object>> parts;

    private PartStates(
            List<Aggregation<?, Object, Object>> aggregations,
            Function<List<Object>, R> join,
            long sizeMillis,
            SlidingChoice choice,
            List<PaneStates<Object, Object>> parts) {
        this.aggregations = aggregations;
        this.join = join;
        this.sizeMillis = sizeMillis;
        this.choice = choice;
        this.parts = parts;
    }

    @SuppressWarnings("unchecked") // the state of a combined aggregation is an Object[], element i made by part i
    static <S, R> PaneStates<S, R> of(Aggregation<?, S, R> aggregation, long sizeMillis, SlidingChoice choice) {
        Combined<?, R> combined = aggregation.combined().orElseThrow();
        List<Aggregation<?, Object, Object>> aggregations = new ArrayList<>();
        List<PaneStates<Object, Object>> parts = new ArrayList<>();
        for (Aggregation<?, ?, ?> part : combined.parts()) {
            Aggregation<?, Object, Object> untyped = (Aggregation<?, Object, Object>) part;
            parts.add(PaneStates.of(untyped, sizeMillis, choice.parts().get(aggregations.size())));
            aggregations.add(untyped);
        }
        return (PaneStates<S, R>) new PartStates<>(aggregations, combined.join(), sizeMillis, choice, parts);
    }

    @Override
    public SlidingMethod method() {
        return SlidingMethod.PER_PART;
    }

    @Override
    public void append(Object[] pane) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).append(pane[i]);
        }
    }

    @Override
    public void evict() {
        parts.forEach(PaneStates::evict);
    }

    @Override
    public void clear() {
        parts.forEach(PaneStates::clear);
    }

    @Override
    public R answer(long nowMillis) {
        Object[] answers = new Object[parts.size()];
        Arrays.setAll(answers, i -> parts.get(i).answer(nowMillis));
        return join.apply(Arrays.asList(answers));
    }

    @Override
    public R answerWith(Object[] open, long nowMillis) {
        Object[] answers = new Object[parts.size()];
        Arrays.setAll(answers, i -> parts.get(i).answerWith(open[i], nowMillis));
        return join.apply(Arrays.asList(answers));
    }

    @Override
    public PartStates<R> copy() {
        List<PaneStates<Object, Object>> copies = new ArrayList<>();
        parts.forEach(part -> copies.add(part.copy()));
        return new PartStates<>(aggregations, join, sizeMillis, choice, copies);
    }

    @Override
    public long stateBytes() {
        return 120 + parts.stream().mapToLong(part -> part.stateBytes() + 8).sum();
    }

    /** Each part with its method. */
    @Override
    public void encode(StateWriter out) {
        parts.forEach(part -> PaneStates.encode(part, out));
    }

    @Override
    public void decode(int panes, StateReader in) {
        for (int i = 0; i < parts.size(); i++) {
            parts.set(
                    i,
                    PaneStates.decode(
                            aggregations.get(i), sizeMillis, choice.parts().get(i), panes, in));
        }
    }
}
