/** What do detectors of change find, when, how often wrongly, and at what cost? All stand in one table, over the same input, beside one that never fires. */
package io.rivulet.benchmarks.change;
