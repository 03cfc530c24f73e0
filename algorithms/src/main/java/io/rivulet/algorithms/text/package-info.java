/**
 * Which kinds of messages are there, and which words of a text say something?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>question</th><th>class</th><th>error</th><th>bytes</th><th>merge</th></tr>
 * <tr><td>of what kinds are the lines of a log, is this one of a new kind, what are its parameters</td><td>{@link io.rivulet.algorithms.text.Drain}</td><td>a
 * heuristic; depends a little on order</td><td>about 85 a word of each template, of a bounded number</td><td>no</td></tr>
 * <tr><td>which words tell this text from the others of lately, and which come everywhere</td><td>{@link io.rivulet.algorithms.text.TfIdf}</td><td>rounding up to
 * m words, then too rare by words / m at most</td><td>about 45 a counter and the word</td><td>yes, same bound</td></tr>
 * </table>
 *
 * <p>A template's id is a key like any other: count them by {@code frequency.DecayedCounts}, watch their mix by {@code entropy.ShannonEntropy}, alert on a new one.
 * Cut off what comes before the message, date, host and process: Drain tells kinds apart by their first words. On 7,121 lines of a login server it finds 74
 * kinds, the same in whatever order lines come within a hundred; on 10,000 web requests, which have more words that vary than words that do not, 99 % of the lines
 * get the same template.
 *
 * <pre>{@code
 * var log = Drain.create(Drain.Params.DEFAULTS);
 * boolean isNew = log.update("disk sda is full").change() == LogMatch.Change.NEW;
 * }</pre>
 *
 * <p>Papers: He, Zhu, Zheng and Lyu 2017; Spärck Jones 1972; Cormode et al. 2009. Each class says where it differs.
 */
package io.rivulet.algorithms.text;
