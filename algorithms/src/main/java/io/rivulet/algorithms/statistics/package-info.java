/**
 * How do numbers behave: their recent level and spread, how they move together, how fast they come, what comes next, and do they differ?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>question</th><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th></tr>
 * <tr><td>recent mean and variance, by time</td><td>{@link io.rivulet.algorithms.statistics.DecayedMoments}</td><td>rounding</td><td>120</td><td>yes</td><td>
 * fades</td></tr>
 * <tr><td>the same by number (EWMA)</td><td>{@link io.rivulet.algorithms.statistics.EwmaMoments}</td><td>rounding</td><td>72</td><td>no</td><td>fades</td></tr>
 * <tr><td>do two numbers move together</td><td>{@link io.rivulet.algorithms.statistics.RunningCovariance}</td><td>rounding</td><td>88</td><td>yes</td><td>to
 * rounding</td></tr>
 * <tr><td>do they lately, by time</td><td>{@link io.rivulet.algorithms.statistics.DecayedCovariance}</td><td>rounding</td><td>144</td><td>yes</td><td>fades</td></tr>
 * <tr><td>do they lately, by number</td><td>{@link io.rivulet.algorithms.statistics.EwmaCovariance}</td><td>rounding</td><td>96</td><td>no</td><td>fades</td></tr>
 * <tr><td>which line gives one for the other, how certainly</td><td>{@link io.rivulet.algorithms.statistics.SimpleRegression}</td><td>rounding</td><td>96</td><td>
 * yes</td><td>to rounding</td></tr>
 * <tr><td>how does one depend on several, lately</td><td>{@link io.rivulet.algorithms.statistics.RecursiveLeastSquares}</td><td>rounding</td><td>4 d² for d
 * features</td><td>no</td><td>fades</td></tr>
 * <tr><td>how much per second lately</td><td>{@link io.rivulet.algorithms.statistics.DecayedRate}</td><td>rounding</td><td>96</td><td>yes</td><td>fades</td></tr>
 * <tr><td>how fast does a counter rise, over restarts</td><td>{@link io.rivulet.algorithms.statistics.CounterRate}</td>
 * <td>none at the readings</td><td>16 to 32 a reading</td><td>no</td><td>expires by time</td></tr>
 * <tr><td>average of a quantity read at irregular times</td><td>{@link io.rivulet.algorithms.statistics.TimeWeightedAverage}</td>
 * <td>rounding</td><td>16 to 32 a reading</td><td>no</td><td>expires by time</td></tr>
 * <tr><td>a signal without its spikes</td><td>{@link io.rivulet.algorithms.statistics.HampelFilter}</td>
 * <td>none</td><td>24 a value of the window</td><td>no</td><td>expires by number</td></tr>
 * <tr><td>what comes next, with a trend and a season</td><td>{@link io.rivulet.algorithms.statistics.HoltWinters}</td>
 * <td>none to the recursion</td><td>8 a value of the period</td><td>no</td><td>fades</td></tr>
 * <tr><td>what is usual at this time of the day</td><td>{@link io.rivulet.algorithms.statistics.SeasonalProfile}</td>
 * <td>rounding</td><td>24 a part</td><td>yes</td><td>to rounding</td></tr>
 * <tr><td>where is a level that wanders, read through noise</td><td>{@link io.rivulet.algorithms.statistics.LocalLevelFilter}</td>
 * <td>least mean square</td><td>72</td><td>no</td><td>fades</td></tr>
 * <tr><td>does the series repeat itself, and when</td><td>{@link io.rivulet.algorithms.statistics.RollingAutocorrelation}</td>
 * <td>rounding</td><td>8 a value of the window</td><td>no</td><td>expires by number</td></tr>
 * <tr><td>the shape of the distribution in a few bins</td><td>{@link io.rivulet.algorithms.statistics.StreamingHistogram}</td>
 * <td>no bound</td><td>16 a bin</td><td>to no bound</td><td>no</td></tr>
 * <tr><td>smallest and largest</td><td>{@link io.rivulet.algorithms.statistics.RunningExtremes}</td>
 * <td>none</td><td>40</td><td>exactly</td><td>no; slides by merging</td></tr>
 * <tr><td>which of two hypotheses holds, soonest</td><td>{@link io.rivulet.algorithms.statistics.SequentialRatioTest}</td>
 * <td>alpha, beta</td><td>80</td><td>no</td><td>no</td></tr>
 * <tr><td>is B better than A, looked at all the time</td><td>{@link io.rivulet.algorithms.statistics.AlwaysValidComparison}</td>
 * <td>p at most p</td><td>136</td><td>no</td><td>no</td></tr>
 * </table>
 *
 * <p>Elsewhere: mean, variance, skewness and kurtosis of everything, or of any window by {@code Sliding}, in {@code moments}; the extremes of any last while in
 * {@code sliding}; medians and the median absolute deviation in {@code quantile}; distributions with a bound on the error there too; alarms in {@code anomaly} and
 * {@code change}. Sums of products of what retracts to rounding slide by merging, which leaves no error behind; {@code retract} and {@code subtract} are for those
 * who know that nothing far out has been in.
 *
 * <p>What all share: values must be finite and within 1e140 of 0, so that no sum of their squares leaves the doubles. Sums are of distances from the mean and
 * their products, never of raw squares: a mean a billion times the deviation costs nine digits of the variance, not eighteen. Answers that do not exist are
 * {@code NaN}. Weighted variances are without bias under the weights: the sum of squares is divided by Σw − Σw² / Σw. The
 * usual recursion v = (1 − α) (v + α d²) is not used, since it gives the first value 1 / α times the weight that its age would.
 *
 * <p>What goes by time takes late records in at their place, with two exceptions that say so: a counter's late reading cannot be told from a restart, and a Kalman
 * filter knows no past.
 *
 * <p>Turned down: subtracting states of sums as the way to slide, for its error would stay as long as the window is used; ARIMA and a choice of smoothing weights by a grid,
 * which need the past; confidence sequences by empirical Bernstein bounds, wider than those here wherever means are close to normal.
 *
 * <pre>{@code
 * var load = DecayedCovariance.of(Duration.ofMinutes(10));
 * load.update(requestsPerSecond, latencyMillis, timeMillis);
 * load.correlation(); // of the last minutes
 * load.slope();       // milliseconds that one more request per second costs
 * }</pre>
 */
package io.rivulet.algorithms.statistics;
