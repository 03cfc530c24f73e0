/** Graphs, link by link. */
package io.rivulet.benchmarks.graph;
