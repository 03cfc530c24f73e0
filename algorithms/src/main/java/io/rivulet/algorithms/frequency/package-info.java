/**
 * Which items come most often, or weigh most, and how often does one item come? Top talkers, hot keys, best sellers; of the last so many, lately, or more than
 * they used to; by prefix; and who contacts the most others.
 *
 * <table>
 * <caption>How to choose: the most frequent items</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.MisraGries}</td><td>count too low by total / m at most, never too high; no chance</td><td>about 60 for each of
 * m and the item</td><td>yes, same bound</td><td>no; windows merge panes</td><td>the fastest, above all with weights</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.SpaceSaving}</td><td>count too high by total / m at most, never too low, and each item says its own bound; no
 * chance</td><td>about 45 for each of m and the item</td><td>yes, same bound</td><td>no; windows merge panes</td><td>the smallest at a given bound, and rows that
 * are guaranteed to be the top</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.HeavyKeeper}</td><td>count too low, never too high; by chance</td><td>8 a cell, and the k
 * items</td><td>no</td><td>no</td><td>a few large items in very little space, many small ones to be kept out</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.SketchTopK}</td><td>that of its sketch</td><td>the sketch's, and the k items</td><td>yes, items that are nowhere
 * among the first k are lost</td><td>no</td><td>the sketch is wanted anyway, to ask about other items too</td></tr>
 * </table>
 *
 * <table>
 * <caption>How to choose: the count of an item that you can name</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.CountMin}</td><td>too high by e · total / width with e<sup>-depth</sup>, never too low</td><td>8 a
 * counter</td><td>exactly, and subtract</td><td>yes</td><td>sliding windows, parallel parts</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.ConservativeCountMin}</td><td>the same bound, in truth a fraction of it</td><td>8 a counter</td><td>yes, a little
 * less close</td><td>no</td><td>one stream, all of it</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.CountSketch}</td><td>√(8 · F₂ / width) either way with 1.6 % at depth 5; no bias</td><td>8 a
 * counter</td><td>exactly, and subtract</td><td>yes</td><td>skewed counts; estimates that are summed</td></tr>
 * </table>
 *
 * <table>
 * <caption>How to choose: of when, of where, of whom</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.WindowHeavyHitters}</td><td>too high by 4 · W / blocks at most, never too low; no chance</td><td>about 100 a block
 * and the items</td><td>no</td><td>the last W items, at every moment; for the last hour slide SpaceSaving or MisraGries</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.DecayedCounts}</td><td>exact for m items, then too high by the decayed total / m at most</td><td>about 45 a
 * counter and the item</td><td>yes, same bound</td><td>lately, without an edge at which everything leaves</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.TrendingItems}</td><td>surprises exact for m items, then never too far from 0</td><td>about 55 a counter and the
 * item</td><td>yes</td><td>what is new: each item against its own past</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.HierarchicalHeavyHitters}</td><td>that of SpaceSaving on each level</td><td>SpaceSaving's a
 * level</td><td>yes, same bound</td><td>networks, folders, dotted names: prefixes that are heavy even where no single item is</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.Superspreaders}</td><td>that of HyperLogLog, and too high by e · pairs / width with
 * e<sup>-depth</sup></td><td>2<sup>precision</sup> + 80 a bucket</td><td>exactly, repetition too</td><td>different destinations a source, not
 * records</td></tr>
 * </table>
 *
 * <p>The class that answers "most" is {@link io.rivulet.algorithms.frequency.TopK}; its rows are {@link io.rivulet.algorithms.frequency.FrequentItem}s, and what
 * their count and error promise is said by the class. Those that fade have rows of their own, for their weights are no whole numbers.
 *
 * <p>Counts are whole weights from 0; a total beyond 2<sup>62</sup> is refused. An item never seen has count 0 in an empty state. Items are the same where
 * {@code equals} says so, and must not change while they are in; those that keep items take a codec for them, and texts and numbers have one. The sketches, and
 * HeavyKeeper and Superspreaders, know items by {@link io.rivulet.algorithms.Hash} with a seed instead, and merge only with their own seed. One owner at a
 * time; nothing is allocated once counters are taken.
 *
 * <p>Below: {@code Slots} finds items by open addressing, {@code SmallestCounts} says which counter makes room, {@code HashedRows} and {@code SketchTable} are
 * under every sketch, {@link io.rivulet.algorithms.ForwardDecay} is under all that fades. The frequent-items sketches of Apache DataSketches are not wrapped: MisraGries is the same
 * idea, was measured to be faster at the same guarantee in no more space, with weights as fast, and needs no chance. ECM sketches, counters that are exponential histograms, were
 * turned down: CountMin subtracts exactly, so that a window of panes has no error of its own.
 *
 * <p>Papers: Misra and Gries 1982; Metwally, Agrawal and El Abbadi 2005; Agarwal et al. 2012; Anderson et al. 2017; Cormode and Muthukrishnan 2005; Estan and
 * Varghese 2002; Charikar, Chen and Farach-Colton 2002; Gong et al. 2018; Ben Basat et al. 2016; Cormode et al. 2009; Mitzenmacher, Steinke and Thaler 2012; Tang,
 * Huang and Lee 2020. Each class says where it differs.
 */
package io.rivulet.algorithms.frequency;
