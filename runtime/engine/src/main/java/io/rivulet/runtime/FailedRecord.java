package io.rivulet.runtime;

/**
 * A record that an algorithm refused; no state holds anything of it.
 *
 * @param key its key
 * @param record the record
 * @param timeMillis its event time
 * @param problem what must hold and what came
 * @param <K> a key
 * @param <T> a record
 */
public record FailedRecord<K, T>(K key, T record, long timeMillis, String problem) {}
