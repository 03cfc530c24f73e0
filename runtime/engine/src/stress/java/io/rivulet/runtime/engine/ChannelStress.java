package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender and a receiver on threads of their own: every batch arrives, once and in order, also those that had to wait with the sender. */
class ChannelStress {

    private static final int BATCHES = 500_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 64})
    void everyBatchArrivesOnceAndInOrder(int capacity) {
        Channel channel = new Channel(capacity);
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < BATCHES; i++) {
                Batch batch = new Batch(1);
                batch.add(i, i);
                channel.send(batch);
                // Mostly the sender waits for room; now and then it goes on at once, as after a large go.
                while (i % 5 != 0 && !channel.hasRoom()) {
                    channel.flushWaiting();
                }
            }
            while (!channel.hasRoom()) {
                channel.flushWaiting();
            }
        });
        for (int i = 0; i < BATCHES; i++) {
            Batch batch = channel.poll();
            while (batch == null) {
                assertFalse(sender.isDone() && channel.size() == 0 && (batch = channel.poll()) == null, "batch " + i);
                batch = batch == null ? channel.poll() : batch;
            }
            assertEquals(i, batch.records[0]);
            assertEquals(i, batch.times[0]);
            assertEquals(1, batch.size);
        }
        sender.join();
        assertEquals(0, channel.size());
    }
}
