package io.rivulet.algorithms.frequency;

/**
 * One row of a list of superspreaders.
 *
 * @param source who contacts
 * @param destinations how many different ones, about
 */
public record Spreader(String source, double destinations) {}
