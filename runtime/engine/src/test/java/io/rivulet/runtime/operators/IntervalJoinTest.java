package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.IntervalEmit;
import io.rivulet.runtime.Joined;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Unpaired;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.testing.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Interval joins in the harness, which restores the state from bytes around every call. The number in a name is that of the scenario; a unit of time is a
 * millisecond.
 */
@Timeout(60)
class IntervalJoinTest {

    private static final String KEY = "k";

    @ParameterizedTest
    @EnumSource(
            value = IntervalEmit.class,
            names = {"COMPLETE", "PRODUCT"})
    void s41_boundsAreInclusiveAndWhatIsBeyondStaysUnpaired(IntervalEmit emit) {
        var join = join(-5, 5, emit);
        left(join, "L", 0);
        for (long time : new long[] {0, -3, 3, -5, 5, 10}) {
            right(join, "R" + time, time);
        }
        join.end();
        assertEquals(List.of("L R-5", "L R-3", "L R0", "L R3", "L R5"), rows(join));
        assertEquals(List.of(new Unpaired<>(KEY, "R10", 10)), join.side(Joins.unpairedRight()));
        assertEquals(List.of(), join.side(Joins.unpairedLeft()));
        assertDone(join);
    }

    @Test
    void s42_pairsOfARightRecordFollowTheOrderOfTheLeftOnes() {
        for (IntervalEmit emit : List.of(IntervalEmit.COMPLETE, IntervalEmit.PRODUCT, IntervalEmit.FINAL)) {
            var join = join(-5, 5, emit);
            left(join, "L0", 0);
            left(join, "L5", 5);
            right(join, "R3", 3);
            assertEquals(List.of("L0 R3", "L5 R3"), rows(join.end()), emit.toString());
        }
    }

    @Test
    void s43_pairsFollowTimeNotArrival() {
        for (IntervalEmit emit : List.of(IntervalEmit.COMPLETE, IntervalEmit.PRODUCT)) {
            var join = join(-5, 5, emit);
            left(join, "L", 0);
            right(join, "R5", 5).watermark(-5);
            right(join, "R3", 3).watermark(-5);
            assertEquals(List.of(), rows(join));
            assertEquals(List.of("L R3", "L R5"), rows(join.end()), emit.toString());
        }
    }

    @Test
    void s44_modes() {
        assertEquals(List.of("L R1", "L R2"), modes(IntervalEmit.COMPLETE));
        assertEquals(List.of("L R1", "L R2"), modes(IntervalEmit.PRODUCT));
        assertEquals(List.of("L R2"), modes(IntervalEmit.FINAL));
        assertEquals(List.of("L ∅", "L R1", "L R2"), modes(IntervalEmit.RUNNING));
    }

    private static List<String> modes(IntervalEmit emit) {
        var join = join(-2, 2, emit);
        left(join, "L", 0);
        right(join, "R1", 1);
        right(join, "R2", 2);
        return rows(join.end());
    }

    @Test
    void rowsLeaveWhenTheWatermarkPassesWhatTheyWaitFor() {
        assertEquals(
                List.of("wm 0", "wm 1", "L R1@1", "wm 2", "wm 3", "wm 4", "wm 5"),
                withWatermarks(IntervalEmit.COMPLETE));
        assertEquals(
                List.of("wm 0", "L ∅@0", "wm 1", "L R1@1", "wm 2", "wm 3", "wm 4", "wm 5"),
                withWatermarks(IntervalEmit.RUNNING));
        for (IntervalEmit emit : List.of(IntervalEmit.PRODUCT, IntervalEmit.FINAL)) {
            assertEquals(List.of("wm 0", "wm 1", "wm 2", "L R1@2", "wm 3", "wm 4", "wm 5"), withWatermarks(emit));
        }
    }

    private static List<String> withWatermarks(IntervalEmit emit) {
        var join = join(-2, 2, emit);
        left(join, "L", 0);
        right(join, "R1", 1);
        for (long watermark = 0; watermark <= 5; watermark++) {
            join.watermark(watermark);
        }
        return join.outputs().stream().map(IntervalJoinTest::text).toList();
    }

    @SuppressWarnings("unchecked") // the main output of these joins
    private static String text(OperatorHarness.Output output) {
        if (output instanceof OperatorHarness.Output.Watermark watermark) {
            return "wm " + watermark.watermarkMillis();
        }
        var emitted = (OperatorHarness.Output.Emitted) output;
        return text((Keyed<String, Joined<String, String>>) emitted.record()) + "@" + emitted.timeMillis();
    }

