package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.IntervalEmit;
import io.rivulet.runtime.JoinEmit;
import io.rivulet.runtime.JoinInsert;
import io.rivulet.runtime.Joined;
import io.rivulet.runtime.JoinedRow;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Unpaired;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Transform;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The joins, as templates for {@link io.rivulet.runtime.dataflow.Step.Stateful}. A join is one keyed step over its sides merged into one stream, in which each
 * record says from which side it is ({@link Sided}).
 */
public final class Joins {

    /** The side of the records that are joined with a table. */
    public static final int RECORDS = 0;

    /** The side of a table's updates. */
    public static final int TABLE = 1;

    static final int LEFT = 0;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Sided TABLE_READ = new Sided(TABLE, "(the table has been read)");

    private Joins() {}

    /**
     * Rows of the values that each side has for a key.
     *
     * <p><b>Out.</b> {@link JoinEmit#COMPLETE} and {@link JoinEmit#RUNNING}: with the record that makes a row, at its time, in the order in which records come;
     * with {@link JoinInsert#PRODUCT} a running join gives only the rows that hold the new record. {@link JoinEmit#FINAL}: at the end of input, without an event
     * time. The rows of one call are ordered by the values of the first side, then the second, and so on, each in the order in which they came.
     *
     * <p><b>State</b>, per key: one value a side; with {@link JoinInsert#PRODUCT} all. A complete join drops it with the rows, so it grows with the keys of which a
     * side is missing; a final one at the end; a running one never, because what comes later must meet it.
     *
     * <p><b>Late records</b> are not known here: records are taken as they come.
     */
    public static <K, R> Template<KeyedLogic<K, Sided, ?, Keyed<K, R>>> rows(
            List<? extends StateCodec<?>> codecs,
            JoinInsert insert,
            JoinEmit emit,
            Function<? super JoinedRow, R> view) {
        return logic(JoinLogic.class, JoinPlan.of(codecs, insert, emit, view));
    }

    /**
     * The same within a window, as an aggregation: its answer lists the rows of the window.
     *
     * <p>Values count by rising time, of equal times by side and then as they came, not in the order of arrival; so all rows leave when the window closes,
     * since only then the order is known. A complete join may complete several times in a window.
     *
     * <p><b>State</b>: all values of the window, or one a side where only the first or last counts.
     */
    public static <R> Aggregation<Sided, ?, List<R>> window(
            List<? extends StateCodec<?>> codecs,
            JoinInsert insert,
            JoinEmit emit,
            Function<? super JoinedRow, R> view) {
        return JoinWindow.aggregation(JoinPlan.of(codecs, insert, emit, view));
    }

    /**
     * Pairs of a left record at time t and a right one in {@code t + lower .. t + upper}, both included.
     *
     * <p><b>Out</b>, see {@link IntervalEmit}. Records are taken by rising time, of equal times the left ones first, when the watermark passes them, whatever the
     * order in which they came. A pair has the time of the later record. A left record's pairs are ordered by their right ones, and a right one's by their
     * left ones. Rows that wait for the end of an interval have the time of its last instant, and come by rising left record. A record that had no partner when
     * it can have one no more goes to {@link #unpairedLeft} or {@link #unpairedRight}, at that time.
     *
     * <p><b>State</b>, per key: the records that can still meet others, that is at most those of the interval's length before the watermark and all that are
     * newer; with {@link IntervalEmit#PRODUCT} and {@link IntervalEmit#FINAL} the right ones stay until the left ones they met have given their rows, which is up to the
     * interval's length longer. One timer. What the watermark has passed is dropped as it moves.
     *
     * <p><b>Late records</b>, those older than the watermark, go to {@link Sides#late} as a row with their side only: what they could have met may be gone, and rows
     * after theirs have left.
     *
     * @throws IllegalArgumentException if {@code lower} is above {@code upper}
     */
    public static <K, L, R> Template<KeyedLogic<K, Sided, ?, Keyed<K, Joined<L, R>>>> interval(
            Duration lower, Duration upper, IntervalEmit emit, StateCodec<L> left, StateCodec<R> right) {
        return logic(IntervalJoinLogic.class, IntervalPlan.of(lower, upper, emit, left, right));
    }

