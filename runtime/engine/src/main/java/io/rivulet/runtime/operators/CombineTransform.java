package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.runtime.Part;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import io.rivulet.runtime.time.TimeGrid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * See {@link Stateless#combine}. Holds at most what a source gives in one poll, which is bounded. A watermark inside the batch waits until the batch is
 * through, because parts may be older than it.
 */
final class CombineTransform extends Transform<Object, Object> {

    /**
     * What the user gave.
     *
     * @param panes stretches of time that a part must not reach over, if any
     */
    record Given(
            Function<Object, Object> key,
            Aggregation<Object, Object, Object> aggregation,
            Optional<Windows.Numbered> panes) {
        Given {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(aggregation, "aggregation");
            Objects.requireNonNull(panes, "panes");
        }
    }

    /** A key in one pane. */
    record InPane(Object key, long pane) {}

    /** A part that still grows, and the time of its newest record. */
    static final class Growing {
        final Part<Object, Object> part;
        long newestMillis = Port.NO_TIME;

        Growing(Part<Object, Object> part) {
            this.part = part;
        }
    }

    private final Function<Object, Object> keyOf;
    private final Aggregation<Object, Object, Object> aggregation;
    private final TimeGrid panes;
    private final Port<Object> out;
    private final HeldWatermark held = new HeldWatermark();
    private final Map<Object, Growing> parts = new LinkedHashMap<>();

    CombineTransform(Given given, Place place) {
        super(place);
        this.keyOf = given.key();
        this.aggregation = given.aggregation();
        this.panes = given.panes().map(Windows.Numbered::grid).orElse(null);
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        try {
            Object key = keyOf.apply(record);
            if (key == null) {
                throw new IllegalArgumentException("key must not be null");
            }
            Object place = panes == null ? key : new InPane(key, panes.lastId(Windows.checked(timeMillis)));
            Growing growing = parts.get(place);
            if (growing == null) {
                growing = new Growing(new Part<>(key, aggregation.create()));
                parts.put(place, growing);
            }
            aggregation.update(growing.part.state(), record, timeMillis);
            growing.newestMillis = Math.max(growing.newestMillis, timeMillis);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public void watermark(long watermarkMillis) {
        if (parts.isEmpty()) {
            out.watermark(watermarkMillis);
        } else {
            held.hold(watermarkMillis);
        }
    }

    @Override
    public void batchEnd() {
        flush();
        out.batchEnd();
    }

    @Override
    public void barrier(long epoch) {
        flush();
        out.barrier(epoch);
    }

    @Override
    public void end() {
        flush();
        out.end();
    }

    private void flush() {
        for (Growing growing : parts.values()) {
            out.record(growing.part, growing.newestMillis);
        }
        parts.clear();
        held.release(out);
    }
}
