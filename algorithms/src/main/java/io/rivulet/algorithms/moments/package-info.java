/**
 * How large are the values, how far do they scatter, and what is their shape?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.moments.RunningMoments}</td><td>rounding</td><td>56</td><td>yes</td><td>to rounding</td><td>mean, variance, skewness,
 * kurtosis of all values or of a window</td></tr>
 * </table>
 *
 * <p>All take finite doubles and refuse others. Empty answers are {@code NaN}.
 */
package io.rivulet.algorithms.moments;
