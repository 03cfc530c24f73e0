package io.rivulet.runtime;

import java.util.List;

/**
 * The records of a key in a stretch of event time, as a query asked for.
 *
 * @param key the key
 * @param query what asked
 * @param records the records by rising time, equal times in the order in which they came
 * @param complete whether the stretch was still kept as a whole; otherwise records of its beginning may be missing
 * @param <K> a key
 * @param <Q> a query
 * @param <T> a record
 */
public record Selection<K, Q, T>(K key, Q query, List<T> records, boolean complete) {

    /** Keeps a copy of the list. */
    public Selection {
        records = List.copyOf(records);
    }
}
