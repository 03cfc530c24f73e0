package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Joins with tables, in the harness, which restores the state from bytes around every call. The number in a name is that of the scenario. Updates are texts, of
 * which "-" deletes.
 */
@Timeout(60)
class TableJoinTest {

    @Test
    void s47_onlyRecordsEmitAndADeletedValueIsGone() {
        for (boolean inner : new boolean[] {true, false}) {
            var join = OperatorHarness.<String, Sided, String>of(Joins.table(plan(inner, false)));
            record(join, "a", "1", 10);
            update(join, "a", "x", 20);
            record(join, "a", "2", 15);
            update(join, "a", "y", 5);
            record(join, "a", "3", 30);
            record(join, "b", "4", 40);
            update(join, "a", "-", 50);
            record(join, "a", "5", 60);
            join.end();
            assertEquals(
                    inner ? List.of("2x@15", "3y@30") : List.of("1∅@10", "2x@15", "3y@30", "4∅@40", "5∅@60"),
                    timed(join));
            assertEquals(0, join.keys());
        }
    }

    @Test
    void s47_theTableOutlivesTheEndOfARun() {
        var join = OperatorHarness.<String, Sided, String>of(Joins.table(plan(false, false)));
        update(join, "a", "x", 0);
        assertEquals(1, join.end().keys());
    }

    @Test
    void s15_twoRowsPerKeyAreBothEmittedAndNoneGivesAnEmptyOne() {
        var join = OperatorHarness.<String, Sided, String>of(Joins.table(plan(false, true)));
        update(join, "1", "a", 0);
        update(join, "2", "b", 0);
        for (String key : List.of("0", "1", "2")) {
            record(join, key, key, 0);
        }
        assertEquals(List.of("0∅", "1a", "2b"), join.records());
        update(join, "1", "c", 0);
        record(join, "1", "1", 0);
        assertEquals(List.of("1a", "1c"), join.records().subList(3, 5));
        update(join, "1", "-", 0);
        record(join, "1", "1", 0);
        assertEquals("1∅", join.records().get(5));
    }

    @Test
    void s15_recordsWaitForTheTableAndLeaveByTime() {
        var join = OperatorHarness.<String, Sided, String>of(Joins.tableFirst(plan(false, true), Codecs.TEXT));
        record(join, "1", "later", 9);
        record(join, "1", "sooner", 3);
        record(join, "0", "none", 5);
        update(join, "1", "a", 100);
        update(join, "1", "b", 100);
        assertEquals(List.of(), join.records());
        assertEquals(2, join.timers());
        join.watermark(TableGateTransform.TABLE_READ_MILLIS);
        assertEquals(
                List.of("latera@9", "laterb@9", "none∅@5", "soonera@3", "soonerb@3"),
                timed(join).stream().sorted().toList());
        assertEquals(List.of("soonera@3", "soonerb@3", "latera@9", "laterb@9"), of("1", join));
        assertEquals(1, join.keys());
        assertEquals(0, join.timers());
        record(join, "1", "now", 4);
        assertEquals(List.of("nowa@4", "nowb@4"), of("1", join).subList(4, 6));
    }

    private static List<String> of(String key, OperatorHarness<String, Sided, String> join) {
        return timed(join).stream()
                .filter(r -> key.equals("0") == r.contains("none"))
                .toList();
    }

    @Test
    void asOfLooksUpTheVersionOfTheRecordsTime() {
        var join = asOf(false);
        record(join, "k", "1", 5);
        update(join, "k", "b", 20);
        update(join, "k", "a", 10);
        record(join, "k", "2", 10);
        record(join, "k", "3", 19);
        record(join, "k", "4", 20);
        update(join, "k", "-", 30);
        record(join, "k", "5", 35);
        update(join, "k", "c", 40);
        assertEquals(List.of(), join.records());
        join.watermark(20);
        assertEquals(List.of("1∅@5", "2a@10", "3a@19"), timed(join));
        join.end();
        assertEquals(List.of("4b@20", "5∅@35"), timed(join).subList(3, 5));
    }

    @Test
    void asOfKeepsWhatHoldsAtTheWatermarkAndWhatIsNewer() {
        var join = asOf(false);
        update(join, "k", "a", 10);
        long one = join.stateBytes();
        for (int time = 11; time <= 50; time++) {
            update(join, "k", "x", time);
        }
        assertTrue(join.stateBytes() > 20 * one / 2, one + " and then " + join.stateBytes());
        join.watermark(60);
        assertEquals(one, join.stateBytes());
        assertEquals(0, join.timers());
        update(join, "k", "-", 70);
        assertEquals(1, join.keys());
        join.watermark(70);
        assertEquals(0, join.keys());
        assertEquals(0, join.timers());
    }

