/**
 * The local engine: runs a graph on the threads of one JVM.
 *
 * <p>A {@code Worker} is one thread's copy of the whole flow. Between exchanges a record goes from step to step by direct calls; at an exchange it goes into a
 * batch for the worker that owns its key, or by a direct call if that is the same worker. Each step's operator has a hidden class of its own ({@code OwnClasses}),
 * so that a chain compiles to one loop. A worker never blocks, sleeps or reads a clock of its own: a thread drives it ({@code LocalJob}), or a test does
 * ({@code SteppedJob}).
 *
 * <p>Backpressure: {@code emit} is never refused. A worker reads an input, or a channel, only while every exchange that its records can reach first has room;
 * later exchanges are drained before earlier ones, so that there is always one that can move. Queues are bounded by {@code channelBatches}; beyond that the
 * sender holds what one go made of the input, see {@code Channel}. Timers are not held back: when the watermark leaps over a million windows, their million
 * results leave in one go, and those for other workers wait with the sender. No input
 * that leads there is read until they are gone.
 *
 * <p>Files in the order to read them: {@code LocalEngine}, {@code JobBuild}, {@code Worker}, {@code InputTask}, {@code StatefulTask}, {@code ExchangeTask}, {@code Inbound}.
 */
package io.rivulet.runtime.engine;
