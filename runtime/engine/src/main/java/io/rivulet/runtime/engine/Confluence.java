package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.time.WatermarkMerge;

/** Where several streams become one, at a merge or behind an exchange: records pass as they come, the watermark is the least, the end is the last. */
final class Confluence {

    final Port<Object> out;
    private final WatermarkMerge watermarks;
    private boolean ended;

    Confluence(int inputs, Port<Object> out) {
        this.out = out;
        this.watermarks = new WatermarkMerge(inputs, out::watermark);
    }

    void watermark(int input, long watermark) {
        watermarks.onWatermark(input, watermark);
    }

    void end(int input) {
        watermarks.onDone(input);
        if (watermarks.allDone()) {
            ended = true;
            out.end();
        }
    }

    boolean hasEnded() {
        return ended;
    }
}
