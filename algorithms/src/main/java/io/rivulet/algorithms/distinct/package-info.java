/**
 * How many different items are there: visitors, addresses, search words? Without keeping them.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>relative standard error</th><th>bytes at about 1.6 % of error</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.HyperLogLog}</td><td>1.04 / 2<sup>precision/2</sup></td><td>4 Ki, 3 Ki written</td><td>exactly, unequal
 * precisions too</td><td>no</td><td>answers at every record, for an answer costs no more than an update; all of a stream, or panes</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.UltraLogLog}</td><td>0.76 / 2<sup>precision/2</sup></td><td>2.3 Ki, written or not</td><td>exactly, unequal
 * precisions too</td><td>no</td><td>as fast an update and a smaller error from the same bytes; answers now and then</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.ExaLogLog}</td><td>0.34 / 2<sup>precision/2</sup>, a register has 4 bytes</td><td>1.8 Ki, written or not</td><td>exactly,
 * unequal precisions too</td><td>no</td><td>the least error from bytes on the heap; a counter for each of many keys</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.SpillingDistinctCounter}</td><td>0 up to a limit, then ExaLogLog's</td><td>1.8 Ki beyond the limit, 11 to 21 an item
 * before</td><td>exactly</td><td>no</td><td>small numbers must be exact, and large ones may come</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.SlidingHyperLogLog}</td><td>1.04 / 2<sup>precision/2</sup>, for every window</td><td>200 Ki with a million items in the
 * window</td><td>exactly, unequal precisions too</td><td>expires by time</td><td>the last minute, hour and day from one state; records out of order</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.DecayedDistinctCounter}</td><td>0 up to k items, then 1 / √k</td><td>128 Ki</td><td>exactly</td><td>fades by
 * time</td><td>how many are about now, without a window's edge</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.KMinimumValues}</td><td>0 below k items, then 1 / √k</td><td>36 Ki, 32 Ki written</td><td>exactly, unequal k too</td><td>no</td><td>how
 * similar two streams are</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.CpcCounter}</td><td>0.59 / 2<sup>lgK/2</sup>, merged 0.69 / 2<sup>lgK/2</sup></td><td>2.7 Ki, 1.3 Ki written</td><td>within
 * its error</td><td>no</td><td>the fewest bytes once written; exchange</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.ThetaCounter}</td><td>0 up to 2<sup>lgK</sup> items, then 1 / 2<sup>lgK/2</sup></td><td>64 Ki, 32 Ki written</td><td>exactly</td><td>no</td><td>who
 * came on both days, who never came back: {@link io.rivulet.algorithms.distinct.ThetaSet}; exchange</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.HllCounter}</td><td>0.83 / 2<sup>lgK/2</sup>, merged 1.04 / 2<sup>lgK/2</sup></td><td>4 Ki, written or not</td><td>within
 * its error</td><td>no</td><td>exchange with systems that speak DataSketches' HLL</td></tr>
 * </table>
 *
 * <p>All answer 0 for an empty stream, about 1 for one item, and do not see repetitions: records that come twice do no harm. A number is an item by its value, a
 * text by its characters; the same value as number and as text is two items. The last three hash as DataSketches does, the others by
 * {@link io.rivulet.algorithms.Hash} with a seed, and merge only with their own seed. All belong to one owner at a time and have no locks.
 *
 * <p>{@code relativeStandardError()} tells of the state as it is, so it is smaller as long as there are few items: HyperLogLog, UltraLogLog and ExaLogLog begin with
 * {@code Tokens} of 32 bits, from which any of their registers can be made, and err by 0.005 % until these become registers.
 *
 * <p>The two HyperLogLogs share {@code Registers}, which says what a register is and what all of them together tell; UltraLogLog and ExaLogLog share
 * {@code ExaRegister} and {@code Likelihood} for the same. The adapters offer the contract of the family, no type of the other library shows, and bytes pass a
 * door that checks them: {@code CpcImage}, {@code HllImage}, {@code ThetaImage}.
 *
 * <p>Turned down: an estimate by the history of the updates for our own sketches. It would be closer for a stream that is never split, but merged parts
 * and the whole would answer differently; ExaLogLog is as close and merges exactly.
 *
 * <p>Papers: Flajolet et al., AofA 2007; Chabchoub and Hébrail, ICDM workshops 2010; Heule et al., EDBT 2013; Ertl, arXiv 1702.01284, PVLDB 17(7) 2024 and EDBT 2025;
 * Lang, arXiv 1708.06839; Beyer et al., SIGMOD 2007; Duffield et al., JACM 54(6) 2007; Dasgupta et al., ICDT 2016.
 */
package io.rivulet.algorithms.distinct;
