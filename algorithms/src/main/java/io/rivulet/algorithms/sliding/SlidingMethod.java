package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.StateReader;
import java.util.Arrays;

/** How a window slides; {@link SlidingChoice} says which one a state's abilities allow, and why one is taken. */
public enum SlidingMethod {
    /** The state keeps its own time: it takes everything in, and is asked for its last window. */
    NATIVE(1),
    /** The states and their running total; what leaves is subtracted from the total. */
    SUBTRACT(2),
    /** The records and one state; what leaves is retracted from the state. */
    RETRACT(3),
    /** Partial sums in two stacks: about three merges a step, but now and then as many as the window has states. */
    TWO_STACKS(4),
    /** Partial sums in a queue: never more than three merges for one that comes, two for one that leaves, one for an answer. */
    DABA_LITE(5),
    /** The records, or the states of the panes, and everything anew for each answer: the fallback, and the baseline. */
    RECOMPUTE(6),
    /** Several aggregations in one, each by its own method. */
    PER_PART(7),
    /** No window of panes: whoever asks keeps one state for each open window. */
    ONE_PER_WINDOW(8),
    /** Partial sums in a finger B-tree: records in any order, and answers for any part that ends now, at merges of the order of a logarithm. */
    FIBA(9),
    /** One state of all records, begun anew when they are over: for sessions, which drop nothing before. */
    ONE_STATE(10);

    /** What stands in the bytes of a state; never reused. */
    private final int code;

    SlidingMethod(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static SlidingMethod decode(StateReader in) {
        byte code = in.readByte();
        return Arrays.stream(values())
                .filter(method -> method.code == code)
                .findFirst()
                .orElseThrow(() -> in.corrupt("method must be in 1.." + values().length + ", got " + code));
    }
}
