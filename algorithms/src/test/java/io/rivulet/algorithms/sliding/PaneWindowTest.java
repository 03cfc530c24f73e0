package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sliding.SlidingChoice.Use;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the steps of the Javadoc. laws_: a window is a state like any other. oracle_: against the records themselves. golden_: released forms. That
 * windows over every algorithm of the catalogue answer right is tested in CatalogSlidingTest.
 */
class PaneWindowTest {

    private static final Duration SIZE = Duration.ofSeconds(50);

    /** One part for each way panes can slide. */
    private static final Aggregation<Long, Object[], Answers> EVERY_WAY =
            Aggregation.all(Toys.sum(), Toys.mergeableSum(), Toys.texts().on(value -> value + ","), Toys.recent());

    @Test
    void example_aMinuteInStepsOfTenSeconds() {
        Aggregation<String, ShannonEntropy, Double> users = ShannonEntropy.aggregation(user -> user);
        Panes<ShannonEntropy, Double> panes = Sliding.panes(Duration.ofMinutes(1), users);
        PaneWindow<ShannonEntropy, Double> window = panes.create();

        ShannonEntropy pane = users.create();
        users.update(pane, "ann", 1_000);
        users.update(pane, "bob", 2_000);
        window.append(10_000, pane);
        window.evictTo(10_000 - 60_000);
        assertEquals(1.0, window.answer(9_999));

        ShannonEntropy open = users.create();
        users.update(open, "ann", 12_000);
        users.update(open, "ann", 13_000);
        assertEquals(0.8112781244591328, window.answerWith(open, 13_000), 1e-15);
        assertEquals(1.0, window.answer(9_999), "answering with an open pane changes nothing");
        window.append(20_000, open);

        window.evictTo(70_000 - 60_000);
        assertEquals(0.0, window.answer(69_999), "only ann is left");
        assertFalse(window.isEmpty());
        window.evictTo(80_000 - 60_000);
        assertTrue(window.isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> laws_ofWindowsByEveryMethod() {
        BiFunction<SplitMix64, Integer, Long> longs = (random, i) -> (long) random.nextInt(1_000);
        return Stream.of(
                        laws(Toys.sum(), longs),
                        laws(Toys.texts().on(value -> value + ","), longs),
                        laws(Toys.recent(), longs),
                        laws(EVERY_WAY, longs),
                        laws(RunningMoments.<Long>aggregation(Long::doubleValue).map(RunningMoments::variance), longs),
                        laws(ShannonEntropy.<Long>aggregationOfLongs(value -> value % 20), longs))
                .flatMap(tests -> tests);
    }

    private static <T, S, R> Stream<DynamicTest> laws(
            Aggregation<T, S, R> aggregation, BiFunction<SplitMix64, Integer, T> input) {
        Panes<S, R> chosen = Sliding.panes(SIZE, aggregation);
        return SlidingChoice.possible(aggregation, Use.PANES).stream().flatMap(method -> {
            Panes<S, R> panes = chosen.by(method);
            Aggregation<T, PaneWindow<S, R>, R> windows = Aggregation.ofTimed(
                    "window",
                    panes::create,
                    (window, record, time) -> {
                        S pane = aggregation.create();
                        aggregation.update(pane, record, time);
                        window.append(time + 1, pane);
                        window.evictTo(time + 1 - SIZE.toMillis());
                    },
                    (window, now) -> window.answer(now),
                    panes.codec());
            return Laws.of(windows).input(input).records(300).list().stream()
                    .map(law -> named(aggregation.name() + " by " + method, law));
        });
    }

    private static DynamicTest named(String what, Law law) {
        return DynamicTest.dynamicTest(what + ": " + law.name(), law.check()::run);
    }

    @Test
    void oracle_aWindowRestoredAfterEveryOperationStaysTheSameToTheByte() {
        Panes<Object[], Answers> panes = Sliding.panes(SIZE, EVERY_WAY);
        PaneWindow<Object[], Answers> unbroken = panes.create();
        PaneWindow<Object[], Answers> restored = panes.create();
        SplitMix64 random = new SplitMix64(21);
        long time = 0;
        for (int i = 0; i < 600; i++) {
            time += 1_000L * random.nextInt(i % 100 < 90 ? 4 : 30);
            for (PaneWindow<Object[], Answers> window : List.of(unbroken, restored)) {
                window.append(time, pane(EVERY_WAY, i, time));
                window.evictTo(time - SIZE.toMillis());
            }
            byte[] bytes = panes.codec().toBytes(unbroken);
            assertArrayEquals(bytes, panes.codec().toBytes(restored));
            assertEquals(unbroken.answer(time - 1), restored.answer(time - 1));
            restored = panes.codec().fromBytes(bytes);
        }
    }

    @Test
    void oracle_anEmptiedWindowHoldsNothing() {
        for (SlidingMethod method : SlidingChoice.possible(EVERY_WAY, Use.PANES)) {
            Panes<Object[], Answers> panes = Sliding.panes(SIZE, EVERY_WAY).by(method);
            PaneWindow<Object[], Answers> window = panes.create();
            long empty = window.stateBytes();
            Answers nothing = window.answer(0);
            assertTrue(window.isEmpty());
            for (int i = 1; i <= 1_000; i++) {
                window.append(i * 10L, pane(EVERY_WAY, i, i * 10L - 1));
            }
            assertEquals(1_000, window.panes());
            assertTrue(window.stateBytes() > empty + 50_000);
            // Pane by pane first, then the rest at once.
            for (int i = 1; i <= 900; i++) {
                window.evictTo(i * 10L);
                assertEquals(1_000 - i, window.panes());
            }
            window.evictTo(Long.MAX_VALUE);
            assertTrue(window.isEmpty());
            assertEquals(empty, window.stateBytes());
            assertEquals(nothing, window.answer(0));
            assertArrayEquals(
                    panes.codec().toBytes(panes.create()), panes.codec().toBytes(window));
        }
    }

    @Test
    void oracle_aPaneAtTheVeryEdgeIsInOrOut() {
        PaneWindow<Toys.Sum, Long> window = Sliding.panes(SIZE, Toys.sum()).create();
        window.append(1_000, pane(Toys.sum(), 1, 0));
        window.append(1_000, pane(Toys.sum(), 2, 0));
        window.append(2_000, pane(Toys.sum(), 4, 1_000));
        window.evictTo(999);
        assertEquals(7, window.answer(1_999));
        window.evictTo(1_000);
        assertEquals(4, window.answer(1_999));
        assertThrows(IllegalArgumentException.class, () -> window.append(1_999, pane(Toys.sum(), 8, 0)));
        assertEquals(4, window.answer(1_999));
    }

    @Test
    void oracle_slidingEntropyBySubtractionNeverCopiesAState() {
        int[] copies = new int[1];
        Aggregation<Long, ShannonEntropy, Double> entropy = ShannonEntropy.<Long>aggregationOfLongs(value -> value)
                .merging(ShannonEntropy::merge, state -> {
                    copies[0]++;
                    return state.copy();
                });
        PaneWindow<ShannonEntropy, Double> window = Sliding.panes(SIZE, entropy).create();
        assertEquals(SlidingMethod.SUBTRACT, window.method());
        for (int i = 0; i < 500; i++) {
            window.append(i * 1_000L, pane(entropy, i % 7, i));
            window.evictTo((i - 50) * 1_000L);
            window.answer(i * 1_000L);
        }
        assertEquals(0, copies[0]);
    }

    @Test
    void oracle_anOutlierLeavesNothingBehind() {
        Aggregation<Double, RunningMoments, RunningMoments> moments = RunningMoments.aggregation(Double::doubleValue);
        PaneWindow<RunningMoments, RunningMoments> window =
                Sliding.panes(SIZE, moments).create();
        SplitMix64 random = new SplitMix64(22);
        for (int i = 0; i < 200; i++) {
            window.append(i * 1_000L, pane(moments, i == 100 ? 1e9 : random.nextGaussian(), i));
            window.evictTo((i - 50) * 1_000L);
            boolean outlierIn = i >= 100 && i < 150;
            double deviation = window.answer(i * 1_000L).standardDeviation();
            assertTrue(i < 2 || (outlierIn ? deviation > 1e8 : deviation < 2), i + ": " + deviation);
        }
    }

    @Test
    void oracle_bytesOfAnotherSizeAreRefusedAndThoseOfAnotherMethodGoOn() {
        Panes<StringBuilder, String> panes = Sliding.panes(SIZE, Toys.texts());
        PaneWindow<StringBuilder, String> stacks =
                panes.by(SlidingMethod.TWO_STACKS).create();
        for (int i = 1; i <= 20; i++) {
            stacks.append(i, new StringBuilder("t" + i));
            stacks.evictTo(i - 5);
        }
        byte[] bytes = panes.by(SlidingMethod.TWO_STACKS).codec().toBytes(stacks);
        PaneWindow<StringBuilder, String> decoded = panes.codec().fromBytes(bytes);
        assertEquals(SlidingMethod.TWO_STACKS, decoded.method());
        assertEquals("t16t17t18t19t20", decoded.answer(20));
        String refusal = assertThrows(CorruptStateException.class, () -> Sliding.panes(SIZE.plusMillis(1), Toys.texts())
                        .codec()
                        .fromBytes(bytes))
                .getMessage();
        assertTrue(refusal.contains("window of texts must be 50001 ms long, got 50000"), refusal);
    }

    @Test
    void golden_version1StillDecodes() {
        Panes<Object[], Answers> panes = Sliding.panes(SIZE, EVERY_WAY);
        PaneWindow<Object[], Answers> golden =
                Golden.decode("pane-window-1.bin", panes.codec(), filled(panes, EVERY_WAY));
        assertEquals(new Answers(List.of(72L, 72L, "6,7,8,9,10,11,12,9,", 72L)), golden.answer(54_999));
        PaneWindow<Object[], Answers> goOn = golden.copy();
        goOn.append(56_000, pane(EVERY_WAY, 1, 55_999));
        assertEquals(73L, goOn.answer(55_999).values().get(0));

        Panes<Object[], Answers> anew = panes.by(SlidingMethod.RECOMPUTE);
        PaneWindow<Object[], Answers> other =
                Golden.decode("pane-window-recompute-1.bin", anew.codec(), filled(anew, EVERY_WAY));
        assertNotNull(other.answer(54_999));
        assertEquals(SlidingMethod.RECOMPUTE, other.method());
    }

    private static PaneWindow<Object[], Answers> filled(
            Panes<Object[], Answers> panes, Aggregation<Long, Object[], Answers> aggregation) {
        PaneWindow<Object[], Answers> window = panes.create();
        for (int i = 1; i <= 12; i++) {
            window.append(1_000 * i, pane(aggregation, i, 1_000 * i - 1));
        }
        window.evictTo(5_000);
        window.append(55_000, pane(aggregation, 9, 54_999));
        return window;
    }

    private static <S> S pane(Aggregation<Long, S, ?> aggregation, long value, long time) {
        S pane = aggregation.create();
        aggregation.update(pane, value, time);
        return pane;
    }

    private static <S> S pane(Aggregation<Double, S, ?> aggregation, double value, long time) {
        S pane = aggregation.create();
        aggregation.update(pane, value, time);
        return pane;
    }
}
