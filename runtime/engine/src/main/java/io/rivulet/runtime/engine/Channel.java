package io.rivulet.runtime.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jctools.queues.SpscArrayQueue;

/**
 * The way from one worker to another at one exchange: a bounded queue of batches. {@code send} is never refused: what does not fit waits with the sender, who
 * then stops whatever leads here until it is gone: inputs, channels, timers. So the wait holds at most what one go makes of a batch.
 */
final class Channel {

    private final SpscArrayQueue<Batch> queue;
    private final Queue<Batch> waiting = new ArrayDeque<>();

    Channel(int batches) {
        queue = new SpscArrayQueue<>(batches);
    }

    /** By the sender. */
    void send(Batch batch) {
        if (!waiting.isEmpty() || !queue.offer(batch)) {
            waiting.add(batch);
        }
    }

    /** By the sender: passes on what waits; tells whether anything moved. */
    boolean flushWaiting() {
        boolean moved = false;
        while (!waiting.isEmpty() && queue.offer(waiting.element())) {
            waiting.remove();
            moved = true;
        }
        return moved;
    }

    /** By the sender: whether nothing waits. */
    boolean hasRoom() {
        return waiting.isEmpty();
    }

    /** By the sender: batches not yet received, about. */
    int size() {
        return queue.size() + waiting.size();
    }

    /** By the receiver: the next batch, or null. */
    Batch poll() {
        return queue.poll();
    }
}
