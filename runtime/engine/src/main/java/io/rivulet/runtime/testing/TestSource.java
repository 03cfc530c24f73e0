package io.rivulet.runtime.testing;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A source that plays a script: records, pauses, failures and ends, in one partition or several. The position is the place in the script, so a partition can
 * be read again from anywhere, with the same records.
 *
 * <pre>{@code
 * TestSource.of(1, 2, 3);
 * TestSource.of(1, 2).pause(Duration.ofSeconds(5)).then(3).abort().then(4).end().then(5).inBatchesOf(2);
 * TestSource.of(1, 2).and(TestSource.of(10, 20));    // two partitions
 * }</pre>
 *
 * <p>A batch, which is what one poll hands out, never reaches over a mark. Immutable but for the failures that have happened: each happens once, however often the
 * source is opened.
 *
 * @param <T> a record
 */
public final class TestSource<T> implements Source<T, Long> {

    /** One line of the script. */
    private sealed interface Entry<T> {
        /** A record. */
        record Value<T>(T value) implements Entry<T> {}

        /** Nothing for a while, by the clock. */
        record Pause<T>(Duration length) implements Entry<T> {}

        /** Reading fails, once. */
        record Abort<T>() implements Entry<T> {}

        /** The run ends here; one that starts from the position after it goes on. */
        record End<T>() implements Entry<T> {}
    }

    /** Form {@code test-position} 1: index in the script i64. */
    private static final StateCodec<Long> POSITION = StateCodec.of(
            "test-position", 1, (position, out) -> out.writeLong(position), in -> in.readCount("position"));

    private final List<List<Entry<T>>> partitions;
    private final int batchSize;
    private final InstantSource clock;
    private final Set<String> aborted;

    private TestSource(List<List<Entry<T>>> partitions, int batchSize, InstantSource clock, Set<String> aborted) {
        this.partitions = partitions;
        this.batchSize = batchSize;
        this.clock = clock;
        this.aborted = aborted;
    }

    /** A partition of these records. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> TestSource<T> of(T... records) {
        return of(Arrays.asList(records));
    }

    /** A partition of these records. */
    public static <T> TestSource<T> of(List<? extends T> records) {
        return new TestSource<T>(
                        List.of(List.of()), Integer.MAX_VALUE, InstantSource.system(), ConcurrentHashMap.newKeySet())
                .then(records);
    }

    /** Further records in the last partition. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final TestSource<T> then(T... records) {
        return then(Arrays.asList(records));
    }

    /** Further records in the last partition. */
    public TestSource<T> then(List<? extends T> records) {
        List<Entry<T>> entries = new ArrayList<>();
        records.forEach(record -> entries.add(new Entry.Value<>(Objects.requireNonNull(record, "record"))));
        return with(entries);
    }

    /** Nothing for a while, by the clock. */
    public TestSource<T> pause(Duration length) {
        return with(List.of(new Entry.Pause<>(length)));
    }

    /** Reading fails here, once: the job stops as if it had crashed; whoever comes here again passes. */
    public TestSource<T> abort() {
        return with(List.of(new Entry.Abort<>()));
    }

    /** The input ends here; a run that starts from the position it ended at goes on behind. */
    public TestSource<T> end() {
        return with(List.of(new Entry.End<>()));
    }

    /** The same with the other's partitions too. */
    public TestSource<T> and(TestSource<T> other) {
        List<List<Entry<T>>> all = new ArrayList<>(partitions);
        all.addAll(other.partitions);
        return new TestSource<>(all, batchSize, clock, aborted);
    }

    /** The same with at most so many records a poll. */
    public TestSource<T> inBatchesOf(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1, got " + records);
        }
        return new TestSource<>(partitions, records, clock, aborted);
    }

    /** The same with pauses by that clock. */
    public TestSource<T> withClock(InstantSource other) {
        return new TestSource<>(partitions, batchSize, Objects.requireNonNull(other, "other"), aborted);
    }

    private TestSource<T> with(List<Entry<T>> entries) {
        List<List<Entry<T>>> all = new ArrayList<>(partitions);
        List<Entry<T>> last = new ArrayList<>(all.get(all.size() - 1));
        last.addAll(entries);
        all.set(all.size() - 1, List.copyOf(last));
        return new TestSource<>(all, batchSize, clock, aborted);
    }

    /** Partitions are called by their numbers, from 0. */
    @Override
    public List<String> partitions() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }

    @Override
    public StateCodec<Long> positionCodec() {
        return POSITION;
    }

    @Override
    public SourcePartition<T, Long> open(String partition, Optional<Long> position) throws IOException {
        if (!partitions().contains(partition)) {
            throw new IOException("partition must be one of " + partitions() + ", got \"" + partition + "\"");
        }
        List<Entry<T>> script = partitions.get(Integer.parseInt(partition));
        long from = position.orElse(0L);
        if (from > script.size()) {
            throw new IOException("position must be in 0.." + script.size() + ", got " + from);
        }
        return new Player(partition, script, (int) from);
    }

    /** Plays the script of one partition. */
    private final class Player implements SourcePartition<T, Long> {

        private final String partition;
        private final List<Entry<T>> script;
        private int at;
        private Instant pausedUntil = Instant.MIN;
        private int pausedAt = -1;

        Player(String partition, List<Entry<T>> script, int at) {
            this.partition = partition;
            this.script = script;
            this.at = at;
        }

        @Override
        public Poll poll(SourceOutput<T> out, int max) throws IOException {
            int handed = 0;
            while (at < script.size()) {
                Entry<T> entry = script.get(at);
                if (entry instanceof Entry.Value<T> value) {
                    if (handed == Math.min(max, batchSize)) {
                        return Poll.MORE;
                    }
                    at++;
                    handed++;
                    out.emit(value.value());
                } else if (handed > 0) {
                    return Poll.MORE;
                } else if (entry instanceof Entry.Pause<T> pause) {
                    if (!passed(pause)) {
                        return Poll.IDLE;
                    }
                    at++;
                } else if (entry instanceof Entry.Abort) {
                    if (aborted.add(partition + ":" + at)) {
                        throw new IOException("partition " + partition + " aborts at " + at + ", as the test says");
                    }
                    at++;
                } else {
                    at++;
                    return Poll.END;
                }
            }
            return Poll.END;
        }

        private boolean passed(Entry.Pause<T> pause) {
            Instant now = clock.instant();
            if (pausedAt != at) {
                pausedAt = at;
                pausedUntil = now.plus(pause.length());
            }
            return !now.isBefore(pausedUntil);
        }

        @Override
        public Long position() {
            return (long) at;
        }

        @Override
        public void close() {}
    }
}
