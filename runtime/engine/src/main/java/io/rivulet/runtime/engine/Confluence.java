package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.time.WatermarkMerge;

/**
 * Where several streams become one, at a merge or behind an exchange: records pass as they come, the watermark is the least, the end is the last, and an epoch
 * ends when it has ended in all.
 *
 * <p>An input whose epoch has ended is held until the others' has too: what it brings next belongs to the next epoch, and must not get into this one's snapshot.
 * An input that has ended is not waited for. Watermarks and the end of a held input wait with its records, so nothing overtakes anything. Without alignment no
 * input is held: what comes behind its barrier gets into the snapshot, and is read again after a restart.
 */
final class Confluence {

    final Port<Object> out;
    private final boolean aligned;
    private final WatermarkMerge watermarks;
    private final boolean[] done;
    /** Inputs whose epoch has ended. */
    private final boolean[] arrived;

    private final ConfluenceInput.Held[] waiting;
    private int awaited;
    private long epoch = -1;
    private boolean ended;

    Confluence(int inputs, boolean aligned, Port<Object> out) {
        this.out = out;
        this.aligned = aligned;
        this.watermarks = new WatermarkMerge(inputs, out::watermark);
        this.done = new boolean[inputs];
        this.arrived = new boolean[inputs];
        this.waiting = new ConfluenceInput.Held[inputs];
        this.awaited = inputs;
    }

    /** Tells of an input that cannot stop what comes, and keeps it while it is held. Others look at {@link #isHeld} before they bring anything. */
    void register(int input, ConfluenceInput.Held keeper) {
        waiting[input] = keeper;
    }

    /** Whether the input's epoch has ended and it waits for another's. */
    boolean isHeld(int input) {
        return aligned && arrived[input];
    }

    void watermark(int input, long watermark) {
        watermarks.onWatermark(input, watermark);
    }

    void barrier(int input, long ending) {
        if (epoch >= 0 && epoch != ending) {
            throw new IllegalStateException("input " + input + " ends epoch " + ending + " while others end " + epoch);
        }
        epoch = ending;
        arrived[input] = true;
        if (aligned && waiting[input] != null) {
            waiting[input].hold();
        }
        awaited--;
        align();
    }

    void end(int input) {
        watermarks.onDone(input);
        done[input] = true;
        if (!arrived[input]) {
            awaited--;
        }
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
        for (int i = 0; i < arrived.length; i++) {
            arrived[i] = false;
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
