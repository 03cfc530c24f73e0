package io.rivulet.tutorials.network;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A watch for each key, as a step of the dataflow: windows in, in the order of their ends, alerts out, when a window raises or ends one and when the input
 * ends. A key's watch is never dropped, since what is usual took time to learn.
 *
 * @param <W> a window
 * @param <S> a watch
 */
final class WatchLogic<W, S> implements KeyedLogic<String, W, S, Alert> {

    private final Supplier<S> create;
    private final BiFunction<S, W, List<Alert>> update;
    private final Function<S, List<Alert>> finish;
    private final StateCodec<S> codec;

    private WatchLogic(
            Supplier<S> create,
            BiFunction<S, W, List<Alert>> update,
            Function<S, List<Alert>> finish,
            StateCodec<S> codec) {
        this.create = create;
        this.update = update;
        this.finish = finish;
        this.codec = codec;
    }

    /** Watches windows of minutes. */
    static WatchLogic<WindowStats, NetworkWatch> network(WatchSettings settings) {
        return new WatchLogic<>(
                () -> NetworkWatch.create(settings),
                NetworkWatch::update,
                NetworkWatch::finish,
                NetworkWatch.codec(settings));
    }

    /** Watches windows of hours. */
    static WatchLogic<Spread, SlowScanWatch> slowScans(WatchSettings settings) {
        return new WatchLogic<>(
                () -> SlowScanWatch.create(settings),
                SlowScanWatch::update,
                SlowScanWatch::finish,
                SlowScanWatch.codec(settings));
    }

    @Override
    public S create() {
        return create.get();
    }

    @Override
    public StateCodec<S> codec() {
        return codec;
    }

    @Override
    public Keep onRecord(S watch, W window, KeyedContext<String, Alert> context) {
        update.apply(watch, window).forEach(context::emit);
        return Keep.RETAIN;
    }

    @Override
    public Keep onEnd(S watch, KeyedContext<String, Alert> context) {
        finish.apply(watch).forEach(context::emit);
        return Keep.RETAIN;
    }
}
