package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.JoinEmit;
import io.rivulet.runtime.JoinInsert;
import io.rivulet.runtime.Joined;
import io.rivulet.runtime.JoinedRow;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Joins without windows and within them, in the harness, which restores the state from bytes around every call. The number in a name is that of the scenario; L
 * is side 0, R the last one.
 */
@Timeout(60)
class JoinTest {

    @Test
    void s35_aCompleteRowLeavesNothingBehind() {
        for (JoinInsert insert : JoinInsert.values()) {
            var join = join(2, insert, JoinEmit.COMPLETE).record("k", new Sided(0, 1));
            assertEquals(List.of(), rows(join));
            assertEquals(1, join.keys());
            join.record("k", new Sided(1, 2));
            assertEquals(List.of("(1,2)"), rows(join));
            assertEquals(0, join.keys());
            assertEquals(0, join.timers());
        }
    }

    @Test
    void s36_firstLastAndRunning() {
        assertEquals(List.of("(1,2)"), rows(oneAndTwo(JoinInsert.FIRST, JoinEmit.FINAL)));
        assertEquals(List.of("(1,3)"), rows(oneAndTwo(JoinInsert.LAST, JoinEmit.FINAL)));
        assertEquals(List.of("(1,∅)", "(1,2)", "(1,3)"), rows(oneAndTwo(JoinInsert.LAST, JoinEmit.RUNNING)));
        assertEquals(List.of("(1,∅)", "(1,2)"), rows(oneAndTwo(JoinInsert.FIRST, JoinEmit.RUNNING)));
        assertEquals(List.of("(1,∅)", "(1,2)", "(1,3)"), rows(oneAndTwo(JoinInsert.PRODUCT, JoinEmit.RUNNING)));
    }

    private static OperatorHarness<String, Sided, Keyed<String, JoinedRow>> oneAndTwo(
            JoinInsert insert, JoinEmit emit) {
        return join(2, insert, emit)
                .record("k", new Sided(0, 1))
                .record("k", new Sided(1, 2))
                .record("k", new Sided(1, 3))
                .end();
    }

    @Test
    void s37_theProductHasEachPairOnce() {
        List<String> all = List.of("(1,3)", "(1,4)", "(2,3)", "(2,4)");
        var join = join(2, JoinInsert.PRODUCT, JoinEmit.FINAL);
        for (Sided record : List.of(new Sided(0, 1), new Sided(1, 3), new Sided(0, 2), new Sided(1, 4))) {
            join.record("k", record);
        }
        assertEquals(List.of(), rows(join));
        assertEquals(all, rows(join.end()));
        assertEquals(0, join.keys());
    }

    @Test
    void runningProductGivesOnlyTheRowsOfTheNewRecord() {
        var join = join(2, JoinInsert.PRODUCT, JoinEmit.RUNNING);
        for (Sided record : List.of(new Sided(0, 1), new Sided(1, 3), new Sided(0, 2), new Sided(1, 4))) {
            join.record("k", record);
        }
        assertEquals(List.of("(1,∅)", "(1,3)", "(2,3)", "(1,4)", "(2,4)"), rows(join));
    }

    @Test
    void s38_aSideWithoutValuesIsEmptyInEveryRow() {
        var join = join(3, JoinInsert.PRODUCT, JoinEmit.FINAL);
        for (Sided record : List.of(new Sided(0, 1), new Sided(0, 2), new Sided(2, 3), new Sided(2, 4))) {
            join.record("k", record);
        }
        join.end();
        assertEquals(List.of("(1,∅,3)", "(1,∅,4)", "(2,∅,3)", "(2,∅,4)"), rows(join));
        JoinedRow row = join.records().get(0).value();
        assertEquals(Optional.of(1), row.side(0, Integer.class));
        assertEquals(Optional.empty(), row.side(1, Integer.class));
        assertEquals(false, row.isComplete());
    }

