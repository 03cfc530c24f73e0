package io.rivulet.algorithms.catalog;

/**
 * The exact answer to a question, by keeping whatever it takes: what an algorithm's answer is held against. Memory may grow with the stream; time may be
 * that of brute force.
 *
 * @param <T> a record
 */
public interface Exact<T> {

    /** Takes one record in. */
    void update(T record, long timeMillis);

    /** The exact answer, in the form of the algorithms' answers; where there is none, what is promised. */
    Answer answer(long nowMillis);

    /** How far an algorithm's answer is from the exact one: 0 is no error, {@code NaN} an answer that is none. */
    double error(Answer answer, long nowMillis);
}
