package io.rivulet.runtime.connect;

import io.rivulet.runtime.connect.SourcePartition.Poll;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one partition by hand, as a worker does, at times that the test says; closes what it opened before. */
final class Polled<T, P> implements SourceOutput<T> {

    private final Source<T, P> source;
    private final List<T> got = new ArrayList<>();
    private SourcePartition<T, P> partition;
    long nowMillis;
    Poll last;

    Polled(Source<T, P> source) {
        this.source = source;
    }

    static <T, P> Polled<T, P> open(Source<T, P> source) throws IOException {
        return new Polled<>(source).at(Optional.empty());
    }

    /** Opens the first partition again. */
    Polled<T, P> at(Optional<P> position) throws IOException {
        close();
        partition = source.open(source.partitions().get(0), position);
        return this;
    }

    /** Opens it again at its position, as it comes back from its bytes. */
    Polled<T, P> resume() throws IOException {
        byte[] bytes = source.positionCodec().toBytes(partition.position());
        return at(Optional.of(source.positionCodec().fromBytes(bytes)));
    }

    /** What one poll gives. */
    List<T> poll(int max) throws IOException {
        got.clear();
        last = partition.poll(this, max);
        return List.copyOf(got);
    }

    /** What polls give until none gives anything. */
    List<T> rest(int max) throws IOException {
        List<T> all = new ArrayList<>();
        for (List<T> next = poll(max); !next.isEmpty(); next = poll(max)) {
            all.addAll(next);
        }
        return all;
    }

    long nextPollMillis() {
        return partition.nextPollMillis();
    }

    P position() {
        return partition.position();
    }

    void close() throws IOException {
        if (partition != null) {
            partition.close();
            partition.close();
        }
    }

    @Override
    public void emit(T record) {
        got.add(record);
    }

    @Override
    public long clockMillis() {
        return nowMillis;
    }

    @Override
    public void reject(BadInput bad) {
        throw new AssertionError(bad);
    }
}
