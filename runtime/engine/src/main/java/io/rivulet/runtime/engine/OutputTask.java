package io.rivulet.runtime.engine;

import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.StepFailure;
import java.util.Optional;

/** Runs a {@link io.rivulet.runtime.dataflow.Step.Output}; without a writer on workers that a single sink leaves out. */
final class OutputTask extends Port<Object> {

    /** What the constructor takes. */
    record Place(String step, Optional<SinkWriter<Object>> writer) {}

    private final String step;
    private final SinkWriter<Object> writer;
    private boolean dirty;

    OutputTask(Place place) {
        this.step = place.step();
        this.writer = place.writer().orElse(null);
    }

    @Override
    public void record(Object record, long timeMillis) {
        dirty = true;
        try {
            writer.write(record, timeMillis);
        } catch (Throwable e) {
            throw StepFailure.at(step, e);
        }
    }

    @Override
    public void watermark(long watermarkMillis) {}

    @Override
    public void batchEnd() {
        if (dirty) {
            dirty = false;
            try {
                writer.flush();
            } catch (Throwable e) {
                throw StepFailure.at(step, e);
            }
        }
    }

    @Override
    public void end() {
        if (writer != null) {
            try {
                writer.close();
            } catch (Throwable e) {
                throw StepFailure.at(step, e);
            }
        }
    }
}
