package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/**
 * One stream that comes into a {@link Confluence} by direct calls. While the confluence holds it, what comes is kept in order; it is little, because nobody reads
 * on who leads here ({@link Gate}).
 */
final class ConfluenceInput extends Port<Object> {

    /**
     * What the constructor takes.
     *
     * @param held made for this input, and registered with the confluence
     */
    record Place(Confluence confluence, int input, Held held) {

        static Place of(Confluence confluence, int input) {
            Held held = new Held(confluence, input);
            confluence.register(input, held);
            return new Place(confluence, input, held);
        }
    }

    /** What has come while the input was held. */
    static final class Held implements Gate {

        private final Confluence confluence;
        private final int input;
        private final GrowingBatch kept = new GrowingBatch();
        boolean holds;

        Held(Confluence confluence, int input) {
            this.confluence = confluence;
            this.input = input;
        }

        @Override
        public boolean hasRoom() {
            return !holds;
        }

        void hold() {
            holds = true;
        }

        void keep(Object record, long time) {
            kept.add(record, time);
        }

        void release() {
            holds = false;
            kept.drain((record, time) -> {
                if (record == Batch.WATERMARK) {
                    confluence.watermark(input, time);
                } else if (record == Batch.END) {
                    confluence.end(input);
                } else {
                    confluence.out.record(record, time);
                }
            });
        }
    }

    private final Confluence confluence;
    private final int input;
    private final Held held;
    private final Port<Object> out;

    ConfluenceInput(Place place) {
        this.confluence = place.confluence();
        this.input = place.input();
        this.held = place.held();
        this.out = confluence.out;
    }

    @Override
    public void record(Object record, long timeMillis) {
        if (held.holds) {
            held.keep(record, timeMillis);
        } else {
            out.record(record, timeMillis);
        }
    }

    @Override
    public void watermark(long watermarkMillis) {
        if (held.holds) {
            held.keep(Batch.WATERMARK, watermarkMillis);
        } else {
            confluence.watermark(input, watermarkMillis);
        }
    }

    @Override
    public void batchEnd() {
        out.batchEnd();
    }

    @Override
    public void barrier(long epoch) {
        confluence.barrier(input, epoch);
    }

    @Override
    public void end() {
        if (held.holds) {
            held.keep(Batch.END, 0);
        } else {
            confluence.end(input);
        }
    }
}
