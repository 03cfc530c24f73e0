package io.rivulet.algorithms;

/**
 * One law of {@link Laws}, ready to be checked.
 *
 * @param name what it says
 * @param check throws {@link AssertionError} with the reason where the law is broken
 */
public record Law(String name, Runnable check) {}
