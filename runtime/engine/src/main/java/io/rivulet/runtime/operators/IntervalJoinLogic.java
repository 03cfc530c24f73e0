package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.IntervalEmit;
import io.rivulet.runtime.Joined;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Unpaired;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.Optional;

/** See {@link Joins#interval}. */
final class IntervalJoinLogic<K, L, R>
        implements KeyedLogic<K, Sided, IntervalJoinLogic.Open<L, R>, Keyed<K, Joined<L, R>>> {

    /*
     * Records wait in their side's buffer until the watermark is past them, and are then taken by rising time, of equal times the left ones first. A record that
     * is taken pairs with all that were taken before it and lie in its interval, so each pair is met once, at the later of the two. A timer for time t + 1 stands
     * for "the watermark is past t"; whatever leaves then has time t, which is not late for those that follow.
     *
     * Taken are exactly the records older than passedMillis, and none is ever inserted among them. There is one timer that matters, for the next record to take
     * or to let go.
     */

    /** What a key has. A record is marked when it has found a partner. */
    static final class Open<L, R> {
        final JoinBuffer<L> lefts;
        final JoinBuffer<R> rights;
        long timerMillis;
        long passedMillis;

        Open(JoinBuffer<L> lefts, JoinBuffer<R> rights, long timerMillis, long passedMillis) {
            this.lefts = lefts;
            this.rights = rights;
            this.timerMillis = timerMillis;
            this.passedMillis = passedMillis;
        }

        boolean isEmpty() {
            return lefts.isEmpty() && rights.isEmpty();
        }

        /** Form {@code open-intervals} 1: timer i64, passed up to i64, then a {@link JoinBuffer} of each side. */
        static <L, R> StateCodec<Open<L, R>> codec(StateCodec<L> left, StateCodec<R> right) {
            return StateCodec.of(
                    "open-intervals",
                    1,
                    (open, out) -> {
                        open.lefts.encode(left, out.writeLong(open.timerMillis).writeLong(open.passedMillis));
                        open.rights.encode(right, out);
                    },
                    in -> {
                        long timer = in.readLong();
                        long passed = in.readLong();
                        JoinBuffer<L> lefts = JoinBuffer.decode(left, in);
                        return new Open<>(lefts, JoinBuffer.decode(right, in), timer, passed);
                    });
        }
    }

    private final IntervalPlan<L, R> plan;
    private final StateCodec<Open<L, R>> codec;

    IntervalJoinLogic(IntervalPlan<L, R> plan) {
        this.plan = plan;
        this.codec = Open.codec(plan.left(), plan.right());
    }

    @Override
    public Open<L, R> create() {
        return new Open<>(new JoinBuffer<>(), new JoinBuffer<>(), Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Override
    public StateCodec<Open<L, R>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "interval join: " + plan.lowerMillis() + ".." + plan.upperMillis() + " ms " + plan.emit();
    }

    @Override
    @SuppressWarnings("unchecked") // the side tells what the value is
    public Keep onRecord(Open<L, R> open, Sided record, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        long time = Windows.checked(context.timeMillis());
        boolean left = record.side() == Joins.LEFT;
        if (time < Math.max(context.watermarkMillis(), open.passedMillis)) {
            Joined<L, R> row = left
                    ? new Joined<>(Optional.of((L) record.value()), Optional.empty())
                    : new Joined<>(Optional.empty(), Optional.of((R) record.value()));
            context.emit(Sides.late(), new LateRecord<>(context.key(), row, time, LateRecord.NO_WINDOW), time);
            return open.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
        }
        if (left) {
            open.lefts.add((L) record.value(), time);
        } else {
            open.rights.add((R) record.value(), time);
        }
        setTimer(open, time + 1, context);
        return Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Open<L, R> open, long payload, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        long now = context.timeMillis();
        if (now != open.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        int firstLeft = open.lefts.olderThan(open.passedMillis);
        int firstRight = open.rights.olderThan(open.passedMillis);
        int leftsTaken = open.lefts.olderThan(now);
        int rightsTaken = open.rights.olderThan(now);
        for (int i = firstLeft; i < leftsTaken; i++) {
            takeLeft(open, i, firstRight, context);
        }
        for (int i = firstRight; i < rightsTaken; i++) {
            takeRight(open, i, leftsTaken, context);
        }
        open.passedMillis = now;
        while (!open.lefts.isEmpty() && plan.leftDone(open.lefts.timeMillis(0)) <= now) {
            leftLeaves(open, context);
            leftsTaken--;
        }
        while (!open.rights.isEmpty() && plan.rightDone(open.rights.timeMillis(0)) <= now) {
            rightLeaves(open, context);
            rightsTaken--;
        }
        if (open.isEmpty()) {
            return Keep.DISCARD;
        }
        open.timerMillis = Long.MAX_VALUE;
        setTimer(open, next(open, leftsTaken, rightsTaken), context);
        return Keep.RETAIN;
    }

    private void takeLeft(
            Open<L, R> open, int index, int rightsBefore, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        long time = open.lefts.timeMillis(index);
        int from = open.rights.olderThan(time + plan.lowerMillis());
        int to = Math.min(rightsBefore, open.rights.olderThan(time + plan.upperMillis() + 1));
        for (int i = from; i < to; i++) {
            pair(open, index, i, context);
        }
        if (from >= to && plan.emit() == IntervalEmit.RUNNING) {
            emit(open.lefts.value(index), Optional.empty(), context);
        }
    }

    private void takeRight(
            Open<L, R> open, int index, int leftsBefore, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        long time = open.rights.timeMillis(index);
        int from = open.lefts.olderThan(time - plan.upperMillis());
        int to = Math.min(leftsBefore, open.lefts.olderThan(time - plan.lowerMillis() + 1));
        for (int i = from; i < to; i++) {
            pair(open, i, index, context);
        }
    }

    private void pair(Open<L, R> open, int left, int right, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        open.lefts.mark(left);
        open.rights.mark(right);
        if (!plan.emitsWhenDone()) {
            emit(open.lefts.value(left), Optional.of(open.rights.value(right)), context);
        }
    }

    private void leftLeaves(Open<L, R> open, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        L left = open.lefts.value(0);
        long time = open.lefts.timeMillis(0);
        boolean paired = open.lefts.isMarked(0);
        open.lefts.removeFirst(1);
        if (!paired) {
            context.emit(Joins.unpairedLeft(), new Unpaired<>(context.key(), left, time), context.timeMillis() - 1);
        }
        if (!plan.emitsWhenDone()) {
            return;
        }
        if (!paired) {
            emit(left, Optional.empty(), context);
            return;
        }
        int from = open.rights.olderThan(time + plan.lowerMillis());
        int to = open.rights.olderThan(time + plan.upperMillis() + 1);
        for (int i = plan.emit() == IntervalEmit.FINAL ? to - 1 : from; i < to; i++) {
            emit(left, Optional.of(open.rights.value(i)), context);
        }
    }

    private void rightLeaves(Open<L, R> open, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        if (!open.rights.isMarked(0)) {
            context.emit(
                    Joins.unpairedRight(),
                    new Unpaired<>(context.key(), open.rights.value(0), open.rights.timeMillis(0)),
                    context.timeMillis() - 1);
        }
        open.rights.removeFirst(1);
    }

    private static <K, L, R> void emit(L left, Optional<R> right, KeyedContext<K, Keyed<K, Joined<L, R>>> context) {
        context.emit(new Keyed<>(context.key(), new Joined<>(Optional.of(left), right)), context.timeMillis() - 1);
    }

    /** When there is something to do next: a record to take, or one to let go. */
    private long next(Open<L, R> open, int leftsTaken, int rightsTaken) {
        long next = Long.MAX_VALUE;
        if (leftsTaken < open.lefts.size()) {
            next = open.lefts.timeMillis(leftsTaken) + 1;
        }
        if (rightsTaken < open.rights.size()) {
            next = Math.min(next, open.rights.timeMillis(rightsTaken) + 1);
        }
        if (!open.lefts.isEmpty()) {
            next = Math.min(next, plan.leftDone(open.lefts.timeMillis(0)));
        }
        if (!open.rights.isEmpty()) {
            next = Math.min(next, plan.rightDone(open.rights.timeMillis(0)));
        }
        return next;
    }

    private static <L, R> void setTimer(Open<L, R> open, long dueMillis, KeyedContext<?, ?> context) {
        if (dueMillis < open.timerMillis) {
            open.timerMillis = dueMillis;
            context.setTimer(dueMillis, 0);
        }
    }
}
