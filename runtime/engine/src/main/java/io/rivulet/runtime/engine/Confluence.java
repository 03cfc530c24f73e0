package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.time.WatermarkMerge;

/**
 * Where several streams become one, at a merge or behind an exchange: records pass as they come, the watermark is the least, the end is the last, and an epoch
 * ends when it has ended in all.
 *
 * <p>An input whose epoch has ended is held until the others' has too: what it brings next belongs to the next epoch, and must not get into this one's snapshot.
 * An input that has ended is not waited for. Watermarks and the end of a held input wait with its records, so nothing overtakes anything.
 */
final class Confluence {

    final Port<Object> out;
    private final WatermarkMerge watermarks;
    private final boolean[] done;
    private final boolean[] held;
    private final ConfluenceInput.Held[] waiting;
    private int awaited;
    private long epoch = -1;
    private boolean ended;

    Confluence(int inputs, Port<Object> out) {
        this.out = out;
        this.watermarks = new WatermarkMerge(inputs, out::watermark);
        this.done = new boolean[inputs];
        this.held = new boolean[inputs];
        this.waiting = new ConfluenceInput.Held[inputs];
        this.awaited = inputs;
    }

    /** Tells of an input that cannot stop what comes, and keeps it while it is held. Others look at {@link #isHeld} before they bring anything. */
    void register(int input, ConfluenceInput.Held keeper) {
        waiting[input] = keeper;
    }

    /** Whether the input's epoch has ended and another's has not. */
    boolean isHeld(int input) {
        return held[input];
    }

    void watermark(int input, long watermark) {
        watermarks.onWatermark(input, watermark);
    }

    void barrier(int input, long ending) {
        if (epoch >= 0 && epoch != ending) {
            throw new IllegalStateException("input " + input + " ends epoch " + ending + " while others end " + epoch);
        }
        epoch = ending;
        held[input] = true;
        if (waiting[input] != null) {
            waiting[input].hold();
        }
        awaited--;
        align();
    }

    void end(int input) {
        watermarks.onDone(input);
        done[input] = true;
        awaited--;
        if (watermarks.allDone()) {
            ended = true;
            out.end();
        } else {
            align();
        }
    }

    boolean hasEnded() {
        return ended;
    }

    private void align() {
        if (awaited > 0 || epoch < 0) {
            return;
        }
        long complete = epoch;
        epoch = -1;
        awaited = 0;
        for (int i = 0; i < held.length; i++) {
            held[i] = false;
            awaited += done[i] ? 0 : 1;
        }
        out.barrier(complete);
        for (ConfluenceInput.Held keeper : waiting) {
            if (keeper != null) {
                keeper.release();
            }
        }
    }
}
