/**
 * Is the stream still what it was, and if not, since when? Is it creeping up or down?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>takes</th><th>a change is</th><th>false alarms in 10,000</th><th>values until a jump by a deviation is found</th><th>bytes</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Adwin}</td><td>numbers or errors</td><td>another mean, in either direction</td><td>below
 * 0.1</td><td>46</td><td>about 100 a doubling of the window</td><td>the first to try: the mean as of now with next to no false alarms, no length and no baseline to
 * choose; slow changes as well as jumps</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Bocpd}</td><td>numbers</td><td>another mean or scatter</td><td>2</td><td>17</td><td>48 a run,
 * up to 6,000</td><td>finds jumps soonest without a baseline, where values are about normal; tells how probable each start is; a hundred times the time of the others</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Cusum}</td><td>numbers</td><td>another mean than a baseline</td><td>21 with limit 5, 1 with 8, of a known
 * baseline</td><td>10</td><td>300</td><td>the baseline is known, or a long steady time gives one; jumps of a size that matters</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.PageHinkley}</td><td>numbers</td><td>a mean that has moved for good</td><td>0.1</td><td>26</td><td>250</td><td>about how far the values scatter is known; few bytes per key, small changes that last</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Kswin}</td><td>numbers</td><td>another distribution: level, scatter, shape</td><td>8 at level 0.005, 0.2 at
 * 0.0001</td><td>32</td><td>64 a value of the window</td><td>nothing is known of the values, and the mean may stay; abrupt changes only, for a slow one is in both halves</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.TrendDetector}</td><td>numbers</td><td>the beginning of a rise or a fall</td><td>0.2</td><td>not made for
 * it</td><td>64 a value of the window</td><td>gradual changes</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.HddmA}</td><td>0..1</td><td>more errors, if asked fewer too</td><td>0.3</td><td></td><td>250</td><td>a model's
 * errors, sudden changes</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.HddmW}</td><td>0..1</td><td>the same</td><td>0.7</td><td></td><td>350</td><td>a model's errors; sooner, and gradual
 * changes too</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Ddm}</td><td>0..1</td><td>more errors than at best</td><td>0.4, more at low rates</td><td></td><td>200</td><td>comparison
 * with the literature; late in a long steady time</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Eddm}</td><td>0 or 1</td><td>errors closer together</td><td>5</td><td></td><td>200</td><td>comparison with the
 * literature</td></tr>
 * </table>
 *
 * <p>{@link io.rivulet.algorithms.change.MannKendall} is no detector: it answers whether the last n values rise or fall, how surely and how steeply. To hold
 * values against a fixed baseline one by one there is {@code EwmaChart} of the anomaly family.
 *
 * <p>All detectors keep one contract, {@link io.rivulet.algorithms.change.ChangeDetector}: a value goes in, a {@link io.rivulet.algorithms.change.Verdict} comes
 * out; the {@link io.rivulet.algorithms.change.ChangeLog} tells where a change was found, where it seems to have begun, and how near the last value came
 * to one. A change is said once; then what came before it is forgotten and the test begins anew.
 *
 * <pre>{@code
 * ChangeDetector detector = Adwin.create(Adwin.Params.ofLevel(0.002).withRange(100));
 * for (double value : values) {
 *     if (detector.update(value) == Verdict.CHANGE) {
 *         ChangeLog log = detector.log(); // from log.levelBefore() to detector.estimate() since value log.lastStart()
 *     }
 * }
 * }</pre>
 *
 * <p>What the guarantees do not say: every one of them is of a single test, and a test is made after each value; the false alarms in the table are measured, over
 * independent values that are standard normal or errors at a rate of 0.2 ({@code ChangeDelays} of the benchmarks). Values that depend on their
 * predecessors, as most measured ones do, raise more of them in all classes; thin them out or take means first. None of these states can be merged: they depend
 * on the order of the values.
 */
package io.rivulet.algorithms.change;
