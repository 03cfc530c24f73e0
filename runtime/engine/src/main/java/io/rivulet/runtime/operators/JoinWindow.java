package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.JoinEmit;
import io.rivulet.runtime.JoinInsert;
import java.util.ArrayList;
import java.util.List;

/** What a window of one key holds of the sides of a join. See {@link Joins#window}. */
final class JoinWindow {

    /*
     * The rows are made when the window closes, by taking its values in by time as if they came only then. So what came when does not matter, and windows that
     * grow together simply put their values together. What no row can show is dropped at once: where only the first or last value of a side counts, a window holds
     * one of each.
     */
    private final List<JoinBuffer<Object>> sides;

    private JoinWindow(List<JoinBuffer<Object>> sides) {
        this.sides = sides;
    }

    static <R> Aggregation<Sided, JoinWindow, List<R>> aggregation(JoinPlan<R> plan) {
        boolean firstOnly = plan.insert() == JoinInsert.FIRST && plan.emit() != JoinEmit.COMPLETE;
        boolean lastOnly = plan.insert() == JoinInsert.LAST && plan.isFinal();
        return Aggregation.<Sided, JoinWindow, List<R>>ofTimed(
                        plan.fingerprint(),
                        () -> empty(plan.codecs().size()),
                        (window, record, time) -> {
                            JoinBuffer<Object> side = window.sides.get(record.side());
                            side.add(record.value(), time);
                            prune(side, firstOnly, lastOnly);
                        },
                        (window, now) -> window.rows(plan),
                        codec(plan.codecs()))
                .merging(
                        (window, other) -> {
                            for (int i = 0; i < window.sides.size(); i++) {
                                JoinBuffer<Object> side = window.sides.get(i);
                                side.addAll(other.sides.get(i));
                                prune(side, firstOnly, lastOnly);
                            }
                        },
                        window -> new JoinWindow(
                                window.sides.stream().map(JoinBuffer::copy).toList()));
    }

    private static JoinWindow empty(int count) {
        List<JoinBuffer<Object>> sides = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sides.add(new JoinBuffer<>());
        }
        return new JoinWindow(sides);
    }

    private static void prune(JoinBuffer<Object> side, boolean firstOnly, boolean lastOnly) {
        if (firstOnly && side.size() > 1) {
            side.keepFirst(1);
        } else if (lastOnly && side.size() > 1) {
            side.removeFirst(side.size() - 1);
        }
    }

    /** All values by time, of equal times by side, through the plan. */
    private <R> List<R> rows(JoinPlan<R> plan) {
        List<R> rows = new ArrayList<>();
        JoinSides held = JoinSides.empty(sides.size());
        int[] next = new int[sides.size()];
        for (int side = earliest(next); side >= 0; side = earliest(next)) {
            plan.take(held, side, sides.get(side).value(next[side]++), rows::add);
        }
        plan.finish(held, rows::add);
        return rows;
    }

    /** The side whose next value is the oldest, or -1 when none is left. */
    private int earliest(int[] next) {
        int found = -1;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < next.length; i++) {
            JoinBuffer<Object> side = sides.get(i);
            if (next[i] < side.size() && side.timeMillis(next[i]) < least) {
                least = side.timeMillis(next[i]);
                found = i;
            }
        }
        return found;
    }

    /** Form {@code join-window} 1: of each side a {@link JoinBuffer}. */
    private static StateCodec<JoinWindow> codec(List<StateCodec<Object>> codecs) {
        return StateCodec.of(
                "join-window",
                1,
                (window, out) -> {
                    for (int i = 0; i < codecs.size(); i++) {
                        window.sides.get(i).encode(codecs.get(i), out);
                    }
                },
                in -> {
                    List<JoinBuffer<Object>> sides = new ArrayList<>(codecs.size());
                    codecs.forEach(codec -> sides.add(JoinBuffer.decode(codec, in)));
                    return new JoinWindow(sides);
                });
    }
}
