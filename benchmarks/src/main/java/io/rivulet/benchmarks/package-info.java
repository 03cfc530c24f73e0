/** What the benchmarks share: their inputs, and a table of how large and how wrong the states are. */
package io.rivulet.benchmarks;
