package io.rivulet.runtime;

/**
 * Something beside its key.
 *
 * @param key the key
 * @param value what belongs to it
 * @param <K> a key
 * @param <V> a value
 */
public record Keyed<K, V>(K key, V value) {}
