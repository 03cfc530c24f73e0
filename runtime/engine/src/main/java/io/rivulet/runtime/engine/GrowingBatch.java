package io.rivulet.runtime.engine;

import java.util.ArrayDeque;
import java.util.Queue;

/** Records and signals that wait, in order; as many as come. */
final class GrowingBatch {

    /** Takes what waited. */
    interface Taker {
        void take(Object record, long time);
    }

    private static final int PART = 256;

    private final Queue<Batch> full = new ArrayDeque<>();
    private Batch filling = new Batch(PART);

    void add(Object record, long time) {
        if (filling.add(record, time)) {
            full.add(filling);
            filling = new Batch(PART);
        }
    }

    boolean isEmpty() {
        return full.isEmpty() && filling.size == 0;
    }

    /** Gives all of it away. */
    void drain(Taker taker) {
        while (!isEmpty()) {
            Batch next = full.poll();
            if (next == null) {
                next = filling;
                filling = new Batch(PART);
            }
            for (int i = 0; i < next.size; i++) {
                taker.take(next.records[i], next.times[i]);
            }
        }
    }
}
