package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. laws_: a window is a state like any other. oracle_: against a list of the records. golden_: released forms. That
 * windows over every algorithm of the catalogue answer right is tested in CatalogSlidingTest.
 */
class SlidingTest {

    private static final Duration SIZE = Duration.ofSeconds(50);

    /** The window's own records in order: what all others are compared with. */
    private static final Aggregation<Long, StringBuilder, String> TEXTS =
            Toys.texts().on(value -> value + ",");

    /** One part for each way records can slide. */
    private static final Aggregation<Long, Object[], Answers> EVERY_WAY = Aggregation.all(
            Toys.sum(),
            Toys.mergeableSum().subtracting((s, other) -> s.value -= other.value),
            Toys.mergeableSum(),
            TEXTS,
            Toys.recent(),
            Toys.median());

    /** Several sizes at once, any order, and sessions. */
    private static final List<Sliding<Long, ?>> LATER_KINDS = List.of(
            window(Span.of(SIZE), EVERY_WAY).outOfOrder(),
            window(Span.of(SIZE, Duration.ofSeconds(5)), EVERY_WAY).outOfOrder(),
            window(Span.of(SIZE), TEXTS).outOfOrder(),
            Sliding.over(List.of(SIZE, Duration.ofSeconds(7)), EVERY_WAY),
            Sliding.over(List.of(SIZE, Duration.ofSeconds(10)), SIZE.dividedBy(10), TEXTS),
            Sliding.overSession(Duration.ofSeconds(2), EVERY_WAY),
            Sliding.overSession(Duration.ofSeconds(2), Duration.ofSeconds(30), EVERY_WAY),
            Sliding.overSession(Duration.ofSeconds(2), Duration.ofSeconds(30), TEXTS));

    @Test
    void example_asInTheJavadoc() {
        var entropy = Sliding.over(Duration.ofSeconds(10), ShannonEntropy.<String>aggregation(user -> user));
        entropy.update("ann", 1_000);
        entropy.update("bob", 5_000);
        assertEquals(1.0, entropy.answer());
        entropy.update("bob", 11_000);
        assertEquals(0.0, entropy.answer());
        assertEquals(0.0, entropy.answerAt(21_000));
        assertEquals(
                "last PT10S: shannon-entropy by RETRACT: a record that leaves can be retracted from the state exactly",
                entropy.describe());
    }

    @Test
    void example_aWindowOfACountOverValuesWithoutTime() {
        var mean = Sliding.overCount(
                3, RunningMoments.<Double>aggregation(Double::doubleValue).map(RunningMoments::mean));
        List<Double> means = new ArrayList<>();
        for (double value : new double[] {1, 2, 3, 4, 1e9, 4, 5, 6}) {
            mean.update(value);
            means.add(mean.answer());
        }
        assertEquals(1.5, means.get(1));
        assertEquals(5.0, means.get(7), "nothing is left of the billion");
    }

