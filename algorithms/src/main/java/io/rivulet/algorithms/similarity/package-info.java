/**
 * How alike are two sets or two bags of items, which of many are like this one, and was there one nearly the same before?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>question</th><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th></tr>
 * <tr><td>what share of the items of two streams is in both</td><td>{@link io.rivulet.algorithms.similarity.JaccardSimilarity}</td><td>√(J (1 - J) / k), no
 * bias</td><td>8 · k</td><td>exactly, repetition too</td><td>no; windows merge panes</td></tr>
 * <tr><td>the same of any two among many sets</td><td>{@link io.rivulet.algorithms.similarity.MinHash}</td><td>the same</td><td>4 · k a set</td><td>exactly,
 * repetition too</td><td>no</td></tr>
 * <tr><td>how alike two streams are in how often they have each item</td><td>{@link io.rivulet.algorithms.similarity.CosineSimilarity}</td><td>angle: π · √(p (1 -
 * p) / bits)</td><td>18 · bits</td><td>exactly, and subtract</td><td>yes</td></tr>
 * <tr><td>the same of any two among many, or a fingerprint to keep</td><td>{@link io.rivulet.algorithms.similarity.SimHash}</td><td>the same</td><td>9 · bits; its
 * fingerprint bits / 8</td><td>exactly, and subtract</td><td>yes</td></tr>
 * <tr><td>which of many sets are like this one</td><td>{@link io.rivulet.algorithms.similarity.LshIndex}</td><td>that of MinHash, and 5 % overlooked at the
 * threshold</td><td>850 to 1,700 a set at k = 128</td><td>no</td><td>by id</td></tr>
 * <tr><td>was there a text nearly like this one lately</td><td>{@link io.rivulet.algorithms.similarity.NearDuplicates}</td><td>the same</td><td>850 to 1,700 an
 * original</td><td>no</td><td>no; keeps its own window</td></tr>
 * </table>
 *
 * <p>{@link io.rivulet.algorithms.similarity.Shingles} say what a text is made of: runs of words, or of characters. A set that grows is compared at any moment;
 * what was compared is not kept.
 *
 * <pre>{@code
 * var shingles = Shingles.ofWords(2);
 * MinHash one = MinHash.create();
 * MinHash two = MinHash.create();
 * shingles.forEach("the quick brown fox jumps over the lazy dog", one::updateHash);
 * shingles.forEach("the quick brown fox leaps over the lazy dog", two::updateHash);
 * double alike = one.similarity(two);    // about 6 / 10
 * }</pre>
 *
 * <p>Only states of one seed, and of as many components or bits, can be compared or merged. One owner at a time; no update allocates once tables have grown.
 *
 * <p>MinHash has k hashes, not one whose range is cut into k parts: the latter takes an update in the time of one component, but leaves parts empty where sets
 * have fewer than k items, as messages do, and what fills them breaks the independence that the recall of bands rests on. Clusters of near-duplicates are those of
 * one original: chains, in which each text is like the one before and the last like none of the first, would grow without a bound.
 *
 * <p>Below: {@code SignatureTable} finds signatures by bands, {@code Banding} cuts them.
 *
 * <p>Papers: Broder 1997; Charikar 2002; Indyk and Motwani 1998. Each class says where it differs.
 */
package io.rivulet.algorithms.similarity;
