package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.Objects;
import java.util.function.Supplier;

/** Keyed logic whose states end by event time. See {@link ByEventTime.Expiring} for what goes in and out. */
final class ExpiringLogic<K, T, S, R> implements KeyedLogic<K, T, ExpiringLogic.Life<S>, R> {

    /*
     * A state lives as long as its newest record is at most timeToLive old. It ends when the watermark is past that, or when a record of the key comes
     * that is: the watermark would have ended it before that record if it had come earlier, and how early it comes is chance. So the results of
     * a key whose records are in order do not depend on watermarks at all.
     *
     * There is one timer at a time. A record does not move it: when it fires too early, it is set anew to where the newest record wants it.
     */

    /** What the state's last words are. */
    interface LastWords<K, S, R> {
        /** @param timeMillis the last instant of the state's life */
        void emit(S state, long timeMillis, KeyedContext<K, R> context);
    }

    /**
     * What it is made of.
     *
     * @param inner makes the logic itself, which must not set timers
     * @param strict whether every record older than the watermark is late
     */
    record Given<K, T, S, R>(
            Supplier<? extends KeyedLogic<K, T, S, R>> inner,
            LastWords<K, S, R> lastWords,
            long timeToLiveMillis,
            boolean strict) {
        Given {
            Objects.requireNonNull(inner, "inner");
            Objects.requireNonNull(lastWords, "lastWords");
        }
    }

    /** The state of a key, the time of its newest record, and that of its timer. */
    static final class Life<S> {
        S state;
        long newestMillis;
        long timerMillis;

        Life(S state, long newestMillis, long timerMillis) {
            this.state = state;
            this.newestMillis = newestMillis;
            this.timerMillis = timerMillis;
        }

        boolean isNew() {
            return timerMillis == Long.MAX_VALUE;
        }

        /** Form {@code life} 1: newest time i64, timer i64, then the state in its own form. */
        static <S> StateCodec<Life<S>> codec(StateCodec<S> of) {
            return StateCodec.of(
                    "life",
                    1,
                    (life, out) -> of.encode(
                            life.state, out.writeLong(life.newestMillis).writeLong(life.timerMillis)),
                    in -> {
                        long newest = in.readLong();
                        long timer = in.readLong();
                        return new Life<>(of.decode(in), newest, timer);
                    });
        }
    }

    private final KeyedLogic<K, T, S, R> inner;
    private final LastWords<K, S, R> lastWords;
    private final long timeToLive;
    private final boolean strict;
    private final StateCodec<Life<S>> codec;

    ExpiringLogic(Given<K, T, S, R> given) {
        this.inner = given.inner().get();
        this.lastWords = given.lastWords();
        this.timeToLive = given.timeToLiveMillis();
        this.strict = given.strict();
        this.codec = Life.codec(inner.codec());
    }

    @Override
    public Life<S> create() {
        return new Life<>(inner.create(), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public StateCodec<Life<S>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return (inner.fingerprint() + " for " + timeToLive + " ms").trim();
    }

    @Override
    public Keep onRecord(Life<S> life, T record, KeyedContext<K, R> context) {
        long time = Windows.checked(context.timeMillis());
        long watermark = context.watermarkMillis();
        if (time + timeToLive < watermark || strict && time < watermark) {
            Sides.emitLate(record, context);
            return life.isNew() ? Keep.DISCARD : Keep.RETAIN;
        }
        if (!life.isNew() && time > lastInstant(life)) {
            lastWords.emit(life.state, lastInstant(life), context);
            life.state = inner.create();
            life.newestMillis = time;
        }
        if (inner.onRecord(life.state, record, context) == Keep.DISCARD) {
            return Keep.DISCARD;
        }
        life.newestMillis = Math.max(life.newestMillis, time);
        if (life.isNew()) {
            setTimer(life, context);
        }
        return Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Life<S> life, long payload, KeyedContext<K, R> context) {
        if (lastInstant(life) >= context.timeMillis()) {
            setTimer(life, context);
            return Keep.RETAIN;
        }
        lastWords.emit(life.state, lastInstant(life), context);
        return Keep.DISCARD;
    }

    private void setTimer(Life<S> life, KeyedContext<K, R> context) {
        life.timerMillis = lastInstant(life) + 1;
        context.setTimer(life.timerMillis, 0);
    }

    private long lastInstant(Life<S> life) {
        return life.newestMillis + timeToLive;
    }
}
