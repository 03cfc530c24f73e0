package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;

/**
 * A side of a join that holds no time back: it is idle from the start, so that the watermark behind the merge is that of the other side. See
 * {@link Joins#timelessSide}.
 */
final class TimelessSideTransform extends Transform<Object, Object> {

    private final int side;
    private final Port<Object> out;

    TimelessSideTransform(Integer side, Place place) {
        super(place);
        this.side = side;
        this.out = place.out();
        // Said before anything flows: a side of which nothing ever comes here must not hold the other back either.
        out.watermark(IDLE);
    }

    @Override
    public void record(Object record, long timeMillis) {
        out.record(new Sided(side, record), timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        if (watermarkMillis == Long.MAX_VALUE) {
            out.watermark(watermarkMillis);
        }
    }
}
