package io.rivulet.algorithms.text;

/**
 * A word of many texts.
 *
 * @param term in small letters
 * @param documents how many texts of now have it; a text that came one half-life ago counts half
 * @param idf how rare it is
 */
public record TermFrequency(String term, double documents, double idf) {}
