package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * The sum of states in the order of their time, which may come in any order, and of those from any time on.
 *
 * <p><b>Method.</b> FiBA: Tangwongsan, Hirzel and Schneider, <i>Optimal and general out-of-order sliding-window aggregation</i>, PVLDB 12, 2019; many leave
 * at once as in <i>Out-of-order sliding-window aggregation with efficient bulk evictions and insertions</i>, PVLDB 16, 2023. Differences: the way to a state's place is
 * searched from the root and not from the nearer end, which compares more and merges the same; states of one time are kept apart, in the order of coming.
 * <p><b>Error.</b> None of its own; the order of time is kept, so that merging need not be commutative.
 * <p><b>Cost.</b> O(lg d) merges for a state that has d newer or d older ones, on average; O(lg n) for whatever leaves at once; two for the sum of all,
 * O(lg n) for the sum from a time on. They are done when a sum is asked for. Counted, with a question after each: in order 12 merges and two copies for one that comes and one that leaves, whatever n; with 1,000 newer ones, 16.
 * n states and at most n / 3 sums.
 * <p><b>Threads.</b> One owner at a time.
 *
 * @param <S> the state
 */
final class Fiba<S> {

    /*
     * A B-tree whose inner nodes hold states too. The leftmost and the rightmost way down from the root are its spines; the root is on neither. Every node has
     * one sum, which begins and ends where the answer needs it:
     *
     *   off the spines  all below the node
     *   root            all but its first and its last child; all of it if it is a leaf
     *   left spine      all below the node but its first child, then the sum of the node above unless that is the root
     *   right spine     the sum of the node above unless that is the root, then all below the node but its last child
     *
     * so that the sum of the first leaf, the root's and the last leaf's make the whole. What changes deep inside is summed anew upwards until a spine is met,
     * then down that spine; near the ends, where states come and leave, that is a node or two.
     *
     * A change sets the sums of the nodes that it touches, or that come to another place, to null, and off the spines those of the nodes above. The next
     * question goes down both spines and sums anew what is null, and on a spine all that follows; so what changes more often than it is asked for costs no
     * merges. A sum is always that of the same states in the same grouping as if all were summed anew, which is what makes a decoded tree go on alike: only shape
     * and states are written. A state put last into the last leaf is merged into its sum, which groups alike.
     *
     * Every node owns its sum, and every slot its state; merging changes neither unless said above.
     */
    private static final int HIGHEST = 40;

    private final Aggregation<?, S, ?> aggregation;
    private FibaNode<S> root = new FibaNode<>(true);
    private FibaNode<S> firstLeaf = root;
    private FibaNode<S> lastLeaf = root;

    /** Whether no sum is null. */
    private boolean summed;

    Fiba(Aggregation<?, S, ?> aggregation) {
        this.aggregation = aggregation;
    }

    boolean isEmpty() {
        return root.size() == 0;
    }

    /** Time of the oldest state, of which there must be one. */
    long firstTime() {
        return firstLeaf.time(0);
    }

    /** Time of the newest state, of which there must be one. */
    long lastTime() {
        return lastLeaf.time(lastLeaf.size() - 1);
    }

    /** Puts a state in, which from now on belongs to the tree, behind those of the same time. */
    void insert(long time, S state) {
        if (!isEmpty() && time >= lastTime() && lastLeaf.size() < FibaNode.MOST) {
            lastLeaf.insert(lastLeaf.size(), time, state, null);
            if (lastLeaf.sum != null) {
                aggregation.merge(lastLeaf.sum, state);
            }
            return;
        }
        FibaNode<S> upper = insert(root, time, state, true, true);
        if (upper != null) {
            FibaNode<S> above = new FibaNode<>(false);
            above.setChild(0, root);
            raise(above, 0, root, upper);
            root = above;
        }
        findEnds();
        summed = false;
    }

    /** Returns what was split off the node, if that was full; the state between is still the node's last. */
    private FibaNode<S> insert(FibaNode<S> node, long time, S state, boolean left, boolean right) {
        int index = node.countUpTo(time);
        if (node.isLeaf()) {
            node.insert(index, time, state, null);
            node.sum = null;
        } else {
            boolean first = left && index == 0;
            boolean last = right && index == node.size();
            FibaNode<S> child = node.child(index);
            FibaNode<S> upper = insert(child, time, state, first, last);
            if (upper != null) {
                raise(node, index, child, upper);
            }
            if (upper != null || child.sum == null && !first && !last) {
                node.sum = null;
            }
        }
        if (node.size() <= FibaNode.MOST) {
            return null;
        }
        node.sum = null;
        return node.splitOff();
    }

