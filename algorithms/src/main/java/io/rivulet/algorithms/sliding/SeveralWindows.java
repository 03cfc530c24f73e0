package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.List;

/** Windows of several sizes over what the longest one holds. */
final class SeveralWindows<T, R> implements RecordWindow<T, List<R>> {

    private final RecordWindow<T, R> longest;
    private final Span span;

    SeveralWindows(RecordWindow<T, R> longest, Span span) {
        this.longest = longest;
        this.span = span;
    }

    @Override
    public SlidingMethod method() {
        return longest.method();
    }

    @Override
    public long lowest() {
        return longest.lowest();
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        longest.update(record, timeMillis, position);
    }

    @Override
    public void evictTo(long start) {
        longest.evictTo(start);
    }

    @Override
    @SuppressWarnings("unchecked") // only R are put in
    public List<R> answer(long start, long nowMillis) {
        Object[] answers = new Object[span.sizes().size()];
        Arrays.setAll(
                answers,
                i -> longest.answer(span.startOf(nowMillis, span.sizes().get(i)), nowMillis));
        return (List<R>) List.of(answers);
    }

    @Override
    public boolean isEmpty() {
        return longest.isEmpty();
    }

    @Override
    public void clear() {
        longest.clear();
    }

    @Override
    public SeveralWindows<T, R> copy() {
        return new SeveralWindows<>(longest.copy(), span);
    }

    @Override
    public long stateBytes() {
        return 24 + longest.stateBytes();
    }

    @Override
    public boolean keepsRecords() {
        return longest.keepsRecords();
    }

    /** The longest one. */
    @Override
    public void encode(StateCodec<T> records, StateWriter out) {
        longest.encode(records, out);
    }

    @Override
    public void decode(StateCodec<T> records, long newest, StateReader in) {
        longest.decode(records, newest, in);
    }
}
