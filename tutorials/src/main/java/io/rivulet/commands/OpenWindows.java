package io.rivulet.commands;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.sliding.PaneWindow;
import io.rivulet.algorithms.sliding.Panes;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingMethod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The windows of one group that have not ended yet: made of panes where the algorithm's states merge, else of one state a window.
 *
 * @param <T> what the algorithm takes in
 */
interface OpenWindows<T> {

    /** An answer, and how many records it covers. */
    record Counted(Answer answer, long records) {

        static Counted of(Answers answers) {
            return new Counted(answers.get(0, Answer.class), answers.get(1, Long.class));
        }
    }

    /** Takes a record into all windows that hold its position, and have not ended. */
    void update(T record, long timeMillis, long position);

    /**
     * Ends a window; the one asked for before must have ended earlier.
     *
     * @param nowMillis the event time of the question
     * @return nothing if no record was in it
     */
    Optional<Counted> end(long end, long nowMillis);

    /** The end of the first window after {@code end} that may hold a record; not to be asked where nothing is kept. */
    long nextEnd(long end);

    /** Whether nothing is kept. */
    boolean isEmpty();

    /** Makes groups of windows over an algorithm, by the method that suits it. */
    static <T> Supplier<OpenWindows<T>> over(Aggregation<T, ?, Answer> aggregation, WindowGrid grid, boolean byNumber) {
        Aggregation<T, Object[], Answers> counted = counted(aggregation);
        if (Sliding.methodForPanes(counted) == SlidingMethod.ONE_PER_WINDOW) {
            return () -> new OnePerWindow<>(counted, grid);
        }
        // A window of a count has no use for a state's own time.
        Panes<Object[], Answers> panes = Sliding.panes(
                Duration.ofMillis(grid.size()),
                byNumber && aggregation.slidesNatively() ? counted(withoutOwnTime(aggregation)) : counted);
        return () -> new Paned<>(counted, grid, panes);
    }

    /** An algorithm together with how many records it covers. */
    static <T> Aggregation<T, Object[], Answers> counted(Aggregation<T, ?, Answer> aggregation) {
        // The count comes last: what the algorithm refuses is not counted.
        return Aggregation.all(aggregation, count());
    }

    private static <T, S> Aggregation<T, S, Answer> withoutOwnTime(Aggregation<T, S, Answer> aggregation) {
        return Aggregation.<T, S, Answer>ofTimed(
                        aggregation.name(),
                        aggregation::create,
                        aggregation::update,
                        aggregation::answer,
                        aggregation.codec())
                .merging(aggregation::merge, aggregation::copy);
    }

    private static <T> Aggregation<T, long[], Long> count() {
        StateCodec<long[]> codec = StateCodec.of(
                "count", 1, (state, out) -> out.writeLong(state[0]), in -> new long[] {in.readCount("count")});
        return Aggregation.<T, long[], Long>of(
                        "count", () -> new long[1], (state, record) -> state[0]++, state -> state[0], codec)
                .merging((state, other) -> state[0] += other[0], long[]::clone)
                .subtracting((state, other) -> state[0] -= other[0]);
    }

    /** Each record goes into one pane; closed panes into a structure that slides. */
    final class Paned<T> implements OpenWindows<T> {

        private final Aggregation<T, Object[], Answers> aggregation;
        private final WindowGrid grid;
        private final PaneWindow<Object[], Answers> closed;
        /** By the panes' ends. */
        private final TreeMap<Long, Object[]> open = new TreeMap<>();

        Paned(Aggregation<T, Object[], Answers> aggregation, WindowGrid grid, Panes<Object[], Answers> panes) {
            this.aggregation = aggregation;
            this.grid = grid;
            this.closed = panes.create();
        }

        @Override
        public void update(T record, long timeMillis, long position) {
            updateAt(aggregation, open, grid.paneEnd(position), record, timeMillis);
        }

        @Override
        public Optional<Counted> end(long end, long nowMillis) {
            while (!open.isEmpty() && open.firstKey() <= end) {
                Map.Entry<Long, Object[]> pane = open.pollFirstEntry();
                closed.append(pane.getKey(), pane.getValue());
            }
            closed.evictTo(end - grid.size());
            return closed.isEmpty() ? Optional.empty() : Optional.of(Counted.of(closed.answer(nowMillis)));
        }

        @Override
        public long nextEnd(long end) {
            return closed.isEmpty() ? grid.firstEnd(Math.max(end, open.firstKey() - grid.pane())) : grid.firstEnd(end);
        }

        @Override
        public boolean isEmpty() {
            return open.isEmpty() && closed.isEmpty();
        }
    }

    /** Each record goes into every window that holds it. */
    final class OnePerWindow<T> implements OpenWindows<T> {

        private final Aggregation<T, Object[], Answers> aggregation;
        private final WindowGrid grid;
        /** By the windows' ends. */
        private final TreeMap<Long, Object[]> open = new TreeMap<>();

        OnePerWindow(Aggregation<T, Object[], Answers> aggregation, WindowGrid grid) {
            this.aggregation = aggregation;
            this.grid = grid;
        }

        @Override
        public void update(T record, long timeMillis, long position) {
            for (long end = grid.firstEnd(position); end - grid.size() <= position; end += grid.slide()) {
                updateAt(aggregation, open, end, record, timeMillis);
            }
        }

        @Override
        public Optional<Counted> end(long end, long nowMillis) {
            Object[] state = open.get(end);
            open.headMap(end, true).clear();
            return Optional.ofNullable(state).map(s -> Counted.of(aggregation.answer(s, nowMillis)));
        }

        @Override
        public long nextEnd(long end) {
            return open.firstKey();
        }

        @Override
        public boolean isEmpty() {
            return open.isEmpty();
        }
    }

    private static <T, S> void updateAt(
            Aggregation<T, S, ?> aggregation, Map<Long, S> states, long end, T record, long timeMillis) {
        S known = states.get(end);
        S state = known == null ? aggregation.create() : known;
        aggregation.update(state, record, timeMillis);
        if (known == null) {
            states.put(end, state);
        }
    }
}
