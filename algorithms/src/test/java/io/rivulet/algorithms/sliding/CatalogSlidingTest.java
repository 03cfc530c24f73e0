package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Agreed;
import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.sliding.SlidingChoice.Use;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * oracle_: windows over every algorithm of the catalogue, by every method that it allows, of time in order and out of order, of a count, of several
 * sizes, and sessions, answer like a new state that took in just the records of the window, in the order of their time; where two states agree in law only, as samples do, it is only checked that windows run and that a restored one goes on alike.
 */
class CatalogSlidingTest {

    private static final long START = 1_600_000_000_000L;
    private static final long PANE = 1_000;
    private static final long SIZE = 8 * PANE;
    private static final Duration GAP = Duration.ofMillis(500);
    private static final Duration LATENESS = Duration.ofMillis(3 * PANE);

    private record Timed<T>(T record, long time) {}

    /** What a window must hold at that time of all records it has not refused as too late, in the order of their time. */
    private interface Held<T> {
        List<Timed<T>> of(List<Timed<T>> accepted, long now);
    }

    @TestFactory
    Stream<DynamicTest> oracle_panesOfEveryAlgorithmByEveryMethod() {
        return Catalog.all().stream().flatMap(algorithm -> panes(algorithm));
    }

    private static <T> Stream<DynamicTest> panes(Algorithm<T> algorithm) {
        return panes(algorithm, algorithm.create());
    }

    private static <T, S> Stream<DynamicTest> panes(Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation) {
        return SlidingChoice.possible(aggregation, Use.PANES).stream()
                .map(method -> DynamicTest.dynamicTest(algorithm.name() + " by " + method, () -> {
                    checkPanes(algorithm, aggregation, method);
                }));
    }

    private static <T, S> void checkPanes(
            Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation, SlidingMethod method) {
        Panes<S, Answer> panes =
                Sliding.panes(Duration.ofMillis(SIZE), aggregation).by(method);
        StateCodec<PaneWindow<S, Answer>> codec = panes.codec();
        PaneWindow<S, Answer> window = panes.create();
        PaneWindow<S, Answer> restored = panes.create();
        SplitMix64 random = new SplitMix64(41);
        List<Timed<T>> records = new ArrayList<>();
        Supplier<T> made = algorithm.sample().start().apply(41);
        for (int p = 0; p < 60; p++) {
            long start = START + p * PANE;
            long end = start + PANE;
            // Some panes are empty, and once so many that the window is.
            int many = p >= 30 && p < 40 ? 0 : random.nextInt(7);
            S pane = aggregation.create();
            for (int i = 0; i < many; i++) {
                Timed<T> timed = new Timed<>(made.get(), start + i * PANE / many);
                aggregation.update(pane, timed.record, timed.time);
                records.add(timed);
            }
            records.removeIf(timed -> timed.time < end - SIZE);
            if (many > 0) {
                restored.append(
                        end, aggregation.codec().fromBytes(aggregation.codec().toBytes(pane)));
                window.append(end, pane);
            }
            window.evictTo(end - SIZE);
            restored.evictTo(end - SIZE);
            assertEquals(records.isEmpty(), window.isEmpty());
            S fresh = aggregation.create();
            records.forEach(timed -> aggregation.update(fresh, timed.record, timed.time));
            agree(
                    "window that ends with pane " + p,
                    algorithm,
                    aggregation.answer(fresh, end - 1),
                    window.answer(end - 1));
            byte[] bytes = codec.toBytes(window);
            assertArrayEquals(bytes, codec.toBytes(restored), "a restored window must go on alike, pane " + p);
            restored = codec.fromBytes(bytes);
        }
        window.evictTo(Long.MAX_VALUE);
        assertTrue(window.isEmpty());
        assertEquals(panes.create().stateBytes(), window.stateBytes());
    }

    @TestFactory
    Stream<DynamicTest> oracle_recordsOfEveryAlgorithmByEveryMethod() {
        return Catalog.all().stream().flatMap(algorithm -> records(algorithm));
    }

