package io.rivulet.algorithms.itemset;

import com.carrotsearch.hppc.ObjectIntHashMap;
import java.util.Arrays;

/** Small numbers for items, so that itemsets are rows of ints. A number given back is used again: the table is as large as the most items at once. */
final class ItemTable {

    static final int NONE = -1;

    /*
     * names[id] is null for an id that is not in use; those are stacked in free. Ids never reach an answer or the encoded state, which go by name.
     */
    private final ObjectIntHashMap<String> ids;
    private String[] names;
    private int[] free;
    private int frees;
    private int size;

    ItemTable() {
        this(new ObjectIntHashMap<>(), new String[16], new int[16]);
    }

    private ItemTable(ObjectIntHashMap<String> ids, String[] names, int[] free) {
        this.ids = ids;
        this.names = names;
        this.free = free;
    }

    /** The item's id, or {@link #NONE}. */
    int idOf(String item) {
        return ids.getOrDefault(item, NONE);
    }

    /** The item's id, a new one if it has none. */
    int intern(String item) {
        int known = idOf(item);
        if (known != NONE) {
            return known;
        }
        int id = frees > 0 ? free[--frees] : size++;
        if (id == names.length) {
            names = Arrays.copyOf(names, 2 * id);
        }
        names[id] = item;
        ids.put(item, id);
        return id;
    }

    void release(int id) {
        ids.remove(names[id]);
        names[id] = null;
        if (frees == free.length) {
            free = Arrays.copyOf(free, 2 * frees);
        }
        free[frees++] = id;
    }

    String name(int id) {
        return names[id];
    }

    /** Ids in use are below it. */
    int limit() {
        return size;
    }

    boolean inUse(int id) {
        return names[id] != null;
    }

    /** How many ids are in use. */
    int size() {
        return size - frees;
    }

    void clear() {
        ids.clear();
        Arrays.fill(names, null);
        frees = 0;
        size = 0;
    }

    ItemTable copy() {
        ItemTable copy = new ItemTable(ids.clone(), names.clone(), free.clone());
        copy.frees = frees;
        copy.size = size;
        return copy;
    }

    /** Texts count as Latin-1, one byte a character. */
    long stateBytes() {
        long texts = 0;
        for (int id = 0; id < size; id++) {
            if (names[id] != null) {
                texts += 44 + names[id].length();
            }
        }
        return 160 + texts + 4L * names.length + 4L * free.length + 8L * ids.keys.length;
    }
}
