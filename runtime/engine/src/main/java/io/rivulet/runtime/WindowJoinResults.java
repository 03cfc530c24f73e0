package io.rivulet.runtime;

import java.util.function.Supplier;

/**
 * The rows of a join within windows, and what came too late for it. The rows of a window follow one another; those of one key leave one worker, so that operators
 * per key can follow without another exchange.
 *
 * @param <K> a key
 * @param <R> a row
 */
public final class WindowJoinResults<K, R> extends Stream<WindowResult<K, R>> {

    private final KeyedStream<K, ?> from;
    private final Supplier<Stream<LateRecord<K, R>>> late;

    WindowJoinResults(
            KeyedStream<K, ?> from, Stream<WindowResult<K, R>> rows, Supplier<Stream<LateRecord<K, R>>> late) {
        super(rows.flow, rows.wire, rows.scope, rows.timed);
        this.from = from;
        this.late = late;
    }

    /** The rows by key, where they are: no record moves. */
    public KeyedStream<K, WindowResult<K, R>> byKey() {
        return from.with(this, WindowResult::key);
    }

    /** Records that came after their window had closed, each as a row with its side only. Where nothing reads this stream they are counted only. */
    public Stream<LateRecord<K, R>> late() {
        return late.get();
    }
}
