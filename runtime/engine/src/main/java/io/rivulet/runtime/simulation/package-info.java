/**
 * Whole jobs under faults, in one thread, from a seed: does this flow give the same, whatever happens to it? {@link io.rivulet.runtime.simulation.Simulation} steps the
 * workers of a job, a part of a worker's round at a time, and the coordinator of its epochs, in an order drawn at random; kills the job, also in the middle of a write; stops it and starts it
 * with another number of workers; fails and slows down the disk; moves the clock. A seed that fails fails again in the same way.
 *
 * <p>What is simulated is everything that the engine does not own: time, the order of threads, and the disk. What runs is the engine itself. It can be driven so
 * because workers never block, sleep, or look at a clock of their own.
 */
package io.rivulet.runtime.simulation;
