package io.rivulet.algorithms.itemset;

import static io.rivulet.algorithms.itemset.ItemsetTrie.NONE;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The frequent itemsets of a {@link BasketWindow} under a threshold, kept right while baskets come and go and the threshold moves. */
final class FrequentLattice {

    /*
     * The trie holds every single item of the window, every frequent itemset, and some that are not frequent: "the border", itemsets that were looked at
     * because all their subsets were frequent then.
     * Invariants: (1) a count in the trie is the itemset's count in the window; (2) every frequent itemset is in the trie; (3) a node's parent is
     * frequent, so that walking down from frequent nodes to frequent nodes meets every node whose items are in a basket.
     *
     * Why an itemset that is absent does no harm: its count rises only by a basket that holds it. If all its subsets are frequent then, that basket's
     * walk comes to it and counts it by bitmaps; if one is not, it is not frequent either. So any of the border may be missing, which is why it is not
     * encoded. The one event for which this argument fails is a falling threshold; then all candidates are looked at: CandidateSearch.
     *
     * Why leaving is found by the leaving basket's walk alone: if an itemset falls below the threshold, each of its frequent supersets was at the threshold
     * too and loses the same basket.
     */
    private static final int NOTHING_FREQUENT = Integer.MAX_VALUE;

    private final int maxLength;
    private final int maxItemsets;
    private final BasketWindow window;
    private final ChangeLog log;
    private final CandidateSearch search;
    private ItemsetTrie trie;
    private int threshold;
    private int frequent;
    private int border;
    private boolean overflown;

    // Scratch of one event.
    private int[] active = new int[16];
    private int actives;
    private int[] queue = new int[64];
    private int[] places = new int[64];
    private int queued;
    private final int[] path = new int[31];

    FrequentLattice(ItemsetParams params, BasketWindow window) {
        this(params.maxLength(), params.maxItemsets(), window, new ChangeLog(), new ItemsetTrie());
        threshold = params.threshold(0);
    }

    private FrequentLattice(int maxLength, int maxItemsets, BasketWindow window, ChangeLog log, ItemsetTrie trie) {
        this.maxLength = maxLength;
        this.maxItemsets = maxItemsets;
        this.window = window;
        this.log = log;
        this.trie = trie;
        this.search = new CandidateSearch(this, window, maxLength);
    }

    /** What entered and left since it was cleared last. */
    ChangeLog log() {
        return log;
    }

    int threshold() {
        return threshold;
    }

    /** How many itemsets are frequent. */
    int frequent() {
        return frequent;
    }

    /** Whether there were too many frequent itemsets; until {@link #mineFromNothing} only single items are counted. */
    boolean overflown() {
        return overflown;
    }

    /** Makes room for an item's count. */
    void addItem(int id) {
        if (trie.single(id) == NONE) {
            trie.addSingle(id);
        }
    }

    /** How many baskets hold the item. */
    int count(int id) {
        return trie.count(trie.single(id));
    }

    /** Forgets an item that is in no basket. */
    void removeItem(int id) {
        trie.remove(trie.single(id));
    }

    /** Calls for the node of every frequent itemset; see {@link #items} and {@link #countAt}. */
    void forEachFrequent(IntConsumer node) {
        for (int id = 0; id < trie.singles(); id++) {
            if (trie.single(id) != NONE) {
                visit(trie.single(id), node);
            }
        }
    }

    /** Writes the itemset of a node and says its length. */
    int items(int node, int[] into) {
        return trie.path(node, into);
    }

    int countAt(int node) {
        return trie.count(node);
    }

    /** Counts the single items of a basket that the window holds now; {@link #mineFromNothing} follows. */
    void countItems(int[] basket, int length) {
        for (int i = 0; i < length; i++) {
            int node = trie.single(basket[i]);
            trie.setCount(node, trie.count(node) + 1);
        }
    }

    /** Finds all that is frequent when only single items are in the trie. */
    void mineFromNothing(int to) {
        overflown = false;
        threshold = NOTHING_FREQUENT;
        mine(to);
    }

