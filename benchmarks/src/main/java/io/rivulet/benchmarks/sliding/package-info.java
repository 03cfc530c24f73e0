/** What does a sliding window add to what slides? Ours and what one would otherwise take stand in one class, over the same input. */
package io.rivulet.benchmarks.sliding;
