package io.rivulet.runtime.engine;

import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.recovery.Blobs;
import io.rivulet.runtime.recovery.RecoveryStore;
import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Copies of epochs that were asked for, by any thread, and are still to be made by the one that steps the coordinator. */
final class Savepoints {

    private record Savepoint(Recovery.Place target, CompletableFuture<Long> done) {}

    private final String job;
    private final Queue<Savepoint> asked = new ConcurrentLinkedQueue<>();
    /** Those asked for before the epoch under way began. */
    private final Queue<Savepoint> due = new ConcurrentLinkedQueue<>();

    private volatile boolean closed;

    Savepoints(String job) {
        this.job = job;
    }

    /** Asks for a copy of an epoch that begins later; gives its number once it is made. */
    CompletableFuture<Long> ask(Recovery.Place target) {
        Savepoint savepoint = new Savepoint(Objects.requireNonNull(target, "target"), new CompletableFuture<>());
        asked.add(savepoint);
        if (closed) {
            failAll();
        }
        return savepoint.done;
    }

    /** Whether any was asked for since the last epoch began. */
    boolean isAsked() {
        return !asked.isEmpty();
    }

    /** An epoch begins, of which copies will be made. */
    void epochBegins() {
        for (Savepoint next = asked.poll(); next != null; next = asked.poll()) {
            due.add(next);
        }
    }

    /** The epoch is complete: makes the copies. */
    void copy(RecoveryStore store, long epoch) {
        for (Savepoint next = due.poll(); next != null; next = due.poll()) {
            try (Blobs target = next.target.open()) {
                store.copyTo(target);
                next.done.complete(epoch);
            } catch (IOException | RuntimeException e) {
                next.done.completeExceptionally(e);
            }
        }
    }

    /** No epoch comes any more: tells those who wait. */
    void close() {
        closed = true;
        failAll();
    }

    private void failAll() {
        fail(asked);
        fail(due);
    }

    private void fail(Queue<Savepoint> left) {
        for (Savepoint next = left.poll(); next != null; next = left.poll()) {
            next.done.completeExceptionally(new IllegalStateException(
                    "job \"" + job + "\" ended before the savepoint; its store has the last epoch"));
        }
    }
}
