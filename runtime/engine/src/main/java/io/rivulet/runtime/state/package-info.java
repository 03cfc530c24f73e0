/**
 * Keyed state as the engines hold it: the table of states by key, the timers that wait for a time, and the stable division of keys into groups. Read
 * {@link io.rivulet.runtime.state.KeyTable} first. Each object has one owner, the worker that runs the step.
 */
package io.rivulet.runtime.state;