    @Test
    void asOfALateRecordGoesAsideAndALateUpdateCountsFromThenOn() {
        var join = asOf(false).watermark(100);
        update(join, "k", "a", 50);
        record(join, "k", "1", 99);
        record(join, "k", "2", 100);
        join.watermark(200);
        update(join, "k", "older", 40);
        record(join, "k", "3", 200);
        update(join, "k", "newer", 60);
        record(join, "k", "4", 210);
        join.end();
        assertEquals(List.of("2a@100", "3newer@200", "4newer@210"), timed(join));
        assertEquals(
                List.of(new LateRecord<>("k", "1", 99, LateRecord.NO_WINDOW)),
                join.<LateRecord<String, String>>side(Sides.late()));
    }

    @Test
    void asOfALateDeletionOfNothingLeavesNothing() {
        var join = asOf(false).watermark(100);
        update(join, "k", "-", 50);
        record(join, "l", "1", 50);
        assertEquals(0, join.keys());
        assertEquals(0, join.timers());
    }

    @Test
    void oracle_asOfEqualsALookUpInTheWholeHistory() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            boolean inner = random.nextBoolean();
            int lag = 1 + random.nextInt(40);
            var join = asOf(inner);
            List<Timed<Sided>> all = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                boolean update = random.nextInt(3) == 0;
                String value = update && random.nextInt(4) == 0 ? "-" : (update ? "v" : "r") + i;
                Timed<Sided> came = Timed.at(i + random.nextInt(lag), new Sided(update ? 1 : 0, value));
                all.add(came);
                join.record("k", came.value(), came.timeMillis());
                if (random.nextInt(3) == 0) {
                    join.watermark(i);
                }
            }
            join.end();
            assertEquals(asOfModel(all, inner), timed(join), "seed " + seed);
            assertEquals(0, join.timers());
            assertTrue(join.keys() <= 1);
        }
    }

    private static List<String> asOfModel(List<Timed<Sided>> all, boolean inner) {
        List<Timed<Sided>> sorted = new ArrayList<>(all);
        sorted.sort((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()));
        List<String> rows = new ArrayList<>();
        for (Timed<Sided> record : sorted) {
            if (record.value().side() == Joins.RECORDS) {
                Optional<String> found = sorted.stream()
                        .filter(u -> u.value().side() == Joins.TABLE && u.timeMillis() <= record.timeMillis())
                        .reduce((a, b) -> b)
                        .map(u -> (String) u.value().value())
                        .filter(v -> !v.equals("-"));
                if (found.isPresent() || !inner) {
                    rows.add(record.value().value() + found.orElse("∅") + "@" + record.timeMillis());
                }
            }
        }
        return rows;
    }

    @Test
    void whatCannotBeIsRefused() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Joins.asOf(plan(true, true), Codecs.TEXT));
        assertTrue(e.getMessage().contains("must keep the last value"), e.getMessage());
        assertThrows(NullPointerException.class, () -> Joins.tableFirst(plan(true, true), null));
        var nulls = OperatorHarness.<String, Sided, String>of(Joins.table(new TablePlan<String, String, String, String>(
                update -> null, Codecs.TEXT, false, true, (record, value) -> record)));
        NullPointerException none = assertThrows(NullPointerException.class, () -> update(nulls, "k", "x", 0));
        assertTrue(none.getMessage().contains("Optional.empty() deletes"), none.getMessage());
        assertThrows(NullPointerException.class, () -> new Sided(0, null));
    }

    private static OperatorHarness<String, Sided, String> asOf(boolean inner) {
        return OperatorHarness.of(Joins.<String, String, String, String, String>asOf(plan(inner, false), Codecs.TEXT));
    }

    private static TablePlan<String, String, String, String> plan(boolean inner, boolean all) {
        Function<String, Optional<String>> value = update -> Optional.of(update).filter(v -> !v.equals("-"));
        return new TablePlan<>(value, Codecs.TEXT, all, inner, (record, found) -> record + found.orElse("∅"));
    }

    private static void record(OperatorHarness<String, Sided, String> join, String key, String record, long time) {
        join.record(key, new Sided(Joins.RECORDS, record), time);
    }

    private static void update(OperatorHarness<String, Sided, String> join, String key, String update, long time) {
        join.record(key, new Sided(Joins.TABLE, update), time);
    }

    private static List<String> timed(OperatorHarness<String, Sided, String> join) {
        return join.timed().stream().map(t -> t.value() + "@" + t.timeMillis()).toList();
    }
}
