package io.rivulet.runtime;

import io.rivulet.runtime.recovery.Blobs;
import io.rivulet.runtime.recovery.DirectoryBlobs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a job keeps what it needs to go on after a crash or a stop, and how often. A job that starts with a store that holds a complete epoch goes on from there,
 * with the same number of workers or another.
 *
 * <pre>{@code
 * Rivulet.run(flow, RunOptions.defaults().withRecovery(Recovery.in(Path.of("state"))));
 * }</pre>
 *
 * @param place where the store is
 * @param interval from one epoch to the next, by the clock: what at most is worked off again after a crash, and how long transactional outputs hold their
 *     records back. Zero makes an epoch of every batch that is read, one at a time, which is slow and exact
 * @param allowDroppedState whether a flow may go on without steps whose state the store holds; that state is then gone
 * @param aligned whether a stream whose epoch has ended waits for those that it meets, so that every record is in exactly one epoch
 */
public record Recovery(Place place, Duration interval, boolean allowDroppedState, boolean aligned) {

    /** Opens the place of a store. */
    @FunctionalInterface
    public interface Place {
        /** @throws IOException if it cannot be opened; the message names it */
        Blobs open() throws IOException;
    }

    /** Checks the ranges. */
    public Recovery {
        Objects.requireNonNull(place, "place");
        if (interval.isNegative() || interval.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("interval must be in 0..365 days, got " + interval);
        }
    }

    /** In a directory, which is made if it is not there, every ten seconds. */
    public static Recovery in(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return in(() -> DirectoryBlobs.open(directory));
    }

    /** In a place of your own, every ten seconds. */
    public static Recovery in(Place place) {
        return new Recovery(place, Duration.ofSeconds(10), false, true);
    }

    /** The same with another interval. */
    public Recovery every(Duration other) {
        return new Recovery(place, other, allowDroppedState, aligned);
    }

    /** The same for a flow that has lost steps whose state the store holds. */
    public Recovery allowingDroppedState() {
        return new Recovery(place, interval, true, aligned);
    }

    /**
     * The same without alignment: where streams meet, none waits at the end of its epoch for a slower one. After a crash nothing is missing, but what the faster had
     * brought meanwhile comes twice: into states, and to outputs of every kind, also into windows that have closed and then close again.
     */
    public Recovery atLeastOnce() {
        return new Recovery(place, interval, allowDroppedState, false);
    }
}
