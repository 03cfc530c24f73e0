/**
 * Which items come most often, or weigh most, and how often does one item come? Top talkers, hot keys, best sellers.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.frequency.SpaceSaving}</td><td>count too high by total / counters at most, never too low; each item says its own
 * bound</td><td>about 55 a counter and the item</td><td>yes, same bound</td><td>no; windows merge panes</td><td>the top items themselves are wanted, not only
 * counts of items you can name</td></tr>
 * </table>
 *
 * <p>All count with whole weights from 0; a total beyond 2<sup>62</sup> is refused. An item never seen has count 0 in an empty state.
 */
package io.rivulet.algorithms.frequency;
