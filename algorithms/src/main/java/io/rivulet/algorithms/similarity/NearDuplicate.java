package io.rivulet.algorithms.similarity;

/**
 * A text that is nearly one that came before.
 *
 * @param original the id of the text that it repeats
 * @param similarity the estimated Jaccard similarity of their shingles
 */
public record NearDuplicate(long original, double similarity) {}
