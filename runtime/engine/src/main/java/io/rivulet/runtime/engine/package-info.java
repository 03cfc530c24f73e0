/**
 * The local engine: runs a graph on the threads of one JVM.
 *
 * <p>A {@code Worker} is one thread's copy of the whole flow. Between exchanges a record goes from step to step by direct calls; at an exchange it goes into a
 * batch for the worker that owns its key, or by a direct call if that is the same worker. Each step's operator has a hidden class of its own ({@code OwnClasses}),
 * so that a chain compiles to one loop. A worker never blocks, sleeps or reads a clock of its own: a thread drives it ({@code LocalJob}), or a test does
 * ({@code SteppedJob}).
 *
 * <p>Backpressure: {@code emit} is never refused. A worker reads an input, or a channel, and fires timers, only while every gate that what comes of it can reach has
 * room ({@code Gate}); later exchanges are drained before earlier ones, so that there is always one that can move. Queues are bounded by {@code channelBatches};
 * beyond that the sender holds what one go made of a batch. A watermark that leaps over a million windows has their results emitted as there is room for them,
 * and is passed on behind the last.
 *
 * <p>Epochs: {@code EpochCoordinator} asks for one on the {@code EpochBoard}; each worker's inputs note their positions and send a barrier; a {@code Confluence}
 * holds an input that has come to the barrier until the others have; a step that holds states has them written from there on a little at a time, while the flow
 * goes on ({@code WorkerEpochs}, {@code KeyedStates}); outputs prepare. When all workers have handed everything on, the coordinator stores the epoch, and outputs
 * commit. {@code Resume} gives a later run what the last complete epoch holds.
 *
 * <p>Files in the order to read them: {@code LocalEngine}, {@code JobBuild}, {@code Worker}, {@code InputTask}, {@code StatefulTask}, {@code ExchangeTask}, {@code Inbound},
 * {@code Confluence}, {@code WorkerEpochs}, {@code EpochCoordinator}, {@code Resume}.
 */
package io.rivulet.runtime.engine;
