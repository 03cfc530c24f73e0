package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;

/** See {@link Stateless#delayingWatermark}. */
final class WatermarkDelayTransform extends Transform<Object, Object> {

    private final long delayMillis;
    private final Port<Object> out;

    WatermarkDelayTransform(Long delayMillis, Place place) {
        super(place);
        this.delayMillis = delayMillis;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        out.record(record, timeMillis);
    }

    /** The end of input is not delayed; the least watermark stands for idleness. */
    @Override
    public void watermark(long watermarkMillis) {
        if (watermarkMillis == IDLE || watermarkMillis == Long.MAX_VALUE) {
            out.watermark(watermarkMillis);
        } else {
            out.watermark(watermarkMillis < IDLE + 1 + delayMillis ? IDLE + 1 : watermarkMillis - delayMillis);
        }
    }
}
