package io.rivulet.runtime.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * What a worker's thread does when there is nothing to do: spins shortly, yields shortly, then rests longer and longer, up to 0.85 ms: a record that crosses two workers
 * is on its way for less than 2 ms, and resting costs less than a twentieth of a core.
 */
final class Idle {

    private static final int SPINS = 100;
    private static final int YIELDS = 20;
    private static final long SHORTEST_NANOS = 20_000;
    private static final long LONGEST_NANOS = 850_000;

    private int idle;
    private long nanos = SHORTEST_NANOS;

    /** Called after every step. */
    void after(boolean worked) {
        if (worked) {
            idle = 0;
            nanos = SHORTEST_NANOS;
        } else if (idle < SPINS) {
            idle++;
            Thread.onSpinWait();
        } else if (idle < SPINS + YIELDS) {
            idle++;
            Thread.yield();
        } else {
            LockSupport.parkNanos(nanos);
            nanos = Math.min(2 * nanos, LONGEST_NANOS);
        }
    }
}
