package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** Keeps the states in a queue and answers for their sum. */
final class QueuedStates<S, R> implements PaneStates<S, R> {

    private final Aggregation<?, S, R> aggregation;
    private final SlidingMethod method;
    private final SummaryQueue<S> queue;

    QueuedStates(Aggregation<?, S, R> aggregation, SlidingMethod method) {
        this(aggregation, method, SummaryQueue.of(aggregation, method));
    }

    private QueuedStates(Aggregation<?, S, R> aggregation, SlidingMethod method, SummaryQueue<S> queue) {
        this.aggregation = aggregation;
        this.method = method;
        this.queue = queue;
    }

    @Override
    public SlidingMethod method() {
        return method;
    }

    @Override
    public void append(S pane) {
        queue.append(pane);
    }

    @Override
    public void evict() {
        queue.evict();
    }

    @Override
    public void clear() {
        queue.clear();
    }

    @Override
    public R answer(long nowMillis) {
        return aggregation.answer(queue.size() == 0 ? aggregation.create() : queue.sum(), nowMillis);
    }

    @Override
    public R answerWith(S open, long nowMillis) {
        if (queue.size() == 0) {
            return aggregation.answer(open, nowMillis);
        }
        S sum = queue.copyOfSum();
        aggregation.merge(sum, open);
        return aggregation.answer(sum, nowMillis);
    }

    @Override
    public QueuedStates<S, R> copy() {
        return new QueuedStates<>(aggregation, method, queue.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + queue.stateBytes();
    }

    @Override
    public void encode(StateWriter out) {
        queue.encode(out);
    }

    @Override
    public void decode(int panes, StateReader in) {
        if (panes > 0) {
            queue.decode(panes, in);
        }
    }
}
