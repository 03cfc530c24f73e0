package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.operators.Joins;
import io.rivulet.runtime.operators.Sided;
import io.rivulet.runtime.operators.Sides;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Two streams by the same key that are to be joined: a {@link Join} that can also pair records by the distance of their times.
 *
 * @param <K> a key
 * @param <L> a record of the left side, on which {@code join} was called
 * @param <U> a record of the right side
 */
public final class PairJoin<K, L, U> extends Join<K, Joined<L, U>> {

    private final StateCodec<L> left;
    private final StateCodec<U> right;

    PairJoin(String name, Side<K, L> left, Side<K, U> right) {
        super(name, List.of(left, right), PairJoin::pair);
        this.left = left.codec();
        this.right = right.codec();
    }

    @SuppressWarnings("unchecked") // the sides are where their values were taken in
    private static <L, U> Joined<L, U> pair(JoinedRow row) {
        return new Joined<>(
                (Optional<L>) row.sides().get(0), (Optional<U>) row.sides().get(1));
    }

    /** Pairs of records at most so far apart. See {@link #between}. */
    public IntervalResults<K, L, U> within(Duration distance, IntervalEmit emit) {
        if (distance.isNegative()) {
            throw new IllegalArgumentException("distance must not be negative, got " + distance);
        }
        return between(distance.negated(), distance, emit);
    }

    /**
     * Pairs of a left record and a right one whose time is that of the left one plus {@code lower .. upper}, both included; either bound may be negative.
     * {@code between(0, 1 hour)} pairs each left record with the right ones of the hour that follows it.
     *
     * <p>What leaves is ordered by time, whatever the order in which records came; they are held until the watermark has passed their interval. See
     * {@link Joins#interval}.
     *
     * @throws IllegalArgumentException if a stream has no event time, or {@code lower} is above {@code upper}
     */
    public IntervalResults<K, L, U> between(Duration lower, Duration upper, IntervalEmit emit) {
        JoinSteps<K> steps = steps();
        Stream<Sided> merged = steps.timedMerged();
        try {
            Stream<Keyed<K, Joined<L, U>>> pairs = steps.join(
                    merged,
                    Joins.<K, L, U>interval(lower, upper, emit, left, right),
                    List.of(Sides.late(), Joins.unpairedLeft(), Joins.unpairedRight()),
                    StateOwner.KEY_GROUP,
                    true);
            return new IntervalResults<>(first(), pairs);
        } catch (IllegalArgumentException e) {
            throw steps.failure(e);
        }
    }
}
