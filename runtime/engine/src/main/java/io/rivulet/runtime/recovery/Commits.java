package io.rivulet.runtime.recovery;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line of a store's commits: finds the newest, adds to it for one run, and deletes what no commit refers to any more. */
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

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
    /** Number and content of the newest commit known; 0 and empty before the first. A run that writes builds on it, and on no other. */
    private long number;

    private Optional<Manifest> newest = Optional.empty();

    /** @param execution the number of the run that adds; 0 if it only looks */
    Commits(Blobs blobs, long execution) {
        this.blobs = blobs;
        this.execution = execution;
    }

    /** The newest commit known, if there is one. */
    Optional<Manifest> newest() {
        return newest;
    }

    /**
     * Finds the newest commit.
     *
     * @throws BrokenStoreException if it is damaged or too new, or a segment of it is missing
     */
    void look() throws IOException {
        while (true) {
            List<String> names = blobs.list();
            long found = StoreNames.highest(StoreNames.MANIFEST, names);
            if (found == 0) {
                number = 0;
                newest = Optional.empty();
                return;
            }
            try {
                Manifest manifest = manifest(found);
                checkPresent(manifest, names);
                number = found;
                newest = Optional.of(manifest);
                return;
            } catch (NoSuchFileException | BrokenStoreException e) {
                // Looking at the store of a job that runs: it may have replaced the epoch meanwhile.
                if (highest() == found) {
                    throw e;
                }
            }
        }
    }

    /** Whether there is a commit now that is not the newest known. */
    boolean isReplaced() throws IOException {
        return highest() != number;
    }

    /** Whether the next epoch should be a full one; see {@link RecoveryStore#fullIsDue}. */
    boolean fullIsDue(long liveBytes, long changedBytes) {
        return newest.isEmpty()
                || FullEpochs.due(
                        liveBytes,
                        newest.get().segmentBytes(),
                        changedBytes,
                        newest.get().segments().size());
    }

    /**
     * Adds a commit.
     *
     * @param segment what it adds to the segments, or, if it is full, puts in their place
     * @throws StoreTakenException if another run has added one
     */
    void add(Manifest given, boolean full, Optional<Segment> segment) throws IOException {
        checkNotTaken();
        if (!full) {
            checkSameSteps(given);
        }
        List<Segment> chain =
                new ArrayList<>(full ? List.of() : newest.orElseThrow().segments());
        segment.ifPresent(chain::add);
        Manifest manifest = given.with(execution, chain);
        long next = number + 1;
        String name = StoreNames.of(StoreNames.MANIFEST, next);
        byte[] content = ManifestCodec.encode(next, manifest);
        // What is there may be our own, when the place made it but its answer was lost and its client asked again.
        if (!blobs.putIfAbsent(name, content) && !Arrays.equals(content, blobs.read(name))) {
            throw taken("commit " + next + " is that of another run");
        }
        List<String> names = blobs.list();
        if (StoreNames.highest(StoreNames.MANIFEST, names) > next) {
            throw taken("there is a later commit than " + next);
        }
        number = next;
        newest = Optional.of(manifest);
        delete(superfluous(names));
    }

    /**
     * Looks for commits and runs that this one does not know of; one of its own may be among them, whose success was not known.
     *
     * @throws StoreTakenException if there are others
     */
    void checkNotTaken() throws IOException {
        List<String> names = blobs.list();
        long highestRun = StoreNames.highest(StoreNames.EXECUTION, names);
        if (highestRun > execution) {
            throw taken("run " + highestRun + " has begun");
        }
        long highest = StoreNames.highest(StoreNames.MANIFEST, names);
        if (highest > number) {
            Manifest found = manifest(highest);
            if (found.execution() != execution) {
                throw taken("commit " + highest + " is of run " + found.execution());
            }
            number = highest;
            newest = Optional.of(found);
        }
    }

    /** Deletes the marks of the runs before this one. */
    void deleteOlderExecutions(List<String> names) {
        delete(olderExecutions(names));
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
            LOG.warn(
                    "recovery store {}: could not delete {}, will try again: {}",
                    blobs.place(),
                    left,
                    first.getMessage());
        }
    }

    private StoreTakenException taken(String why) {
        return new StoreTakenException("recovery store " + blobs.place() + ": another run has taken it over from run "
                + execution + ", which must stop: " + why);
    }

    private void checkSameSteps(Manifest given) {
        Set<String> names = new HashSet<>();
        given.steps().forEach(step -> names.add(step.step()));
        for (StepState step : newest.orElseThrow().steps()) {
            if (!names.contains(step.step())) {
                throw new IllegalStateException("epoch " + given.epoch()
                        + " must be a full one, since it leaves out step \"" + step.step() + "\"");
            }
        }
    }

    private List<String> superfluous(List<String> names) {
        Set<String> needed = new HashSet<>();
        newest.orElseThrow().segments().forEach(segment -> needed.add(segment.blob()));
        List<String> superfluous = new ArrayList<>(olderExecutions(names));
        for (String name : names) {
            long manifest = StoreNames.number(StoreNames.MANIFEST, name);
            long run = StoreNames.executionOfSegment(name);
            if (manifest >= 0 && manifest < number || run >= 0 && run <= execution && !needed.contains(name)) {
                superfluous.add(name);
            }
        }
        return superfluous;
    }

    private List<String> olderExecutions(List<String> names) {
        return names.stream()
                .filter(name -> {
                    long run = StoreNames.number(StoreNames.EXECUTION, name);
                    return run >= 0 && run < execution;
                })
                .toList();
    }

    private long highest() throws IOException {
        return StoreNames.highest(StoreNames.MANIFEST, blobs.list());
    }

    private Manifest manifest(long which) throws IOException {
        String name = StoreNames.of(StoreNames.MANIFEST, which);
        return ManifestCodec.decode(which, blobs.read(name), "recovery store " + blobs.place() + ": " + name);
    }

    private void checkPresent(Manifest manifest, List<String> names) throws BrokenStoreException {
        Set<String> present = new HashSet<>(names);
        for (Segment segment : manifest.segments()) {
            if (!present.contains(segment.blob())) {
                throw SegmentReader.missing(blobs, segment, new NoSuchFileException(segment.blob()));
            }
        }
    }
}