    /** Moves the last state of a child that was split up into its node. */
    private void raise(FibaNode<S> node, int index, FibaNode<S> child, FibaNode<S> upper) {
        S between = child.removeLast();
        node.insert(index, child.time(child.size()), between, upper);
    }

    /** The state of that time, if times are kept apart, or null; {@link #changed} must follow a change of it. */
    S find(long time) {
        FibaNode<S> node = root;
        while (true) {
            int index = node.countUpTo(time);
            if (index > 0 && node.time(index - 1) == time) {
                return node.state(index - 1);
            }
            if (node.isLeaf()) {
                return null;
            }
            node = node.child(index);
        }
    }

    /** Sums anew what holds the state of that time. */
    void changed(long time) {
        markChanged(root, time, true, true);
        summed = false;
    }

    private void markChanged(FibaNode<S> node, long time, boolean left, boolean right) {
        int index = node.countUpTo(time);
        if (index > 0 && node.time(index - 1) == time) {
            node.sum = null;
            return;
        }
        boolean first = left && index == 0;
        boolean last = right && index == node.size();
        markChanged(node.child(index), time, first, last);
        if (node.child(index).sum == null && !first && !last) {
            node.sum = null;
        }
    }

    /** Drops all states before {@code start}. */
    void evictTo(long start) {
        if (isEmpty() || firstTime() >= start) {
            return;
        }
        if (lastTime() < start) {
            clear();
            return;
        }
        summed = false;
        int gone = firstLeaf.countUpTo(start - 1);
        if (firstLeaf.size() - gone >= FibaNode.FEWEST) {
            firstLeaf.removeFirst(gone);
            firstLeaf.sum = null;
            return;
        }
        cut(root, start);
        boolean replaced = false;
        while (!root.isLeaf() && root.size() == 0) {
            root = root.firstChild();
            replaced = true;
        }
        if (replaced) {
            root.sum = null;
            if (!root.isLeaf()) {
                root.firstChild().sum = null;
                root.lastChild().sum = null;
            }
        }
        findEnds();
    }

    /*
     * What is left of the nodes along the cut becomes the left spine. A node may be left with too few states, even with none but one child; it is then
     * filled from its neighbour by the node above, or further above if that has no other child itself.
     */
    private void cut(FibaNode<S> node, long start) {
        int gone = node.countUpTo(start - 1);
        if (gone > 0) {
            node.removeFirst(gone);
            node.sum = null;
        }
        if (node.isLeaf()) {
            return;
        }
        FibaNode<S> first = node.firstChild();
        if (gone > 0) {
            first.sum = null;
        }
        cut(first, start);
        if (first.size() < FibaNode.FEWEST && node.size() > 0) {
            fill(node);
        }
    }

    /** Fills the first child from the second, or joins both if they fit into one. */
    private void fill(FibaNode<S> node) {
        FibaNode<S> first = node.firstChild();
        FibaNode<S> second = node.child(1);
        // A node with one child gives one state more away when it fills that in turn.
        boolean hasOneChild = !first.isLeaf() && first.size() == 0;
        int needed = (hasOneChild ? FibaNode.FEWEST + 1 : FibaNode.FEWEST) - first.size();
        long time = node.time(0);
        S between = node.state(0);
        if (first.size() + 1 + second.size() <= FibaNode.MOST) {
            first.takeFrom(second, time, between, second.size());
            node.setChild(1, first);
            node.removeFirst(1);
        } else {
            first.takeFrom(second, time, between, needed - 1);
            node.setFirst(second.time(needed - 1), second.state(needed - 1));
            second.removeFirst(needed);
            second.sum = null;
        }
        first.sum = null;
        node.sum = null;
        if (hasOneChild && first.firstChild().size() < FibaNode.FEWEST) {
            fill(first);
        }
    }

    private void findEnds() {
        firstLeaf = root;
        while (!firstLeaf.isLeaf()) {
            firstLeaf = firstLeaf.firstChild();
        }
        lastLeaf = root;
        while (!lastLeaf.isLeaf()) {
            lastLeaf = lastLeaf.lastChild();
        }
    }

    private void sumAnew() {
        if (summed) {
            return;
        }
        summed = true;
        if (root.isLeaf()) {
            if (root.sum == null && root.size() > 0) {
                root.sum = plusStatesOf(root, null);
            }
            return;
        }
        if (root.sum == null) {
            root.sum = plusBelow(root, null, 1, root.size() - 1);
        }
        S above = null;
        boolean changed = false;
        for (FibaNode<S> node = root.firstChild(); node != null; node = node.isLeaf() ? null : node.firstChild()) {
            changed |= node.sum == null;
            if (changed) {
                S sum = plusBelow(node, null, 1, node.size());
                node.sum = above == null ? sum : plus(sum, above);
            }
            above = node.sum;
        }
        above = null;
        changed = false;
        for (FibaNode<S> node = root.lastChild(); node != null; node = node.isLeaf() ? null : node.lastChild()) {
            changed |= node.sum == null;
            if (changed) {
                node.sum = plusBelow(node, above == null ? null : aggregation.copy(above), 0, node.size() - 1);
            }
            above = node.sum;
        }
    }

