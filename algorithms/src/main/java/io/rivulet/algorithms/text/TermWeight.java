package io.rivulet.algorithms.text;

/**
 * What a word says about a text.
 *
 * @param term in small letters
 * @param count how often it comes in the text
 * @param idf how rare it is among the texts, from about 1 for a word of every one
 * @param weight count times idf
 */
public record TermWeight(String term, int count, double idf, double weight) {}
