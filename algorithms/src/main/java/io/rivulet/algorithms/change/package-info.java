/**
 * Is the stream still what it was, and if not, since when? Is it creeping up or down?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>takes</th><th>a change is</th><th>false alarms in 10,000</th><th>jump found after</th><th>slow change found after</th><th>bytes</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Adwin}</td><td>numbers or errors</td><td>another mean</td><td>below 0.1</td>
 * <td>46</td><td>284</td><td>about 100 a doubling of the window</td>
 * <td>the first to try: next to no false alarms, no baseline, no length; tells the mean as of now</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.PageHinkley}</td><td>numbers</td><td>a mean that has moved for good</td><td>0.1</td>
 * <td>26</td><td>249</td><td>250</td>
 * <td>about how far the values scatter is known: sooner, and few bytes for each of many keys</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Bocpd}</td><td>numbers</td><td>another mean or scatter</td><td>2</td>
 * <td>17</td><td>208</td><td>48 a run, up to 6,000</td>
 * <td>soonest without a baseline, and the start best placed, where values are about normal; a hundred times the time of the two above</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Cusum}</td><td>numbers</td><td>another mean than a baseline</td><td>21 with limit 5, 1 with 8</td>
 * <td>10</td><td>143</td><td>300</td>
 * <td>the baseline is known, or a long steady time gives one; jumps of a size that matters</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Kswin}</td><td>numbers</td><td>another distribution: level, scatter, shape</td><td>0.2</td>
 * <td>32, a third missed</td><td>missed</td><td>64 a value of the window</td>
 * <td>nothing is known of the values, and the mean may stay as it is; abrupt changes only</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.TrendDetector}</td><td>numbers</td><td>the beginning of a rise or a fall</td><td>0.1</td>
 * <td>not made for it</td><td>275 with a window of 500</td><td>64 a value of the window</td>
 * <td>slow changes of which only the direction matters; any scale</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.HddmW}</td><td>0..1</td><td>more errors, if asked fewer too</td><td>0.7</td>
 * <td>83</td><td>377</td><td>300</td>
 * <td>a model's errors</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.HddmA}</td><td>0..1</td><td>the same</td><td>0.3</td>
 * <td>106</td><td>413</td><td>250</td>
 * <td>a model's errors; fewer false alarms, and later</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Ddm}</td><td>0..1</td><td>more errors than at best</td><td>0.4, more at low rates</td>
 * <td>223</td><td>480</td><td>200</td>
 * <td>comparison with the literature; late in a long steady time</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.change.Eddm}</td><td>0 or 1</td><td>errors closer together</td><td>5</td>
 * <td>75</td><td>214</td><td>200</td>
 * <td>comparison with the literature</td></tr>
 * </table>
 *
 * <p>A jump is one of a deviation, or of the error rate from 0.2 to 0.4; a slow change goes to two deviations, or to 0.6, over a thousand values ({@code ChangeDelays}
 * of the benchmarks, with the settings that each class calls usual; {@code Kswin} at 0.0001, {@code Cusum} with limit 5 and a known baseline). How well the starts
 * agree with what people see in real series, {@code ChangePoints} tells: {@code Adwin}, {@code Bocpd} and {@code Kswin} do better than never to fire,
 * the others, in series so short, hardly do.
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
 * <p>What the guarantees do not say: every one of them is of a single test, and a test is made after each value or few; the false alarms in the table are measured,
 * over independent values that are standard normal, or errors at a rate of 0.2. Values that depend on their
 * predecessors, as most measured ones do, raise more of them in all classes; thin them out or take means first. None of these states can be merged: they depend
 * on the order of the values.
 */
package io.rivulet.algorithms.change;
