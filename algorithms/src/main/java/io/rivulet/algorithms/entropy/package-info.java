/**
 * How spread is a stream of items: do all go to one place, or everywhere? What do two columns tell of each other, how far has a mix of items moved, how
 * irregular is a series? Scans, floods, bots and stuck sensors move entropy before they move volume.
 *
 * <table>
 * <caption>Which question, which class</caption>
 * <tr><th>question</th><th>class</th></tr>
 * <tr><td>how spread are the items</td><td>{@link io.rivulet.algorithms.entropy.ShannonEntropy}</td></tr>
 * <tr><td>the same, with more different items than fit in memory</td><td>{@link io.rivulet.algorithms.entropy.EntropySketch}</td></tr>
 * <tr><td>the same, where the recent counts more</td><td>{@link io.rivulet.algorithms.entropy.DecayedEntropy}</td></tr>
 * <tr><td>evenness from 0 to 1, number of equally frequent items, entropy of the source of a small sample</td><td>{@code normalized}, {@code perplexity},
 * {@code millerMadow}, {@code grassberger}, {@code chaoShen} of {@code ShannonEntropy}</td></tr>
 * <tr><td>with more weight on frequent items, or on rare ones; collisions; the chance that two differ</td><td>{@code renyi}, {@code tsallis}, {@code giniSimpson} of
 * {@code ShannonEntropy} now and then, {@link io.rivulet.algorithms.entropy.RenyiEntropy} after every record</td></tr>
 * <tr><td>how good is the best guess</td><td>{@link io.rivulet.algorithms.entropy.MinEntropy}</td></tr>
 * <tr><td>does one column depend on another, what does it leave open</td><td>{@link io.rivulet.algorithms.entropy.MutualInformation}</td></tr>
 * <tr><td>do two periods, regions or versions differ, and is it chance</td><td>{@link io.rivulet.algorithms.entropy.Divergence}</td></tr>
 * <tr><td>are the last items like those before</td><td>{@link io.rivulet.algorithms.entropy.SlidingDivergence}</td></tr>
 * <tr><td>how irregular is a series of numbers, whatever its level and scale</td><td>{@link io.rivulet.algorithms.entropy.PermutationEntropy}</td></tr>
 * <tr><td>the same, where it moves</td><td>{@link io.rivulet.algorithms.entropy.WeightedPermutationEntropy}</td></tr>
 * </table>
 *
 * <table>
 * <caption>What they cost and can do</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>subtract</th><th>retract</th></tr>
 * <tr><td>{@code ShannonEntropy}</td><td>exact</td><td>about 30 an item</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>{@code RenyiEntropy}</td><td>exact</td><td>about 30 an item, and up to 32 KiB of powers</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>{@code MinEntropy}</td><td>exact</td><td>about 30 an item and a different count</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>{@code EntropySketch}</td><td>√(3 / projections) / ln 2 bits, standard error: 0.078 for 1,024</td><td>8 a
 * projection</td><td>yes, exactly</td><td>yes, exactly</td><td>yes, exactly</td></tr>
 * <tr><td>{@code DecayedEntropy}</td><td>rounding</td><td>about 30 an item of the last 75 half-lives</td><td>yes</td><td>no; it forgets by itself</td><td>no</td></tr>
 * <tr><td>{@code MutualInformation}</td><td>exact</td><td>about 30 an x, a y and a pair</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>{@code Divergence}</td><td>exact; p-values in the limit</td><td>about 30 an item and a period</td><td>yes</td><td>yes</td><td>yes, either
 * period</td></tr>
 * <tr><td>{@code SlidingDivergence}</td><td>the same</td><td>the same, and 8 a record</td><td>no: it keeps an order</td><td>no</td><td>by itself</td></tr>
 * <tr><td>{@code PermutationEntropy}, {@code WeightedPermutationEntropy}</td><td>exact</td><td>8 a value of the window; 4 or 600 a pattern</td><td>no: it
 * keeps an order</td><td>no</td><td>by itself</td></tr>
 * </table>
 *
 * <p>Those whose answer depends on counts alone take {@code O(1)} a record and slide over any window; relatives of the entropy are walks over the counts that are
 * there anyway, and a class of their own only where the answer is wanted after every record.
 *
 * <pre>{@code
 * var ports = ShannonEntropy.create();
 * var chance = RenyiEntropy.ofOrder(2);
 * for (long port : new long[] {80, 80, 443, 22}) {
 *     ports.update(port);
 *     chance.update(port);
 * }
 * ports.estimate();    // 1.5 bits
 * ports.perplexity();  // 2.83: as spread as so many equally frequent ports
 * chance.tsallis();    // 0.625: the chance that two connections go to different ports
 * }</pre>
 *
 * <p>Entropies and divergences are in bits, Tsallis' and the population stability index excepted; entropies of an empty stream are 0, comparisons with an empty
 * period {@code NaN}. Numbers are items of their own; texts and pairs count by their 64-bit hash.
 *
 * <p>Below: {@code ItemCounts} is the table under all exact measures, {@code CountEntropies} and {@code Cells} walk it, {@code ExactSum} keeps sums of powers and
 * logarithms without any rounding, so that a window of any length never drifts and states need not be summed anew; {@code ShannonEntropy} and
 * {@code DecayedEntropy}, which are older, sum with compensation and now and then anew. {@code StableVariates} are what the sketch adds up: a table, as usual, for
 * the bulk of the distribution, but evaluated in its tail. A table alone, even of 2<sup>16</sup> entries, cuts the tail off at -2<sup>17</sup>, and answers would stay
 * below some 17 bits however large the alphabet.
 *
 * <p>Turned down: a G-test without pooling, whose false alarms come nearly always where many items are rare; keeping Rényi's sum in compensated doubles, of which nothing
 * is left when an item of great weight goes; entropies from samples of suffixes, whose error is the sketch's at more cost.
 *
 * <p>Papers: Shannon 1948; Rényi 1961; Tsallis 1988; Miller 1955; Chao and Shen 2003; Grassberger 2003; Lin 1991; Endres and Schindelin 2003; Cochran 1954; Cormode et al.
 * 2009; Clifford and Cosma 2013; Bandt and Pompe 2002; Fadlallah et al. 2013; Neal 2015. Each class says where it differs.
 */
package io.rivulet.algorithms.entropy;
