/**
 * What about the last while only?
 *
 * <p>{@link io.rivulet.algorithms.sliding.Sliding} puts any aggregation over a window, and chooses how from what the aggregation's state can do. The
 * first line that fits is taken:
 *
 * <table>
 * <caption>How a window slides</caption>
 * <tr><th>the state</th><th>records one by one</th><th>panes</th><th>cost a step</th><th>kept</th></tr>
 * <tr><td>keeps its own time</td><td>NATIVE</td><td>NATIVE</td><td>one update or merge</td><td>one state</td></tr>
 * <tr><td>retracts exactly</td><td>RETRACT</td><td></td><td>one update, one retraction</td><td>the records, one state</td></tr>
 * <tr><td>subtracts</td><td>SUBTRACT</td><td>SUBTRACT</td><td>one merge, one subtraction</td><td>n + 1 states</td></tr>
 * <tr><td>merges, at most 64 bytes</td><td>TWO_STACKS</td><td>TWO_STACKS</td><td>three merges on average, at times n</td><td>n + 1 states</td></tr>
 * <tr><td>retracts to rounding</td><td>RETRACT</td><td></td><td>two updates on average, one retraction</td><td>the records, one state</td></tr>
 * <tr><td>merges</td><td>DABA_LITE</td><td>DABA_LITE</td><td>never more than six merges</td><td>n + 2 states</td></tr>
 * <tr><td>none of these</td><td>RECOMPUTE</td><td>ONE_PER_WINDOW</td><td>n updates an answer; one update a window</td><td>the records; a state a
 * window</td></tr>
 * </table>
 *
 * <p>where n is the number of records, or of panes, in the window. Several aggregations in one ({@link io.rivulet.algorithms.Aggregation#all}) each slide
 * by their own method. A window of a count has no use for a state's own time. {@link io.rivulet.algorithms.sliding.SlidingChoice} holds the rule and says
 * its reason; any other method that the state allows can be asked for.
 *
 * <p><b>Why panes.</b> A window of a minute that moves by ten seconds puts every record into six windows. Cut into panes as long as the greatest common
 * divisor of both, each record goes into one state, once; the six windows that share a pane share its work. So a dataflow keeps a
 * {@link io.rivulet.algorithms.sliding.PaneWindow} for each key, which costs a few merges for each pane and nothing for each record. The panes are exact: a
 * window's ends are always panes' ends.
 *
 * <p><b>What was turned down.</b> A tree of sums (Tangwongsan, Hirzel and Schneider, PVLDB 12, 2019) takes states out of order in the middle; here panes come
 * in the order of time, since a pane closes only when the watermark has passed it. Choosing RETRACT wherever records can be retracted would be simpler; but
 * after an extreme value has left, a state that retracts to rounding is wrong until it is made anew, silently, and small states merge as fast.
 *
 * <p>All share: one owner at a time; answers change nothing; a decoded window goes on exactly as the encoded one; an empty one answers as a new state does
 * and holds no memory that grew.
 *
 * <p>Papers: Tangwongsan, Hirzel and Schneider, <i>In-order sliding-window aggregation in worst-case constant time</i>, VLDB Journal 30, 2021. Li, Maier,
 * Tufte, Papadimos and Tucker, <i>No pane, no gain: efficient evaluation of sliding-window aggregates over data streams</i>, SIGMOD Record 34(1), 2005.
 */
package io.rivulet.algorithms.sliding;
