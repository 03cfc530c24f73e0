package io.rivulet.runtime;

import io.rivulet.runtime.operators.Joins;

/**
 * The rows of an interval join, the records that found no partner, and those that came too late, each as a row with its side only.
 *
 * @param <K> a key
 * @param <L> a record of the left side
 * @param <U> a record of the right side
 */
public final class IntervalResults<K, L, U> extends TimedResults<K, Joined<L, U>, Keyed<K, Joined<L, U>>> {

    private final KeyedStream<K, ?> from;

    IntervalResults(KeyedStream<K, ?> from, Stream<Keyed<K, Joined<L, U>>> rows) {
        super(rows, rows.wire.step());
        this.from = from;
    }

    /** Left records without a right one, once there can be none any more. */
    public Stream<Unpaired<K, L>> unpairedLeft() {
        return aside(Joins.<K, L>unpairedLeft());
    }

    /** Right records without a left one, once there can be none any more. */
    public Stream<Unpaired<K, U>> unpairedRight() {
        return aside(Joins.<K, U>unpairedRight());
    }

    /** The rows by key, where they are: no record moves. */
    public KeyedStream<K, Keyed<K, Joined<L, U>>> byKey() {
        return from.with(this, Keyed::key);
    }
}
