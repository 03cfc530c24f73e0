/**
 * Which things occur together: in a shopping basket, a session, an alarm storm, a set of open ports? And what follows from what?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>of which baskets</th><th>error</th><th>bytes</th><th>merge</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.itemset.Apriori}</td><td>all</td><td>exact</td><td>4 to 8 an item of a basket, all baskets kept</td><td>yes, exactly</td><td>asked
 * now and then, or once at the end; parts counted in parallel</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.itemset.IncrementalApriori}</td><td>the last n, the last stretch of time, or all</td><td>exact</td><td>window / 8 an item, 50 an
 * itemset, the baskets of the window</td><td>no</td><td>asked after every basket, or its changes followed; thresholds that change on the way</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.itemset.LossyCounting}</td><td>all</td><td>count too low by error · baskets at most, never too high; none missed; no
 * chance</td><td>50 an itemset kept, one batch of baskets</td><td>yes, same bound</td><td>more baskets than can be kept</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.itemset.DecayedItemsets}</td><td>all, each counting half after a half-life</td><td>single items exact; longer ones by
 * estimates without a guarantee</td><td>70 an itemset followed, no basket</td><td>no</td><td>lately, without an edge and without keeping baskets</td></tr>
 * </table>
 *
 * <p>None retracts a single basket: the windows do it by themselves. {@link io.rivulet.algorithms.itemset.RuleWatch} tells which association rules come and go, from the
 * answers of either exact miner, in about 150 bytes a rule.
 *
 * <pre>{@code
 * var miner = IncrementalApriori.lastTime(Duration.ofDays(28), ItemsetParams.ofMinCount(40));
 * var watch = RuleWatch.create(0.6, 0.5);
 * miner.update(List.of("cup", "saucer"), timeMillis);
 * miner.changes();                                          // itemsets that became frequent or ceased to be
 * for (RuleChange change : watch.update(miner.frequent())) {
 *     change.rule().lift();                                 // and the rules that hold now, or do no more
 * }
 * }</pre>
 *
 * <p>An exact miner's answer, {@link io.rivulet.algorithms.itemset.FrequentItemsets}, holds every itemset that at least a threshold of baskets have, and gives the closed
 * and the maximal ones among them and the {@linkplain io.rivulet.algorithms.itemset.AssociationRule rules}, with support, confidence, lift, leverage, conviction, Jaccard,
 * cosine, Kulczynski, imbalance, Zhang's association, an interval and a test. How frequent is frequent, and where a miner gives up rather than fill the memory,
 * {@link io.rivulet.algorithms.itemset.ItemsetParams} says. The other two answer with {@link io.rivulet.algorithms.itemset.ApproximateItemset}s.
 *
 * <p>Items are texts, told apart by their content, not by a hash. A basket is a set: an item that is in it twice counts once. An empty basket counts as a basket,
 * and the empty itemset is not listed. Answers are in one order, short and frequent itemsets first, whatever came when. One owner at a time; no locks inside.
 *
 * <p>Below: {@code BasketWindow} keeps baskets with bitmaps, {@code ItemsetTrie} counts by itemset, {@code FrequentLattice} follows a window with the frequent ones and
 * their border, {@code CandidateSearch} finds what a lower threshold makes frequent, {@code LossyLattice} counts batches.
 *
 * <p>Turned down: FP-growth and Eclat, which need fewer candidates than Apriori but know no border to go on from; Moment, which keeps closed itemsets only and is
 * harder to follow for the same answer.
 *
 * <p>Papers: Agrawal and Srikant 1994; Mannila and Toivonen 1997; Thomas et al. 1997; Zaki 2000; Manku and Motwani 2002; Chang and Lee 2003; Chi et al. 2004. Each class
 * says where it differs.
 */
package io.rivulet.algorithms.itemset;
