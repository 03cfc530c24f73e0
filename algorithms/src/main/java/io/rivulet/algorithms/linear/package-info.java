/**
 * Does a weighted sum of the features tell the classes apart, and with which weights?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>answers</th><th>bytes</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.linear.LogisticRegression}</td><td>the probability of one of two classes</td><td>8 a feature</td><td>many features, fast
 * answers, weights to look at; scaled by {@code StandardScaler}</td></tr>
 * </table>
 *
 * <p>All take {@link io.rivulet.algorithms.learning.Row rows}, treat absent features as 0, and follow streams that change by a constant rate.
 */
package io.rivulet.algorithms.linear;
