package io.rivulet.runtime;

/**
 * A record beside what a model thought of it before it learnt from it.
 *
 * @param record the record
 * @param prediction what the model thought
 * @param <T> a record
 * @param <P> a prediction
 */
public record Predicted<T, P>(T record, P prediction) {}