    private static <T> Stream<DynamicTest> records(Algorithm<T> algorithm) {
        Aggregation<T, ?, Answer> aggregation = algorithm.create();
        List<Sliding<T, Answer>> windows = new ArrayList<>();
        for (Sliding<T, Answer> window : List.of(
                Sliding.over(Duration.ofMillis(SIZE), aggregation),
                Sliding.over(Duration.ofMillis(SIZE), Duration.ofMillis(PANE), aggregation))) {
            for (SlidingMethod method : SlidingChoice.possible(aggregation, Use.RECORDS)) {
                windows.add(window.by(method));
            }
        }
        Stream<DynamicTest> timed = windows.stream()
                .map(window -> DynamicTest.dynamicTest(algorithm.name() + ", " + window.describe(), () -> {
                    checkRecords(algorithm, aggregation, window, Integer.MAX_VALUE);
                }));
        Stream<DynamicTest> counted = SlidingChoice.possible(aggregation, Use.COUNTED).stream()
                .map(method -> Sliding.overCount(20, aggregation).by(method))
                .map(window -> DynamicTest.dynamicTest(algorithm.name() + ", " + window.describe(), () -> {
                    checkRecords(algorithm, aggregation, window, 20);
                }));
        return Stream.concat(timed, counted);
    }

    private static <T, S> void checkRecords(
            Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation, Sliding<T, Answer> window, int count) {
        SplitMix64 random = new SplitMix64(42);
        Supplier<T> made = algorithm.sample().start().apply(42);
        Deque<Timed<T>> records = new ArrayDeque<>();
        long time = START;
        for (int i = 0; i < 120; i++) {
            time += i == 60 ? 2 * SIZE : random.nextInt(800);
            T record = made.get();
            window.update(record, time);
            records.add(new Timed<>(record, time));
            long start = window.startMillis(time);
            Predicate<Timed<T>> gone =
                    timed -> count == Integer.MAX_VALUE ? timed.time < start : records.size() > count;
            while (gone.test(records.peek())) {
                records.remove();
            }
            S fresh = aggregation.create();
            records.forEach(timed -> aggregation.update(fresh, timed.record, timed.time));
            agree("window at record " + i, algorithm, aggregation.answer(fresh, time), window.answer());
        }
    }

    @TestFactory
    Stream<DynamicTest> oracle_recordsOutOfOrderOfEveryAlgorithmByEveryMethod() {
        return Catalog.all().stream().flatMap(algorithm -> outOfOrder(algorithm));
    }

    private static <T> Stream<DynamicTest> outOfOrder(Algorithm<T> algorithm) {
        Aggregation<T, ?, Answer> aggregation = algorithm.create();
        List<DynamicTest> tests = new ArrayList<>();
        for (Duration slide : List.of(Duration.ofMillis(1), Duration.ofMillis(PANE))) {
            Sliding<T, Answer> window =
                    Sliding.over(Duration.ofMillis(SIZE), slide, aggregation).outOfOrder();
            Use use = slide.toMillis() == 1 ? Use.ANY_ORDER : Use.ANY_ORDER_IN_PANES;
            for (SlidingMethod method : SlidingChoice.possible(aggregation, use)) {
                tests.add(test(algorithm, aggregation, window.by(method), true, held(window, SIZE)));
            }
        }
        return tests.stream();
    }

    private static <T> Held<T> held(Sliding<T, ?> window, long size) {
        return (accepted, now) -> {
            long start = window.startMillis(now) + SIZE - size;
            return accepted.stream().filter(timed -> timed.time >= start).toList();
        };
    }

    @TestFactory
    Stream<DynamicTest> oracle_severalWindowsOfEveryAlgorithmByEveryMethod() {
        return Catalog.all().stream().flatMap(algorithm -> several(algorithm));
    }

