package io.rivulet.algorithms.itemset;

import com.carrotsearch.hppc.ObjectIntHashMap;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
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
        pushFree(id);
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

    /** With the ids as they are: ids i32, then each: in use bool, name if so; free ids i32, then each in the order in which they will be used last to first. */
    void encode(StateWriter out) {
        out.writeInt(size);
        for (int id = 0; id < size; id++) {
            out.writeBoolean(inUse(id));
            if (inUse(id)) {
                out.writeString(names[id]);
            }
        }
        out.writeInt(frees);
        for (int i = 0; i < frees; i++) {
            out.writeInt(free[i]);
        }
    }

    static ItemTable decode(StateReader in) {
        ItemTable table = new ItemTable();
        int ids = in.readLength("ids", 1);
        table.names = new String[Math.max(16, Integer.highestOneBit(Math.max(1, ids - 1)) * 2)];
        for (int id = 0; id < ids; id++) {
            if (in.readBoolean("in use")) {
                table.names[id] = in.readString("item");
                table.ids.put(table.names[id], id);
            }
        }
        table.size = ids;
        int frees = in.readLength("free ids", 4);
        boolean[] seen = new boolean[ids];
        for (int i = 0; i < frees; i++) {
            int id = in.readIntBetween("free id", 0, ids - 1);
            if (seen[id] || table.inUse(id)) {
                throw in.corrupt("free ids must differ and not be in use, got " + id);
            }
            seen[id] = true;
            table.pushFree(id);
        }
        if (table.ids.size() != ids - frees) {
            throw in.corrupt("ids must be free or of different items");
        }
        return table;
    }

    private void pushFree(int id) {
        if (frees == free.length) {
            free = Arrays.copyOf(free, 2 * frees);
        }
        free[frees++] = id;
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
