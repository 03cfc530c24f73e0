/**
 * How large is a value that a given part of the stream does not exceed: median, 99th percentile, interquartile range? And which part of the stream does not
 * exceed a given value?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>error</th><th>bytes after a million values</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.DDSketch}</td><td>1 % of the value, always</td><td>3 Ki for three powers of ten</td><td>exactly</td><td>yes, and
 * subtracts</td><td>positive quantities that vary by orders of magnitude: latencies, sizes, prices; the fastest, and the one to slide</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.DecayedQuantiles}</td><td>1 % of the value, always</td><td>the same</td><td>to rounding</td><td>fades</td><td>the
 * recent values count more; no window's edge</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.KllQuantiles}</td><td>1.2 % of the rank with 99 % confidence, proven, everywhere</td><td>5.4 Ki</td><td>same
 * bound</td><td>no; windows merge panes</td><td>nothing is known of the values, and the answer must be good for any; {@link
 * io.rivulet.algorithms.quantile.KllLongQuantiles} for whole numbers</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.ReqQuantiles}</td><td>4 % of the distance from the exact end with 99 % confidence, measured</td><td>17
 * Ki</td><td>same error</td><td>no; windows merge panes</td><td>ranks such as 0.9999 of values of any kind</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.TDigest}</td><td>no bound; of smooth values usually 1 % of the rank in the middle and 0.01 % at
 * 0.999</td><td>4.9 Ki</td><td>about the same error</td><td>no; windows merge panes</td><td>answers that interpolate; what other systems use</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.PSquareQuantile}</td><td>no bound</td><td>152</td><td>no</td><td>no</td><td>one quantile, known beforehand,
 * for each of millions of keys</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.ExactQuantiles}</td><td>none</td><td>11 a value</td><td>exactly</td><td>yes, and subtracts</td><td>all values may
 * be kept; windows of time by {@code Sliding}</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.quantile.RollingQuantiles}</td><td>none</td><td>about 22 a value of the window</td><td>no</td><td>expires by
 * number</td><td>rolling median and deviation of the last n values</td></tr>
 * </table>
 *
 * <p>A relative error of the value and an error of the rank are different promises. Where values are sparse, as in a long tail, a rank that is off by 1 % may be
 * a value that is off tenfold; where they are dense, a value that is off by 1 % may be a rank that is off by a third. Of values that differ by less
 * than 1 % from each other, such as temperatures in kelvin, {@code DDSketch} says nothing.
 *
 * <p>What all share: a rank counts the value itself, and the quantile of q is the smallest value whose rank is at least q; {@code Ranks} says it more exactly.
 * Values must be finite, and -0.0 is 0.0. The answer to an empty stream is {@code NaN}. Asking changes nothing, and costs as much each time: those that must
 * sort for it offer several quantiles at once.
 *
 * <p>Two sketches consist of {@code CompactingLevels} and differ in their {@code Compaction}; those of DataSketches, which draw from a source of chance that
 * cannot be seeded nor kept, would answer differently after a restore, and serve the tests and benchmarks instead. Two histograms consist of {@code
 * LogBuckets}. A histogram after HdrHistogram, whose buckets are those of a double's leading bits, was turned down: it saves about one and a half of four
 * nanoseconds per update and needs 44 % more buckets at the same error, since {@code LogScale} is within 1 % of the fewest.
 */
package io.rivulet.algorithms.quantile;
