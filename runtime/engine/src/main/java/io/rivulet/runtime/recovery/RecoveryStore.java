package io.rivulet.runtime.recovery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The complete epochs of a job, in {@link Blobs}: of these the newest is kept.
 *
 * <pre>{@code
 * try (RecoveryStore store = RecoveryStore.open(DirectoryBlobs.open(directory))) {
 *     Optional<Manifest> latest = store.latest();
 *     if (latest.isPresent()) {
 *         store.read(latest.get(), state::restore);
 *     }
 *     boolean full = store.fullIsDue(state.bytes(), state.changedBytes());
 *     try (EpochWriter epoch = store.begin(7, full)) {
 *         epoch.append(frame.array(), frame.size());
 *         epoch.commit(manifest);
 *     }
 * }
 * }</pre>
 *
 * <p>A run that opens a store takes it over: an older run that is still alive fails at its next commit with {@link StoreTakenException}. Of two that commit at the
 * same moment one succeeds, and what it has written does not depend on the other.
 *
 * <p><b>Threads.</b> One owner at a time; {@link #read} may also be called by several threads at once.
 */
public final class RecoveryStore implements Closeable {

    private final Blobs blobs;
    private final long execution;
    private final Commits commits;
    private boolean looked;
    /** Whether the run's state is that of the newest commit: it has read it or written it, and has given up no epoch since. */
    private volatile boolean continuous;

    private long segments;
    private Optional<StoreEpoch> open = Optional.empty();
    private boolean closed;

    private RecoveryStore(Blobs blobs, long execution) {
        this.blobs = Objects.requireNonNull(blobs, "blobs");
        this.execution = execution;
        this.commits = new Commits(blobs, execution);
    }

    /** Opens a store for a run, which takes a new execution number; an empty place becomes a store. */
    public static RecoveryStore open(Blobs blobs) throws IOException {
        List<String> names = blobs.list();
        long execution = StoreNames.highest(StoreNames.EXECUTION, names) + 1;
        while (!blobs.putIfAbsent(
                StoreNames.of(StoreNames.EXECUTION, execution),
                ("Run " + execution + " of a job with this Rivulet recovery store has begun.\n")
                        .getBytes(StandardCharsets.UTF_8))) {
            execution++;
        }
        RecoveryStore store = new RecoveryStore(blobs, execution);
        blobs.deleteUnfinished();
        store.commits.deleteOlderExecutions(names);
        return store;
    }

    /** Opens a store to look at it; nothing of it changes, and a job that runs on it goes on. */
    public static RecoveryStore inspect(Blobs blobs) {
        return new RecoveryStore(blobs, 0);
    }

    /** The number of this run, from 1; 0 if it only looks. */
    public long execution() {
        return execution;
    }

    /** Where the store is. */
    public String place() {
        return blobs.place();
    }

    /**
     * The newest complete epoch, if there is one. All of its segments are there; what is in them is checked when they are read.
     *
     * @throws BrokenStoreException if the manifest is damaged or too new, or a segment is missing
     * @throws StoreTakenException if another run has taken the store over since this one looked first
     */
    public Optional<Manifest> latest() throws IOException {
        checkOpen();
        if (looked && execution > 0) {
            commits.checkNotTaken();
        } else {
            commits.look();
            looked = true;
        }
        return commits.newest();
    }

    /**
     * Visits each key that has a value at the epoch once, with its newest value. The order is the same at every call, and otherwise no matter.
     *
     * <p>Everything is checked before it is visited, except that a segment's blob has been replaced by another whole one of the same epoch and the same run: this
     * is found at its end. What was visited before an exception must be thrown away.
     *
     * @param manifest what {@link #latest} gave
     * @throws BrokenStoreException if a segment is missing, altered or replaced
     * @throws StoreTakenException if another run has taken the store over, and deleted what is read
     */
    public void read(Manifest manifest, EntryVisitor visitor) throws IOException {
        checkOpen();
        try {
            LiveEntries.visit(blobs, manifest, visitor);
        } catch (BrokenStoreException e) {
            if (looked && execution > 0) {
                commits.checkNotTaken();
            } else if (looked && commits.isReplaced()) {
                throw new IOException(
                        "recovery store " + place() + ": epoch " + manifest.epoch()
                                + " was replaced by a newer one while it was read; try again",
                        e);
            }
            throw e;
        }
        if (commits.newest().map(Manifest::segments).equals(Optional.of(manifest.segments()))) {
            continuous = true;
        }
    }

    /**
     * Whether the next epoch should be a full one: if it must be, see {@link #begin}, or if the disk would otherwise come to hold more than three times the live
     * state while a full one is written. Rough figures will do; the bound is then as rough.
     *
     * @param liveBytes what a full epoch would take now
     * @param changedBytes what an epoch of changes would take now
     */
    public boolean fullIsDue(long liveBytes, long changedBytes) throws IOException {
        loadNewest();
        return !continuous || commits.fullIsDue(liveBytes, changedBytes);
    }

    /**
     * Starts an epoch. It must be a full one if the run has neither read the newest complete epoch nor written it, and after an epoch that was given up.
     *
     * @param epoch higher than that of the newest complete one
     * @param full whether it will hold every live key, and not only those changed since the epoch before
     */
    public EpochWriter begin(long epoch, boolean full) throws IOException {
        loadNewest();
        long before = commits.newest().map(Manifest::epoch).orElse(Long.MIN_VALUE);
        if (epoch <= before) {
            throw new IllegalArgumentException("epoch must be higher than " + before + ", got " + epoch);
        }
        if (!full && !continuous) {
            throw new IllegalStateException(
                    "epoch " + epoch + " must be a full one: the state of this run is not that of "
                            + (commits.newest().isEmpty() ? "a complete epoch" : "epoch " + before + " with changes"));
        }
        return start(epoch, full);
    }

    /** The bytes of everything that is in the place now. */
    public long bytes() throws IOException {
        checkOpen();
        long bytes = 0;
        for (String name : blobs.list()) {
            try {
                bytes += blobs.size(name);
            } catch (NoSuchFileException e) {
                // Deleted by a job that runs.
                continue;
            }
        }
        return bytes;
    }

    /** Writes the newest complete epoch anew as one segment and deletes the older ones. */
    public void compact() throws IOException {
        rewrite(existing());
    }

    /**
     * Writes the newest complete epoch anew without anything of a step.
     *
     * @throws IllegalArgumentException if the store knows no such step
     */
    public void drop(String step) throws IOException {
        Manifest manifest = existing();
        if (manifest.steps().stream().noneMatch(s -> s.step().equals(step))) {
            throw new IllegalArgumentException("recovery store " + place() + " has no step \"" + step + "\"; it has "
                    + manifest.steps().stream().map(StepState::step).toList());
        }
        rewrite(manifest.without(step));
    }

    /**
     * Makes a savepoint: writes the newest complete epoch as one segment to another place, which then is a store of its own.
     *
     * @param target a place without a complete epoch; stays open
     */
    public void copyTo(Blobs target) throws IOException {
        if (StoreNames.highest(StoreNames.MANIFEST, target.list()) > 0) {
            throw new IOException("recovery store " + target.place()
                    + " has a complete epoch already; a savepoint needs an empty place");
        }
        // Not closed: that would close the target.
        RecoveryStore copy = open(target);
        while (true) {
            Manifest manifest = existing();
            try (EpochWriter epoch = copy.start(manifest.epoch(), true)) {
                EntryCopy.copy(blobs, manifest, manifest, epoch);
                epoch.commit(manifest);
                return;
            } catch (BrokenStoreException e) {
                if (!commits.isReplaced()) {
                    throw e;
                }
            }
        }
    }

    /** Gives up an epoch that is being written and closes the blobs. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (blobs) {
                if (open.isPresent()) {
                    open.get().close();
                }
            }
        }
    }

    private void rewrite(Manifest manifest) throws IOException {
        boolean before = continuous;
        try (EpochWriter epoch = start(manifest.epoch(), true)) {
            EntryCopy.copy(blobs, commits.newest().orElseThrow(), manifest, epoch);
            epoch.commit(manifest);
        }
        continuous = before;
    }

    private EpochWriter start(long epoch, boolean full) throws IOException {
        checkOpen();
        if (execution == 0) {
            throw new IllegalStateException("recovery store " + place() + " is open for looking only");
        }
        if (open.isPresent()) {
            throw new IllegalStateException(
                    "epoch " + open.get().epoch() + " must be committed or closed before epoch " + epoch + " begins");
        }
        StoreEpoch writer = new StoreEpoch(this, epoch, full);
        open = Optional.of(writer);
        return writer;
    }

    /** Starts a segment for the open epoch. */
    SegmentWriter newSegment(long epoch, boolean full) throws IOException {
        segments++;
        return new SegmentWriter(blobs, StoreNames.segment(execution, segments), execution, epoch, full);
    }

    /** Makes the open epoch complete; the segment is finished. */
    void commit(Manifest given, boolean full, Optional<Segment> segment) throws IOException {
        commits.add(given, full, segment);
        continuous = true;
    }

    /** The epoch is no more being written. */
    void ended(boolean committed) {
        open = Optional.empty();
        if (!committed) {
            continuous = false;
        }
    }

    private Manifest existing() throws IOException {
        return latest().orElseThrow(() -> new IOException("recovery store " + place() + " has no complete epoch"));
    }

    private void loadNewest() throws IOException {
        checkOpen();
        if (!looked) {
            latest();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("recovery store " + place() + " is closed");
        }
    }
}
