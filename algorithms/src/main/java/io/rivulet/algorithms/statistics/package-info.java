/**
 * How do numbers behave: their recent level and spread, how they move together, how fast they come?
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
 * </table>
 *
 * <p>Mean, variance, skewness and kurtosis of everything, or of any window by {@code Sliding}, are in {@code moments}; medians and the median absolute deviation
 * in {@code quantile}; alarms in {@code anomaly}.
 *
 * <p>What all share: values must be finite and within 1e140 of 0, so that no sum of their squares leaves the doubles. Sums are of distances from the mean and
 * their products, never of raw squares: a mean a billion times the deviation costs nine digits of the variance, not eighteen. Answers that do not exist are
 * {@code NaN}. Weighted variances are without bias under the weights: the sum of squares is divided by Σw − Σw² / Σw.
 *
 * <pre>{@code
 * var load = DecayedCovariance.of(Duration.ofMinutes(10));
 * load.update(requestsPerSecond, latencyMillis, timeMillis);
 * load.correlation(); // of the last minutes
 * load.slope();       // milliseconds that one more request per second costs
 * }</pre>
 */
package io.rivulet.algorithms.statistics;
