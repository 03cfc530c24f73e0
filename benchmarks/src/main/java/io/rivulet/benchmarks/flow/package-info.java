/**
 * What does the runtime cost? Each class runs a flow and the loop that somebody would have written by hand over the same generator, in one run, so that their
 * ratio holds on a busy machine too.
 */
package io.rivulet.benchmarks.flow;
