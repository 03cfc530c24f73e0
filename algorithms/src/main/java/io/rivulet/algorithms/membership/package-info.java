/**
 * Did this item come before: a click counted twice, a message delivered again, a host never seen?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>"yes" is wrong</th><th>"no" is wrong</th><th>bits an item at 1 % and 0.1 %</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.membership.BloomFilter}</td><td>at the rate asked for, up to its capacity</td><td>never</td><td>9.9, 15.7</td><td>exactly</td>
 * <td>no</td><td>a number of items is known, and none is forgotten; the fastest</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.membership.CuckooFilter}</td><td>the same</td><td>never</td><td>10.5, 13.7</td><td>no</td><td>yes</td><td>items come and
 * leave; an update may be refused</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.membership.CountingBloomFilter}</td><td>the same</td><td>never</td><td>43, 77</td><td>exactly</td><td>yes, and
 * subtracts</td><td>items come and leave, some a thousand times; sliding windows by panes</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.membership.AgePartitionedBloomFilter}</td><td>at the rate asked for, for ever</td><td>never within its window</td><td>20, 30 of
 * the window</td><td>no</td><td>expires by time or number</td><td>a stream without end; the one to drop duplicates by</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.membership.StableBloomFilter}</td><td>at the rate asked for, for ever</td><td>for old items</td><td>memory is fixed</td>
 * <td>no</td><td>forgets by chance</td><td>the least memory, where no window must be kept</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.membership.RecentKeys}</td><td>never; of texts, one in 10<sup>12</sup> at ten million</td><td>never within its window</td>
 * <td>320 to 560</td><td>no</td><td>expires by time</td><td>nothing may go wrong, and the keys of a window fit into memory</td></tr>
 * </table>
 *
 * <p>Where duplicates are dropped, a "yes" that is wrong drops a record that is none, and a "no" that is wrong lets a duplicate through. {@link
 * io.rivulet.algorithms.membership.DuplicateCount} tells how many records a {@link io.rivulet.algorithms.Deduplication} finds to have come before.
 *
 * <p>All filters keep hashes only, by {@link io.rivulet.algorithms.Hash} with a seed: a filter says nothing of which items are in it. Two of different seeds err on
 * different items. Rates are averages over seeds; that of one filter, with what is in it now, is {@code falsePositiveRate()}.
 */
package io.rivulet.algorithms.membership;