    @Test
    void afterACompleteRowTheKeyStartsAnew() {
        var join = join(2, JoinInsert.LAST, JoinEmit.COMPLETE);
        for (Sided record : List.of(
                new Sided(0, 1), new Sided(0, 2), new Sided(1, 3), new Sided(1, 4), new Sided(1, 5), new Sided(0, 6))) {
            join.record("k", record);
        }
        assertEquals(List.of("(2,3)", "(6,5)"), rows(join));
        assertEquals(0, join.keys());

        var first = join(2, JoinInsert.FIRST, JoinEmit.COMPLETE);
        first.record("k", new Sided(0, 1)).record("k", new Sided(0, 2)).record("k", new Sided(1, 3));
        assertEquals(List.of("(1,3)"), rows(first));

        var product = join(2, JoinInsert.PRODUCT, JoinEmit.COMPLETE);
        product.record("k", new Sided(0, 1)).record("k", new Sided(0, 2)).record("k", new Sided(1, 3));
        assertEquals(List.of("(1,3)", "(2,3)"), rows(product));
    }

    @Test
    void keysDoNotMeetAndRowsHaveTheTimeOfTheirRecord() {
        var join = join(2, JoinInsert.LAST, JoinEmit.RUNNING)
                .record("a", new Sided(0, 1), 10)
                .record("b", new Sided(1, 2), 5)
                .record("a", new Sided(1, 3), 7);
        assertEquals(
                List.of("a(1,∅)@10", "b(∅,2)@5", "a(1,3)@7"),
                join.timed().stream()
                        .map(t -> t.value().key() + text(t.value().value()) + "@" + t.timeMillis())
                        .toList());
        var atEnd = join(2, JoinInsert.LAST, JoinEmit.FINAL)
                .record("a", new Sided(0, 1), 10)
                .end();
        assertEquals(
                List.of(Port.NO_TIME),
                atEnd.timed().stream().map(Timed::timeMillis).toList());
    }

    @Test
    void whatMayStillMeetSomethingOutlivesTheEnd() {
        for (JoinEmit emit : List.of(JoinEmit.COMPLETE, JoinEmit.RUNNING)) {
            var join =
                    join(2, JoinInsert.LAST, emit).record("k", new Sided(0, 1)).end();
            assertEquals(1, join.keys(), emit.toString());
        }
    }