    private static <T> Stream<DynamicTest> several(Algorithm<T> algorithm) {
        Aggregation<T, ?, Answer> aggregation = algorithm.create();
        List<DynamicTest> tests = new ArrayList<>();
        List<Duration> sizes =
                List.of(Duration.ofMillis(2 * PANE), Duration.ofMillis(SIZE), Duration.ofMillis(5 * PANE));
        Sliding<T, List<Answer>> windows = Sliding.over(sizes, Duration.ofMillis(PANE), aggregation);
        for (SlidingMethod method : SlidingChoice.possible(aggregation, Use.SEVERAL)) {
            for (int i = 0; i < sizes.size(); i++) {
                int which = i;
                tests.add(test(
                        algorithm,
                        aggregation,
                        windows.by(method),
                        answers -> answers.get(which),
                        true,
                        held(windows, sizes.get(i).toMillis())));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> oracle_sessionsOfEveryAlgorithmByEveryMethod() {
        return Catalog.all().stream().flatMap(algorithm -> sessions(algorithm));
    }

    private static <T> Stream<DynamicTest> sessions(Algorithm<T> algorithm) {
        Aggregation<T, ?, Answer> aggregation = algorithm.create();
        Stream<DynamicTest> inOrder = SlidingChoice.possible(aggregation, Use.SESSION).stream()
                .map(method -> Sliding.overSession(GAP, aggregation).by(method))
                .map(window -> test(algorithm, aggregation, window, false, CatalogSlidingTest::session));
        Stream<DynamicTest> late = SlidingChoice.possible(aggregation, Use.LATE_SESSION).stream()
                .map(method -> Sliding.overSession(GAP, LATENESS, aggregation).by(method))
                .map(window -> test(algorithm, aggregation, window, true, CatalogSlidingTest::session));
        return Stream.concat(inOrder, late);
    }

    private static <T> List<Timed<T>> session(List<Timed<T>> accepted, long now) {
        int from = accepted.size();
        long next = now;
        while (from > 0 && next - accepted.get(from - 1).time <= GAP.toMillis()) {
            next = accepted.get(--from).time;
        }
        return accepted.subList(from, accepted.size());
    }

    private static <T> DynamicTest test(
            Algorithm<T> algorithm,
            Aggregation<T, ?, Answer> aggregation,
            Sliding<T, Answer> window,
            boolean disorder,
            Held<T> held) {
        return test(algorithm, aggregation, window, answer -> answer, disorder, held);
    }

    private static <T, R> DynamicTest test(
            Algorithm<T> algorithm,
            Aggregation<T, ?, Answer> aggregation,
            Sliding<T, R> window,
            Function<R, Answer> view,
            boolean disorder,
            Held<T> held) {
        return DynamicTest.dynamicTest(
                algorithm.name() + ", " + window.describe(),
                () -> check(algorithm, aggregation, window.by(window.choice().method()), view, disorder, held));
    }

    private static <T, S, R> void check(
            Algorithm<T> algorithm,
            Aggregation<T, S, Answer> aggregation,
            Sliding<T, R> window,
            Function<R, Answer> view,
            boolean disorder,
            Held<T> held) {
        SplitMix64 random = new SplitMix64(43);
        Supplier<T> made = algorithm.sample().start().apply(43);
        List<Timed<T>> accepted = new ArrayList<>();
        long newest = START;
        for (int i = 0; i < 60; i++) {
            newest += i == 30 ? 2 * SIZE : random.nextInt(800);
            // Most are a little late, within the lateness of sessions; now and then one comes too late for any window.
            long time = !disorder ? newest : newest - (i % 20 == 19 ? 2 * SIZE : random.nextInt((int) (3 * PANE)));
            T record = made.get();
            boolean tooLate = newest - time > SIZE;
            window.advanceTo(newest);
            window.update(record, time);
            if (!tooLate) {
                int at = accepted.size();
                while (at > 0 && accepted.get(at - 1).time > time) {
                    at--;
                }
                accepted.add(at, new Timed<>(record, time));
            }
            S fresh = aggregation.create();
            held.of(accepted, newest).forEach(timed -> aggregation.update(fresh, timed.record, timed.time));
            agree(
                    "window at record " + i,
                    algorithm,
                    aggregation.answer(fresh, newest),
                    view.apply(window.answerAt(newest)));
        }
    }

    private static void agree(String what, Algorithm<?> algorithm, Answer expected, Answer actual) {
        // Subtracting and retracting is exact to rounding at best.
        Agreement agreement = algorithm.merged() == Agreement.EXACT ? Agreement.ROUNDING : algorithm.merged();
        Agreed.check(what, agreement, expected.rows(), actual.rows());
    }
}
