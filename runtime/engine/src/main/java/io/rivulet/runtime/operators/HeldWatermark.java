package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;

/** A watermark that came inside a batch and waits until the batch is through. */
final class HeldWatermark {

    private long watermark = Port.IDLE;
    private boolean idle;

    void hold(long watermarkMillis) {
        idle = watermarkMillis == Port.IDLE;
        watermark = Math.max(watermark, watermarkMillis);
    }

    /** Passes on what was held, if anything. */
    void release(Port<?> out) {
        if (watermark != Port.IDLE) {
            out.watermark(watermark);
            watermark = Port.IDLE;
        }
        if (idle) {
            idle = false;
            out.watermark(Port.IDLE);
        }
    }
}
