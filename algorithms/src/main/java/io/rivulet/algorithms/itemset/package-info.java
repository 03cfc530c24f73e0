/**
 * Which things occur together: in a shopping basket, a session, an alarm storm, a set of open ports? And what follows from what?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.itemset.Apriori}</td><td>exact</td><td>4 to 8 an item of a basket, all baskets kept</td><td>yes, exactly</td><td>no</td><td>
 * asked now and then, or once at the end; parts counted in parallel</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.itemset.IncrementalApriori}</td><td>exact</td><td>window / 8 an item, 50 an itemset</td><td>no</td><td>by its own window of
 * baskets or of time</td><td>asked after every basket, or its changes followed</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.itemset.RuleWatch}</td><td>exact</td><td>150 a rule</td><td>no</td><td>no</td><td>association rules that come and go, from
 * either miner's answers</td></tr>
 * </table>
 *
 * <p>A miner's answer, {@link io.rivulet.algorithms.itemset.FrequentItemsets}, holds every itemset that at least a threshold of baskets have, and gives the closed
 * and the maximal ones among them and the {@linkplain io.rivulet.algorithms.itemset.AssociationRule rules}. How frequent is frequent, and where a miner gives up
 * rather than fill the memory, {@link io.rivulet.algorithms.itemset.ItemsetParams} says.
 *
 * <p>Items are texts, told apart by their content, not by a hash. A basket is a set: an item that is in it twice counts once. An empty basket counts as a basket,
 * and the empty itemset is not listed. Answers are in one order, short and frequent itemsets first, whatever came when. One owner at a time; no locks inside.
 *
 * <p>Turned down for now: FP-growth and Eclat, which need fewer candidates than Apriori but know no border to go on from; Moment, which keeps closed itemsets only and is
 * harder to follow for the same answer; answers that may be wrong (lossy counting, decayed lattices).
 */
package io.rivulet.algorithms.itemset;
