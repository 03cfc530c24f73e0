package io.rivulet.runtime.recovery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryStore.class);

    /*
     * Commits are numbered, whatever their epochs, and manifest-N is made by putIfAbsent after a look at N - 1: so each commit is based on the one before it, and
     * there is one line of them. A run that has slept so long that others have made N and deleted it again can still make an N of its own; but then there is a
     * higher one, which it finds when it looks afterwards, and every reader takes the highest.
     *
     * Only a commit deletes: what it deletes is in no chain from it on, and a rival that would still refer to it cannot commit any more. Segments of newer runs
     * stay, since these may be about to commit them.
     */
    private final Blobs blobs;
    private final long execution;
    /** Number and content of the newest commit known; 0 and null before the first. A run that writes builds on it, and on no other. */
    private long commit;

    private Manifest newest;
    private boolean looked;
    /** Whether the run's state is that of {@code newest}: it has read it or written it, and has given up no epoch since. */
    private volatile boolean continuous;

    private long segments;
    private Optional<StoreEpoch> open = Optional.empty();
    private boolean closed;

    private RecoveryStore(Blobs blobs, long execution) {
        this.blobs = Objects.requireNonNull(blobs, "blobs");
        this.execution = execution;
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
        store.delete(store.olderExecutions(names));
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
            checkNotTaken();
            return Optional.ofNullable(newest);
        }
        while (true) {
            List<String> names = blobs.list();
            long number = StoreNames.highest(StoreNames.MANIFEST, names);
            if (number == 0) {
                looked = true;
                return Optional.empty();
            }
            try {
                Manifest manifest = manifest(number);
                checkPresent(manifest, names);
                commit = number;
                newest = manifest;
                looked = true;
                return Optional.of(newest);
            } catch (NoSuchFileException | BrokenStoreException e) {
                // Looking at the store of a job that runs: it may have replaced the epoch meanwhile.
                if (highestCommit() == number) {
                    throw e;
                }
            }
        }
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
                checkNotTaken();
            } else if (looked && highestCommit() > commit) {
                throw new IOException(
                        "recovery store " + place() + ": epoch " + manifest.epoch()
                                + " was replaced by a newer one while it was read; try again",
                        e);
            }
            throw e;
        }
        if (newest != null && newest.segments().equals(manifest.segments())) {
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
        return !continuous
                || FullEpochs.due(
                        liveBytes,
                        newest.segmentBytes(),
                        changedBytes,
                        newest.segments().size());
    }

    /**
     * Starts an epoch. It must be a full one if the run has neither read the newest complete epoch nor written it, and after an epoch that was given up.
     *
     * @param epoch higher than that of the newest complete one
     * @param full whether it will hold every live key, and not only those changed since the epoch before
     */
    public EpochWriter begin(long epoch, boolean full) throws IOException {
        loadNewest();
        if (newest != null && epoch <= newest.epoch()) {
            throw new IllegalArgumentException("epoch must be higher than " + newest.epoch() + ", got " + epoch);
        }
        if (!full && !continuous) {
            throw new IllegalStateException(
                    "epoch " + epoch + " must be a full one: the state of this run is not that of "
                            + (newest == null ? "a complete epoch" : "epoch " + newest.epoch() + " with changes"));
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
            long number = commit;
            try (EpochWriter epoch = copy.start(manifest.epoch(), true)) {
                EntryCopy.copy(blobs, manifest, manifest, epoch);
                epoch.commit(manifest);
                return;
            } catch (BrokenStoreException e) {
                if (highestCommit() == number) {
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
            EntryCopy.copy(blobs, newest, manifest, epoch);
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
        checkNotTaken();
        if (!full) {
            checkSameSteps(given);
        }
        List<Segment> chain = new ArrayList<>(full ? List.of() : newest.segments());
        segment.ifPresent(chain::add);
        Manifest manifest = given.with(execution, chain);
        long number = commit + 1;
        String name = StoreNames.of(StoreNames.MANIFEST, number);
        byte[] content = ManifestCodec.encode(number, manifest);
        // What is there may be our own, when the place made it but its answer was lost and its client asked again.
        if (!blobs.putIfAbsent(name, content) && !Arrays.equals(content, blobs.read(name))) {
            throw taken("commit " + number + " is that of another run");
        }
        List<String> names = blobs.list();
        if (StoreNames.highest(StoreNames.MANIFEST, names) > number) {
            throw taken("there is a later commit than " + number);
        }
        commit = number;
        newest = manifest;
        continuous = true;
        delete(superfluous(names));
    }

    /** The epoch is no more being written. */
    void ended(boolean committed) {
        open = Optional.empty();
        if (!committed) {
            continuous = false;
        }
    }

    private void delete(List<String> names) {
        List<String> left = new ArrayList<>();
        IOException first = null;
        for (String name : names) {
            try {
                blobs.delete(name);
            } catch (IOException e) {
                left.add(name);
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            LOG.warn("recovery store {}: could not delete {}, will try again: {}", place(), left, first.getMessage());
        }
    }

    /** Looks for commits and runs that this one does not know of; one of its own may be among them, whose success was not known. */
    private void checkNotTaken() throws IOException {
        List<String> names = blobs.list();
        long highestRun = StoreNames.highest(StoreNames.EXECUTION, names);
        if (highestRun > execution) {
            throw taken("run " + highestRun + " has begun");
        }
        long highest = StoreNames.highest(StoreNames.MANIFEST, names);
        if (highest > commit) {
            Manifest found = manifest(highest);
            if (found.execution() != execution) {
                throw taken("commit " + highest + " is of run " + found.execution());
            }
            commit = highest;
            newest = found;
        }
    }

    private StoreTakenException taken(String why) {
        return new StoreTakenException("recovery store " + place() + ": another run has taken it over from run "
                + execution + ", which must stop: " + why);
    }

    private void checkSameSteps(Manifest given) {
        Set<String> names = new HashSet<>();
        given.steps().forEach(step -> names.add(step.step()));
        for (StepState step : newest.steps()) {
            if (!names.contains(step.step())) {
                throw new IllegalStateException("epoch " + given.epoch()
                        + " must be a full one, since it leaves out step \"" + step.step() + "\"");
            }
        }
    }

    private List<String> superfluous(List<String> names) {
        Set<String> needed = new HashSet<>();
        newest.segments().forEach(segment -> needed.add(segment.blob()));
        List<String> superfluous = new ArrayList<>(olderExecutions(names));
        for (String name : names) {
            long manifest = StoreNames.number(StoreNames.MANIFEST, name);
            long run = StoreNames.executionOfSegment(name);
            if (manifest >= 0 && manifest < commit || run >= 0 && run <= execution && !needed.contains(name)) {
                superfluous.add(name);
            }
        }
        return superfluous;
    }

    private List<String> olderExecutions(List<String> names) {
        return names.stream()
                .filter(name -> {
                    long number = StoreNames.number(StoreNames.EXECUTION, name);
                    return number >= 0 && number < execution;
                })
                .toList();
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

    private long highestCommit() throws IOException {
        return StoreNames.highest(StoreNames.MANIFEST, blobs.list());
    }

    private Manifest manifest(long number) throws IOException {
        String name = StoreNames.of(StoreNames.MANIFEST, number);
        return ManifestCodec.decode(number, blobs.read(name), "recovery store " + place() + ": " + name);
    }

    private void checkPresent(Manifest manifest, List<String> names) throws BrokenStoreException {
        Set<String> present = new HashSet<>(names);
        for (Segment segment : manifest.segments()) {
            if (!present.contains(segment.blob())) {
                throw SegmentReader.missing(blobs, segment, new NoSuchFileException(segment.blob()));
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("recovery store " + place() + " is closed");
        }
    }
}
