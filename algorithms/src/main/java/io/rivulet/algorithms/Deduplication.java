package io.rivulet.algorithms;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a dataflow uses something that remembers what it has seen, as one value made of functions: an exact set, or a filter of bounded size that errs now and
 * then. What it errs in, it says; a filter without false negatives lets no duplicate through and takes some new records for duplicates.
 *
 * <pre>{@code
 * Deduplication<Order, HashSet<String>> exact =
 *         Deduplication.of("exact", HashSet::new, (seen, order, time) -> !seen.add(order.id()), codec);
 * }</pre>
 *
 * @param <T> a record
 * @param <S> what remembers
 */
public final class Deduplication<T, S> {

    /** Asks and remembers in one step. */
    @FunctionalInterface
    public interface Seen<T, S> {
        /**
         * Whether the record was there before; it is from now on.
         *
         * @param timeMillis the record's event time
         */
        boolean seen(S state, T record, long timeMillis);
    }

    private final String name;
    private final Supplier<S> create;
    private final Seen<? super T, ? super S> seen;
    private final StateCodec<S> codec;

    private Deduplication(String name, Supplier<S> create, Seen<? super T, ? super S> seen, StateCodec<S> codec) {
        this.name = Objects.requireNonNull(name, "name");
        this.create = Objects.requireNonNull(create, "create");
        this.seen = Objects.requireNonNull(seen, "seen");
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    /** What remembers, as functions. */
    public static <T, S> Deduplication<T, S> of(
            String name, Supplier<S> create, Seen<? super T, ? super S> seen, StateCodec<S> codec) {
        return new Deduplication<>(name, create, seen, codec);
    }

    /** The same over records that hold this one's: {@code filter.on(Order::id)}. */
    public <U> Deduplication<U, S> on(Function<? super U, ? extends T> field) {
        Objects.requireNonNull(field, "field");
        return new Deduplication<>(name, create, (s, record, time) -> seen.seen(s, field.apply(record), time), codec);
    }

    /** The name in the catalogue of what remembers. */
    public String name() {
        return name;
    }

    /** A new state that has seen nothing. */
    public S create() {
        return create.get();
    }

    /** Whether the record was there before; it is from now on. A record that is refused throws and leaves the state as it was. */
    public boolean seen(S state, T record, long timeMillis) {
        return seen.seen(state, record, timeMillis);
    }

    /** How states become bytes. */
    public StateCodec<S> codec() {
        return codec;
    }

    @Override
    public String toString() {
        return name;
    }
}
