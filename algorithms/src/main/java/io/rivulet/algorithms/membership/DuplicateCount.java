package io.rivulet.algorithms.membership;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import java.util.Objects;

/**
 * How many records of a stream came before, by what remembers them.
 *
 * <p>This is what makes any {@link Deduplication} an {@link Aggregation}: it is how the catalogue, a command line or an evaluation runs one over a whole stream.
 * A dataflow that drops duplicates uses the {@link Deduplication} itself.
 *
 * <p><b>Cost.</b> One question and one update per record.
 * <p><b>Empty.</b> No record, no duplicate.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var duplicates = DuplicateCount.aggregation(BloomFilter.<String>deduplication(1_000_000, 1e-6, 0, id -> id));
 * }</pre>
 *
 * @param <S> what remembers
 */
public final class DuplicateCount<S extends Incremental<S>> implements Incremental<DuplicateCount<S>> {

    /**
     * What was found so far.
     *
     * @param records how many records came
     * @param duplicates how many of them seemed to have come before
     */
    public record Result(long records, long duplicates) {}

    /* Invariant: duplicates <= records. */
    private final S memory;
    private long records;
    private long duplicates;

    private DuplicateCount(S memory) {
        this.memory = Objects.requireNonNull(memory, "memory");
    }

    /** How a dataflow uses it. */
    public static <T, S extends Incremental<S>> Aggregation<T, DuplicateCount<S>, Result> aggregation(
            Deduplication<T, S> by) {
        return Aggregation.ofTimed(
                by.name(),
                () -> new DuplicateCount<>(by.create()),
                (state, record, time) -> state.update(by.seen(state.memory, record, time)),
                (state, now) -> new Result(state.records, state.duplicates),
                codec(by.codec()));
    }

    private void update(boolean duplicate) {
        records++;
        duplicates += duplicate ? 1 : 0;
    }

    @Override
    public void reset() {
        memory.reset();
        records = 0;
        duplicates = 0;
    }

    @Override
    public DuplicateCount<S> copy() {
        DuplicateCount<S> copy = new DuplicateCount<>(memory.copy());
        copy.records = records;
        copy.duplicates = duplicates;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + memory.stateBytes();
    }

    /** Form {@code duplicate-count} 1: records i64, duplicates i64, the own form of what remembers. */
    private static <S extends Incremental<S>> StateCodec<DuplicateCount<S>> codec(StateCodec<S> memory) {
        return StateCodec.of(
                "duplicate-count",
                1,
                (s, out) -> memory.encode(s.memory, out.writeLong(s.records).writeLong(s.duplicates)),
                in -> {
                    long records = in.readCount("records");
                    long duplicates = in.readCount("duplicates");
                    if (duplicates > records) {
                        throw in.corrupt("duplicates must be at most records, got " + duplicates + " of " + records);
                    }
                    DuplicateCount<S> s = new DuplicateCount<>(memory.decode(in));
                    s.records = records;
                    s.duplicates = duplicates;
                    return s;
                });
    }
}
