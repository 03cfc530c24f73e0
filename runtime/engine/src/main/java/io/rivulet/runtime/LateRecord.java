package io.rivulet.runtime;

/**
 * A record that came after its window had closed, or after what it belongs to had left where an operator has no windows.
 *
 * @param key its key
 * @param record the record
 * @param timeMillis its event time
 * @param windowId the first window that would have held it, {@link #SESSION}, or {@link #NO_WINDOW}
 * @param <K> a key
 * @param <T> a record
 */
public record LateRecord<K, T>(K key, T record, long timeMillis, long windowId) {

    /** Stands for the window where windows are sessions: which session it would have belonged to is not known any more. */
    public static final long SESSION = -1;

    /** Stands for the window where an operator has none. */
    public static final long NO_WINDOW = Long.MIN_VALUE;
}
