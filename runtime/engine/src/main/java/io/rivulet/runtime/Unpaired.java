package io.rivulet.runtime;

/**
 * A record that found no partner while it could have had one.
 *
 * @param key its key
 * @param record the record
 * @param timeMillis its event time
 * @param <K> a key
 * @param <T> a record
 */
public record Unpaired<K, T>(K key, T record, long timeMillis) {}
