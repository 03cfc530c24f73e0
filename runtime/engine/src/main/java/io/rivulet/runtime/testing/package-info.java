/**
 * What a test of operators and connectors needs, without a test framework: a {@link io.rivulet.runtime.testing.TestSource} that plays a script, a
 * {@link io.rivulet.runtime.testing.TestSink} that remembers, a {@link io.rivulet.runtime.testing.ManualClock}, and the
 * {@link io.rivulet.runtime.testing.OperatorHarness}, which drives one keyed logic by hand and turns its state into bytes and back after every call.
 *
 * <p>The source, the sink and the clock may be shared with the threads of a job; the harness has one owner.
 */
package io.rivulet.runtime.testing;
