package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/** A port behind which records leave the flow. */
abstract class WritingTask extends Port<Object> implements Participant {

    /** The epoch is complete: what was prepared for it is committed. */
    abstract void onComplete(long epoch);
}