    /** All states of a node, and what is below its children {@code from .. to}, which are off the spines; the sum is changed, or made if null. */
    private S plusBelow(FibaNode<S> node, S sum, int from, int to) {
        if (node.isLeaf()) {
            return plusStatesOf(node, sum);
        }
        S all = from == 0 ? plus(sum, upSum(node.firstChild())) : sum;
        for (int i = 0; i < node.size(); i++) {
            all = plus(all, node.state(i));
            if (i + 1 >= from && i + 1 <= to) {
                all = plus(all, upSum(node.child(i + 1)));
            }
        }
        return all;
    }

    private S plusStatesOf(FibaNode<S> leaf, S sum) {
        S all = sum;
        for (int i = 0; i < leaf.size(); i++) {
            all = plus(all, leaf.state(i));
        }
        return all;
    }

    private S upSum(FibaNode<S> node) {
        if (node.sum == null) {
            node.sum = plusBelow(node, null, 0, node.size());
        }
        return node.sum;
    }

    private S plus(S sum, S newer) {
        if (sum == null) {
            return aggregation.copy(newer);
        }
        aggregation.merge(sum, newer);
        return sum;
    }

    /** The sum of all, of which there must be one; valid until the next change, and not to be changed. */
    S sum() {
        sumAnew();
        return root.isLeaf() ? root.sum : copyOfSum();
    }

    /** The same as a state that belongs to the caller. */
    S copyOfSum() {
        sumAnew();
        S sum = aggregation.copy(firstLeaf.sum);
        if (!root.isLeaf()) {
            aggregation.merge(sum, root.sum);
            aggregation.merge(sum, lastLeaf.sum);
        }
        return sum;
    }

    /** The sum of those from {@code start} on, which belongs to the caller; null if there is none. */
    S copyOfSumFrom(long start) {
        if (isEmpty() || lastTime() < start) {
            return null;
        }
        sumAnew();
        return firstTime() >= start ? copyOfSum() : plusFrom(root, start, null);
    }

    /** Along the cut, where sums of the spines are of no use; the last child of the root counts whole by its leaf's sum. */
    private S plusFrom(FibaNode<S> node, long start, S older) {
        int index = node.countUpTo(start - 1);
        S sum = node.isLeaf() ? older : plusFrom(node.child(index), start, older);
        boolean onRight = isOnRight(node);
        for (int i = index; i < node.size(); i++) {
            sum = plus(sum, node.state(i));
            if (!node.isLeaf()) {
                boolean last = onRight && i + 1 == node.size();
                sum = last ? plusSpine(node, sum) : plus(sum, node.child(i + 1).sum);
            }
        }
        return sum;
    }

    /** All below the last child of a node on the right spine, or of the root. */
    private S plusSpine(FibaNode<S> node, S sum) {
        if (node == root) {
            return plus(sum, lastLeaf.sum);
        }
        S all = sum;
        for (FibaNode<S> below = node.lastChild(); ; below = below.lastChild()) {
            all = plusBelow(below, all, 0, below.size() - 1);
            if (below.isLeaf()) {
                return all;
            }
        }
    }

    private boolean isOnRight(FibaNode<S> node) {
        FibaNode<S> on = root;
        while (on != node && !on.isLeaf()) {
            on = on.lastChild();
        }
        return on == node;
    }

    void clear() {
        root = new FibaNode<>(true);
        summed = false;
        findEnds();
    }

    Fiba<S> copy() {
        Fiba<S> copy = new Fiba<>(aggregation);
        copy.root = root.copy(aggregation);
        copy.findEnds();
        copy.summed = summed;
        return copy;
    }

    long stateBytes() {
        return 32 + root.stateBytes(aggregation);
    }

    /** How many levels of inner nodes u8, then the root. */
    void encode(StateWriter out) {
        int height = 0;
        for (FibaNode<S> node = root; !node.isLeaf(); node = node.firstChild()) {
            height++;
        }
        root.encode(aggregation, out.writeByte(height));
    }

    /** Fills this empty tree. */
    void decode(StateReader in) {
        int height = in.readByte();
        if (height < 0 || height > HIGHEST) {
            throw in.corrupt("height must be in 0.." + HIGHEST + ", got " + height);
        }
        root = FibaNode.decode(aggregation, height, height == 0 ? 0 : 1, Long.MIN_VALUE, in);
        findEnds();
    }

    /** For tests. */
    FibaNode<S> root() {
        return root;
    }
}