    void clear(int thresholdOfNothing) {
        log.clear();
        trie.clear();
        threshold = thresholdOfNothing;
        frequent = 0;
        border = 0;
        overflown = false;
    }

    FrequentLattice copy(BasketWindow copiedWindow) {
        FrequentLattice copy = new FrequentLattice(maxLength, maxItemsets, copiedWindow, log.copy(), trie.copy());
        copy.threshold = threshold;
        copy.frequent = frequent;
        copy.border = border;
        copy.overflown = overflown;
        return copy;
    }

    long stateBytes() {
        return 280
                + log.stateBytes()
                + trie.stateBytes()
                + search.stateBytes()
                + 4L * active.length
                + 8L * queue.length;
    }

    /** Follows a basket that has come into the window. */
    void added(int[] basket, int length) {
        for (int i = 0; i < length; i++) {
            int node = trie.single(basket[i]);
            int count = trie.count(node) + 1;
            trie.setCount(node, count);
            if (count == threshold && !overflown) {
                enter(node);
            }
        }
        if (overflown) {
            return;
        }
        activate(basket, length);
        queued = 0;
        for (int i = 0; i < actives; i++) {
            if (trie.count(trie.single(active[i])) >= threshold) {
                enqueue(trie.single(active[i]), i);
            }
        }
        // Level by level: whether an itemset is a candidate is known once all that are shorter have been raised.
        int from = 0;
        for (int level = 2; level <= maxLength && from < queued; level++) {
            int to = queued;
            for (; from < to && !isFull(); from++) {
                extend(queue[from], places[from] + 1);
            }
        }
        overflowIfTooMany();
    }

    private void extend(int node, int from) {
        for (int i = from; i < actives; i++) {
            int id = active[i];
            int child = trie.firstChild(node) == NONE ? NONE : trie.child(node, id);
            int count;
            if (child == NONE) {
                count = countCandidate(node, id);
                if (count >= threshold) {
                    child = trie.addChild(node, id, count);
                    enter(child);
                } else if (count > 0 && border < maxItemsets) {
                    trie.addChild(node, id, count);
                    border++;
                }
            } else {
                count = trie.count(child) + 1;
                trie.setCount(child, count);
                if (count == threshold) {
                    border--;
                    enter(child);
                }
            }
            if (count >= threshold) {
                enqueue(child, i);
            }
        }
    }

    /** Follows a basket that has left the window. */
    void removed(int[] basket, int length) {
        activate(basket, length);
        for (int i = 0; i < length; i++) {
            int node = trie.single(basket[i]);
            int count = trie.count(node) - 1;
            trie.setCount(node, count);
            if (count == threshold - 1 && !overflown) {
                leave(node);
            }
        }
        for (int i = 0; i < actives && !overflown; i++) {
            int node = trie.single(active[i]);
            if (trie.count(node) >= threshold) {
                expireBelow(node, i + 1);
            }
        }
    }

    /** Lowers what is in the trie of the node's itemset and active items from {@code from} on. */
    private void expireBelow(int node, int from) {
        for (int i = from; i < actives && trie.firstChild(node) != NONE; i++) {
            int child = trie.child(node, active[i]);
            if (child == NONE) {
                continue;
            }
            int count = trie.count(child) - 1;
            trie.setCount(child, count);
            if (count >= threshold) {
                expireBelow(child, i + 1);
            } else if (count == threshold - 1) {
                demote(child);
            } else if (count == 0) {
                trie.remove(child);
                border--;
            }
        }
    }

    /** Moves the threshold, for a window whose number of baskets changed. */
    void setThreshold(int to) {
        if (overflown || to == threshold) {
            threshold = to;
        } else if (to < threshold) {
            mine(to);
        } else {
            for (int id = 0; id < trie.singles(); id++) {
                int node = trie.single(id);
                if (node != NONE && trie.count(node) >= to) {
                    raiseBelow(node, to);
                } else if (node != NONE && trie.count(node) >= threshold) {
                    leave(node);
                }
            }
            threshold = to;
        }
    }

