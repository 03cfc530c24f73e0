package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingChoice;
import io.rivulet.algorithms.sliding.SlidingMethod;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Template;
import java.lang.invoke.MethodHandles;

/** Windows per key, as templates for {@link io.rivulet.runtime.dataflow.Step.Stateful}. */
public final class Windowed {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Windowed() {}

    /**
     * Takes records with event times; emits one result for each window that holds a record, when the watermark passes the window's end, in the order of the
     * ends. A result's event time is the last instant that its window could hold, so that windows over results work.
     *
     * <p><b>State</b>, per key: one algorithm's state for each open pane, and what slides; one timer. All of it is dropped when no open window holds a record of the
     * key. Windows without a record cost nothing, however many of them the watermark jumps over.
     *
     * <p><b>Late records</b> go to {@link #late}. A record is in all of its windows or in none: it is late if the first window that should hold it has closed, or
     * if windows are strict and it is older than the watermark. Sessions have no window before their records come: there a record is late if it reaches no
     * open session and the session it would start would be closed at once; if it does start one, that may lie within the gap of one that has closed.
     *
     * <p><b>Refused records</b>, those at which the aggregation throws {@link IllegalArgumentException}, go to {@link #errors} if {@code failuresAside}, and the
     * state stays as it was; otherwise they stop the job.
     *
     * <p><b>Several results</b> of a window leave where the emission says so: early ones, for each open window that has had a record since its last result; one when the
     * watermark passes its end; late ones at once for each record that comes within the allowed lateness, after which the window closes. Such windows keep one state each, from the
     * first record to the close, also where they slide. A record that joins a session which has a result makes another session of it: where results retract, the result is taken back at
     * once; the next one leaves when the session as it is now is complete. The emission's grace is not looked at here: it is a watermark that comes later.
     *
     * <p><b>Windows that are not cut by time</b> know no late records. A {@link Windows.Count} gives its result with the record that fills it, at that record's time, and keeps
     * a key until the input ends. A {@link Windows.Global} window gives what the emission says, and a last result at the end of input, without event times.
     *
     * @throws IllegalArgumentException if the aggregation cannot do what the windows need, or the windows not what the emission asks for
     */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, WindowResult<K, R>>> of(
            Windows windows, Emission emission, Aggregation<T, S, R> aggregation, boolean failuresAside) {
        if (windows instanceof Windows.Count count) {
            requireOf(
                    emission.equals(Emission.onceClosed()),
                    "a count give one result each, when they are full",
                    emission);
            boolean shared = !count.isTumbling() && canShare(aggregation, false);
            return template(
                    shared ? PanedCountLogic.class : CountWindowLogic.class,
                    new WindowPlan<>(count, emission, aggregation, failuresAside));
        }
        if (windows instanceof Windows.Global global) {
            requireOf(
                    emission.graceMillis() == 0 && emission.latenessMillis() == 0,
                    "all time know neither grace nor lateness",
                    emission);
            return template(GlobalWindowLogic.class, new WindowPlan<>(global, emission, aggregation, failuresAside));
        }
        if (windows instanceof Windows.OfTime ofTime && ofTime.isStrict()) {
            requireOf(emission.latenessMillis() == 0, "the strict kind take no late record", emission);
        }
        if (windows instanceof Windows.Session session) {
            if (!aggregation.canMerge()) {
                throw new IllegalArgumentException(
                        "aggregation of session windows must be able to merge, because sessions grow into one another; \""
                                + aggregation.name() + "\" is not");
            }
            return template(
                    emission.isOnce() ? SessionWindowLogic.class : RefinedSessionLogic.class,
                    new WindowPlan<>(session, emission, aggregation, failuresAside));
        }
        Windows.Numbered numbered = (Windows.Numbered) windows;
        return template(
                emission.isOnce() ? once(numbered, aggregation) : RefinedWindowLogic.class,
                new WindowPlan<>(numbered, emission, aggregation, failuresAside));
    }

    /** The same with one result for each window, when it has closed. */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, WindowResult<K, R>>> of(
            Windows windows, Aggregation<T, S, R> aggregation, boolean failuresAside) {
        return of(windows, Emission.onceClosed(), aggregation, failuresAside);
    }

    @SuppressWarnings("rawtypes") // which class, not of what
    private static Class<? extends KeyedLogic> once(Windows.Numbered windows, Aggregation<?, ?, ?> aggregation) {
        boolean shared = !windows.isTumbling() && canShare(aggregation, windows instanceof Windows.Fixed);
        return shared ? PanedWindowLogic.class : WindowStateLogic.class;
    }

    /** Whether windows can share panes. States that keep their own time know windows of one length of time only. */
    private static boolean canShare(Aggregation<?, ?, ?> aggregation, boolean oneLengthOfTime) {
        SlidingChoice choice = Sliding.choiceForPanes(aggregation);
        return choice.method() != SlidingMethod.ONE_PER_WINDOW && (oneLengthOfTime || !slidesNatively(choice));
    }

    private static boolean slidesNatively(SlidingChoice choice) {
        return choice.method() == SlidingMethod.NATIVE
                || choice.parts().stream().anyMatch(Windowed::slidesNatively);
    }

    private static void requireOf(boolean holds, String what, Emission emission) {
        if (!holds) {
            throw new IllegalArgumentException("windows of " + what + ", got " + emission);
        }
    }

    /** The side output of records that came too late. */
    public static <K, T> SideOutput<LateRecord<K, T>> late() {
        return Sides.late();
    }

    /** The side output of records that the aggregation refused. */
    public static <K, T> SideOutput<FailedRecord<K, T>> errors() {
        return Sides.errors();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes, keeps and gives what its method says
    private static <K, T, R> Template<KeyedLogic<K, T, ?, R>> template(
            Class<? extends KeyedLogic> type, Object argument) {
        return Template.of(LOOKUP, (Class) type, argument);
    }
}
