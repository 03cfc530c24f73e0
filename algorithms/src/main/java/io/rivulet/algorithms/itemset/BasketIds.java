package io.rivulet.algorithms.itemset;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToIntFunction;

/** The ids of one basket's items, rising, each once: scratch that is filled again and again. */
final class BasketIds {

    private int[] ids = new int[16];
    private int length;

    /** Takes the place of what was in it. */
    void read(Collection<String> basket, ToIntFunction<String> idOf) {
        int read = 0;
        for (String item : basket) {
            if (read == ids.length) {
                ids = Arrays.copyOf(ids, 2 * read);
            }
            ids[read++] = idOf.applyAsInt(item);
        }
        Arrays.sort(ids, 0, read);
        length = 0;
        for (int i = 0; i < read; i++) {
            if (i == 0 || ids[i] != ids[i - 1]) {
                ids[length++] = ids[i];
            }
        }
    }

    /** The ids, in the first {@link #length} places. */
    int[] ids() {
        return ids;
    }

    int length() {
        return length;
    }

    long heapBytes() {
        return 40 + 4L * ids.length;
    }
}
