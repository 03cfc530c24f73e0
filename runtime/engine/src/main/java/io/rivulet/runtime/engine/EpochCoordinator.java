package io.rivulet.runtime.engine;

import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.recovery.EpochWriter;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.StepState;
import io.rivulet.runtime.recovery.StoreTakenException;
import io.rivulet.runtime.state.KeyGroups;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when an epoch ends, writes what the workers hand on into the store, and tells them when it is complete. It may block on the store, so it has a thread of its
 * own; {@link #step} does what can be done now, so that a simulation can drive it too.
 *
 * <p>One epoch at a time. One that the store cannot take is given up, which does the job no harm: the next one holds every key, and outputs keep what they have
 * prepared for it.
 */
final class EpochCoordinator {

    private static final Logger LOG = LoggerFactory.getLogger(EpochCoordinator.class);
    /** How often the last epoch is tried before the job fails for it. */
    private static final int LAST_TRIES = 3;
    /** How long an epoch that was given up is not tried again, at least. */
    private static final long RETRY_MILLIS = 100;

    private final String job;
    private final EpochBoard board;
    private final RecoveryStore store;
    private final int workers;
    private final long intervalMillis;
    private final boolean aligned;
    private final InstantSource clock;
    private final List<StepState> steps;
    /** Of partitions that are not there now, but may come back. */
    private final Map<String, Map<String, byte[]>> carriedPositions;

    private final EpochCounts counts;

    private final Savepoints savepoints;

    private long nextEpoch;
    /** What the last full epoch took, and how many keys it had; what a full one would take now follows from how many there are. */
    private long fullBytes;

    private long fullKeys;
    private long keys;
    /** What the last epoch of changes took. */
    private long changedBytes;

    private long lastStart;
    private boolean stopWanted;
    private boolean allQuiet;
    private boolean fullWanted;
    private boolean gaveUp;
    private int lastFailures;
    private boolean finished;

    private boolean underWay;
    private EpochBoard.Request request;
    private EpochWriter writer;
    private long frameBytes;
    private List<EpochPart> parts = new ArrayList<>();
    private IOException trouble;

    EpochCoordinator(
            String job,
            EpochBoard board,
            RecoveryStore store,
            List<StepState> steps,
            Resume resume,
            RunOptions options,
            EpochCounts counts) {
        this.job = job;
        this.board = board;
        this.store = store;
        this.workers = options.workers();
        this.intervalMillis = options.recovery().orElseThrow().interval().toMillis();
        this.aligned = options.recovery().orElseThrow().aligned();
        this.clock = options.clock();
        this.steps = steps;
        this.savepoints = new Savepoints(job);
        this.carriedPositions = resume.positions(steps);
        Optional<Manifest> resumedFrom = resume.manifest();
        this.nextEpoch = resumedFrom.map(m -> m.epoch() + 1).orElse(0L);
        // A step that comes back later must not find what it had before it went: so what the flow does not have any
        // more leaves the store now.
        this.fullWanted = !resumedFrom.map(m -> names(m.steps())).equals(Optional.of(names(steps)));
        this.fullKeys = resume.entries();
        this.keys = resume.entries();
        this.fullBytes = resumedFrom
                .filter(m -> !m.segments().isEmpty())
                .map(m -> m.segments().get(0).bytes())
                .orElse(0L);
        this.counts = counts;
        this.lastStart = clock.millis();
    }

    private static Set<String> names(List<StepState> steps) {
        return steps.stream().map(StepState::step).collect(Collectors.toSet());
    }

    /** From now on inputs are not read any more, and the next epoch is the last. */
    void stop() {
        stopWanted = true;
    }

    /** Whether the last epoch is complete. */
    boolean isFinished() {
        return finished;
    }

    /**
     * Does what can be done now; false when there was nothing.
     *
     * @throws IOException if the store was taken by another run, or cannot take the last epoch
     */
    boolean step() throws IOException {
        if (finished) {
            return false;
        }
        allQuiet = allQuiet || board.allQuiet();
        if (!underWay) {
            return startIfDue();
        }
        boolean worked = collect();
        if (parts.size() == workers) {
            finish();
            worked = true;
        }
        return worked;
    }

    private boolean startIfDue() {
        long now = clock.millis();
        boolean last = stopWanted || allQuiet;
        boolean atOnce = last || savepoints.isAsked();
        long wait = gaveUp ? Math.max(intervalMillis, RETRY_MILLIS) : intervalMillis;
        if (!atOnce && now - lastStart < wait && now >= lastStart) {
            return false;
        }
        // In lock step nothing is read until the epoch that was given up has been made up for.
        if (board.lockStep && !atOnce && !gaveUp && !board.takeRead()) {
            return false;
        }
        lastStart = now;
        savepoints.epochBegins();
        frameBytes = 0;
        trouble = null;
        parts = new ArrayList<>();
        underWay = true;
        boolean full = true;
        try {
            // What has changed is known only once it is written; an eighth more than last time keeps the disk's bound
            // as changes vary.
            full = fullWanted || store.fullIsDue(liveBytes(), changedBytes + changedBytes / 8);
        } catch (IOException e) {
            trouble = e;
        }
        request = new EpochBoard.Request(nextEpoch++, full, last);
        try {
            writer = store.begin(request.epoch(), full);
        } catch (IOException e) {
            trouble = e;
        }
        board.request(request);
        return true;
    }

    /** What a full epoch would take now, about. */
    private long liveBytes() {
        return fullKeys == 0 ? fullBytes : (long) ((double) fullBytes / fullKeys * keys);
    }

    /** What the workers handed on must be taken even where the store is in trouble, or they would wait for ever. */
    private boolean collect() {
        boolean worked = false;
        for (int worker = 0; worker < workers; worker++) {
            for (Object next = board.poll(worker); next != null; next = board.poll(worker)) {
                worked = true;
                if (next instanceof EpochPart part) {
                    parts.add(part);
                } else {
                    append((byte[]) next);
                }
            }
        }
        return worked;
    }

    private void append(byte[] frame) {
        frameBytes += frame.length;
        if (trouble == null) {
            try {
                writer.append(frame, frame.length);
            } catch (IOException e) {
                trouble = e;
            }
        }
    }

    private void finish() throws IOException {
        underWay = false;
        if (trouble == null) {
            try {
                writer.commit(manifest());
            } catch (StoreTakenException e) {
                throw e;
            } catch (IOException e) {
                trouble = e;
            }
        }
        abandon();
        long now = clock.millis();
        if (trouble != null) {
            giveUp();
            return;
        }
        fullWanted = false;
        gaveUp = false;
        lastFailures = 0;
        keys = parts.stream().mapToLong(part -> part.keys).sum();
        if (request.full()) {
            fullBytes = frameBytes;
            fullKeys = keys;
        } else {
            changedBytes = frameBytes;
        }
        long align = parts.stream().mapToLong(part -> part.alignMillis).max().orElse(0);
        long hold =
                parts.stream().mapToLong(part -> part.longestHoldMillis).max().orElse(0);
        counts.onComplete(request.epoch(), now - lastStart, frameBytes, liveBytes(), align, hold, now);
        LOG.debug(
                "job \"{}\", epoch {} complete: {} bytes, {} ms, {}",
                job,
                request.epoch(),
                frameBytes,
                now - lastStart,
                request.full() ? "all keys" : "changed keys");
        board.complete(request.epoch());
        savepoints.copy(store, request.epoch());
        finished = request.last();
    }

    /** By any thread: a copy of an epoch to come. */
    CompletableFuture<Long> savepoint(Recovery.Place target) {
        return savepoints.ask(target);
    }

    /** Gives up what is under way, and closes the store. */
    void close() throws IOException {
        savepoints.close();
        abandon();
        store.close();
    }

    private void abandon() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                LOG.warn(
                        "job \"{}\": what is left of epoch {} stays in the store: {}",
                        job,
                        request.epoch(),
                        e.toString());
            }
            writer = null;
        }
    }

    private void giveUp() throws IOException {
        counts.onFailure();
        fullWanted = true;
        gaveUp = true;
        LOG.warn(
                "job \"{}\": epoch {} could not be stored and is given up; the job goes on, and would resume from an earlier one",
                job,
                request.epoch(),
                trouble);
        if (request.last() && ++lastFailures == LAST_TRIES) {
            throw new IOException(
                    "the last epoch could not be stored in " + LAST_TRIES + " tries: " + trouble.getMessage(), trouble);
        }
    }

    private Manifest manifest() {
        Map<String, Map<String, byte[]>> positions = new HashMap<>();
        carriedPositions.forEach((input, of) -> positions.put(input, new HashMap<>(of)));
        Map<String, List<byte[]>> prepared = new HashMap<>();
        for (EpochPart part : parts) {
            part.positions.forEach((input, of) ->
                    positions.computeIfAbsent(input, k -> new HashMap<>()).putAll(of));
            part.prepared.forEach((step, of) ->
                    prepared.computeIfAbsent(step, k -> new ArrayList<>()).addAll(of));
        }
        return new Manifest(
                job,
                request.epoch(),
                0,
                clock.millis(),
                workers,
                KeyGroups.COUNT,
                steps,
                List.of(),
                positions,
                aligned ? greatestWatermarks() : leastWatermarks(),
                prepared);
    }

    /** Behind aligned barriers all workers have come equally far, but for those without input. */
    private Map<String, Long> greatestWatermarks() {
        Map<String, Long> watermarks = new HashMap<>();
        parts.forEach(part -> part.watermarks.forEach((step, mark) -> watermarks.merge(step, mark, Math::max)));
        return watermarks;
    }

    /** Without alignment one may have come further, by what is read again: on another, that must not be late then. */
    private Map<String, Long> leastWatermarks() {
        Map<String, Long> watermarks = new HashMap<>();
        parts.forEach(part -> part.watermarks.forEach((step, mark) -> watermarks.merge(step, mark, Math::min)));
        watermarks.keySet().removeIf(step -> !parts.stream().allMatch(part -> part.watermarks.containsKey(step)));
        return watermarks;
    }
}
