/**
 * Dataflows: built with {@link io.rivulet.runtime.Dataflow} and {@link io.rivulet.runtime.Stream}, run by {@link io.rivulet.runtime.Rivulet}, watched through
 * {@link io.rivulet.runtime.Job}. Users start here; {@code connect} has sources and sinks, {@code testing} what tests of flows need.
 *
 * <table>
 * <caption>What do you want of the records?</caption>
 * <tr><td>change, drop or multiply each by itself</td><td>{@code map}, {@code filter}, {@code filterMap}, {@code flatMap}, {@code flatten}, {@code branch}, {@code merge}</td></tr>
 * <tr><td>ask another system for each</td><td>{@code enrich} remembers answers; {@code mapAsync} has many questions under way; {@code rateLimit} spares the other side</td></tr>
 * <tr><td>what an algorithm says of each key so far</td><td>{@code keyBy(…).aggregate}, {@code score}, {@code learn}; at the end only: {@code aggregateFinal}, {@code countFinal} …</td></tr>
 * <tr><td>the same for stretches of time, or so many records</td><td>{@code window(Windows.…)}, and {@link io.rivulet.runtime.Emission} for early, late and retracted results</td></tr>
 * <tr><td>the same for the last w at every record</td><td>{@code rolling}</td></tr>
 * <tr><td>what each record means beside those before it</td><td>{@code statefulMap}, {@code statefulFlatMap}, {@code stateful} with timers; {@code withTimeToLive} for keys that go silent</td></tr>
 * <tr><td>each only once</td><td>{@code deduplicate}, exactly for a while or by a filter of bounded size</td></tr>
 * <tr><td>in order of time</td><td>{@code order}; {@code history} to ask for stretches of the past</td></tr>
 * <tr><td>together with those of another stream</td><td>{@code join}: by key, within windows or intervals; with a {@code table()}, by key or on every worker</td></tr>
 * </table>
 *
 * <p><b>Time.</b> Times come from the records where an input has {@code eventTime}; then the results are the same whenever and however fast the input is read. The
 * watermark of a step says that what is older has come; it is the least of those of the partitions that are not idle.
 *
 * <p><b>After a crash</b> a job with {@link io.rivulet.runtime.Recovery} goes on from its last complete epoch: the states of all steps and the positions of all inputs at
 * one moment. States are exact then. What outputs have written since is written again by those that are at least once, and never was visible with those that are exactly
 * once; each connector says which it is, and a drawing of the flow shows it. Where a slow stream must not hold up a faster one at the end of an epoch, {@code atLeastOnce()}
 * gives that up for all of them. The number of workers may change from run to run. Names of steps are what states are found
 * by: a flow whose steps do not fit what is stored is refused with the step's name.
 *
 * <p><b>Keys</b> that are numbers, texts, times or lists of them need no codec; for records and enums say
 * {@code keyBy(name, key, RecordCodec.of(Type.class))}.
 */
package io.rivulet.runtime;
