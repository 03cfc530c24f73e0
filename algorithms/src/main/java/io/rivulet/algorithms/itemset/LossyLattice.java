package io.rivulet.algorithms.itemset;

import static io.rivulet.algorithms.itemset.ItemsetTrie.NONE;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Itemsets with a count each and how many baskets may have been missed before it began; batches of baskets are counted into it. */
final class LossyLattice {

    /*
     * Invariants: a subset of an itemset in the trie is in it too, began no later, and so has no smaller count and no smaller sum of count and what it may have
     * missed. Hence the supersets of what is dropped may be dropped unseen, and an itemset need be looked at only where all its subsets stay.
     */
    private final int maxLength;
    private final int maxItemsets;
    private ItemsetTrie trie = new ItemsetTrie();
    private int[] missed = new int[64];
    private int[] rounds = new int[64];
    private int round;
    private int size;

    // Of the batch being counted.
    private int newMissed;
    private int insertAbove;
    private int keepAbove;
    private int refused;
    private int words;

    LossyLattice(int maxLength, int maxItemsets) {
        this.maxLength = maxLength;
        this.maxItemsets = maxItemsets;
    }

    /** How many itemsets. */
    int size() {
        return size;
    }

    int count(int node) {
        return trie.count(node);
    }

    /** How many baskets with it may have come before it was counted. */
    int missed(int node) {
        return missed[node];
    }

    int items(int node, int[] into) {
        return trie.path(node, into);
    }

    boolean has(int id) {
        return trie.single(id) != NONE;
    }

    /** The node of some rising ids, or {@link ItemsetTrie#NONE}. */
    int find(int[] ids, int length) {
        int node = trie.single(ids[0]);
        for (int i = 1; i < length && node != NONE; i++) {
            node = trie.child(node, ids[i]);
        }
        return node;
    }

    /**
     * Counts a batch.
     *
     * @param ids ids are below it
     * @param before how often what is not here may have come before the batch
     * @param above an itemset that comes in more of its baskets begins to be counted
     * @param keep what has no larger sum of count and missed is dropped
     * @return how often an itemset came that is not here for want of room, at most; 0 if there was room for all
     */
    int count(BasketWindow batch, int ids, int before, int above, int keep) {
        round++;
        newMissed = before;
        insertAbove = above;
        keepAbove = keep;
        refused = 0;
        words = batch.words();
        int[] nodes = new int[ids];
        long[][] bitmaps = new long[ids][];
        int many = 0;
        for (int id = 0; id < ids; id++) {
            long[] bitmap = batch.bitmap(id);
            int node = take(NONE, id, bitmap == null ? 0 : bits(bitmap));
            if (node != NONE) {
                nodes[many] = node;
                bitmaps[many++] = bitmap;
            }
        }
        extend(nodes, bitmaps, many, 1);
        return refused;
    }

    /** Looks at every node with one item more, an item that also goes with its parent. */
    private void extend(int[] siblings, long[][] bitmaps, int many, int length) {
        if (length == maxLength) {
            return;
        }
        for (int i = 0; i < many; i++) {
            int[] children = new int[many - i - 1];
            long[][] common = new long[many - i - 1][];
            int found = 0;
            for (int j = i + 1; j < many; j++) {
                int count = bitmaps[i] == null || bitmaps[j] == null ? 0 : commonBits(bitmaps[i], bitmaps[j]);
                int child = take(siblings[i], trie.item(siblings[j]), count);
                if (child != NONE) {
                    children[found] = child;
                    common[found++] = count == 0 ? null : intersection(bitmaps[i], bitmaps[j]);
                }
            }
            dropUnseen(siblings[i]);
            if (found > 1) {
                extend(children, common, found, length + 1);
            } else if (found == 1) {
                dropUnseen(children[0]);
            }
        }
    }

    /** Books a batch's count of an itemset: the node it has then, if any. */
    private int take(int parent, int id, int count) {
        int node = parent == NONE ? trie.single(id) : trie.child(parent, id);
        if (node == NONE) {
            if (count <= insertAbove) {
                return NONE;
            }
            if (size >= maxItemsets) {
                refused = Math.max(refused, count);
                return NONE;
            }
            node = add(parent, id, count, newMissed);
        } else {
            trie.setCount(node, trie.count(node) + count);
            if (trie.count(node) + missed[node] <= keepAbove) {
                remove(node);
                return NONE;
            }
        }
        rounds[node] = round;
        return node;
    }

    /** Adds an itemset, whose parent must be there. */
    int add(int parent, int id, int count, int missedBefore) {
        int node;
        if (parent == NONE) {
            node = trie.addSingle(id);
            trie.setCount(node, count);
        } else {
            node = trie.addChild(parent, id, count);
        }
        if (node >= missed.length) {
            missed = Arrays.copyOf(missed, 2 * node);
            rounds = Arrays.copyOf(rounds, 2 * node);
        }
        missed[node] = missedBefore;
        rounds[node] = round;
        size++;
        return node;
    }

    /** Children that the batch did not come to have a subset that was dropped. */
    private void dropUnseen(int node) {
        int child = trie.firstChild(node);
        while (child != NONE) {
            int next = trie.next(child);
            if (rounds[child] != round) {
                remove(child);
            }
            child = next;
        }
    }

    /** Drops all whose count and missed are at most that together. */
    void drop(int limit) {
        for (int id = 0; id < trie.singles(); id++) {
            if (trie.single(id) != NONE) {
                dropBelow(trie.single(id), limit);
            }
        }
    }

    private void dropBelow(int node, int limit) {
        if (trie.count(node) + missed[node] <= limit) {
            remove(node);
            return;
        }
        int child = trie.firstChild(node);
        while (child != NONE) {
            int next = trie.next(child);
            dropBelow(child, limit);
            child = next;
        }
    }

    private void remove(int node) {
        while (trie.firstChild(node) != NONE) {
            remove(trie.firstChild(node));
        }
        trie.remove(node);
        size--;
    }

    void setCount(int node, int count, int missedBefore) {
        trie.setCount(node, count);
        missed[node] = missedBefore;
    }

    /** Calls for every node, a parent before its children. */
    void forEach(IntConsumer visitor) {
        for (int id = 0; id < trie.singles(); id++) {
            if (trie.single(id) != NONE) {
                visit(trie.single(id), visitor);
            }
        }
    }

    private void visit(int node, IntConsumer visitor) {
        visitor.accept(node);
        for (int child = trie.firstChild(node); child != NONE; child = trie.next(child)) {
            visit(child, visitor);
        }
    }

    void clear() {
        trie = new ItemsetTrie();
        missed = new int[64];
        rounds = new int[64];
        round = 0;
        size = 0;
    }

    LossyLattice copy() {
        LossyLattice copy = new LossyLattice(maxLength, maxItemsets);
        copy.trie = trie.copy();
        copy.missed = missed.clone();
        copy.rounds = rounds.clone();
        copy.round = round;
        copy.size = size;
        return copy;
    }

    long stateBytes() {
        return 112 + trie.stateBytes() + 8L * missed.length;
    }

    private int bits(long[] bitmap) {
        int count = 0;
        for (int w = 0; w < words; w++) {
            count += Long.bitCount(bitmap[w]);
        }
        return count;
    }

    private int commonBits(long[] a, long[] b) {
        int count = 0;
        for (int w = 0; w < words; w++) {
            count += Long.bitCount(a[w] & b[w]);
        }
        return count;
    }

    private long[] intersection(long[] a, long[] b) {
        long[] both = new long[words];
        for (int w = 0; w < words; w++) {
            both[w] = a[w] & b[w];
        }
        return both;
    }
}
