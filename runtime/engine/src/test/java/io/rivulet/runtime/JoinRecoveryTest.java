package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.simulation.Simulation;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Joins whose job goes on from a store: after a stop, with keys of their own, and only as what they were. Whole simulations are in {@link JoinModelTest}. */
@Timeout(60)
class JoinRecoveryTest {

    /** A key that needs a codec. */
    private record Account(String bank, int number) {
        static final StateCodec<Account> CODEC = StateCodec.of(
                "test-account",
                1,
                (account, out) -> out.writeString(account.bank).writeInt(account.number),
                in -> new Account(in.readString("bank"), in.readInt()));
    }

    private static final StateCodec<Timed<Integer>> CODEC = TestCodecs.timed(Codecs.INTEGER);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final MemoryBlobs blobs = new MemoryBlobs();
    private final CommittedSink<String> sink = new CommittedSink<>();

    private Stream<Timed<Integer>> input(Dataflow flow, String name, TestSource<Timed<Integer>> source) {
        return flow.input(name, source).eventTimeMillis(Timed::timeMillis, Lateness.unbounded());
    }

    private static Account account(Timed<Integer> record) {
        return new Account("b", record.value() % 3);
    }

    private static TestSource<Timed<Integer>> numbers(int from, int to) {
        return TestSource.of(
                IntStream.range(from, to).mapToObj(i -> Timed.at(i, i)).toList());
    }

