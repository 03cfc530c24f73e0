package io.rivulet.algorithms.itemset;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.Arrays;

/**
 * Itemsets with a count each, as paths of rising item ids. A node is a number; a single item's node is found by the item, any other by its parent and its last
 * item. Numbers of removed nodes are used again, so that a trie that grows and shrinks allocates nothing.
 */
final class ItemsetTrie {

    static final int NONE = -1;

    /*
     * Children of a node are a doubly linked list in no particular order: they are looked up by hash, and listed only where the order does not matter or
     * is made. Free nodes are linked by next.
     */
    private int[] item;
    private int[] parent;
    private int[] count;
    private int[] firstChild;
    private int[] next;
    private int[] previous;
    private int used;
    private int free = NONE;
    private int[] singles;
    private int[] endings;
    private LongIntHashMap children;

    ItemsetTrie() {
        clear();
    }

    void clear() {
        item = new int[64];
        parent = new int[64];
        count = new int[64];
        firstChild = new int[64];
        next = new int[64];
        previous = new int[64];
        singles = new int[16];
        endings = new int[16];
        Arrays.fill(singles, NONE);
        children = new LongIntHashMap();
        used = 0;
        free = NONE;
    }

    /** The node of a single item, or {@link #NONE}. */
    int single(int id) {
        return id < singles.length ? singles[id] : NONE;
    }

    /** Ids of single items are below it. */
    int singles() {
        return singles.length;
    }

    /** How many itemsets of two items or more end with this item. */
    int endings(int id) {
        return endings[id];
    }

    /** The node of the parent's itemset and one item more, or {@link #NONE}. */
    int child(int node, int id) {
        return children.getOrDefault(key(node, id), NONE);
    }

    int count(int node) {
        return count[node];
    }

    void setCount(int node, int to) {
        count[node] = to;
    }

    /** The last item of the node's itemset. */
    int item(int node) {
        return item[node];
    }

    /** The node of the itemset without its last item; {@link #NONE} for a single item. */
    int parent(int node) {
        return parent[node];
    }

    int firstChild(int node) {
        return firstChild[node];
    }

    /** The next child of the same parent. */
    int next(int node) {
        return next[node];
    }

    int addSingle(int id) {
        if (id >= singles.length) {
            int before = singles.length;
            singles = Arrays.copyOf(singles, Math.max(id + 1, 2 * before));
            endings = Arrays.copyOf(endings, singles.length);
            Arrays.fill(singles, before, singles.length, NONE);
        }
        int node = node(NONE, id, 0);
        singles[id] = node;
        return node;
    }

    int addChild(int of, int id, int counted) {
        int node = node(of, id, counted);
        int sibling = firstChild[of];
        next[node] = sibling;
        if (sibling != NONE) {
            previous[sibling] = node;
        }
        firstChild[of] = node;
        children.put(key(of, id), node);
        endings[id]++;
        return node;
    }

    /** Takes a node without children out. */
    void remove(int node) {
        int of = parent[node];
        if (of == NONE) {
            singles[item[node]] = NONE;
        } else {
            children.remove(key(of, item[node]));
            endings[item[node]]--;
            if (previous[node] == NONE) {
                firstChild[of] = next[node];
            } else {
                next[previous[node]] = next[node];
            }
            if (next[node] != NONE) {
                previous[next[node]] = previous[node];
            }
        }
        next[node] = free;
        free = node;
    }

    /** Writes the node's itemset, rising, and says how long it is. */
    int path(int node, int[] into) {
        int length = 0;
        for (int n = node; n != NONE; n = parent[n]) {
            into[length++] = item[n];
        }
        for (int i = 0, j = length - 1; i < j; i++, j--) {
            int swapped = into[i];
            into[i] = into[j];
            into[j] = swapped;
        }
        return length;
    }

    ItemsetTrie copy() {
        ItemsetTrie copy = new ItemsetTrie();
        copy.item = item.clone();
        copy.parent = parent.clone();
        copy.count = count.clone();
        copy.firstChild = firstChild.clone();
        copy.next = next.clone();
        copy.previous = previous.clone();
        copy.used = used;
        copy.free = free;
        copy.singles = singles.clone();
        copy.endings = endings.clone();
        copy.children = new LongIntHashMap(children);
        return copy;
    }

    long stateBytes() {
        return 320 + 24L * item.length + 8L * singles.length + 12L * children.keys.length;
    }

    private int node(int of, int id, int counted) {
        int node = free;
        if (node != NONE) {
            free = next[node];
        } else {
            if (used == item.length) {
                int capacity = 2 * used;
                item = Arrays.copyOf(item, capacity);
                parent = Arrays.copyOf(parent, capacity);
                count = Arrays.copyOf(count, capacity);
                firstChild = Arrays.copyOf(firstChild, capacity);
                next = Arrays.copyOf(next, capacity);
                previous = Arrays.copyOf(previous, capacity);
            }
            node = used++;
        }
        item[node] = id;
        parent[node] = of;
        count[node] = counted;
        firstChild[node] = NONE;
        next[node] = NONE;
        previous[node] = NONE;
        return node;
    }

    private static long key(int node, int id) {
        return (long) node << 32 | id;
    }
}
