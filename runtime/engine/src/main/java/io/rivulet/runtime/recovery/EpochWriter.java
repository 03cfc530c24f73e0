package io.rivulet.runtime.recovery;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one epoch. Closed without a successful {@link #commit}, it leaves nothing, and the next epoch of the run must be a full one, since the changes that this
 * one held are in no segment. One owner at a time.
 */
public interface EpochWriter extends Closeable {

    /**
     * Appends a frame of entries. In a full epoch every live key comes once, and no key is dropped. In the others the last entry of a key counts.
     *
     * @param frame begins with the frame as {@link FrameWriter} made it; may be changed after the call
     * @param length how long the frame is
     */
    void append(byte[] frame, int length) throws IOException;

    /**
     * Makes the epoch complete. When it returns, the epoch stays through a crash of the machine; when it throws, the epoch is absent, or, if the place was cut
     * off just then, possibly complete: a run that resumes finds out. Afterwards deletes what the epoch has made superfluous; what cannot be deleted is tried
     * again by later epochs.
     *
     * @param manifest the epoch; its execution and its segments are put in by the store
     * @throws StoreTakenException if another run has taken the store over: this one must stop
     */
    void commit(Manifest manifest) throws IOException;

    @Override
    void close() throws IOException;
}
