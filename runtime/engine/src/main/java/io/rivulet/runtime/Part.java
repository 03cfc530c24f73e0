package io.rivulet.runtime;

/**
 * What an algorithm made of some records of a key on one worker, to be merged with the others.
 *
 * @param key the key
 * @param state the algorithm's state, not to be changed
 * @param <K> a key
 * @param <S> a state
 */
public record Part<K, S>(K key, S state) {}
