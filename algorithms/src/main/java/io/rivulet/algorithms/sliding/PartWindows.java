package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Combined;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Several aggregations over the same records, each sliding its own way. */
final class PartWindows<T, R> implements RecordWindow<T, R> {

    private final List<Aggregation<T, Object, Object>> aggregations;
    private final Function<List<Object>, R> join;
    private final Span span;
    private final SlidingChoice choice;
    private final List<RecordWindow<T, Object>> parts;

    private PartWindows(
            List<Aggregation<T, Object, Object>> aggregations,
            Function<List<Object>, R> join,
            Span span,
            SlidingChoice choice,
            List<RecordWindow<T, Object>> parts) {
        this.aggregations = aggregations;
        this.join = join;
        this.span = span;
        this.choice = choice;
        this.parts = parts;
    }

    @SuppressWarnings("unchecked") // part i makes its state and gives its answer; nothing else touches them
    static <T, R> PartWindows<T, R> of(Aggregation<T, ?, R> aggregation, Span span, SlidingChoice choice) {
        Combined<T, R> combined = aggregation.combined().orElseThrow();
        List<Aggregation<T, Object, Object>> aggregations = new ArrayList<>();
        List<RecordWindow<T, Object>> parts = new ArrayList<>();
        for (Aggregation<T, ?, ?> part : combined.parts()) {
            Aggregation<T, Object, Object> untyped = (Aggregation<T, Object, Object>) part;
            parts.add(RecordWindow.of(untyped, span, choice.parts().get(aggregations.size())));
            aggregations.add(untyped);
        }
        return new PartWindows<>(aggregations, combined.join(), span, choice, parts);
    }

    @Override
    public SlidingMethod method() {
        return SlidingMethod.PER_PART;
    }

    @Override
    public long lowest() {
        return parts.stream().mapToLong(RecordWindow::lowest).max().orElseThrow();
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        for (RecordWindow<T, Object> part : parts) {
            part.update(record, timeMillis, position);
        }
    }

    @Override
    public void evictTo(long start) {
        for (RecordWindow<T, Object> part : parts) {
            part.evictTo(start);
        }
    }

    @Override
    public R answer(long start, long nowMillis) {
        Object[] answers = new Object[parts.size()];
        Arrays.setAll(answers, i -> parts.get(i).answer(start, nowMillis));
        return join.apply(Arrays.asList(answers));
    }

    @Override
    public boolean isEmpty() {
        return parts.stream().allMatch(RecordWindow::isEmpty);
    }

    @Override
    public void clear() {
        parts.forEach(RecordWindow::clear);
    }

    @Override
    public PartWindows<T, R> copy() {
        List<RecordWindow<T, Object>> copies = new ArrayList<>();
        parts.forEach(part -> copies.add(part.copy()));
        return new PartWindows<>(aggregations, join, span, choice, copies);
    }

    @Override
    public long stateBytes() {
        return 120 + parts.stream().mapToLong(part -> part.stateBytes() + 8).sum();
    }

    @Override
    public boolean keepsRecords() {
        return parts.stream().anyMatch(RecordWindow::keepsRecords);
    }

    /** Each part with its method. */
    @Override
    public void encode(StateCodec<T> records, StateWriter out) {
        parts.forEach(part -> RecordWindow.encode(part, records, out));
    }

    @Override
    public void decode(StateCodec<T> records, long newest, StateReader in) {
        for (int i = 0; i < parts.size(); i++) {
            parts.set(
                    i,
                    RecordWindow.decode(
                            aggregations.get(i), span, choice.parts().get(i), records, newest, in));
        }
    }
}