    @ParameterizedTest
    @EnumSource(IntervalEmit.class)
    void aLeftRecordWithoutPartner(IntervalEmit emit) {
        var join = join(-5, 5, emit);
        left(join, "L", 0);
        right(join, "R", 6).watermark(5);
        assertEquals(List.of(), join.side(Joins.unpairedLeft()));
        join.watermark(6);
        assertEquals(List.of(new Unpaired<>(KEY, "L", 0)), join.side(Joins.unpairedLeft()));
        assertEquals(emit == IntervalEmit.COMPLETE ? List.of() : List.of("L ∅"), rows(join));
        assertDone(join.end());
    }

    @Test
    void runningShowsNoEmptyRowWhereARightRecordWasFirst() {
        var join = join(-5, 5, IntervalEmit.RUNNING);
        right(join, "R1", -1);
        right(join, "R2", -2);
        left(join, "L", 0);
        right(join, "R3", 3);
        assertEquals(List.of("L R2", "L R1", "L R3"), rows(join.end()));
    }

    @Test
    void ofEqualTimesTheLeftRecordIsTakenFirst() {
        var join = join(0, 0, IntervalEmit.RUNNING);
        right(join, "R", 0);
        left(join, "L", 0);
        assertEquals(List.of("L ∅", "L R"), rows(join.end()));
        assertEquals(List.of(), join.side(Joins.unpairedLeft()));
        assertDone(join);
    }

    @ParameterizedTest
    @EnumSource(IntervalEmit.class)
    void intervalsMayLieBeforeOrAfterTheLeftRecord(IntervalEmit emit) {
        for (long shift : new long[] {-100, 100}) {
            var join = join(shift - 1, shift + 1, emit);
            left(join, "L", 1_000);
            for (long distance = -2; distance <= 2; distance++) {
                right(join, "R" + distance, 1_000 + shift + distance);
            }
            join.end();
            List<String> expected = new ArrayList<>(List.of("L R-1", "L R0", "L R1"));
            if (emit == IntervalEmit.FINAL) {
                expected.subList(0, 2).clear();
            } else if (emit == IntervalEmit.RUNNING && shift > 0) {
                expected.add(0, "L ∅");
            }
            assertEquals(expected, rows(join), "shift " + shift);
            assertEquals(
                    2,
                    join.<Unpaired<String, String>>side(Joins.unpairedRight()).size());
            assertDone(join);
        }
    }

    @Test
    void s46_buffersShrinkWithTheWatermark() {
        for (IntervalEmit emit : List.of(IntervalEmit.COMPLETE, IntervalEmit.RUNNING)) {
            var join = join(-1, 1, emit);
            for (int time = 1; time <= 6; time++) {
                left(join, "L" + time, time);
                right(join, "R" + time, time).watermark(time);
            }
            // 5 and 6 of both sides are left: 5 can still meet 6, and 4 nothing that is not late.
            var only = join(-1, 1, emit);
            for (int time = 5; time <= 6; time++) {
                left(only, "L" + time, time);
                right(only, "R" + time, time).watermark(time);
            }
            assertEquals(only.stateBytes(), join.stateBytes(), emit.toString());
            join.watermark(8);
            assertDone(join);
        }
    }

    @Test
    void s46_memoryReturnsWithoutTheEnd() {
        for (IntervalEmit emit : IntervalEmit.values()) {
            var join = join(-50, 100, emit);
            for (int i = 0; i < 2_000; i++) {
                join.record("k" + i, new Sided(i % 2, "x"), i % 100);
            }
            assertEquals(2_000, join.keys());
            assertEquals(2_000, join.timers());
            join.watermark(99 + 150 + 1);
            assertDone(join);
        }
    }

    @Test
    void s46_pairsAreTheSameHoweverOftenTheStateIsRestored() {
        // The harness restores around every call; here the same records go through one live state.
        for (IntervalEmit emit : IntervalEmit.values()) {
            var restored = join(-7, 4, emit);
            KeyedLogic<String, Sided, ?, Keyed<String, Joined<String, String>>> shared =
                    Joins.<String, String, String>interval(millis(-7), millis(4), emit, Codecs.TEXT, Codecs.TEXT)
                            .own()
                            .make();
            var kept = new Live<>(shared);
            var live = OperatorHarness.<String, Sided, Keyed<String, Joined<String, String>>>of(() -> kept);
            Random random = new Random(46);
            for (int i = 0; i < 300; i++) {
                Sided record = new Sided(random.nextInt(2), "r" + i);
                long time = (long) i + random.nextInt(10);
                restored.record(KEY, record, time).watermark(i);
                live.record(KEY, record, time).watermark(i);
            }
            assertTrue(live.end().outputs().equals(restored.end().outputs()), emit.toString());
            List<String> pairs = rows(restored);
            assertEquals(pairs.size(), pairs.stream().distinct().count());
        }
    }

