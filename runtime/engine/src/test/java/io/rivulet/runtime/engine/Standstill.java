package io.rivulet.runtime.engine;

import java.util.concurrent.CountDownLatch;

/** Holds a thread at the n-th of its calls, until it is released; a test waits until it is there. */
final class Standstill {

    private final int at;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private int calls;

    /** @param at the call at which to hold, from 1 */
    Standstill(int at) {
        this.at = at;
    }

    /** By the thread to be held. */
    void pass() {
        boolean stand;
        synchronized (this) {
            stand = ++calls == at;
        }
        if (stand) {
            held.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void awaitHeld() throws InterruptedException {
        held.await();
    }

    void release() {
        released.countDown();
    }
}
