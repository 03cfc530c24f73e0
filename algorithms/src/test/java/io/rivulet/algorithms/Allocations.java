package io.rivulet.algorithms;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/** Counts what an update path allocates. */
public final class Allocations {

    private static final int UPDATES = 50_000;

    private Allocations() {}

    /**
     * Heap bytes that one update allocates on average, rounded down: 0 means that none does, for the little that the measurement itself may take is
     * spread over all. The updates get 0, 1, …; half of them are over before the counting starts, so that tables have grown.
     */
    public static long of(IntConsumer update) {
        for (int i = 0; i < UPDATES; i++) {
            update.accept(i);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = UPDATES; i < 2 * UPDATES; i++) {
            update.accept(i);
        }
        return (threads.getThreadAllocatedBytes(thread) - before) / UPDATES;
    }
}
