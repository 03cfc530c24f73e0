package io.rivulet.algorithms.itemset;

import static io.rivulet.algorithms.itemset.ItemsetTrie.NONE;

import java.util.Arrays;

/** Finds what a lower threshold makes frequent in a {@link FrequentLattice}, from short to long as Apriori does. */
final class CandidateSearch {

    /*
     * What is in the trie may be frequent now, and so may any candidate that is not. Frequent nodes stand in the queue by length, and those of one parent together by
     * rising items: two of them make a candidate.
     */
    private final FrequentLattice lattice;
    private final BasketWindow window;
    private final int maxLength;
    private final PairCounts pairs = new PairCounts();
    private int[] queue = new int[64];
    private int queued;

    CandidateSearch(FrequentLattice lattice, BasketWindow window, int maxLength) {
        this.lattice = lattice;
        this.window = window;
        this.maxLength = maxLength;
    }

    /**
     * Books all that is frequent at the lattice's threshold and was not at the one before, until the lattice is full.
     *
     * @param before the higher threshold
     */
    void run(ItemsetTrie trie, int before) {
        queued = 0;
        long occurrences = 0;
        for (int id = 0; id < trie.singles(); id++) {
            int node = trie.single(id);
            if (node != NONE && trie.count(node) >= lattice.threshold()) {
                lattice.admitSingle(node, before);
                occurrences += trie.count(node);
                enqueue(node);
            }
        }
        int from = 0;
        if (maxLength > 1 && PairCounts.pays(occurrences, queued, window.size())) {
            from = queued;
            countPairs(trie, from, before);
        }
        for (int level = from == 0 ? 2 : 3; level <= maxLength && from < queued; level++) {
            int end = queued;
            for (; from < end && !lattice.isFull(); from++) {
                join(trie, from, end, before);
            }
        }
    }

    private void countPairs(ItemsetTrie trie, int items, int before) {
        pairs.begin(trie.singles(), items);
        for (int rank = 0; rank < items; rank++) {
            pairs.rank(trie.item(queue[rank]), rank);
        }
        for (int low = 0; low < items && !lattice.isFull(); low++) {
            if (low % pairs.rows() == 0) {
                pairs.count(window, low);
            }
            for (int high = low + 1; high < items; high++) {
                int count = pairs.of(low, high);
                if (count >= lattice.threshold()) {
                    enqueue(lattice.admit(queue[low], trie.item(queue[high]), count, before));
                }
            }
        }
    }

    private void join(ItemsetTrie trie, int at, int end, int before) {
        int node = queue[at];
        for (int i = at + 1; i < end && trie.parent(queue[i]) == trie.parent(node); i++) {
            int id = trie.item(queue[i]);
            int child = trie.child(node, id);
            int count = child == NONE ? lattice.countCandidate(node, id) : trie.count(child);
            if (count >= lattice.threshold()) {
                enqueue(lattice.admit(node, id, count, before));
            }
        }
    }

    /** Gives the memory of the last search back. */
    void release() {
        queue = new int[64];
    }

    long stateBytes() {
        return 56 + pairs.stateBytes() + 4L * queue.length;
    }

    private void enqueue(int node) {
        if (queued == queue.length) {
            queue = Arrays.copyOf(queue, 2 * queued);
        }
        queue[queued++] = node;
    }
}
