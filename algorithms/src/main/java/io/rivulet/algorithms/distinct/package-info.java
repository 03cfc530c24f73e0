/**
 * How many different items are there: visitors, addresses, search words? Without keeping them.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>relative standard error</th><th>bytes at about 1.5 % of error</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.HyperLogLog}</td><td>1.04 / 2<sup>precision/2</sup></td><td>4 Ki, written or not</td><td>exactly, unequal precisions
 * too</td><td>no</td><td>the fastest and simplest; all of a stream, or panes</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.SlidingHyperLogLog}</td><td>the same, for every window</td><td>315 Ki with a million items in the window</td><td>exactly,
 * unequal precisions too</td><td>expires by time</td><td>the last minute, hour and day from one state; records out of order</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.distinct.CpcCounter}</td><td>0.59 / 2<sup>lgK/2</sup>, merged 0.69 / 2<sup>lgK/2</sup></td><td>2.7 Ki, 1.3 Ki written</td><td>within
 * its error</td><td>no</td><td>many counters to store or send; exchange with other systems that speak DataSketches</td></tr>
 * </table>
 *
 * <p>All answer 0 for an empty stream, about 1 for one item, and do not see repetitions: records that come twice do no harm. A number is an item by its value, a
 * text by its characters; the same value as number and as text is two items. The first two hash by {@link io.rivulet.algorithms.Hash} with a seed, and
 * merge only with their own seed; the third hashes as DataSketches does.
 *
 * <p>The two HyperLogLogs share {@code Registers}, which says what a register is and what all of them together tell. {@code CpcCounter} stands for every
 * adapter: it offers the contract of its family, no type of the other library shows, and its bytes pass one door that checks them, {@code DataSketches}.
 */
package io.rivulet.algorithms.distinct;
