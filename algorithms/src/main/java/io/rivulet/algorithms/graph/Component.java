package io.rivulet.algorithms.graph;

/**
 * Nodes that are linked with each other, directly or through others.
 *
 * @param node the smallest of them, by which two nodes of one component have the same name
 * @param size how many nodes
 */
public record Component(long node, int size) {}
