package io.rivulet.runtime.engine;

import java.util.concurrent.atomic.AtomicLong;

/** What one worker has done; written by it alone, read by anyone, who may see it a little late. */
final class Counts {

    final AtomicLong records = new AtomicLong();
    final AtomicLong rejected = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong newestMillis = new AtomicLong(Long.MIN_VALUE);
    final AtomicLong watermarkMillis = new AtomicLong(Long.MIN_VALUE);

    void side(String name) {
        if (name.equals("late")) {
            late.lazySet(late.get() + 1);
        }
    }

    void read(long count, long newest) {
        records.lazySet(records.get() + count);
        if (newest > newestMillis.get()) {
            newestMillis.lazySet(newest);
        }
    }
}
