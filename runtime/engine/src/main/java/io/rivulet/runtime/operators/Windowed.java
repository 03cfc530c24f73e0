package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingMethod;
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
     * @throws IllegalArgumentException if the aggregation cannot do what the windows need
     */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, WindowResult<K, R>>> of(
            Windows windows, Aggregation<T, S, R> aggregation, boolean failuresAside) {
        if (windows instanceof Windows.Session session) {
            if (!aggregation.canMerge()) {
                throw new IllegalArgumentException(
                        "aggregation of session windows must be able to merge, because sessions grow into one another; \""
                                + aggregation.name() + "\" is not");
            }
            return template(SessionWindowLogic.class, new WindowPlan<>(session, aggregation, failuresAside));
        }
        Windows.Fixed fixed = (Windows.Fixed) windows;
        boolean shared = !fixed.isTumbling() && Sliding.methodForPanes(aggregation) != SlidingMethod.ONE_PER_WINDOW;
        return template(
                shared ? PanedWindowLogic.class : WindowStateLogic.class,
                new WindowPlan<>(fixed, aggregation, failuresAside));
    }

    /** The side output of records that came too late. */
    public static <K, T> SideOutput<LateRecord<K, T>> late() {
        return new SideOutput<>("late");
    }

    /** The side output of records that the aggregation refused. */
    public static <K, T> SideOutput<FailedRecord<K, T>> errors() {
        return new SideOutput<>("errors");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes, keeps and gives what its method says
    private static <K, T, R> Template<KeyedLogic<K, T, ?, R>> template(
            Class<? extends KeyedLogic> type, Object argument) {
        return Template.of(LOOKUP, (Class) type, argument);
    }
}