    @Test
    void example_severalWindowsOverOneStore() {
        var texts = Sliding.over(List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)), Toys.texts());
        texts.update("a", 1_000);
        texts.update("d", 5_500);
        texts.update("c", 5_200);
        texts.update("b", 3_000);
        assertEquals(List.of("cd", "abcd"), texts.answer());
        assertEquals(List.of("", "bcd"), texts.answerAt(7_000));
        assertEquals(
                "last PT1S, PT5S: texts by FIBA: its states merge, and one tree of sums answers for every window",
                texts.describe());
    }

    @Test
    void example_aSessionEndsAfterASilence() {
        var visit = Sliding.overSession(Duration.ofMinutes(30), Toys.texts());
        visit.update("home ", 0);
        visit.update("cart ", 1_800_000);
        assertEquals("home cart ", visit.answer());
        assertEquals(0, visit.startMillis(1_800_000));
        assertEquals("home cart ", visit.answerAt(3_600_000), "just the gap later");
        assertEquals("", visit.answerAt(3_600_001));
        assertEquals(3_600_002, visit.startMillis(3_600_001));
        visit.update("home ", 3_600_001);
        assertEquals("home ", visit.answer());
        assertThrows(IllegalArgumentException.class, () -> visit.update("late ", 3_600_000));
        visit.advanceTo(9_000_000);
        assertTrue(visit.isEmpty());
        assertEquals(
                "session without a silence of more than PT30M: texts by ONE_STATE: a session drops no record before it is over",
                visit.describe());
    }

    @Test
    void example_aLateRecordJoinsTwoSessions() {
        var visit = Sliding.overSession(Duration.ofSeconds(10), Duration.ofMinutes(1), Toys.texts());
        visit.update("a", 0);
        visit.update("d", 20_000);
        assertEquals("d", visit.answer());
        visit.update("c", 10_001);
        assertEquals("cd", visit.answer(), "10,001 ms after the first");
        visit.update("b", 5_000);
        assertEquals("abcd", visit.answer());
        visit.update("?", -40_001);
        assertEquals("abcd", visit.answer(), "too late");
        visit.advanceTo(30_001);
        assertFalse(visit.isEmpty());
        assertEquals("", visit.answer());
        visit.update("e", 25_000);
        assertEquals("abcde", visit.answer(), "it goes on with what was over");
        visit.advanceTo(95_001);
        assertTrue(visit.isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> laws_ofWindowsByEveryMethod() {
        List<Sliding<Long, ?>> windows = new ArrayList<>();
        Span lastWhile = Span.of(SIZE);
        for (Aggregation<Long, ?, ?> aggregation : List.<Aggregation<Long, ?, ?>>of(
                Toys.sum(),
                TEXTS,
                Toys.recent(),
                Toys.median(),
                RunningMoments.<Long>aggregation(Long::doubleValue).map(RunningMoments::variance),
                ShannonEntropy.<Long>aggregationOfLongs(value -> value % 20))) {
            for (SlidingMethod method : SlidingChoice.possible(aggregation, lastWhile.use())) {
                windows.add(window(lastWhile, aggregation).by(method));
            }
        }
        for (Span span : List.of(lastWhile, Span.of(SIZE, Duration.ofSeconds(5)), Span.of(40))) {
            windows.add(window(span, EVERY_WAY));
        }
        windows.addAll(LATER_KINDS);
        return windows.stream().flatMap(SlidingTest::laws);
    }

    private static <R> Sliding<Long, R> window(Span span, Aggregation<Long, ?, R> aggregation) {
        return span.counted()
                ? Sliding.overCount((int) span.size(), aggregation)
                : Sliding.over(Duration.ofMillis(span.size()), Duration.ofMillis(span.slide()), aggregation);
    }

    private static <R> Stream<DynamicTest> laws(Sliding<Long, R> window) {
        Aggregation<Long, Sliding<Long, R>, R> windows = Aggregation.ofTimed(
                "window", window::copy, Sliding::update, (s, now) -> s.answer(), window.codec(Toys.LONGS));
        return Laws.of(windows).input((random, i) -> (long) random.nextInt(1_000)).records(120).list().stream()
                .map(law -> named(window.describe(), law));
    }

    private static DynamicTest named(String what, Law law) {
        return DynamicTest.dynamicTest(what + ": " + law.name(), law.check()::run);
    }

    @Test
    void oracle_everyMethodHoldsExactlyTheRecordsOfTheWindowForEverySlide() {
        for (long slide : new long[] {1, 10, 25, 60}) {
            Span span = Span.of(Duration.ofMillis(150), Duration.ofMillis(slide));
            for (SlidingMethod method : SlidingChoice.possible(TEXTS, span.use())) {
                checkAgainstAList(span, window(span, TEXTS).by(method), false);
            }
        }
        checkAgainstAList(Span.of(20), Sliding.overCount(20, TEXTS), true);
        checkAgainstAList(Span.of(20), Sliding.overCount(20, TEXTS).by(SlidingMethod.RECOMPUTE), true);
        checkAgainstAList(Span.of(20), Sliding.overCount(20, TEXTS).by(SlidingMethod.FIBA), true);
        Span span = Span.of(Duration.ofMillis(150));
        checkAgainstAList(span, window(span, TEXTS).by(SlidingMethod.RECOMPUTE), true);
        checkAgainstAList(span, window(span, TEXTS).outOfOrder(), true);
    }

    /** Within a pane records stand as they came, so that this looks at panes of one and sums of others. */
    @Test
    void oracle_withASlideLateRecordsGoIntoTheirPane() {
        Aggregation<Long, ?, Long> sum = Toys.mergeableSum();
        for (long slide : new long[] {10, 25, 60}) {
            Span span = Span.of(Duration.ofMillis(150), Duration.ofMillis(slide));
            Sliding<Long, Long> window = window(span, sum).outOfOrder();
            assertEquals(SlidingMethod.FIBA, window.choice().method());
            SplitMix64 random = new SplitMix64(34);
            List<Long> times = new ArrayList<>();
            long latest = 0;
            for (int i = 0; i < 1_000; i++) {
                latest += i % 200 == 199 ? 400 : random.nextInt(10);
                long time = latest - random.nextInt(120);
                window.update(time, time);
                times.add(time);
                long now = latestOf(times);
                long start = window.startMillis(now);
                times.removeIf(t -> t < start);
                assertEquals(times.stream().mapToLong(t -> t).sum(), window.answer());
            }
        }
    }

    private static void checkAgainstAList(Span span, Sliding<Long, String> window, boolean disorder) {
        SplitMix64 random = new SplitMix64(31);
        List<Long> times = new ArrayList<>();
        long latest = -500;
        for (int i = 0; i < 1_500; i++) {
            latest += i % 200 == 199 ? 400 : random.nextInt(20);
            long time = disorder && latest > 100 ? latest - random.nextInt(100) : latest;
            window.update(time, time);
            if (span.counted()) {
                times.add(time);
            } else {
                int at = (int) times.stream().filter(t -> t <= time).count();
                times.add(at, time);
            }
            assertEquals(expected(span, times, latestOf(times)), window.answer(), () -> window.describe());
            if (i % 10 == 0) {
                long later = latestOf(times) + random.nextInt(300);
                assertEquals(expected(span, times, later), window.answerAt(later));
                assertEquals(expected(span, times, latestOf(times)), window.answer(), "asking changes nothing");
            }
            if (!span.counted()) {
                long start = window.startMillis(latestOf(times));
                times.removeIf(t -> t < start);
            }
        }
    }

    private static long latestOf(List<Long> times) {
        return times.stream().mapToLong(t -> t).max().orElseThrow();
    }

    private static String expected(Span span, List<Long> times, long now) {
        StringBuilder text = new StringBuilder();
        if (span.counted()) {
            times.subList(Math.max(0, times.size() - (int) span.size()), times.size())
                    .forEach(t -> text.append(t).append(','));
            return text.toString();
        }
        // By hand: the first step boundary that is at most the size back.
        long start = now - span.size() + 1;
        while (Math.floorMod(start, span.slide()) != 0) {
            start++;
        }
        long from = start;
        times.stream().filter(t -> from <= t && t <= now).forEach(t -> text.append(t)
                .append(','));
        return text.toString();
    }

    @Test
    void oracle_aWindowRestoredAfterEveryOperationStaysTheSameToTheByte() {
        for (Span span : List.of(Span.of(SIZE), Span.of(SIZE, Duration.ofSeconds(10)), Span.of(25))) {
            checkRestores(window(span, EVERY_WAY));
        }
        LATER_KINDS.forEach(SlidingTest::checkRestores);
        // This one counts to when its state is made anew.
        checkRestores(
                Sliding.over(SIZE, RunningMoments.<Long>aggregation(Math::sqrt).map(RunningMoments::kurtosis))
                        .by(SlidingMethod.RETRACT));
    }

    private static <R> void checkRestores(Sliding<Long, R> unbroken) {
        Sliding<Long, R> restored = unbroken.copy();
        StateCodec<Sliding<Long, R>> codec = unbroken.codec(Toys.LONGS);
        SplitMix64 random = new SplitMix64(32);
        long time = -20_000;
        for (int i = 0; i < 400; i++) {
            time += 1_000L * random.nextInt(i % 100 < 90 ? 4 : 30);
            unbroken.update((long) i, time);
            restored.update((long) i, time);
            if (i % 50 == 49) {
                time += 45_000;
                unbroken.advanceTo(time);
                restored.advanceTo(time);
            }
            byte[] bytes = codec.toBytes(unbroken);
            assertArrayEquals(bytes, codec.toBytes(restored));
            assertEquals(unbroken.answer(), restored.answer());
            restored = codec.fromBytes(bytes);
        }
    }

    @Test
    void oracle_anEmptiedWindowHoldsNothing() {
        for (Span span : List.of(Span.of(SIZE), Span.of(SIZE, Duration.ofSeconds(5)))) {
            Sliding<Long, Answers> window = window(span, EVERY_WAY);
            long empty = window.stateBytes();
            Answers nothing = window.answer();
            for (int i = 0; i < 500; i++) {
                window.update(1L, i * 10L);
            }
            assertFalse(window.isEmpty());
            window.advanceTo(4_990 + 49_999);
            assertFalse(window.isEmpty() && span.slide() == 1);
            window.advanceTo(4_990 + 50_000);
            assertTrue(window.isEmpty());
            assertEquals(empty, window.stateBytes());
            assertEquals(nothing, window.answer());
        }
    }

    @Test
    void oracle_whatAnOutlierDisplacedComesBack() {
        Aggregation<Double, RunningMoments, Double> deviation =
                RunningMoments.<Double>aggregation(Double::doubleValue).map(RunningMoments::standardDeviation);
        for (SlidingMethod method : List.of(SlidingMethod.RETRACT, SlidingMethod.TWO_STACKS)) {
            Sliding<Double, Double> window = Sliding.overCount(100, deviation).by(method);
            SplitMix64 random = new SplitMix64(33);
            List<Double> values = new ArrayList<>();
            boolean wasWrong = false;
            for (int i = 0; i < 400; i++) {
                double value = i == 150 ? 1e9 : random.nextGaussian();
                window.update(value);
                values.add(value);
                if (i < 250) {
                    continue;
                }
                RunningMoments fresh = RunningMoments.create();
                values.subList(i - 99, i + 1).forEach(fresh::update);
                double error = Math.abs(window.answer() - fresh.standardDeviation());
                if (method == SlidingMethod.TWO_STACKS || i >= 350) {
                    assertTrue(error < 1e-9, method + " is off by " + error + " at " + i);
                }
                wasWrong |= error > 1e-3;
            }
            // So that this test cannot pass for want of an outlier that hurts.
            assertEquals(method == SlidingMethod.RETRACT, wasWrong);
        }
    }

    @Test
    void oracle_outOfOrderWithinTheWindowIsPutInItsPlaceOrRefused() {
        for (SlidingMethod method : List.of(SlidingMethod.RETRACT, SlidingMethod.RECOMPUTE)) {
            Sliding<Long, Long> window =
                    Sliding.over(Duration.ofMillis(100), Toys.sum()).by(method);
            window.update(1L, 1_000);
            window.update(2L, 950);
            window.update(4L, 900);
            assertEquals(3, window.answer(), "100 ms ago is out");
            assertEquals(1, window.answerAt(1_050), "the late one leaves in its turn");
        }
        Sliding<Long, Long> sums =
                Sliding.over(Duration.ofMillis(100), Toys.sum()).by(SlidingMethod.DABA_LITE);
        sums.update(1L, 1_000);
        sums.update(2L, 1_000);
        sums.update(4L, 900);
        assertEquals(
                "timeMillis must be at least 1000 by DABA_LITE, got 950; outOfOrder() makes a window that takes records in any order",
                assertThrows(IllegalArgumentException.class, () -> sums.update(8L, 950))
                        .getMessage());
        assertEquals(3, sums.answer());

        Sliding<Long, Long> stepwise = Sliding.over(Duration.ofMillis(100), Duration.ofMillis(10), Toys.sum());
        stepwise.update(1L, 1_009);
        stepwise.update(2L, 1_000);
        stepwise.update(4L, 1_010);
        assertThrows(IllegalArgumentException.class, () -> stepwise.update(8L, 1_009));
        assertEquals(7, stepwise.answer());
    }

    @Test
    void oracle_aRefusedRecordBeginsNoSession() {
        for (Duration lateness : List.of(Duration.ZERO, SIZE)) {
            Sliding<Long, Long> window = Sliding.overSession(Duration.ofMillis(10), lateness, Toys.median());
            window.update(7L, 0);
            byte[] before = window.codec(Toys.LONGS).toBytes(window);
            assertThrows(IllegalArgumentException.class, () -> window.update(-1L, 11));
            assertArrayEquals(before, window.codec(Toys.LONGS).toBytes(window));
            assertEquals(7, window.answer());
        }
    }

    @Test
    void oracle_onlyWindowsOfTimeGoOutOfOrder() {
        assertThrows(IllegalStateException.class, () -> Sliding.overCount(5, Toys.sum())
                .outOfOrder());
        assertThrows(IllegalStateException.class, () -> Sliding.overSession(SIZE, Toys.sum())
                .outOfOrder());
        Sliding<Long, Long> window = Sliding.over(SIZE, Toys.mergeableSum()).outOfOrder();
        assertEquals(
                "last PT50S in any order: sum by FIBA: its states merge, and a tree of sums takes late ones in",
                window.describe());
        assertEquals(
                "method for \"sum\" must be one of [RECOMPUTE, FIBA], got TWO_STACKS: it has sums that a late record would have to go into the middle of",
                assertThrows(IllegalArgumentException.class, () -> window.by(SlidingMethod.TWO_STACKS))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Sliding.over(List.of(), Toys.sum()));
        assertThrows(IllegalArgumentException.class, () -> Sliding.overSession(Duration.ZERO, Toys.sum()));
        assertThrows(IllegalArgumentException.class, () -> Sliding.overSession(SIZE, SIZE.negated(), Toys.sum()));
    }

    @Test
    void oracle_aRefusedRecordChangesNothingThoughWhatItWasRefusedForMayHaveLeft() {
        Aggregation<Long, List<Long>, Long> rising = Aggregation.of(
                "rising",
                ArrayList::new,
                (s, record) -> {
                    if (s.stream().anyMatch(before -> before > record)) {
                        throw new IllegalArgumentException("record must not fall, got " + record);
                    }
                    s.add(record);
                },
                s -> (long) s.size(),
                Toys.median().codec());
        Sliding<Long, Long> window = Sliding.over(Duration.ofMillis(10), rising);
        window.update(100L, 0);
        window.update(5L * 100, 5);
        byte[] before = window.codec(Toys.LONGS).toBytes(window);
        assertThrows(IllegalArgumentException.class, () -> window.update(1L, 9));
        assertArrayEquals(before, window.codec(Toys.LONGS).toBytes(window));
        window.advanceTo(20);
        window.update(1L, 20);
        assertEquals(1, window.answer());
    }

    @Test
    void oracle_windowsOfWrongSizeOrTimeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Sliding.over(Duration.ZERO, Toys.sum()));
        assertThrows(IllegalArgumentException.class, () -> Sliding.over(Duration.ofMillis(-1), Toys.sum()));
        assertThrows(IllegalArgumentException.class, () -> Sliding.over(Duration.ofNanos(1), Toys.sum()));
        assertThrows(
                IllegalArgumentException.class, () -> Sliding.over(Duration.ofSeconds(Long.MAX_VALUE), Toys.sum()));
        assertThrows(IllegalArgumentException.class, () -> Sliding.over(SIZE, SIZE.plusMillis(1), Toys.sum()));
        assertThrows(IllegalArgumentException.class, () -> Sliding.overCount(0, Toys.sum()));
        Sliding<Long, Long> window = Sliding.over(SIZE, Toys.sum());
        assertThrows(IllegalArgumentException.class, () -> window.update(1L, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> window.update(1L, Long.MIN_VALUE));
        window.update(1L, 1_000);
        assertThrows(IllegalArgumentException.class, () -> window.answerAt(999));
        assertEquals(1, window.answer());
    }

    @Test
    void oracle_bytesOfAnotherWindowAreRefusedAndThoseOfAnotherMethodGoOn() {
        Sliding<Long, Long> replayed = Sliding.over(SIZE, Toys.sum()).by(SlidingMethod.RECOMPUTE);
        replayed.update(7L, 1);
        byte[] bytes = replayed.codec(Toys.LONGS).toBytes(replayed);
        Sliding<Long, Long> decoded =
                Sliding.over(SIZE, Toys.sum()).codec(Toys.LONGS).fromBytes(bytes);
        assertEquals(SlidingMethod.RECOMPUTE, decoded.choice().method());
        assertEquals(7, decoded.answer());
        var longer = Sliding.over(SIZE.plusMillis(1), Toys.sum()).codec(Toys.LONGS);
        assertThrows(CorruptStateException.class, () -> longer.fromBytes(bytes));
        assertThrows(IllegalStateException.class, replayed::codec);
        assertEquals(0, Sliding.over(SIZE, Toys.mergeableSum()).codec().form().compareTo("sliding"));
    }

    @Test
    void golden_version1StillDecodes() {
        checkGolden("sliding-1.bin", Sliding.over(SIZE, EVERY_WAY));
        checkGolden("sliding-steps-1.bin", Sliding.over(SIZE, Duration.ofSeconds(10), EVERY_WAY));
        checkGolden("sliding-count-1.bin", Sliding.overCount(12, EVERY_WAY));
        checkGolden("sliding-any-order-1.bin", Sliding.over(SIZE, TEXTS).outOfOrder());
        checkGolden(
                "sliding-any-order-steps-1.bin",
                Sliding.over(SIZE, Duration.ofSeconds(10), EVERY_WAY).outOfOrder());
        checkGolden("sliding-several-1.bin", Sliding.over(List.of(SIZE, Duration.ofSeconds(9)), EVERY_WAY));
        checkGolden("sliding-session-1.bin", Sliding.overSession(Duration.ofSeconds(3), EVERY_WAY));
        checkGolden(
                "sliding-session-late-1.bin",
                Sliding.overSession(Duration.ofSeconds(3), Duration.ofSeconds(20), TEXTS));
    }

    private static <R> void checkGolden(String file, Sliding<Long, R> window) {
        for (int i = 1; i <= 40; i++) {
            window.update((long) i, 3_000 * i);
        }
        Sliding<Long, R> golden = Golden.decode(file, window.codec(Toys.LONGS), window);
        assertEquals(window.answer(), golden.answer());
        if (golden.answer() instanceof Answers answers) {
            assertEquals(answers.values().get(0), answers.values().get(1));
        }
        golden.update(41L, 123_000);
        window.update(41L, 123_000);
        assertEquals(window.answer(), golden.answer());
    }
}
