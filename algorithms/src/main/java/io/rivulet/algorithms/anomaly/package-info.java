/**
 * How strange is this value, or this row, after all that came before it?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>takes</th><th>strange means</th><th>bytes</th><th>follows a change</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.anomaly.RobustChart}</td><td>a number</td><td>far from the usual level, on one side</td><td>about 120</td><td>slowly, by
 * half-life</td><td>few values to learn from: per key, per window; the first to try</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.anomaly.EwmaChart}</td><td>a number</td><td>the mean has shifted a little, for a while</td><td>about
 * 100</td><td>no</td><td>small lasting shifts against a fixed baseline</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.anomaly.Spot}</td><td>a number</td><td>larger than all but a share of {@code risk}</td><td>up to 9,000</td><td>in the tail; a
 * new level after 50 alarms</td><td>skewed or heavy-tailed values, thousands of them, and a false-alarm rate to keep</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.anomaly.TwoSidedSpot}</td><td>a number</td><td>the same on both sides</td><td>up to 18,000</td><td>as Spot</td><td>values
 * that can also be too small</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.anomaly.HalfSpaceTrees}</td><td>a row</td><td>where few of the last window's rows lay</td><td>26 · trees ·
 * 2<sup>depth</sup>, by default 670,000</td><td>window by window</td><td>several features at once, no labels</td></tr>
 * </table>
 *
 * <p>All score first and learn afterwards; {@code score} changes nothing, is {@code NaN} during the warm-up, and an anomaly is a score above
 * {@code threshold()}. Each class says what an anomaly that is learnt does to it. {@link io.rivulet.algorithms.anomaly.AnomalyCount} runs any of them over
 * a whole stream. States of two streams cannot be merged: what is usual depends on the order.
 */
package io.rivulet.algorithms.anomaly;
