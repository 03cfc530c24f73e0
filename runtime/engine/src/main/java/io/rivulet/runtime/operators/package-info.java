/**
 * The operators of dataflows, composed from the primitives of {@code dataflow}: each is a {@link io.rivulet.runtime.dataflow.Transform} or a
 * {@link io.rivulet.runtime.dataflow.KeyedLogic} in a file of its own, reached through the static factories of the public classes. Stateless ones are in
 * {@link io.rivulet.runtime.operators.Stateless}, those with a state per key in {@link io.rivulet.runtime.operators.Stateful}, those of them that go by event time in
 * {@link io.rivulet.runtime.operators.ByEventTime}, windows in {@link io.rivulet.runtime.operators.Windowed}, joins in {@link io.rivulet.runtime.operators.Joins}, and aggregations made of plain functions in {@link io.rivulet.runtime.operators.Folds}. The fluent API puts them
 * into a flow; engines know none of them.
 *
 * <p>Here algorithms meet the runtime, as an {@link io.rivulet.algorithms.Aggregation}, {@link io.rivulet.algorithms.Scoring},
 * {@link io.rivulet.algorithms.Learning} or {@link io.rivulet.algorithms.Deduplication}; no operator knows an algorithm. All
 * state of a key is in the object that {@link io.rivulet.runtime.dataflow.KeyedLogic#create} made, and in its codec; what holds nothing is dropped.
 *
 * <p><b>Windows.</b> A record belongs to all of its windows or to none. Letting a late record into those of its sliding windows that are still open was turned
 * down: two windows over the same instant would then disagree about it, and panes that are closed could not be summed up once and for all. A session
 * takes records exactly its gap apart as one. So that no order of arrival can change that, it closes one millisecond after a record could last have joined, and
 * its result carries that last instant as its event time.
 *
 * <p><b>Without windows.</b> Where answers depend on what came before, a record older than the watermark is late: {@code order}, {@code rolling},
 * {@code deduplicate} and {@code select} could take it in only by contradicting what they have said. A key with a time to live says nothing of the past, so it takes old
 * records as windows do, until their own time is over. Such a key ends by the watermark or by a later record of its own, whichever comes first: waiting for the
 * watermark alone, as others do, would make results depend on how fast it goes on, and thus on the number of workers.
 *
 * <p><b>Joins.</b> One keyed step over the merged sides, so a join is keyed logic like any other. Joins by time take records in the order of their times, of equal times by side,
 * and not as they come: only so does a join give the same whatever the sides' pace. Rows of a window all leave when it closes; letting complete ones out
 * before was turned down, because a record that is older and still in time would have made others. A table joined as it comes is idle in the merge from the
 * start, so that it never holds the stream's time back; one that is read first says that it has been read by the first watermark of the merged sides.
 *
 * <p><b>Several results of a window</b> ({@link io.rivulet.runtime.Emission}) have logic of their own, so that windows with one result pay nothing for them. There each window keeps
 * one state, also where windows slide: sharing panes was turned down, because a late record would go into the middle of what has been summed up, and every answer would merge
 * all panes anew. A result has the time of its window also when it leaves late; therefore a step behind such windows holds the watermark back by the allowed lateness, and a
 * grace is nothing but a watermark that comes later. The other way, results with the time at which they leave, was turned down: windows over them would count them elsewhere.
 * A result to be taken back is answered again from a copy of its state, for answers have no codec.
 *
 * <p>A timer cannot be taken back. Logic that wants to move one keeps in its state the time of the timer that matters, and lets the others pass.
 *
 * <p>Called by worker threads, each with objects of its own. Classes get a copy of their own per step ({@link io.rivulet.runtime.dataflow.Template}), which is no
 * nestmate of their nested classes and cannot make lambdas; therefore these have no private members that it needs, and the codecs are made in them. The file to read first: {@code WindowStateLogic}.
 */
package io.rivulet.runtime.operators;
