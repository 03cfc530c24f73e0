/**
 * The contracts that every algorithm of the library keeps, and the checks that it does.
 *
 * <p>An algorithm is a plain object: create it, {@code update} it, ask it. What else it can do it says by small interfaces:
 *
 * <table>
 * <caption>Capabilities</caption>
 * <tr><th>interface</th><th>gives</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.Incremental}</td><td>reset, copy, size in bytes: all have it</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.Mergeable}</td><td>parallel parts, panes, any sliding window</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.Retractable}</td><td>windows over single records</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.Subtractable}</td><td>sliding windows at one merge and one subtraction a pane</td></tr>
 * </table>
 *
 * <p>{@link io.rivulet.algorithms.Aggregation}, {@link io.rivulet.algorithms.Scoring}, {@link io.rivulet.algorithms.Learning} and
 * {@link io.rivulet.algorithms.Deduplication} describe an algorithm to a dataflow as functions, so that neither knows the other.
 * {@link io.rivulet.algorithms.StateCodec} turns a state into bytes, {@link io.rivulet.algorithms.Codecs} plain values. {@link io.rivulet.algorithms.ForwardDecay} is under what fades by sums of weights. {@link io.rivulet.algorithms.Laws} checks all of it.
 *
 * <p>Rules that hold everywhere: one owner at a time, no locks; queries change nothing; same seed and input, same state to the bit, before and after a
 * restore; invalid input throws and leaves the state as it was; an update allocates nothing once tables have grown. This package depends on no
 * other of the library; the families depend on it, and {@code catalog} on all of them.
 */
package io.rivulet.algorithms;
