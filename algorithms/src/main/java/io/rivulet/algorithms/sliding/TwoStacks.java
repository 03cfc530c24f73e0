package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * The sum of a queue of states whose merging has no inverse, simpler than {@link DabaLite} and faster on average; but now and then one eviction
 * merges the whole queue.
 *
 * <p><b>Method.</b> Two stacks make a queue, an old trick; in one ring with a single sum for the newer stack it is Two-Stacks Lite of Tangwongsan,
 * Hirzel and Schneider, VLDB Journal 30, 2021.
 * <p><b>Error.</b> None of its own.
 * <p><b>Cost.</b> One merge an append, one a sum, and over its life at most one a state when it leaves; one copy for the sum, and one each time the queue
 * turns over. n + 1 states.
 * <p><b>Threads.</b> One owner at a time.
 *
 * @param <S> the state
 */
final class TwoStacks<S> implements SummaryQueue<S> {

    /*
     * The states before back hold the sum from their position to back; those from there on are as they came, and backSum is their sum. When
     * the older part is used up, the newer one is summed from its end and takes its place.
     *
     * Every slot owns its state; merging changes the older one in place. backSum is the newest slot's own state while it is the only one of the
     * newer part, which saves a copy: as the last of its part it receives nothing.
     */
    private final Aggregation<?, S, ?> aggregation;
    private final Ring<S> states;
    private int back;
    private S backSum;

    TwoStacks(Aggregation<?, S, ?> aggregation) {
        this(aggregation, new Ring<>());
    }

    private TwoStacks(Aggregation<?, S, ?> aggregation, Ring<S> states) {
        this.aggregation = aggregation;
        this.states = states;
    }

    @Override
    public int size() {
        return states.size();
    }

    @Override
    public void append(S newest) {
        int newer = states.size() - back;
        if (newer == 0) {
            backSum = newest;
        } else {
            if (newer == 1) {
                backSum = aggregation.copy(backSum);
            }
            aggregation.merge(backSum, newest);
        }
        states.addLast(newest);
    }

    @Override
    public void evict() {
        if (back == 0) {
            for (int i = states.size() - 2; i >= 0; i--) {
                aggregation.merge(states.get(i), states.get(i + 1));
            }
            back = states.size();
            backSum = null;
        }
        states.removeFirst();
        back--;
    }

    @Override
    public S sum() {
        return back == 0 ? backSum : backSum == null ? states.get(0) : copyOfSum();
    }

    @Override
    public S copyOfSum() {
        if (back == 0) {
            return aggregation.copy(backSum);
        }
        S sum = aggregation.copy(states.get(0));
        if (backSum != null) {
            aggregation.merge(sum, backSum);
        }
        return sum;
    }

    @Override
    public void clear() {
        states.clear();
        back = 0;
        backSum = null;
    }

    @Override
    public TwoStacks<S> copy() {
        TwoStacks<S> copy = new TwoStacks<>(aggregation, states.copy(aggregation::copy));
        copy.back = back;
        copy.backSum = backSumIsShared() ? copy.newest() : backSum == null ? null : aggregation.copy(backSum);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32
                + SummaryQueue.bytesOf(aggregation, states)
                + (backSum == null || backSumIsShared() ? 0 : aggregation.stateBytes(backSum));
    }

    /** Where the newer part starts i32, the states, then the newer part's sum if it has two or more. */
    @Override
    public void encode(StateWriter out) {
        if (states.size() == 0) {
            return;
        }
        out.writeInt(back);
        SummaryQueue.encodeStates(aggregation, states, out);
        if (states.size() - back >= 2) {
            aggregation.codec().encode(backSum, out);
        }
    }

    @Override
    public void decode(int size, StateReader in) {
        back = in.readIntBetween("back", 0, size);
        SummaryQueue.decodeStates(aggregation, states, size, in);
        if (backSumIsShared()) {
            backSum = newest();
        } else if (size > back) {
            backSum = SummaryQueue.decodeState(aggregation, in);
        }
    }

    private boolean backSumIsShared() {
        return states.size() - back == 1;
    }

    private S newest() {
        return states.get(states.size() - 1);
    }
}
