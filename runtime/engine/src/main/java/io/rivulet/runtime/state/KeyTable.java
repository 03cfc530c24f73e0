package io.rivulet.runtime.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The states of one step on one worker, by key: open addressing over entries that hold their hash, so that a look-up touches the slot and one entry. It grows
 * with the live keys and shrinks never below a quarter full; one owner at a time.
 *
 * @param <K> a key
 * @param <S> a state
 */
public final class KeyTable<K, S> {

    private static final int SMALLEST = 64;

    private KeyEntry<K, S>[] slots = array(SMALLEST);
    private int size;

    /** How many keys are in. */
    public int size() {
        return size;
    }

    /** The entry of a key, or null. */
    public KeyEntry<K, S> find(K key) {
        int hash = spread(key.hashCode());
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            KeyEntry<K, S> entry = slots[i];
            if (entry == null || entry.hash == hash && entry.key.equals(key)) {
                return entry;
            }
        }
    }

    /** Puts a key in that is not in yet. */
    public KeyEntry<K, S> insert(K key, S state) {
        if (size >= slots.length - (slots.length >>> 2) - (slots.length >>> 3)) {
            resize(slots.length * 2);
        }
        KeyEntry<K, S> entry = new KeyEntry<>(key, spread(key.hashCode()), state);
        place(entry);
        size++;
        return entry;
    }

    /** Takes an entry out and marks it dead. */
    public void remove(KeyEntry<K, S> entry) {
        if (!entry.live) {
            return;
        }
        int mask = slots.length - 1;
        int gap = entry.hash & mask;
        while (slots[gap] != entry) {
            gap = (gap + 1) & mask;
        }
        // Entries behind the gap move up when their home lies at or before it, so that no look-up meets a hole.
        for (int i = (gap + 1) & mask; slots[i] != null; i = (i + 1) & mask) {
            int home = slots[i].hash & mask;
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                slots[gap] = slots[i];
                gap = i;
            }
        }
        slots[gap] = null;
        entry.live = false;
        size--;
        if (slots.length > SMALLEST && size < slots.length >>> 3) {
            resize(slots.length >>> 1);
        }
    }

    /** All entries by rising key, by natural order where keys have one, else by their hash; the list is a copy. */
    public List<KeyEntry<K, S>> inOrder() {
        List<KeyEntry<K, S>> entries = new ArrayList<>(size);
        for (KeyEntry<K, S> entry : slots) {
            if (entry != null) {
                entries.add(entry);
            }
        }
        entries.sort(order(entries));
        return entries;
    }

    @SuppressWarnings("unchecked") // checked: all keys are of one comparable class
    private static <K, S> Comparator<KeyEntry<K, S>> order(List<KeyEntry<K, S>> entries) {
        Class<?> type = entries.isEmpty() ? Object.class : entries.get(0).key.getClass();
        boolean comparable = entries.stream().allMatch(e -> e.key instanceof Comparable<?> && e.key.getClass() == type);
        return comparable
                ? (a, b) -> ((Comparable<Object>) a.key).compareTo(b.key)
                : Comparator.comparingLong(e -> KeyHash.of(e.key));
    }

    /** The slots as they are now, empty ones too; the entries are not copied. */
    KeyEntry<K, S>[] slotsCopy() {
        return slots.clone();
    }

    private void resize(int capacity) {
        KeyEntry<K, S>[] old = slots;
        slots = array(capacity);
        for (KeyEntry<K, S> entry : old) {
            if (entry != null) {
                place(entry);
            }
        }
    }

    private void place(KeyEntry<K, S> entry) {
        int mask = slots.length - 1;
        int i = entry.hash & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = entry;
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 16);
    }

    @SuppressWarnings("unchecked") // an array of entries only
    static <K, S> KeyEntry<K, S>[] array(int capacity) {
        return (KeyEntry<K, S>[]) new KeyEntry<?, ?>[capacity];
    }

    /** Takes all entries out. */
    public void clear() {
        for (KeyEntry<K, S> entry : slots) {
            if (entry != null) {
                entry.live = false;
            }
        }
        slots = array(SMALLEST);
        size = 0;
    }
}