    private void run(Consumer<Dataflow> build, int workers) {
        Dataflow flow = Dataflow.named("flow");
        build.accept(flow);
        RunOptions options = new RunOptions(workers, 3, 2, () -> Instant.EPOCH)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ZERO));
        try (SteppedJob job = LocalEngine.simulated(flow.graph(), options)) {
            job.runToEnd(workers);
        }
    }

    @Test
    void s47_aTableOutlivesItsJobWithKeysThatNeedACodec() {
        TestSource<Timed<Integer>> table = numbers(0, 3);
        TestSource<Timed<Integer>> records =
                TestSource.<Timed<Integer>>of(List.of()).end().then(Timed.at(9, 10), Timed.at(9, 11));
        Consumer<Dataflow> flow = f -> input(f, "in", records)
                .keyBy("by", JoinRecoveryTest::account, Account.CODEC)
                .join(
                        "found",
                        input(f, "table", table)
                                .keyBy(JoinRecoveryTest::account)
                                .table(CODEC))
                .left((r, v) -> r.value() + " " + v.map(Timed::value).orElse(-1))
                .output("out", sink);
        run(flow, 3);
        assertEquals(List.of(), sink.committed());
        run(flow, 2);
        assertEquals(List.of("10 1", "11 2"), sorted());
    }

    @Test
    void aSideThatCameBeforeAStopMeetsTheOtherAfterIt() {
        TestSource<Timed<Integer>> left = numbers(0, 3);
        TestSource<Timed<Integer>> right =
                TestSource.<Timed<Integer>>of(List.of()).end().then(Timed.at(5, 4), Timed.at(5, 5));
        Consumer<Dataflow> flow = f -> input(f, "left", left)
                .keyBy("l", JoinRecoveryTest::account, Account.CODEC)
                .join(
                        "pairs",
                        input(f, "right", right).keyBy("r", JoinRecoveryTest::account, Account.CODEC),
                        CODEC,
                        CODEC)
                .rows(JoinInsert.LAST, JoinEmit.COMPLETE)
                .map(r -> r.value().left().orElseThrow().value() + " "
                        + r.value().right().orElseThrow().value())
                .output("out", sink);
        run(flow, 1);
        run(flow, 4);
        assertEquals(List.of("1 4", "2 5"), sorted());
    }

    @Test
    void s95_aStoredJoinIsNotTakenForAnotherOne() {
        List<Consumer<PairJoin<Integer, Timed<Integer>, Timed<Integer>>>> kinds = List.of(
                join -> join.rows(JoinInsert.LAST, JoinEmit.COMPLETE).raise("out"),
                join -> join.rows(JoinInsert.FIRST, JoinEmit.COMPLETE).raise("out"),
                join -> join.rows(JoinInsert.LAST, JoinEmit.RUNNING).raise("out"),
                join -> join.within(MILLI, IntervalEmit.COMPLETE).raise("out"),
                join -> join.within(MILLI, IntervalEmit.FINAL).raise("out"),
                join -> join.between(MILLI, MILLI, IntervalEmit.COMPLETE).raise("out"),
                join -> join.window(Windows.tumbling(MILLI), JoinInsert.LAST, JoinEmit.FINAL)
                        .raise("out"),
                join -> join.window(Windows.tumbling(MILLI), JoinInsert.LAST, JoinEmit.COMPLETE)
                        .raise("out"));
        for (int was = 0; was < kinds.size(); was++) {
            for (int is = 0; is < kinds.size(); is++) {
                MemoryBlobs own = new MemoryBlobs();
                RunOptions options = RunOptions.defaults().withRecovery(Recovery.in(() -> own));
                try (SteppedJob job =
                        LocalEngine.simulated(pairs(kinds.get(was)).graph(), options)) {
                    job.runToEnd(1);
                }
                Dataflow again = pairs(kinds.get(is));
                if (was == is) {
                    LocalEngine.simulated(again.graph(), options).close();
                } else {
                    IllegalArgumentException refused = assertThrows(
                            IllegalArgumentException.class, () -> LocalEngine.simulated(again.graph(), options));
                    assertTrue(refused.getMessage().contains("\"pairs."), refused.getMessage());
                }
            }
        }
    }

    private Dataflow pairs(Consumer<PairJoin<Integer, Timed<Integer>, Timed<Integer>>> kind) {
        Dataflow flow = Dataflow.named("flow");
        var left = input(flow, "left", numbers(0, 0)).keyBy("l", Timed::value);
        var right = input(flow, "right", numbers(0, 0)).keyBy("r", Timed::value);
        kind.accept(left.join("pairs", right, CODEC, CODEC));
        return flow;
    }

    @Test
    void s95_aTableOfAllValuesIsNotTakenForOneOfTheLast() {
        for (int kind = 0; kind < 3; kind++) {
            MemoryBlobs own = new MemoryBlobs();
            RunOptions options = RunOptions.defaults().withRecovery(Recovery.in(() -> own));
            try (SteppedJob job = LocalEngine.simulated(withTable(kind).graph(), options)) {
                job.runToEnd(1);
            }
            int other = kind == 0 ? 1 : 0;
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> LocalEngine.simulated(withTable(other).graph(), options));
            assertTrue(refused.getMessage().contains("\"found.join\""), refused.getMessage());
        }
    }

    private Dataflow withTable(int kind) {
        Dataflow flow = Dataflow.named("flow");
        var records = input(flow, "in", numbers(0, 0)).keyBy("l", Timed::value);
        KeyedTable<Integer, Timed<Integer>> table =
                input(flow, "table", numbers(0, 0)).keyBy("r", Timed::value).table(CODEC);
        if (kind == 2) {
            records.join("found", table).asOf(CODEC).inner((r, v) -> r).raise("out");
        } else {
            records.join("found", kind == 0 ? table : table.keepingAll())
                    .inner((r, v) -> r)
                    .raise("out");
        }
        return flow;
    }

    @Test
    void everyRecordMeetsTheTableOnceWhateverHappens() {
        for (int seed = 0; seed < 25; seed++) {
            CommittedSink<String> committed = new CommittedSink<>();
            int shift = seed;
            Simulation.of(() -> {
                        Dataflow flow = Dataflow.named("flow");
                        var table = input(flow, "table", numbers(0, 60).and(numbers(60, 90)))
                                .keyBy("by", r -> r.value() % 7)
                                .table(v -> Optional.of(v).filter(u -> (u.value() + shift) % 5 != 0), CODEC);
                        input(flow, "in", numbers(0, 70).and(numbers(70, 120)))
                                .keyBy("on", r -> r.value() % 7)
                                .join("found", table)
                                .left((r, v) ->
                                        r.value() + " " + v.map(Timed::value).orElse(-1))
                                .output("out", committed);
                        return flow;
                    })
                    .run(seed);
            TreeSet<Integer> met = new TreeSet<>();
            for (String row : committed.committed()) {
                int record = Integer.parseInt(row.split(" ", -1)[0]);
                int value = Integer.parseInt(row.split(" ", -1)[1]);
                assertTrue(met.add(record), "seed " + seed + ": twice " + record);
                assertTrue(
                        value == -1 || value % 7 == record % 7 && (value + shift) % 5 != 0,
                        "seed " + seed + ": " + row);
            }
            assertEquals(120, met.size(), "seed " + seed);
        }
    }

    @Test
    void aTableOnEveryWorkerComesBackOnEveryWorker() {
        TestSource<Timed<Integer>> records = numbers(0, 0)
                .end()
                .then(IntStream.range(0, 40).mapToObj(i -> Timed.at(i, i)).toList());
        Consumer<Dataflow> flow = f -> input(f, "in", records)
                .rebalance("spread")
                .join(
                        "found",
                        input(f, "table", numbers(0, 4))
                                .keyBy("by", Timed::value)
                                .table(CODEC),
                        r -> r.value() % 5)
                .left((r, v) -> r.value() + " " + v.map(Timed::value).orElse(-1))
                .output("out", sink);
        run(flow, 2);
        assertEquals(List.of(), sorted());
        run(flow, 3);
        assertEquals(
                IntStream.range(0, 40)
                        .mapToObj(n -> n + " " + (n % 5 == 4 ? -1 : n % 5))
                        .sorted()
                        .toList(),
                sorted());
    }

    private List<String> sorted() {
        List<String> rows = new ArrayList<>(sink.committed());
        rows.sort(null);
        return rows;
    }
}