    @Test
    void lateRecordsGoAsideAndMeetNothing() {
        var join = join(-5, 5, IntervalEmit.COMPLETE);
        left(join, "L", 10).watermark(11);
        right(join, "R", 10);
        left(join, "M", 10);
        right(join, "S", 11);
        join.end();
        assertEquals(List.of("L S"), rows(join));
        assertEquals(
                List.of(
                        new LateRecord<>(
                                KEY, new Joined<>(Optional.empty(), Optional.of("R")), 10, LateRecord.NO_WINDOW),
                        new LateRecord<>(
                                KEY, new Joined<>(Optional.of("M"), Optional.empty()), 10, LateRecord.NO_WINDOW)),
                join.<LateRecord<String, Joined<String, String>>>side(Sides.late()));
        assertEquals(List.of(), join.side(Joins.unpairedRight()));
    }

    @Test
    void whatIsLateToAKeyWithoutStateLeavesNone() {
        var join = join(-5, 5, IntervalEmit.COMPLETE).watermark(11);
        right(join, "R", 10);
        assertDone(join);
    }

    @Test
    void afterARestoreARecordIsLateWhereOthersOfItsTimeWereTaken() {
        // Watermarks start anew after a restore; what was taken stays taken.
        IntervalJoinLogic<String, String, String> logic = new IntervalJoinLogic<>(
                IntervalPlan.of(millis(-5), millis(5), IntervalEmit.COMPLETE, Codecs.TEXT, Codecs.TEXT));
        var state = logic.create();
        AtATime context = new AtATime();
        context.time = 10;
        logic.onRecord(state, new Sided(0, "L"), context);
        context.time = 11;
        logic.onTimer(state, 0, context);
        context.time = 10;
        logic.onRecord(state, new Sided(1, "R"), context);
        assertEquals(List.of("late"), context.asides);
    }

    /** A context without a watermark. */
    private static final class AtATime implements KeyedContext<String, Keyed<String, Joined<String, String>>> {

        private final List<String> asides = new ArrayList<>();
        private long time;

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public long timeMillis() {
            return time;
        }

        @Override
        public long watermarkMillis() {
            return Long.MIN_VALUE;
        }

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public void emit(Keyed<String, Joined<String, String>> record) {
            throw new AssertionError(record);
        }

        @Override
        public void emit(Keyed<String, Joined<String, String>> record, long timeMillis) {
            throw new AssertionError(record);
        }

        @Override
        public <X> void emit(SideOutput<X> side, X record, long timeMillis) {
            asides.add(side.name());
        }

        @Override
        public void setTimer(long eventMillis, long payload) {}

        @Override
        public void setClockTimer(long clockMillis, long payload) {}
    }

    @Test
    void aKeyHasOneTimerHoweverManyRecordsWait() {
        var join = join(-5, 5, IntervalEmit.COMPLETE);
        for (int i = 0; i < 500; i++) {
            left(join, "L", i);
        }
        assertEquals(1, join.timers());
    }

    @Test
    void aWatermarkFarAheadCostsNoLoop() {
        long fiftyYears = Duration.ofDays(50 * 365).toMillis();
        var join = join(-5, 5, IntervalEmit.PRODUCT);
        left(join, "L", 0);
        right(join, "R", fiftyYears).watermark(fiftyYears + 100);
        assertTrue(join.calls() < 20, join.calls() + " calls");
        assertDone(join);
    }

    @Test
    void resultsAreInTimeForStrictWindowsThatFollow() {
        for (IntervalEmit emit : IntervalEmit.values()) {
            var join = join(-6, 3, emit);
            var after = OperatorHarness.<String, String, WindowResult<String, Long>>of(
                    Windowed.of(Windows.tumbling(millis(10)).strict(), Folds.<String>count(), false));
            Random random = new Random(3);
            int passed = 0;
            int newest = 0;
            for (int i = 0; i < 400; i++) {
                newest += random.nextInt(3);
                join.record("k" + random.nextInt(3), new Sided(random.nextInt(2), "x"), newest + random.nextInt(9))
                        .watermark(newest);
                for (; passed < join.outputs().size(); passed++) {
                    var output = join.outputs().get(passed);
                    if (output instanceof OperatorHarness.Output.Emitted emitted) {
                        after.record("k", "x", emitted.timeMillis());
                    } else if (output instanceof OperatorHarness.Output.Aside aside) {
                        after.record("k", "x", aside.timeMillis());
                    } else if (output instanceof OperatorHarness.Output.Watermark watermark) {
                        after.watermark(watermark.watermarkMillis());
                    }
                }
            }
            assertTrue(join.records().size() > 100);
            assertEquals(List.of(), join.side(Sides.late()));
            assertEquals(List.of(), after.side(Windowed.late()), emit.toString());
        }
    }

