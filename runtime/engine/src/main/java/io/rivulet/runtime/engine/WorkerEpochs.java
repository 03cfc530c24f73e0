package io.rivulet.runtime.engine;

import io.rivulet.runtime.state.EntryOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One worker's side of epochs: ends an epoch at its inputs when the coordinator asks, has every task put into it what it holds when the barrier comes to it, hands
 * that on, and commits outputs once the epoch is complete. Called between two steps of the flow; each call does a little.
 */
final class WorkerEpochs {

    private final EpochBoard board;
    private final int worker;
    private final List<InputTask> inputs;
    private final LongSupplier clock;
    private final int bytesAtOnce;
    private final List<Participant> participants = new ArrayList<>();
    private final Set<Participant> awaited = new LinkedHashSet<>();
    private final Set<Participant> writing = new LinkedHashSet<>();
    private final List<StepFrames> frames = new ArrayList<>();
    /** What is to be handed on. Beyond what the board takes, it holds what was written before its change, at most the states that the epoch has. */
    private final Queue<Object> ready = new ArrayDeque<>();

    private EpochBoard.Request current = new EpochBoard.Request(-1, false, false);
    private EpochPart part;
    private long startedMillis;
    private long committed = -1;
    private boolean readSince;
    private boolean finished;

    /**
     * @param clock in milliseconds; measures how long the flow is held
     * @param bytesAtOnce about how much is written between two looks at the inputs
     */
    WorkerEpochs(EpochBoard board, int worker, List<InputTask> inputs, LongSupplier clock, int bytesAtOnce) {
        this.board = board;
        this.worker = worker;
        this.inputs = inputs;
        this.clock = clock;
        this.bytesAtOnce = bytesAtOnce;
    }

    void add(Participant participant) {
        participants.add(participant);
    }

    /** Whether inputs may be read: not once the job ends with this epoch, nor, in lock step, before what was read is safe. */
    boolean mayRead() {
        return !current.last()
                && !board.requested().last()
                && !(board.lockStep && (readSince || board.completed() < current.epoch()));
    }

    /** Tells that inputs were read. */
    void onRead() {
        readSince = true;
        board.markRead();
    }

    /** Whether the epoch whose barrier is under way is the job's last. */
    boolean isLast() {
        return current.last();
    }

    /** Whether the job's last epoch is complete and committed here. */
    boolean isFinished() {
        return finished;
    }

    /** Does what can be done now; false when there was nothing. */
    boolean step() {
        boolean worked = commit();
        worked |= startIfRequested();
        if (part != null || !ready.isEmpty()) {
            worked |= advance();
        }
        return worked;
    }

    /** A barrier has come from another worker, which may have heard of the epoch first. */
    void heardOf(long epoch) {
        if (epoch > current.epoch()) {
            commit();
            startIfRequested();
        }
    }

    private boolean startIfRequested() {
        if (part != null || !ready.isEmpty() || board.requested().epoch() <= current.epoch()) {
            return false;
        }
        start(board.requested());
        return true;
    }

    private boolean commit() {
        long complete = board.completed();
        if (complete <= committed) {
            return false;
        }
        committed = complete;
        for (Participant participant : participants) {
            if (participant instanceof WritingTask output) {
                output.onComplete(complete);
            }
        }
        finished = current.last() && complete == current.epoch();
        return true;
    }

    private void start(EpochBoard.Request request) {
        long from = clock.getAsLong();
        startedMillis = from;
        current = request;
        readSince = false;
        part = new EpochPart(request.epoch());
        awaited.addAll(participants);
        for (InputTask input : inputs) {
            part.positions.put(input.step, input.positions());
        }
        for (InputTask input : inputs) {
            input.barrier(request.epoch());
        }
        held(from);
    }

    /** By a task: the barrier came to it. */
    void arrived(Participant participant, long epoch) {
        if (part == null || epoch != part.epoch) {
            throw new IllegalStateException("step \"" + participant.step() + "\" got the barrier of epoch " + epoch
                    + ", which this worker has not begun");
        }
        long from = clock.getAsLong();
        begin(participant);
        held(from);
    }

    private void begin(Participant participant) {
        if (awaited.remove(participant)) {
            participant.begin(current.epoch(), current.full());
            writing.add(participant);
            part.alignMillis = clock.getAsLong() - startedMillis;
        }
    }

    private void held(long from) {
        part.longestHoldMillis = Math.max(part.longestHoldMillis, clock.getAsLong() - from);
    }

    private boolean advance() {
        if (!handOn()) {
            return false;
        }
        if (part == null) {
            return true;
        }
        for (Participant participant : List.copyOf(awaited)) {
            if (participant.hasEnded()) {
                begin(participant);
            }
        }
        boolean worked = writeSome();
        if (writing.isEmpty() && awaited.isEmpty()) {
            frames.forEach(StepFrames::close);
            frames.clear();
            ready.add(part);
            part = null;
            worked = true;
        }
        return handOn() && worked;
    }

    private boolean writeSome() {
        if (writing.isEmpty()) {
            return false;
        }
        Participant next = writing.iterator().next();
        long from = clock.getAsLong();
        if (next.write(part, bytesAtOnce)) {
            writing.remove(next);
        }
        held(from);
        return true;
    }

    /** Hands on what is ready, as far as there is room; whether that was all. */
    private boolean handOn() {
        while (!ready.isEmpty() && board.offer(worker, ready.element())) {
            ready.remove();
        }
        return ready.isEmpty();
    }

    /** Where a step's entries of this epoch go. */
    EntryOutput output(String step) {
        StepFrames output = new StepFrames(step, ready);
        frames.add(output);
        return output;
    }
}
