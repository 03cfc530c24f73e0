package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.recovery.FrameWriter;
import io.rivulet.runtime.state.EntryOutput;
import java.util.Arrays;
import java.util.Queue;

/** Gathers a step's entries into frames; full ones go into the worker's queue. */
final class StepFrames implements EntryOutput {

    private static final int FRAME_BYTES = 1 << 17;

    private final FrameWriter frame = new FrameWriter();
    private final String step;
    private final Queue<Object> full;
    private boolean open;

    StepFrames(String step, Queue<Object> full) {
        this.step = step;
        this.full = full;
    }

    @Override
    public StateWriter startKey(int keyGroup) {
        if (!open) {
            frame.begin(step);
            open = true;
        }
        return frame.startKey(keyGroup);
    }

    @Override
    public StateWriter startState() {
        return frame.startValue();
    }

    @Override
    public void endPut() {
        frame.endPut();
        closeIfFull();
    }

    @Override
    public void endDrop() {
        frame.endDrop();
        closeIfFull();
    }

    private void closeIfFull() {
        if (frame.size() >= FRAME_BYTES) {
            close();
        }
    }

    /** Hands on what is there. */
    void close() {
        if (open) {
            full.add(Arrays.copyOf(frame.array(), frame.size()));
            open = false;
        }
    }
}
