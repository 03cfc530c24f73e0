package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import java.lang.invoke.MethodHandles;

/** Where a chain of steps begins, behind a source or an exchange. Only ever made as a hidden class whose class data is the chain; see {@link OwnClasses}. */
final class Entrance extends Port<Object> {

    private static final Port<Object> OUT = chain();

    Entrance() {}

    @SuppressWarnings("unchecked") // the class data is the chain's first port
    private static Port<Object> chain() {
        try {
            return (Port<Object>) MethodHandles.classData(MethodHandles.lookup(), "_", Port.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("class data must be readable from the class itself", e);
        }
    }

    @Override
    public void record(Object record, long timeMillis) {
        OUT.record(record, timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        OUT.watermark(watermarkMillis);
    }

    @Override
    public void batchEnd() {
        OUT.batchEnd();
    }

    @Override
    public void barrier(long epoch) {
        OUT.barrier(epoch);
    }

    @Override
    public void end() {
        OUT.end();
    }
}
