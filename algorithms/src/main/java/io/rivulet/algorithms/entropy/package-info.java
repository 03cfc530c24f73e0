/**
 * How spread is a stream of items: do all go to one place, or everywhere? Scans, floods, bots and stuck sensors move entropy before they move volume.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.entropy.ShannonEntropy}</td><td>exact</td><td>about 30 an item</td><td>yes</td><td>yes, exactly</td><td>any window; the
 * alphabet fits in memory</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.entropy.DecayedEntropy}</td><td>rounding</td><td>about 30 an item of the last 75 half-lives</td><td>yes</td><td>no; it
 * forgets by itself</td><td>recent items should count more, without a window's edge; late records are common</td></tr>
 * </table>
 *
 * <p>All answer in bits and 0 for an empty stream. Numbers are items of their own; texts count by their 64-bit hash.
 */
package io.rivulet.algorithms.entropy;
