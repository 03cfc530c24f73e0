package io.rivulet.runtime.testing;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.connect.TransactionalWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A transactional sink that outlives the jobs which write to it, as a database does: shows what has been committed, and forgets what a job that died had written or
 * prepared for an epoch that was never complete. Any thread may look at it at any time.
 *
 * @param <T> a record
 */
public final class CommittedSink<T> implements TransactionalSink<T, String> {

    private final List<T> committed = new ArrayList<>();
    private final Map<String, List<T>> prepared = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private long parts;

    /** All records that anybody may see, in the order in which they became visible. */
    public synchronized List<T> committed() {
        return List.copyOf(committed);
    }

    /** How many parts are prepared and not committed. */
    public synchronized int preparedParts() {
        return prepared.size();
    }

    @Override
    public synchronized void start() {
        prepared.clear();
    }

    @Override
    public synchronized void recover(List<String> ids) {
        for (String id : ids) {
            commit(id);
        }
        prepared.clear();
    }

    @Override
    public synchronized void commit(String id) {
        if (done.contains(id)) {
            return;
        }
        List<T> part = prepared.remove(id);
        if (part == null) {
            throw new IllegalStateException("part must have been prepared, got \"" + id + "\"");
        }
        committed.addAll(part);
        done.add(id);
    }

    @Override
    public StateCodec<String> preparedCodec() {
        return Codecs.TEXT;
    }

    @Override
    public TransactionalWriter<T, String> open(int worker, int workers) {
        return new Writer(worker);
    }

    private synchronized String prepare(int worker, long epoch, List<T> part) {
        String id = "epoch " + epoch + ", worker " + worker + ", part " + parts++;
        prepared.put(id, part);
        return id;
    }

    /** What one worker has written since it last prepared. */
    private final class Writer implements TransactionalWriter<T, String> {

        private final int worker;
        private List<T> open = new ArrayList<>();

        Writer(int worker) {
            this.worker = worker;
        }

        @Override
        public void write(T record, long timeMillis) {
            open.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public Optional<String> prepare(long epoch) {
            if (open.isEmpty()) {
                return Optional.empty();
            }
            List<T> part = open;
            open = new ArrayList<>();
            return Optional.of(CommittedSink.this.prepare(worker, epoch, part));
        }

        @Override
        public void close() {
            open.clear();
        }
    }

    @Override
    public synchronized String toString() {
        return committed.toString();
    }
}