    /** A record of the model: which side, when, and its number of arrival. */
    private record Came(boolean left, int key, long time, int number) {
        String text() {
            return (left ? "L" : "R") + number;
        }
    }

    @ParameterizedTest
    @EnumSource(IntervalEmit.class)
    void oracle_nestedLoopsGiveTheSame(IntervalEmit emit) {
        Random random = new Random(41);
        for (int round = 0; round < 25; round++) {
            long lower = random.nextInt(41) - 20L;
            long upper = lower + random.nextInt(25);
            int lag = 1 + random.nextInt(30);
            var join = join(lower, upper, emit);
            List<Came> all = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                Came came = new Came(random.nextBoolean(), random.nextInt(2), i + random.nextInt(lag), i);
                all.add(came);
                join.record("k" + came.key, new Sided(came.left ? 0 : 1, came.text()), came.time);
                if (random.nextInt(3) == 0) {
                    join.watermark(i);
                }
            }
            assertDone(join.end());
            for (int key = 0; key < 2; key++) {
                int of = key;
                List<Came> mine = all.stream().filter(c -> c.key == of).toList();
                String what = "round " + round + ", " + lower + ".." + upper + ", key " + key;
                assertEquals(model(mine, lower, upper, emit), rows(join, "k" + key), what);
                assertEquals(unpaired(mine, lower, upper, true), aside(join, true, "k" + key), what);
                assertEquals(unpaired(mine, lower, upper, false), aside(join, false, "k" + key), what);
            }
        }
    }

    private static boolean meet(Came left, Came right, long lower, long upper) {
        return left.time + lower <= right.time && right.time <= left.time + upper;
    }

    /** All pairs, then sorted as they should leave. */
    private static List<String> model(List<Came> all, long lower, long upper, IntervalEmit emit) {
        record Row(long leaves, int kind, long first, int firstNumber, long second, int secondNumber, String text) {}
        List<Row> rows = new ArrayList<>();
        List<Came> rights = all.stream()
                .filter(c -> !c.left)
                .sorted(Comparator.comparingLong(Came::time))
                .toList();
        for (Came left : all) {
            if (!left.left) {
                continue;
            }
            List<Came> met =
                    rights.stream().filter(r -> meet(left, r, lower, upper)).toList();
            if (emit == IntervalEmit.COMPLETE || emit == IntervalEmit.RUNNING) {
                for (Came right : met) {
                    // At the later record: what a left one meets by right time, what a right one meets by left time.
                    boolean leftLater = left.time > right.time;
                    Came later = leftLater ? left : right;
                    Came earlier = leftLater ? right : left;
                    rows.add(new Row(
                            later.time,
                            leftLater ? 0 : 1,
                            later.number,
                            0,
                            earlier.time,
                            earlier.number,
                            left.text() + " " + right.text()));
                }
                if (emit == IntervalEmit.RUNNING && met.stream().noneMatch(r -> r.time < left.time)) {
                    rows.add(new Row(left.time, 0, left.number, 0, 0, 0, left.text() + " ∅"));
                }
                continue;
            }
            long leaves = left.time + Math.max(0, upper);
            List<Came> shown =
                    emit == IntervalEmit.FINAL && !met.isEmpty() ? met.subList(met.size() - 1, met.size()) : met;
            for (int i = 0; i < shown.size(); i++) {
                rows.add(new Row(
                        leaves,
                        0,
                        left.time,
                        left.number,
                        i,
                        0,
                        left.text() + " " + shown.get(i).text()));
            }
            if (shown.isEmpty()) {
                rows.add(new Row(leaves, 0, left.time, left.number, 0, 0, left.text() + " ∅"));
            }
        }
        return rows.stream()
                .sorted(Comparator.comparingLong(Row::leaves)
                        .thenComparingInt(Row::kind)
                        .thenComparingLong(Row::first)
                        .thenComparingInt(Row::firstNumber)
                        .thenComparingLong(Row::second)
                        .thenComparingInt(Row::secondNumber))
                .map(Row::text)
                .toList();
    }

    private static List<String> unpaired(List<Came> all, long lower, long upper, boolean left) {
        return all.stream()
                .filter(c -> c.left == left)
                .filter(c -> all.stream()
                        .noneMatch(o -> o.left != left && (left ? meet(c, o, lower, upper) : meet(o, c, lower, upper))))
                .sorted(Comparator.comparingLong(Came::time))
                .map(c -> c.text() + "@" + c.time)
                .toList();
    }

    private static List<String> aside(
            OperatorHarness<String, Sided, Keyed<String, Joined<String, String>>> join, boolean left, String key) {
        List<Unpaired<String, String>> found = join.side(left ? Joins.unpairedLeft() : Joins.unpairedRight());
        return found.stream()
                .filter(u -> u.key().equals(key))
                .map(u -> u.record() + "@" + u.timeMillis())
                .toList();
    }

    @Test
    void boundsAreChecked() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> join(3, 2, IntervalEmit.FINAL));
        assertTrue(e.getMessage().contains("at most the upper, 2 ms, got 3 ms"), e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Joins.interval(
                        Duration.ofSeconds(Long.MIN_VALUE / 2),
                        Duration.ZERO,
                        IntervalEmit.FINAL,
                        Codecs.TEXT,
                        Codecs.TEXT));
    }

    @Test
    void aTimeThatCannotBeReckonedWithIsRefused() {
        Duration limit = Duration.ofMillis(Windows.LIMIT_MILLIS);
        var join = OperatorHarness.<String, Sided, Keyed<String, Joined<String, String>>>of(
                Joins.interval(limit.negated(), limit, IntervalEmit.PRODUCT, Codecs.TEXT, Codecs.TEXT));
        assertThrows(IllegalArgumentException.class, () -> left(join, "L", Windows.LIMIT_MILLIS + 1));
        left(join, "L", -Windows.LIMIT_MILLIS);
        right(join, "R", 0);
        right(join, "S", Windows.LIMIT_MILLIS);
        assertEquals(List.of("L R"), rows(join.end()));
        assertDone(join);
    }

    /** Hides a logic's state from the harness's bytes: it stays one live object. */
    private record Live<K, S, R>(KeyedLogic<K, Sided, S, R> logic, List<S> state)
            implements KeyedLogic<K, Sided, Integer, R> {
        Live(KeyedLogic<K, Sided, S, R> logic) {
            this(logic, new ArrayList<>(List.of(logic.create())));
        }

        @Override
        public Integer create() {
            return 0;
        }

        @Override
        public StateCodec<Integer> codec() {
            return Codecs.INTEGER;
        }

        @Override
        public Keep onRecord(Integer none, Sided record, KeyedContext<K, R> context) {
            return after(logic.onRecord(state.get(0), record, context));
        }

        @Override
        public Keep onTimer(Integer none, long payload, KeyedContext<K, R> context) {
            return after(logic.onTimer(state.get(0), payload, context));
        }

        private Keep after(Keep keep) {
            if (keep == Keep.DISCARD) {
                state.set(0, logic.create());
            }
            return keep;
        }
    }

    private static OperatorHarness<String, Sided, Keyed<String, Joined<String, String>>> join(
            long lower, long upper, IntervalEmit emit) {
        return OperatorHarness.of(
                Joins.<String, String, String>interval(millis(lower), millis(upper), emit, Codecs.TEXT, Codecs.TEXT));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static <R> OperatorHarness<String, Sided, R> left(
            OperatorHarness<String, Sided, R> join, String record, long time) {
        return join.record(KEY, new Sided(0, record), time);
    }

    private static <R> OperatorHarness<String, Sided, R> right(
            OperatorHarness<String, Sided, R> join, String record, long time) {
        return join.record(KEY, new Sided(1, record), time);
    }

    private static List<String> rows(OperatorHarness<String, Sided, Keyed<String, Joined<String, String>>> join) {
        return rows(join, KEY);
    }

    private static List<String> rows(
            OperatorHarness<String, Sided, Keyed<String, Joined<String, String>>> join, String key) {
        return join.records().stream()
                .filter(r -> r.key().equals(key))
                .map(IntervalJoinTest::text)
                .toList();
    }

    private static String text(Keyed<String, Joined<String, String>> row) {
        return row.value().left().orElseThrow() + " " + row.value().right().orElse("∅");
    }

    private static void assertDone(OperatorHarness<String, Sided, ?> join) {
        assertEquals(0, join.keys());
        assertEquals(0, join.timers());
    }
}
