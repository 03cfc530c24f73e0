package io.rivulet.runtime.engine;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one step has done on one worker. The worker counts in plain fields and publishes them now and then; anyone may read what was published, a little late.
 */
final class StepCounts {

    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int KEYS = 2;
    private static final int TIMERS = 3;
    private static final int WATERMARK = 4;
    private static final int QUEUED = 5;
    private static final int FIELDS = 6;

    final String step;
    long in;
    long out;
    // Written with lazySet by the worker, read by anyone.
    private final AtomicLongArray published = new AtomicLongArray(FIELDS);

    StepCounts(String step) {
        this.step = step;
        published.set(WATERMARK, Long.MIN_VALUE);
    }

    /** By the worker. */
    void publish() {
        published.lazySet(IN, in);
        published.lazySet(OUT, out);
    }

    /** By the worker, for a step with a state. */
    void publish(int keys, int timers, long watermarkMillis) {
        publish();
        published.lazySet(KEYS, keys);
        published.lazySet(TIMERS, timers);
        published.lazySet(WATERMARK, watermarkMillis);
    }

    /** By the worker, for an exchange: records that wait for other workers. */
    void publishQueued(long records) {
        publish();
        published.lazySet(QUEUED, records);
    }

    long publishedIn() {
        return published.get(IN);
    }

    long publishedOut() {
        return published.get(OUT);
    }

    long keys() {
        return published.get(KEYS);
    }

    long timers() {
        return published.get(TIMERS);
    }

    long watermarkMillis() {
        return published.get(WATERMARK);
    }

    long queued() {
        return published.get(QUEUED);
    }
}
