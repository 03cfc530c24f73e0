/**
 * What about the last while only?
 *
 * <p>{@link io.rivulet.algorithms.sliding.Sliding} puts any aggregation over a window, and chooses how from what the aggregation's state can do.
 *
 * <table>
 * <caption>Which window</caption>
 * <tr><th>question</th><th>ask</th><th>kept</th></tr>
 * <tr><td>the last while</td><td>{@code Sliding.over(size, …)}</td><td>a state a record, or the records</td></tr>
 * <tr><td>the last while, in steps</td><td>{@code Sliding.over(size, slide, …)}</td><td>a state a step</td></tr>
 * <tr><td>the last while, records late</td><td>{@code Sliding.over(…).outOfOrder()}</td><td>the same</td></tr>
 * <tr><td>several last whiles at once</td><td>{@code Sliding.over(List.of(…), …)}</td><td>that of the longest, once</td></tr>
 * <tr><td>the last so many records</td><td>{@code Sliding.overCount(records, …)}</td><td>a state a record, or the records</td></tr>
 * <tr><td>since the last silence</td><td>{@code Sliding.overSession(gap, …)}</td><td>one state</td></tr>
 * <tr><td>since the last silence, records late</td><td>{@code Sliding.overSession(gap, lateness, …)}</td><td>a state a record of the session</td></tr>
 * <tr><td>how many, how much, in little memory</td><td>{@link io.rivulet.algorithms.sliding.ExponentialHistogram}</td><td>24 bytes a bucket, of which there
 * are of the order of lg n / ε; relative error ε for any window</td></tr>
 * <tr><td>smallest and largest</td><td>{@link io.rivulet.algorithms.sliding.SlidingExtremes}</td><td>about ln n entries; exact for any window</td></tr>
 * <tr><td>the last while of each key, in a dataflow</td><td>{@code Sliding.panes(size, …)}</td><td>a state a pane</td></tr>
 * </table>
 *
 * <p>For windows of time in order, of a count, and of panes, the first line that fits is taken:
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
 * <p>where n is the number of records, or of panes, in the window. For the others:
 *
 * <table>
 * <caption>How other windows slide</caption>
 * <tr><th>the state</th><th>in any order</th><th>several sizes</th><th>session</th><th>session, records late</th></tr>
 * <tr><td>keeps its own time</td><td>NATIVE</td><td>NATIVE</td><td>ONE_STATE</td><td>FIBA</td></tr>
 * <tr><td>retracts exactly, no steps</td><td>RETRACT</td><td></td><td>ONE_STATE</td><td></td></tr>
 * <tr><td>merges</td><td>FIBA</td><td>FIBA</td><td>ONE_STATE</td><td>FIBA</td></tr>
 * <tr><td>retracts</td><td>RETRACT</td><td>RETRACT</td><td>ONE_STATE</td><td>RECOMPUTE</td></tr>
 * <tr><td>none of these</td><td>RECOMPUTE</td><td>RECOMPUTE</td><td>ONE_STATE</td><td>RECOMPUTE</td></tr>
 * </table>
 *
 * <p>FIBA costs 12 merges for one record that comes and one that leaves in order, and 16 with a thousand newer ones, whatever the window holds; 2 for an answer
 * over all of it, and of the order of lg n over a part that ends now, which is how one tree answers for several windows. Several aggregations in one
 * ({@link io.rivulet.algorithms.Aggregation#all}) each slide by their own method, but for sessions. A window of a count has no use for a state's own time.
 * {@link io.rivulet.algorithms.sliding.SlidingChoice} holds the rule and says its reason; any other method that the state and the window allow can be asked
 * for ({@code by}), one that they do not is refused with what is missing.
 *
 * <p><b>Why panes.</b> A window of a minute that moves by ten seconds puts every record into six windows. Cut into panes as long as the greatest common
 * divisor of both, each record goes into one state, once; the six windows that share a pane share its work. So a dataflow keeps a
 * {@link io.rivulet.algorithms.sliding.PaneWindow} for each key, which costs a few merges for each pane and nothing for each record. The panes are exact: a
 * window's ends are always panes' ends.
 *
 * <p><b>What was turned down.</b> FIBA for panes: they come in the order of time, since a pane closes only when the watermark has passed it. FIBA in order:
 * it merges twice as often as DABA_LITE. Choosing RETRACT wherever records can be retracted would be simpler; but after an extreme value has left, a state that
 * retracts to rounding is wrong until it is made anew, silently, and small states merge as fast. Buckets in powers of two, as exponential histograms are
 * published: joining by the rule that the error allows takes any amounts, and needs no more of them. Exponential histograms whose buckets are summaries:
 * the windows that do not fit a state a step are better served by the summaries that keep their own time.
 *
 * <p>All share: one owner at a time; answers change nothing; a decoded window goes on exactly as the encoded one; an empty one answers as a new state does
 * and holds no memory that grew.
 *
 * <p>Papers: Tangwongsan, Hirzel and Schneider, <i>In-order sliding-window aggregation in worst-case constant time</i>, VLDB Journal 30, 2021, and
 * <i>Optimal and general out-of-order sliding-window aggregation</i>, PVLDB 12, 2019. Li, Maier,
 * Tufte, Papadimos and Tucker, <i>No pane, no gain: efficient evaluation of sliding-window aggregates over data streams</i>, SIGMOD Record 34(1), 2005.
 * Datar, Gionis, Indyk and Motwani, <i>Maintaining stream statistics over sliding windows</i>, SIAM Journal on Computing 31(6), 2002.
 */
package io.rivulet.algorithms.sliding;
