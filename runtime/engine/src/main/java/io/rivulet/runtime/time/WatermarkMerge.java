package io.rivulet.runtime.time;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * One watermark from several inputs: the least of those that are neither idle nor done. What it gives never falls; when the last active input turns idle,
 * the largest of all is given once, then {@link #IDLE} once; when one comes back, the last watermark is given again if there is no newer one, so that
 * whoever reads this waits for it again. One owner at a time.
 *
 * <p>{@code Long.MAX_VALUE} is the end of an input, which is then waited for no more. It is given on only when all inputs have ended: an idle one may come back,
 * and its records must not be late for ever because another input had its end.
 */
public final class WatermarkMerge {

    /** Stands for "nothing comes for now, do not wait". */
    public static final long IDLE = Long.MIN_VALUE;

    private enum Input {
        ACTIVE,
        IDLE,
        DONE
    }

    private final Input[] inputs;
    private final long[] watermarks;
    private final LongConsumer out;
    private long top = Long.MIN_VALUE;
    private boolean idle;

    /** @param out gets each new watermark, or {@link #IDLE}; after that, the last one again */
    public WatermarkMerge(int inputs, LongConsumer out) {
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs must be at least 1, got " + inputs);
        }
        this.inputs = new Input[inputs];
        this.watermarks = new long[inputs];
        this.out = out;
        Arrays.fill(this.inputs, Input.ACTIVE);
        Arrays.fill(watermarks, Long.MIN_VALUE);
    }

    /** The last watermark given. */
    public long top() {
        return top;
    }

    /** Takes an input's watermark, or {@link #IDLE}; a watermark lower than its last counts as that one and ends its idleness. */
    public void onWatermark(int input, long watermark) {
        if (inputs[input] == Input.DONE) {
            throw new IllegalStateException("input " + input + " is done and must give no watermark, got " + watermark);
        }
        if (watermark == IDLE) {
            inputs[input] = Input.IDLE;
            advance();
            return;
        }
        inputs[input] = Input.ACTIVE;
        watermarks[input] = Math.max(watermarks[input], watermark);
        advance();
    }

    /** The input has ended and is not waited for any more. */
    public void onDone(int input) {
        if (inputs[input] == Input.DONE) {
            throw new IllegalStateException("input " + input + " is done already");
        }
        inputs[input] = Input.DONE;
        advance();
    }

    /** Whether all inputs have ended. */
    public boolean allDone() {
        return Arrays.stream(inputs).allMatch(i -> i == Input.DONE);
    }

    private void advance() {
        long least = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        boolean active = false;
        boolean waiting = false;
        boolean ended = false;
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i] == Input.DONE) {
                continue;
            }
            if (watermarks[i] == Long.MAX_VALUE) {
                ended = true;
                continue;
            }
            if (inputs[i] == Input.ACTIVE) {
                active = true;
                least = Math.min(least, watermarks[i]);
            } else {
                waiting = true;
            }
            largest = Math.max(largest, watermarks[i]);
        }
        if (active || ended && !waiting) {
            boolean back = idle;
            idle = false;
            if (!give(least) && back) {
                out.accept(Math.max(top, IDLE + 1));
            }
        } else if (waiting) {
            give(largest);
            if (!idle) {
                idle = true;
                out.accept(IDLE);
            }
        }
    }

    private boolean give(long watermark) {
        if (watermark <= top) {
            return false;
        }
        top = watermark;
        out.accept(watermark);
        return true;
    }
}