    /**
     * Records with what a table has for their key when they come. Emits per record, at its time, one result for each value of the key; for a key without one
     * nothing or a result without a value, as the plan says. Updates of the table emit nothing.
     *
     * <p><b>State</b>, per key in the table: its value, or all if the plan keeps all. It is dropped when an update deletes it, so it grows with the table. Which of
     * a record and an update comes first is for the inputs to decide; there are no late records.
     */
    public static <K, U, V, T, R> Template<KeyedLogic<K, Sided, ?, R>> table(TablePlan<U, V, T, R> plan) {
        return logic(TableJoinLogic.class, Objects.requireNonNull(plan, "plan"));
    }

    /**
     * The same with the whole table: records that come before its input has ended wait for that, and then leave at their own times, by rising time. The sides must
     * come through {@link #tableSide} and {@link #tableGate}.
     *
     * <p><b>State</b>: as of {@link #table}, and until the table has been read all records that came; a timer for each key that has one.
     */
    public static <K, U, V, T, R> Template<KeyedLogic<K, Sided, ?, R>> tableFirst(
            TablePlan<U, V, T, R> plan, StateCodec<T> records) {
        return logic(
                TableFirstJoinLogic.class,
                new TableFirstJoinLogic.Given<>(plan, Objects.requireNonNull(records, "records")));
    }

    /**
     * Records with what a table had for their key at their event time: the last update that is not newer. Emits a record's result at its time, when the watermark
     * of both sides has passed it, for each key by rising time.
     *
     * <p><b>State</b>, per key: the records that wait, the version of the table that holds at the watermark, and the newer ones; one timer. Versions are dropped
     * when a newer one holds, so it grows with the table and with what lies between the watermark and the newest record.
     *
     * <p><b>Late records</b>, those older than the watermark, go to {@link Sides#late}: the version they ask for may be gone. A late update changes no answer that has
     * left, and counts from then on like any other.
     */
    public static <K, U, V, T, R> Template<KeyedLogic<K, Sided, ?, R>> asOf(
            TablePlan<U, V, T, R> plan, StateCodec<T> records) {
        if (plan.keepsAll()) {
            throw new IllegalArgumentException(
                    "table of an as-of join must keep the last value of a key, got one that keeps all");
        }
        return logic(AsOfJoinLogic.class, new AsOfJoinLogic.Given<>(plan, Objects.requireNonNull(records, "records")));
    }

    /** A side of a join that holds no time back: the watermark behind the merge of the sides is that of the others. */
    public static <T> Template<Transform<T, Sided>> timelessSide(int side) {
        return transform(TimelessSideTransform.class, side);
    }

    /** The table's side of {@link #tableFirst}. */
    public static <T> Template<Transform<T, Sided>> tableSide() {
        return transform(TableEndTransform.class, TABLE_READ);
    }

    /** What follows the merged sides of {@link #tableFirst}: tells the join when the table has been read. */
    public static Template<Transform<Sided, Sided>> tableGate() {
        return transform(TableGateTransform.class, TABLE_READ);
    }

    /** The side output of left records of an interval join that found no partner. */
    public static <K, L> SideOutput<Unpaired<K, L>> unpairedLeft() {
        return new SideOutput<>("unpaired-left");
    }

    /** The side output of right records of an interval join that found no partner. */
    public static <K, R> SideOutput<Unpaired<K, R>> unpairedRight() {
        return new SideOutput<>("unpaired-right");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes, keeps and gives what its method says
    private static <K, R> Template<KeyedLogic<K, Sided, ?, R>> logic(
            Class<? extends KeyedLogic> type, Object argument) {
        return Template.of(LOOKUP, (Class) type, argument);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes and gives what its method says
    private static <T, R> Template<Transform<T, R>> transform(Class<? extends Transform> type, Object argument) {
        return Template.of(LOOKUP, (Class) type, argument);
    }
}
