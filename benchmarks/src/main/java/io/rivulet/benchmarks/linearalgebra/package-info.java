/** Rows of numbers and their directions. */
package io.rivulet.benchmarks.linearalgebra;
