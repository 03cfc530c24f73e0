package io.rivulet.runtime.time;

/**
 * Event time cut into windows that have numbers: where each starts and ends, and which of them hold a time. Window {@code i + 1} neither starts nor ends before
 * window {@code i}, and every time is in at least one. One owner at a time: a grid may remember what it reckoned last.
 */
public interface TimeGrid {

    /** The first window that ends after a time, which holds it. */
    long firstId(long timeMillis);

    /** The last window that starts at a time or before it; it holds it too. */
    long lastId(long timeMillis);

    /** A window's first instant. */
    long start(long id);

    /** The first instant after a window. */
    long end(long id);
}