    @Test
    void firstAndLastHoldOneValueASide() {
        for (JoinInsert insert : List.of(JoinInsert.FIRST, JoinInsert.LAST)) {
            var join = join(2, insert, JoinEmit.FINAL).record("k", new Sided(0, 1));
            long bytes = join.stateBytes();
            for (int i = 0; i < 200; i++) {
                join.record("k", new Sided(0, i));
            }
            assertEquals(bytes, join.stateBytes(), insert.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(JoinEmit.class)
    void s39_withinAWindowTimeOrdersNotArrival(JoinEmit emit) {
        var join = window(Windows.session(seconds(10)), JoinInsert.FIRST, emit)
                .record("k", new Sided(0, 1), 0)
                .record("k", new Sided(1, 3), 2_000)
                .record("k", new Sided(1, 2), 1_000);
        assertEquals(List.of(), join.records());
        join.end();
        assertEquals(emit == JoinEmit.RUNNING ? List.of("(1,∅)", "(1,2)") : List.of("(1,2)"), windowRows(join));
        assertEquals(0, join.keys());
        assertEquals(0, join.timers());
    }

    @Test
    void s40_lastRunningAndProductWithinAWindow() {
        List<Timed<Sided>> threeRecords = List.of(
                Timed.at(0, new Sided(0, 1)), Timed.at(1_000, new Sided(1, 2)), Timed.at(2_000, new Sided(1, 3)));
        assertEquals(List.of("(1,3)"), inAnyOrder(threeRecords, JoinInsert.LAST, JoinEmit.FINAL));
        assertEquals(List.of("(1,∅)", "(1,2)", "(1,3)"), inAnyOrder(threeRecords, JoinInsert.LAST, JoinEmit.RUNNING));
        assertEquals(
                List.of("(1,3)", "(1,4)", "(2,3)", "(2,4)"),
                inAnyOrder(
                        List.of(
                                Timed.at(0, new Sided(0, 1)),
                                Timed.at(1_000, new Sided(0, 2)),
                                Timed.at(1_000, new Sided(1, 3)),
                                Timed.at(2_000, new Sided(1, 4))),
                        JoinInsert.PRODUCT,
                        JoinEmit.FINAL));
    }

    /** What the records give, having come in their order and in the opposite one. */
    private static List<String> inAnyOrder(List<Timed<Sided>> records, JoinInsert insert, JoinEmit emit) {
        List<Timed<Sided>> reversed = new ArrayList<>(records);
        Collections.reverse(reversed);
        var forward = window(Windows.session(seconds(10)), insert, emit);
        var backward = window(Windows.session(seconds(10)), insert, emit);
        records.forEach(r -> forward.record("k", r.value(), r.timeMillis()));
        reversed.forEach(r -> backward.record("k", r.value(), r.timeMillis()));
        List<String> rows = windowRows(forward.end());
        assertEquals(rows, windowRows(backward.end()));
        return rows;
    }

    @Test
    void windowsThatAreApartDoNotMeetAndSlidingOnesMeetTwice() {
        var tumbling = window(Windows.tumbling(seconds(10)), JoinInsert.LAST, JoinEmit.FINAL)
                .record("k", new Sided(0, 1), 9_000)
                .record("k", new Sided(1, 2), 10_000)
                .watermark(10_000);
        assertEquals(List.of("(1,∅)"), windowRows(tumbling));
        assertEquals(List.of("(1,∅)", "(∅,2)"), windowRows(tumbling.end()));
        assertEquals(
                List.of(9_999L, 19_999L),
                tumbling.timed().stream().map(Timed::timeMillis).toList());

        var sliding = window(Windows.sliding(seconds(10), seconds(5)), JoinInsert.PRODUCT, JoinEmit.FINAL)
                .record("k", new Sided(1, 2), 12_000)
                .record("k", new Sided(0, 1), 9_000)
                .end();
        assertEquals(List.of("0 (1,∅)", "1 (1,2)", "2 (∅,2)"), numbered(sliding));
        assertEquals(0, sliding.keys());
    }

    @Test
    void lateRecordsOfAWindowComeOutBesideIt() {
        var join = window(Windows.tumbling(seconds(10)), JoinInsert.LAST, JoinEmit.FINAL)
                .record("k", new Sided(0, 1), 1_000)
                .watermark(10_000)
                .record("k", new Sided(1, 2), 9_999)
                .end();
        assertEquals(List.of("(1,∅)"), windowRows(join));
        assertEquals(
                List.of(new LateRecord<>("k", new Sided(1, 2), 9_999, 0)),
                join.<LateRecord<String, Sided>>side(Windowed.late()));
    }

    @Test
    void aWindowHoldsOneValueASideWhereOnlyOneCounts() {
        for (JoinInsert insert : JoinInsert.values()) {
            for (JoinEmit emit : JoinEmit.values()) {
                var join = window(Windows.tumbling(seconds(10)), insert, emit).record("k", new Sided(0, 1), 1_000);
                long bytes = join.stateBytes();
                for (int i = 0; i < 50; i++) {
                    join.record("k", new Sided(0, i), i);
                }
                boolean one = insert == JoinInsert.FIRST && emit != JoinEmit.COMPLETE
                        || insert == JoinInsert.LAST && emit == JoinEmit.FINAL;
                assertEquals(one, bytes == join.stateBytes(), insert + " " + emit);
            }
        }
    }

    @Test
    void sessionsThatGrowTogetherHoldOneValueASideWhereOnlyOneCounts() {
        for (JoinInsert insert : List.of(JoinInsert.FIRST, JoinInsert.LAST)) {
            var join =
                    window(Windows.session(seconds(10)), insert, JoinEmit.FINAL).record("k", new Sided(0, 1), 0);
            long bytes = join.stateBytes();
            join.record("k", new Sided(0, 3), 20_000).record("k", new Sided(0, 2), 10_000);
            assertEquals(bytes, join.stateBytes(), insert.toString());
            assertEquals(List.of(insert == JoinInsert.FIRST ? "(1,∅)" : "(3,∅)"), windowRows(join.end()));
        }
    }

    @Test
    void aJoinNeedsTwoSides() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Joins.rows(List.of(Codecs.INTEGER), JoinInsert.LAST, JoinEmit.FINAL, row -> row));
        assertTrue(e.getMessage().contains("at least 2, got 1"), e.getMessage());
    }

    @Test
    void rowsAreRecordsOfTheirSides() {
        JoinedRow row = new JoinedRow(List.of(Optional.of("a"), Optional.empty()));
        assertThrows(ClassCastException.class, () -> row.side(0, Integer.class));
        assertThrows(IndexOutOfBoundsException.class, () -> row.side(2, Integer.class));
        assertEquals(true, new Joined<>(Optional.of(1), Optional.of(2)).isComplete());
        assertEquals(false, new Joined<>(Optional.of(1), Optional.empty()).isComplete());
        assertThrows(NullPointerException.class, () -> new Joined<>(Optional.of(1), null));
    }

    @Test
    void brokenBytesAreRefused() {
        StateCodec<JoinSides> codec = JoinSides.codec(List.of(any(Codecs.INTEGER), any(Codecs.TEXT)));
        JoinSides state = JoinSides.empty(2);
        state.insert(0, 1, JoinInsert.PRODUCT);
        state.insert(1, "x", JoinInsert.PRODUCT);
        byte[] bytes = codec.toBytes(state);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CorruptStateException.class, () -> codec.fromBytes(cut));
        }
        assertThrows(CorruptStateException.class, () -> JoinSides.codec(List.of(any(Codecs.TEXT), any(Codecs.INTEGER)))
                .fromBytes(bytes));
    }

    @SuppressWarnings("unchecked") // as the plan does
    private static StateCodec<Object> any(StateCodec<?> codec) {
        return (StateCodec<Object>) codec;
    }

    private static OperatorHarness<String, Sided, Keyed<String, JoinedRow>> join(
            int sides, JoinInsert insert, JoinEmit emit) {
        return OperatorHarness.of(
                Joins.<String, JoinedRow>rows(Collections.nCopies(sides, Codecs.INTEGER), insert, emit, row -> row));
    }

    private static OperatorHarness<String, Sided, WindowResult<String, List<JoinedRow>>> window(
            Windows windows, JoinInsert insert, JoinEmit emit) {
        return OperatorHarness.of(Windowed.<String, Sided, Object, List<JoinedRow>>of(
                windows,
                anyState(Joins.window(List.of(Codecs.INTEGER, Codecs.INTEGER), insert, emit, row -> row)),
                false));
    }

    @SuppressWarnings("unchecked") // what the state is concerns only the aggregation
    private static <R> Aggregation<Sided, Object, R> anyState(Aggregation<Sided, ?, R> aggregation) {
        return (Aggregation<Sided, Object, R>) aggregation;
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static List<String> rows(OperatorHarness<String, Sided, Keyed<String, JoinedRow>> join) {
        return join.records().stream().map(r -> text(r.value())).toList();
    }

    private static List<String> windowRows(OperatorHarness<String, Sided, WindowResult<String, List<JoinedRow>>> join) {
        return join.records().stream()
                .flatMap(r -> r.value().stream())
                .map(JoinTest::text)
                .toList();
    }

    private static List<String> numbered(OperatorHarness<String, Sided, WindowResult<String, List<JoinedRow>>> join) {
        return join.records().stream()
                .flatMap(r -> r.value().stream().map(row -> r.id() + " " + text(row)))
                .toList();
    }

    private static String text(JoinedRow row) {
        return row.sides().stream()
                .map(side -> side.map(String::valueOf).orElse("∅"))
                .collect(Collectors.joining(",", "(", ")"));
    }
}
