package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.connect.TransactionalWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The two phases of one writer of a transactional sink. With epochs, a part is prepared at the barrier and committed when its epoch is complete; parts of an epoch
 * that was never completed go with the next one. Without, parts are prepared and committed at once, now and then.
 */
final class OutputTransaction {

    private static final long COMMIT_EVERY_MILLIS = 1_000;

    private record Prepared(long epoch, Object part) {}

    private final TransactionalSink<Object, Object> sink;
    private final TransactionalWriter<Object, Object> writer;
    private final boolean withEpochs;
    private final InstantSource clock;
    private final Queue<Prepared> waiting = new ArrayDeque<>();
    private long lastCommit;

    OutputTransaction(
            TransactionalSink<Object, Object> sink,
            TransactionalWriter<Object, Object> writer,
            boolean withEpochs,
            InstantSource clock) {
        this.sink = sink;
        this.writer = writer;
        this.withEpochs = withEpochs;
        this.clock = clock;
        this.lastCommit = clock.millis();
    }

    /** First phase, at the end of an epoch. */
    void prepare(long epoch) throws IOException {
        Optional<Object> part = writer.prepare(epoch);
        part.ifPresent(p -> waiting.add(new Prepared(epoch, p)));
    }

    /** All parts that are prepared and not committed, as bytes. */
    List<byte[]> prepared() {
        StateCodec<Object> codec = sink.preparedCodec();
        List<byte[]> parts = new ArrayList<>();
        for (Prepared each : waiting) {
            parts.add(codec.toBytes(each.part));
        }
        return parts;
    }

    /** Second phase, when an epoch is complete. */
    void commitUpTo(long epoch) throws IOException {
        while (!waiting.isEmpty() && waiting.element().epoch <= epoch) {
            sink.commit(waiting.element().part);
            waiting.remove();
        }
    }

    /** A batch is through. */
    void onFlush() throws IOException {
        if (!withEpochs && clock.millis() - lastCommit >= COMMIT_EVERY_MILLIS) {
            lastCommit = clock.millis();
            prepare(0);
            commitUpTo(0);
        }
    }

    /** Nothing follows. With epochs the last one still has to come; the worker closes the writer after it. */
    void onEnd() throws IOException {
        if (!withEpochs) {
            prepare(0);
            commitUpTo(0);
            writer.close();
        }
    }
}
