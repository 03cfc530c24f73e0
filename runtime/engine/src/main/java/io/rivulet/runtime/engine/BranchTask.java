package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.StepFailure;
import java.util.function.Predicate;

/** Runs a {@link io.rivulet.runtime.dataflow.Step.Branch}. */
final class BranchTask extends Port<Object> {

    /** What the constructor takes. */
    record Place(String step, Predicate<Object> predicate, Port<Object> matching, Port<Object> others) {}

    private final String step;
    private final Predicate<Object> predicate;
    private final Port<Object> matching;
    private final Port<Object> others;

    BranchTask(Place place) {
        this.step = place.step();
        this.predicate = place.predicate();
        this.matching = place.matching();
        this.others = place.others();
    }

    @Override
    public void record(Object record, long timeMillis) {
        boolean holds;
        try {
            holds = predicate.test(record);
        } catch (Throwable e) {
            throw StepFailure.at(step, e);
        }
        (holds ? matching : others).record(record, timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        matching.watermark(watermarkMillis);
        others.watermark(watermarkMillis);
    }

    @Override
    public void batchEnd() {
        matching.batchEnd();
        others.batchEnd();
    }

    @Override
    public void barrier(long epoch) {
        matching.barrier(epoch);
        others.barrier(epoch);
    }

    @Override
    public void end() {
        matching.end();
        others.end();
    }
}
