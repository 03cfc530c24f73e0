package io.rivulet.runtime.connect;

import io.rivulet.algorithms.StateCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue that the program fills, from any threads, while a job reads it: requests of a server, callbacks of a client library.
 *
 * <p>A full queue is backpressure: {@link #offer} refuses, {@link #put} waits until the job has taken something. So {@code put} belongs into threads that may wait,
 * never into a step of the job that reads the queue. After {@link #close} nothing more is taken in; the job gets the rest, and then the input ends.
 *
 * <p><b>Partitions.</b> One, read by one job at a time; a later job gets what an earlier one has left. <b>Position.</b> How many records were handed out, for
 * people to look at.
 *
 * <p><b>Guarantee.</b> At most once: what a job has taken cannot be read again, so after a crash what came after the last epoch is lost, and with the process what
 * the queue holds. A job that is stopped loses nothing that it took.
 *
 * <p><b>Threads.</b> All methods by any thread.
 *
 * <pre>{@code
 * QueueSource<String> requests = QueueSource.ofCapacity(1000);
 * flow.input("requests", requests).output("print", sink);
 * Job job = Rivulet.start(flow, RunOptions.defaults());
 * requests.put("first");
 * requests.close();
 * job.await();
 * }</pre>
 *
 * @param <T> a record
 */
public final class QueueSource<T> implements Source<T, Long>, AutoCloseable {

    private static final String PARTITION = "queue";
    private static final int MOST_CAPACITY = 1 << 24;

    /** Form {@code queue-position} 1: records handed out i64. */
    private static final StateCodec<Long> POSITION = StateCodec.of(
            "queue-position", 1, (position, out) -> out.writeLong(position), in -> in.readCount("position"));

    private final int capacity;
    private final Lock lock = new ReentrantLock();
    /** Signalled when something was taken, and at the close. */
    private final Condition room = lock.newCondition();
    /*
     * Guarded by the lock. Invariant: at most `capacity` records wait; none is added once closed.
     */
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean closed;
    private boolean read;

    private QueueSource(int capacity) {
        this.capacity = capacity;
    }

    /** An empty queue for so many records that wait to be read, 1 to 2^24. */
    public static <T> QueueSource<T> ofCapacity(int records) {
        if (records < 1 || records > MOST_CAPACITY) {
            throw new IllegalArgumentException("records must be in 1.." + MOST_CAPACITY + ", got " + records);
        }
        return new QueueSource<>(records);
    }

    /**
     * Puts a record in, unless the queue is full; tells whether it did.
     *
     * @throws IllegalStateException if the queue is closed
     */
    public boolean offer(T record) {
        lock.lock();
        try {
            return add(record);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a record in, waiting for room at most for a while; tells whether it did.
     *
     * @throws IllegalStateException if the queue is closed, or is while this waits
     */
    public boolean offer(T record, Duration atMost) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lockInterruptibly();
        try {
            while (!add(record)) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a record in, and waits for room as long as it takes: while no job reads the queue, for one that does.
     *
     * @throws IllegalStateException if the queue is closed, or is while this waits
     */
    public void put(T record) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!add(record)) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean add(T record) {
        Objects.requireNonNull(record, "record");
        if (closed) {
            throw new IllegalStateException("queue is closed and must not be filled, got " + record);
        }
        return waiting.size() < capacity && waiting.add(record);
    }

    /** Records that wait to be read. */
    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more records in; who reads gets the rest and then the end. May be called twice. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.AT_MOST_ONCE;
    }

    @Override
    public List<String> partitions() {
        return List.of(PARTITION);
    }

    @Override
    public SourcePartition<T, Long> open(String partition, Optional<Long> position) throws IOException {
        if (!partition.equals(PARTITION)) {
            throw new IOException("partition must be \"" + PARTITION + "\", got \"" + partition + "\"");
        }
        lock.lock();
        try {
            if (read) {
                throw new IOException("queue must be read by one job at a time, another one reads it");
            }
            read = true;
        } finally {
            lock.unlock();
        }
        return new Reader(position.orElse(0L));
    }

    @Override
    public StateCodec<Long> positionCodec() {
        return POSITION;
    }

    /** Moves what waits into a list, at most so many; tells whether the queue can give any more after that. */
    private boolean take(List<T> taken, int max) {
        lock.lock();
        try {
            while (taken.size() < max && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            if (!taken.isEmpty()) {
                room.signalAll();
            }
            return !closed || !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The one that reads. */
    private final class Reader implements SourcePartition<T, Long> {

        private final List<T> taken = new ArrayList<>();
        private long handedOut;
        private boolean open = true;

        Reader(long handedOut) {
            this.handedOut = handedOut;
        }

        /** Records go on without the lock, so that nobody who fills the queue waits for the flow. */
        @Override
        public Poll poll(SourceOutput<T> out, int max) {
            boolean more = take(taken, max);
            for (T record : taken) {
                handedOut++;
                out.emit(record);
            }
            taken.clear();
            return more ? Poll.IDLE : Poll.END;
        }

        @Override
        public Long position() {
            return handedOut;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                read &= !open;
                open = false;
            } finally {
                lock.unlock();
            }
        }
    }
}
