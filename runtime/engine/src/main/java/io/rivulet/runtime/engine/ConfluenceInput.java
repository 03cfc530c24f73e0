package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/** One stream into a {@link Confluence}. */
final class ConfluenceInput extends Port<Object> {

    /** What the constructor takes. */
    record Place(Confluence confluence, int input) {}

    private final Confluence confluence;
    private final int input;
    private final Port<Object> out;

    ConfluenceInput(Place place) {
        this.confluence = place.confluence();
        this.input = place.input();
        this.out = confluence.out;
    }

    @Override
    public void record(Object record, long timeMillis) {
        out.record(record, timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        confluence.watermark(input, watermarkMillis);
    }

    @Override
    public void batchEnd() {
        out.batchEnd();
    }

    @Override
    public void end() {
        confluence.end(input);
    }
}
