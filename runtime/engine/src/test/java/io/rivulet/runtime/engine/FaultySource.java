package io.rivulet.runtime.engine;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Two partitions of one text each, "a" and "b", which can be told to fail at opening, reading and closing; it counts what is open and how often it was listed. */
final class FaultySource implements Source<String, Long> {

    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger listed = new AtomicInteger();

    private Throwable atSecondOpen;
    private Throwable atPoll;
    private Throwable atClose;
    private boolean rejecting;

    FaultySource failingAtSecondOpen(Throwable e) {
        atSecondOpen = e;
        return this;
    }

    FaultySource failingAtPoll(Throwable e) {
        atPoll = e;
        return this;
    }

    FaultySource failingAtClose(Throwable e) {
        atClose = e;
        return this;
    }

    /** Each partition rejects one input and then has nothing more for now. */
    FaultySource rejecting() {
        rejecting = true;
        return this;
    }

    @Override
    public List<String> partitions() {
        listed.incrementAndGet();
        return rejecting ? List.of("a") : List.of("a", "b");
    }

    @Override
    public SourcePartition<String, Long> open(String partition, Optional<Long> position) throws IOException {
        if (atSecondOpen != null && partition.equals("b")) {
            raise(atSecondOpen);
        }
        open.incrementAndGet();
        return new Part(partition);
    }

    @Override
    public StateCodec<Long> positionCodec() {
        return Codecs.LONG;
    }

    private static void raise(Throwable e) throws IOException {
        if (e instanceof Error error) {
            throw error;
        }
        if (e instanceof RuntimeException problem) {
            throw problem;
        }
        throw new IOException(e.getMessage(), e);
    }

    private final class Part implements SourcePartition<String, Long> {

        private final String name;
        private final List<String> given = new ArrayList<>();
        private boolean closed;

        Part(String name) {
            this.name = name;
        }

        @Override
        public Poll poll(SourceOutput<String> out, int max) throws IOException {
            if (atPoll != null) {
                raise(atPoll);
            }
            if (given.isEmpty()) {
                given.add(name);
                if (rejecting) {
                    out.reject(new BadInput("here", name, "must be better"));
                } else {
                    out.emit(name);
                }
                return Poll.IDLE;
            }
            return rejecting ? Poll.IDLE : Poll.END;
        }

        @Override
        public Long position() {
            return (long) given.size();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
                if (atClose != null) {
                    raise(atClose);
                }
            }
        }
    }
}
