package io.rivulet.runtime.connect;

import io.rivulet.algorithms.StateCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Records that the program has, or makes again the same on each run: a list, a generator with a seed, the rows of a query that is asked anew.
 *
 * <p><b>Partitions.</b> One, or as many as are {@link #and added}; each is an {@link Iterable}, whose iterator is made when the partition is opened and used by
 * one thread. It must not block.
 *
 * <p><b>Position.</b> How many records were handed out. Going on there passes over that many: at once in a list, in others by asking the iterator for them.
 *
 * <p><b>Guarantee.</b> Exactly once, as long as each iterator gives the same records in the same order; one that gives fewer than were handed out before is
 * refused.
 *
 * <pre>{@code
 * IterableSource.of(List.of("a", "b", "c")).inBatchesOf(2);
 * IterableSource.<Integer>of(() -> IntStream.range(0, 1000).iterator());
 * }</pre>
 *
 * @param <T> a record
 */
public final class IterableSource<T> implements Source<T, Long> {

    private static final String FIRST = "records";

    /** Form {@code iterable-position} 1: records handed out i64. */
    private static final StateCodec<Long> POSITION = StateCodec.of(
            "iterable-position", 1, (position, out) -> out.writeLong(position), in -> in.readCount("position"));

    private final Map<String, Iterable<? extends T>> partitions;
    private final int batchSize;

    private IterableSource(Map<String, Iterable<? extends T>> partitions, int batchSize) {
        this.partitions = partitions;
        this.batchSize = batchSize;
    }

    /** One partition of these records. A function that makes an iterator is an iterable too. */
    public static <T> IterableSource<T> of(Iterable<? extends T> records) {
        return new IterableSource<T>(Map.of(), Integer.MAX_VALUE).and(FIRST, records);
    }

    /** The same with one more partition; its name must stay the same from run to run. */
    public IterableSource<T> and(String partition, Iterable<? extends T> records) {
        Objects.requireNonNull(records, "records");
        Map<String, Iterable<? extends T>> more = new LinkedHashMap<>(partitions);
        if (more.put(Objects.requireNonNull(partition, "partition"), records) != null) {
            throw new IllegalArgumentException("partition must have a name of its own, got \"" + partition + "\"");
        }
        return new IterableSource<>(Collections.unmodifiableMap(more), batchSize);
    }

    /** The same with at most so many records in one go, where the job's batch size is not smaller. */
    public IterableSource<T> inBatchesOf(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1, got " + records);
        }
        return new IterableSource<>(partitions, records);
    }

    @Override
    public List<String> partitions() {
        return new ArrayList<>(partitions.keySet());
    }

    @Override
    public SourcePartition<T, Long> open(String partition, Optional<Long> position) throws IOException {
        Iterable<? extends T> records = partitions.get(partition);
        if (records == null) {
            throw new IOException("partition must be one of " + partitions() + ", got \"" + partition + "\"");
        }
        long from = position.orElse(0L);
        return new Records(partition, after(records, from, partition), from);
    }

    private static <T> Iterator<? extends T> after(Iterable<? extends T> records, long from, String partition)
            throws IOException {
        if (records instanceof List<? extends T> list && from <= list.size()) {
            return list.listIterator((int) from);
        }
        Iterator<? extends T> iterator = records.iterator();
        for (long passed = 0; passed < from; passed++) {
            if (!iterator.hasNext()) {
                throw new IOException(
                        "partition \"" + partition + "\" must give the records again that it gave before, " + from
                                + " at least, it has " + passed);
            }
            iterator.next();
        }
        return iterator;
    }

    @Override
    public StateCodec<Long> positionCodec() {
        return POSITION;
    }

    /** One partition under way. */
    private final class Records implements SourcePartition<T, Long> {

        private final String partition;
        private final Iterator<? extends T> iterator;
        private long handedOut;

        Records(String partition, Iterator<? extends T> iterator, long handedOut) {
            this.partition = partition;
            this.iterator = iterator;
            this.handedOut = handedOut;
        }

        @Override
        public Poll poll(SourceOutput<T> out, int max) {
            for (int left = Math.min(max, batchSize); left > 0; left--) {
                if (!iterator.hasNext()) {
                    return Poll.END;
                }
                T record = iterator.next();
                if (record == null) {
                    throw new NullPointerException(
                            "record " + handedOut + " of partition \"" + partition + "\" must not be null");
                }
                handedOut++;
                out.emit(record);
            }
            return Poll.MORE;
        }

        @Override
        public Long position() {
            return handedOut;
        }

        @Override
        public void close() {}
    }
}
