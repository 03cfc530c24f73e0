/**
 * How do features get into a form that learners like?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>does</th><th>error</th><th>bytes</th><th>merge</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.preprocessing.StandardScaler}</td><td>mean 0, variance 1</td><td>rounding</td><td>24 a feature</td><td>yes</td><td>before
 * linear models, always; features without heavy tails</td></tr>
 * </table>
 *
 * <p>All learn without labels, leave absent features absent and words as they are, and transform without learning.
 */
package io.rivulet.algorithms.preprocessing;
