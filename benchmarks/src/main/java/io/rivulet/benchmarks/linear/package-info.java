/** What does a model cost that learns from each example? Ours and what one would otherwise take stand in one class, over the same input. */
package io.rivulet.benchmarks.linear;