    private void raiseBelow(int node, int to) {
        int child = trie.firstChild(node);
        while (child != NONE) {
            int next = trie.next(child);
            int count = trie.count(child);
            if (count >= to) {
                raiseBelow(child, to);
            } else if (count >= threshold) {
                demote(child);
            }
            child = next;
        }
    }

    /** Lowers the threshold. */
    private void mine(int to) {
        int before = threshold;
        threshold = to;
        search.run(trie, before);
        overflowIfTooMany();
    }

    /** Whether there is no room for more frequent itemsets. */
    boolean isFull() {
        return frequent > maxItemsets;
    }

    /** Books that a single item is frequent at the new threshold. */
    void admitSingle(int node, int before) {
        if (trie.count(node) < before) {
            enter(node);
        }
    }

    /** Books that a node's itemset and one item more are frequent at the new threshold; tells their node. */
    int admit(int node, int id, int count, int before) {
        int child = trie.child(node, id);
        if (child == NONE) {
            child = trie.addChild(node, id, count);
            enter(child);
        } else if (count < before) {
            border--;
            enter(child);
        }
        return child;
    }

    /** The count of a frequent node's itemset and one item more, or 0 if one of its subsets is not frequent. */
    int countCandidate(int node, int id) {
        int length = trie.path(node, path);
        int prefix = node;
        for (int without = length - 1; without >= 0; without--) {
            prefix = trie.parent(prefix);
            int subset = prefix;
            for (int i = without + 1; i <= length; i++) {
                int step = i < length ? path[i] : id;
                subset = subset == NONE ? trie.single(step) : trie.child(subset, step);
                if (subset == NONE) {
                    return 0;
                }
            }
            if (trie.count(subset) < threshold) {
                return 0;
            }
        }
        path[length] = id;
        return window.count(path, length + 1);
    }

    private void enter(int node) {
        frequent++;
        log.append(path, trie.path(node, path), Change.ENTERED);
    }

    /** Books that a node is frequent no more; all below it, which contain it, go. */
    private void leave(int node) {
        frequent--;
        log.append(path, trie.path(node, path), Change.LEFT);
        int child = trie.firstChild(node);
        while (child != NONE) {
            int next = trie.next(child);
            if (trie.count(child) >= threshold) {
                leave(child);
            } else {
                border--;
            }
            trie.remove(child);
            child = next;
        }
    }

    /** From frequent to the border, if there is room. */
    private void demote(int node) {
        leave(node);
        if (trie.count(node) > 0 && border < maxItemsets) {
            border++;
        } else {
            trie.remove(node);
        }
    }

    private void overflowIfTooMany() {
        if (isFull()) {
            overflow();
        }
    }

    /** Forgets all but the counts of single items. */
    void overflow() {
        overflown = true;
        frequent = 0;
        border = 0;
        log.release();
        search.release();
        queue = new int[64];
        places = new int[64];
        ItemsetTrie singles = new ItemsetTrie();
        for (int id = 0; id < trie.singles(); id++) {
            if (trie.single(id) != NONE) {
                singles.setCount(singles.addSingle(id), trie.count(trie.single(id)));
            }
        }
        trie = singles;
    }

    /** The items of a basket that a walk can use: those that are frequent, and those that a node ends with though they are frequent no more. */
    private void activate(int[] basket, int length) {
        if (active.length < length) {
            active = new int[Math.max(length, 2 * active.length)];
        }
        actives = 0;
        for (int i = 0; i < length; i++) {
            if (trie.count(trie.single(basket[i])) >= threshold || trie.endings(basket[i]) > 0) {
                active[actives++] = basket[i];
            }
        }
    }

    private void enqueue(int node, int place) {
        if (queued == queue.length) {
            queue = Arrays.copyOf(queue, 2 * queued);
            places = Arrays.copyOf(places, 2 * queued);
        }
        queue[queued] = node;
        places[queued++] = place;
    }

    private void visit(int node, IntConsumer visitor) {
        if (trie.count(node) >= threshold) {
            visitor.accept(node);
            for (int child = trie.firstChild(node); child != NONE; child = trie.next(child)) {
                visit(child, visitor);
            }
        }
    }
}
