package io.rivulet.algorithms.similarity;

/**
 * A set that is like the one asked about.
 *
 * @param id under which it was put in
 * @param similarity the estimated Jaccard similarity
 */
public record Neighbour(long id, double similarity) {}
