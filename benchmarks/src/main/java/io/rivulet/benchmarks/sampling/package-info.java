/** What does a sample cost? Ours and what one would otherwise take stand in one class, over the same input. */
package io.rivulet.benchmarks.sampling;
