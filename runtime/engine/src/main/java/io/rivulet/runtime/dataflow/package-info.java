/**
 * A dataflow as data: the sealed {@link io.rivulet.runtime.dataflow.Step}s, the checked {@link io.rivulet.runtime.dataflow.Graph} of them, and the two kinds of
 * object that user code lives in, {@link io.rivulet.runtime.dataflow.Transform} (stateless) and {@link io.rivulet.runtime.dataflow.KeyedLogic} (stateful).
 *
 * <p>Engines, the test harness and drawings all read the same graph. Steps refer to each other by name, not by reference, so that a graph can be compared with
 * the one that wrote a state, and so that a cycle can be told from a flow. Nothing here depends on an engine.
 */
package io.rivulet.runtime.dataflow;
