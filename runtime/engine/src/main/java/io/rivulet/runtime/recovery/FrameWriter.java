package io.rivulet.runtime.recovery;

import io.rivulet.algorithms.StateWriter;
import java.util.Objects;

/**
 * Builds a frame of entries of one step, which a worker hands to {@link EpochWriter#append}. Keys and states are encoded straight into the frame:
 *
 * <pre>{@code
 * frame.begin("counts");
 * keyCodec.encode(key, frame.startKey(keyGroup));
 * stateCodec.encode(state, frame.startValue());
 * frame.endPut();
 * epoch.append(frame.array(), frame.size());
 * }</pre>
 *
 * <p>An entry whose encoding throws is forgotten when the next one starts. One owner at a time.
 */
public final class FrameWriter {

    /** The largest frame that a store takes; reached only by a single state of that size. */
    public static final int MAX_BYTES = 1 << 28;

    /** The highest key group. */
    static final int MAX_KEY_GROUP = Short.MAX_VALUE;

    static final int DROPPED = -1;

    /** Room that is kept for the next frame; more is given back, so that one large state does not cost its size for ever. */
    private static final int KEPT_BYTES = 1 << 22;

    /*
     * A frame: step text, entries i32, then for each entry keyGroup i16, keyLength i32, key, valueLength i32, value; a valueLength of -1 and no value for a
     * dropped key. Lengths are put in when they are known. Invariant: the first `complete` bytes are a frame but for the count, which is put in for whoever asks.
     */
    private enum At {
        NOTHING,
        ENTRY_START,
        KEY,
        VALUE
    }

    private StateWriter out = new StateWriter();
    private String step = "";
    private At at = At.NOTHING;
    private int countAt;
    private int lengthAt;
    private int entries;
    private int complete;

    /** Starts a frame of a step's entries; what was in the writer is forgotten. */
    public void begin(String newStep) {
        step = Objects.requireNonNull(newStep, "step");
        if (out.array().length > KEPT_BYTES) {
            out = new StateWriter();
        }
        out.reset();
        out.writeString(newStep);
        countAt = out.size();
        out.writeInt(0);
        entries = 0;
        complete = out.size();
        at = At.ENTRY_START;
    }

    /** Starts an entry: write the key into what this gives. */
    public StateWriter startKey(int keyGroup) {
        if (at == At.NOTHING) {
            throw new IllegalStateException("begin(step) must come first");
        }
        if (keyGroup < 0 || keyGroup > MAX_KEY_GROUP) {
            throw new IllegalArgumentException("keyGroup must be in 0.." + MAX_KEY_GROUP + ", got " + keyGroup);
        }
        if (out.size() > complete) {
            out.truncate(complete);
        }
        out.writeShort(keyGroup);
        lengthAt = out.size();
        out.writeInt(0);
        at = At.KEY;
        return out;
    }

    /** The key is written: write its value into what this gives. */
    public StateWriter startValue() {
        endLength(At.KEY);
        lengthAt = out.size();
        out.writeInt(0);
        at = At.VALUE;
        return out;
    }

    /** The value is written, and with it the entry. */
    public void endPut() {
        endLength(At.VALUE);
        endEntry();
    }

    /** The key is written: it has no value any more. */
    public void endDrop() {
        endLength(At.KEY);
        out.writeInt(DROPPED);
        endEntry();
    }

    /** Adds a key with its value. */
    public void put(int keyGroup, byte[] key, byte[] value) {
        startKey(keyGroup).writeBytes(key);
        startValue().writeBytes(value);
        endPut();
    }

    /** Adds a key that has no value any more. */
    public void drop(int keyGroup, byte[] key) {
        startKey(keyGroup).writeBytes(key);
        endDrop();
    }

    /** How many entries there are. */
    public int entries() {
        return entries;
    }

    /** The size of the frame, without an entry that is not ended. */
    public int size() {
        return complete;
    }

    /** Begins with the frame, see {@link #size}; the writer's own array, which the next entry may change or replace. */
    public byte[] array() {
        if (at != At.NOTHING) {
            out.setInt(countAt, entries);
        }
        return out.array();
    }

    private void endLength(At expected) {
        if (at != expected) {
            throw new IllegalStateException(
                    "must follow " + (expected == At.KEY ? "startKey" : "startValue") + ", came at " + at);
        }
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    private void endEntry() {
        at = At.ENTRY_START;
        if (out.size() > MAX_BYTES && entries == 0) {
            throw new IllegalStateException("a state must take fewer than " + MAX_BYTES + " bytes, one of step \""
                    + step + "\" takes " + (out.size() - complete));
        }
        entries++;
        complete = out.size();
    }
}
