package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * The sum of a queue of states whose merging has no inverse, at a cost that does not depend on how many there are.
 *
 * <p><b>Method.</b> Tangwongsan, Hirzel and Schneider, <i>In-order sliding-window aggregation in worst-case constant time</i>, VLDB Journal 30, 2021
 * (DABA Lite). Two differences: the states are mutable and merged in place, and the sum of the middle is forgotten as soon as nothing reads it.
 * <p><b>Error.</b> None of its own.
 * <p><b>Cost.</b> At most three merges an append, two an eviction, one a sum; one copy for the sum, and one each time the queue turns over. n + 2 states.
 * <p><b>Threads.</b> One owner at a time.
 *
 * @param <S> the state
 */
final class DabaLite<S> implements SummaryQueue<S> {

    /*
     * Positions 0 <= left <= right <= accumulated <= back <= size cut the queue, oldest first, into five runs:
     *
     *   0 .. left             finished: the sum from the position to back
     *   left .. right         the sum from the position to right; still lacks midSum
     *   right .. accumulated  states as they came
     *   accumulated .. back   the sum from the position to back
     *   back .. size          states as they came; backSum is their sum
     *
     * so that the whole sum is that of position 0 and backSum. Every operation takes one step of work: one state of the third run becomes part of the
     * fourth, one of the second part of the first, so that both are used up at the same time; from then on the positions just move along the fourth
     * run, and when that is used up too, the last run becomes the new third one. Invariants, unless empty: right - left == accumulated - right, and
     * back - left + 1 == back - (size - back), hence left > 0: there is always a finished sum to answer with.
     *
     * midSum is the sum of right .. back, needed only while left != right.
     *
     * Who owns what: merging changes the older state in place, and every slot owns its state. Only slots of the second and third run ever receive
     * something, each once. backSum is the newest slot's own state while it is the only one of the last run, which saves a copy: should that run
     * move now, this slot is the end of its run and receives nothing. midSum takes over backSum and is never changed.
     */
    private final Aggregation<?, S, ?> aggregation;
    private final Ring<S> states;
    private int left;
    private int right;
    private int accumulated;
    private int back;
    private S midSum;
    private S backSum;

    DabaLite(Aggregation<?, S, ?> aggregation) {
        this(aggregation, new Ring<>());
    }

    private DabaLite(Aggregation<?, S, ?> aggregation, Ring<S> states) {
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
        step();
    }

    @Override
    public void evict() {
        states.removeFirst();
        left--;
        right--;
        accumulated--;
        back--;
        step();
    }

    private void step() {
        if (left == back) {
            left = 0;
            right = back;
            accumulated = states.size();
            back = states.size();
            midSum = backSum;
            backSum = null;
        }
        if (back == 0) {
            clear();
            return;
        }
        if (accumulated != right) {
            accumulated--;
            if (accumulated + 1 != back) {
                aggregation.merge(states.get(accumulated), states.get(accumulated + 1));
            }
        }
        if (left != right) {
            aggregation.merge(states.get(left), midSum);
            left++;
        } else {
            left++;
            right++;
            accumulated++;
        }
        if (left == right) {
            midSum = null;
        }
    }

    @Override
    public S sum() {
        return backSum == null ? states.get(0) : copyOfSum();
    }

    @Override
    public S copyOfSum() {
        S sum = aggregation.copy(states.get(0));
        if (backSum != null) {
            aggregation.merge(sum, backSum);
        }
        return sum;
    }

    @Override
    public void clear() {
        states.clear();
        left = 0;
        right = 0;
        accumulated = 0;
        back = 0;
        midSum = null;
        backSum = null;
    }

    @Override
    public DabaLite<S> copy() {
        DabaLite<S> copy = new DabaLite<>(aggregation, states.copy(aggregation::copy));
        copy.left = left;
        copy.right = right;
        copy.accumulated = accumulated;
        copy.back = back;
        copy.midSum = midSum == null ? null : aggregation.copy(midSum);
        copy.backSum = backSumIsShared() ? copy.newest() : backSum == null ? null : aggregation.copy(backSum);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48
                + SummaryQueue.bytesOf(aggregation, states)
                + (midSum == null ? 0 : aggregation.stateBytes(midSum))
                + (backSum == null || backSumIsShared() ? 0 : aggregation.stateBytes(backSum));
    }

    /** The four positions i32, the states, then the middle's sum if left != right, the last run's if it has two or more. */
    @Override
    public void encode(StateWriter out) {
        if (states.size() == 0) {
            return;
        }
        out.writeInt(left).writeInt(right).writeInt(accumulated).writeInt(back);
        SummaryQueue.encodeStates(aggregation, states, out);
        if (left != right) {
            aggregation.codec().encode(midSum, out);
        }
        if (states.size() - back >= 2) {
            aggregation.codec().encode(backSum, out);
        }
    }

    @Override
    public void decode(int size, StateReader in) {
        left = in.readInt();
        right = in.readInt();
        accumulated = in.readInt();
        back = in.readIntBetween("back", 0, size);
        boolean ordered = 0 <= left && left <= right && right <= accumulated && accumulated <= back;
        if (!ordered || right - left != accumulated - right || back - left + 1 != back - (size - back)) {
            throw in.corrupt("positions must cut a queue of " + size + ", got " + left + ", " + right + ", "
                    + accumulated + ", " + back);
        }
        SummaryQueue.decodeStates(aggregation, states, size, in);
        if (left != right) {
            midSum = SummaryQueue.decodeState(aggregation, in);
        }
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
