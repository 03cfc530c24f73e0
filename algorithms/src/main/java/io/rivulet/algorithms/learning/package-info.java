/**
 * What does a learner see, and how good is it?
 *
 * <table>
 * <caption>The parts</caption>
 * <tr><th>class</th><th>is</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.learning.Row}</td><td>the features of an example: an array of doubles, {@code NaN} where absent</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.learning.Schema}</td><td>which place of a row belongs to which name or word; grows as new ones come</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.learning.Classifier}, {@link io.rivulet.algorithms.learning.Transformer}</td><td>what learners do</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.learning.Pipeline}</td><td>a transformer before a classifier</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.learning.PrequentialAccuracy}</td><td>test, then learn: the share predicted rightly</td></tr>
 * </table>
 *
 * <p>Labels travel beside the row, never in it. Predicting changes nothing. A feature that is absent, or that a learner never saw, neither helps nor
 * hurts; the order of names does not matter beyond rounding. Learners know places only: whoever saves a learner of named features saves the schema with
 * it. Families of learners ({@code linear}, {@code preprocessing}) depend on this package, and it on none of them.
 */
package io.rivulet.algorithms.learning;
