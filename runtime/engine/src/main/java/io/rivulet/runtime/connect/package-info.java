/**
 * What a connector must do, and the connectors that need nothing but the program itself. {@code io} modules implement the contracts and know nothing else of the
 * runtime; the runtime knows no connector.
 *
 * <table>
 * <caption>Which class</caption>
 * <tr><th>Question</th><th>Class</th></tr>
 * <tr><td>The program has the records, or makes the same again on each run</td><td>{@link io.rivulet.runtime.connect.IterableSource}: exactly once</td></tr>
 * <tr><td>A function must be asked now and then</td><td>{@link io.rivulet.runtime.connect.PollingSource}: at most once; exactly once if it can repeat its
 * answers</td></tr>
 * <tr><td>Other threads bring records while the job runs</td><td>{@link io.rivulet.runtime.connect.QueueSource}: at most once</td></tr>
 * <tr><td>Records come from anywhere else</td><td>a {@link io.rivulet.runtime.connect.Source} of your own, and its
 * {@link io.rivulet.runtime.connect.SourcePartition}</td></tr>
 * <tr><td>Some of what comes is no record</td><td>{@link io.rivulet.runtime.connect.BadInput}, by {@link io.rivulet.runtime.connect.SourceOutput#reject}</td></tr>
 * <tr><td>Records go anywhere</td><td>a {@link io.rivulet.runtime.connect.Sink}, and its {@link io.rivulet.runtime.connect.SinkWriter}: at least once</td></tr>
 * <tr><td>Each record must be seen there exactly once</td><td>a {@link io.rivulet.runtime.connect.TransactionalSink}, and its
 * {@link io.rivulet.runtime.connect.TransactionalWriter}</td></tr>
 * <tr><td>What is left of all that after a crash</td><td>{@link io.rivulet.runtime.connect.Guarantee}: the weakest on the way</td></tr>
 * </table>
 *
 * <p>Each method is called by one thread at a time, the worker's that owns the partition or the writer. {@link java.io.IOException} stands in signatures
 * only here. A source looks at no clock but {@link io.rivulet.runtime.connect.SourceOutput#clockMillis}, and never waits: it says when to ask again.
 */
package io.rivulet.runtime.connect;
