/** What do mean and variance cost? Ours and what one would otherwise take stand in one class, over the same input. */
package io.rivulet.benchmarks.moments;
