/**
 * A few items that stand for all: examples to look at, a base for estimates of anything, data for an algorithm that needs it all at once.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.ReservoirSample}</td><td>none: every choice of k items is equally likely</td><td>the k items</td><td>yes,
 * stays uniform</td><td>no; windows merge panes</td><td>every item counts the same</td></tr>
 * </table>
 *
 * <p>All draw from their own generator, whose position is part of the state: same seed and same input, same sample, before and after a restore. The
 * sample of an empty stream is empty.
 */
package io.rivulet.algorithms.sampling;
