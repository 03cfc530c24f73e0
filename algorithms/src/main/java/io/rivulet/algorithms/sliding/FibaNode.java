package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/** A node of {@link Fiba}: states by rising time, and between them, unless it is a leaf, the nodes of the times between. */
final class FibaNode<S> {

    /** The fewest states of a node that is not the root. */
    static final int FEWEST = 3;

    /** The most states of a node; one more waits to be split. */
    static final int MOST = 2 * FEWEST + 1;

    private final long[] times = new long[MOST + 1];
    private final Object[] states = new Object[MOST + 1];

    /** One more than states; null in a leaf. */
    private final Object[] children;

    private int size;

    /** See {@link Fiba}; null while it is out of date. */
    S sum;

    FibaNode(boolean leaf) {
        children = leaf ? null : new Object[MOST + 2];
    }

    int size() {
        return size;
    }

    boolean isLeaf() {
        return children == null;
    }

    /** Also of a state that was just taken away from the end. */
    long time(int index) {
        return times[index];
    }

    @SuppressWarnings("unchecked") // only S are put in
    S state(int index) {
        return (S) states[index];
    }

    @SuppressWarnings("unchecked") // only nodes are put in
    FibaNode<S> child(int index) {
        return (FibaNode<S>) children[index];
    }

    FibaNode<S> firstChild() {
        return child(0);
    }

    FibaNode<S> lastChild() {
        return child(size);
    }

    void setChild(int index, FibaNode<S> child) {
        children[index] = child;
    }

    /** How many states are at most of that time; that is where a later one of the same time belongs. */
    int countUpTo(long time) {
        int count = 0;
        while (count < size && times[count] <= time) {
            count++;
        }
        return count;
    }

    /** Puts a state at {@code index}, and behind it the node of the times that follow, which a leaf has not. */
    void insert(int index, long time, S state, FibaNode<S> after) {
        System.arraycopy(times, index, times, index + 1, size - index);
        System.arraycopy(states, index, states, index + 1, size - index);
        times[index] = time;
        states[index] = state;
        if (!isLeaf()) {
            System.arraycopy(children, index + 1, children, index + 2, size - index);
            children[index + 1] = after;
        }
        size++;
    }

    /** Drops the first {@code count} states, each with the node before it. */
    void removeFirst(int count) {
        System.arraycopy(times, count, times, 0, size - count);
        System.arraycopy(states, count, states, 0, size - count);
        Arrays.fill(states, size - count, size, null);
        if (!isLeaf()) {
            System.arraycopy(children, count, children, 0, size + 1 - count);
            Arrays.fill(children, size + 1 - count, size + 1, null);
        }
        size -= count;
    }

    /** Takes the upper part of an overfull node away: the state in the middle stays here, as the last one, for the node above. */
    FibaNode<S> splitOff() {
        int from = size / 2 + 1;
        FibaNode<S> upper = new FibaNode<>(isLeaf());
        upper.size = size - from;
        System.arraycopy(times, from, upper.times, 0, upper.size);
        System.arraycopy(states, from, upper.states, 0, upper.size);
        Arrays.fill(states, from, size, null);
        if (!isLeaf()) {
            System.arraycopy(children, from, upper.children, 0, upper.size + 1);
            Arrays.fill(children, from, size + 1, null);
        }
        size = from;
        return upper;
    }

    /** Takes the last state away, which has no node behind it any more. */
    S removeLast() {
        S last = state(--size);
        states[size] = null;
        return last;
    }

    /** Takes the state between this and the next node, and the next node's first {@code count} states, which leave it. */
    void takeFrom(FibaNode<S> next, long time, S between, int count) {
        append(time, between, next, 0);
        for (int i = 0; i < count; i++) {
            append(next.times[i], next.state(i), next, i + 1);
        }
    }

    private void append(long time, S state, FibaNode<S> next, int child) {
        addLast(time, state);
        if (!isLeaf()) {
            children[size] = next.children[child];
        }
    }

    /** Puts a state behind all others; in an inner node its child must follow. */
    void addLast(long time, S state) {
        times[size] = time;
        states[size++] = state;
    }

    /** Puts another time and state in the first place. */
    void setFirst(long time, S state) {
        times[0] = time;
        states[0] = state;
    }

    FibaNode<S> copy(Aggregation<?, S, ?> aggregation) {
        FibaNode<S> copy = new FibaNode<>(isLeaf());
        for (int i = 0; i <= size; i++) {
            if (!isLeaf()) {
                copy.children[i] = child(i).copy(aggregation);
            }
            if (i < size) {
                copy.addLast(times[i], aggregation.copy(state(i)));
            }
        }
        copy.sum = sum == null ? null : aggregation.copy(sum);
        return copy;
    }

    long stateBytes(Aggregation<?, S, ?> aggregation) {
        long bytes = 64 + 8L * times.length + 4L * states.length + (isLeaf() ? 0 : 16 + 4L * children.length);
        bytes += sum == null ? 0 : aggregation.stateBytes(sum);
        for (int i = 0; i <= size; i++) {
            bytes += i < size ? aggregation.stateBytes(state(i)) : 0;
            bytes += isLeaf() ? 0 : child(i).stateBytes(aggregation);
        }
        return bytes;
    }

    /** Number of states u8; each state with its time i64 before it, and before that the child of the times before; then the last child. */
    void encode(Aggregation<?, S, ?> aggregation, StateWriter out) {
        out.writeByte(size);
        for (int i = 0; i <= size; i++) {
            if (!isLeaf()) {
                child(i).encode(aggregation, out);
            }
            if (i < size) {
                aggregation.codec().encode(state(i), out.writeLong(times[i]));
            }
        }
    }

    /**
     * Without sums.
     *
     * @param height 0 for a leaf
     * @param from no time may be before it
     */
    static <S> FibaNode<S> decode(Aggregation<?, S, ?> aggregation, int height, int fewest, long from, StateReader in) {
        int size = in.readByte();
        if (size < fewest || size > MOST) {
            throw in.corrupt("states of a node must be in " + fewest + ".." + MOST + ", got " + size);
        }
        FibaNode<S> node = new FibaNode<>(height == 0);
        long last = from;
        for (int i = 0; i <= size; i++) {
            if (height > 0) {
                FibaNode<S> child = decode(aggregation, height - 1, FEWEST, last, in);
                last = child.lastTime();
                node.children[i] = child;
            }
            if (i < size) {
                long time = in.readLong();
                if (time < last) {
                    throw in.corrupt("times must not fall, got " + time + " after " + last);
                }
                last = time;
                node.addLast(time, SummaryQueue.decodeState(aggregation, in));
            }
        }
        return node;
    }

    private long lastTime() {
        return isLeaf() ? times[size - 1] : lastChild().lastTime();
    }
}
