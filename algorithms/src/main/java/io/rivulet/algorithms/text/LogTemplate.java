package io.rivulet.algorithms.text;

/**
 * What the messages of one kind have in common.
 *
 * @param id from 0 in the order of discovery; never given twice, so that it may be kept in alerts and charts
 * @param text the words, with {@code <*>} where they differ
 * @param count how many messages it has had
 */
public record LogTemplate(long id, String text, long count) {}
