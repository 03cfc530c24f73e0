package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.simulation.Simulation;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each keyed operator gives the same under all faults, on any number of workers, as in one unbroken run on one worker. The records of a key come from one partition,
 * and so in one order. More seeds with {@code -Drivulet.simulation.seeds=10000}.
 */
@Timeout(120)
class OperatorsSimulationTest {

    private static final int SEEDS = Integer.getInteger("rivulet.simulation.seeds", 170);
    private static final Duration LAG = Duration.ofMillis(12);
    private static final StateCodec<Timed<Integer>> CODEC = TestCodecs.timed(Codecs.INTEGER);
    private static final Comparator<Timed<Integer>> BY_VALUE = Comparator.comparing(Timed::value);

    private static final Deduplication<Timed<Integer>, TreeSet<Integer>> SET = Deduplication.of(
            "set",
            TreeSet::new,
            (seen, r, time) -> !seen.add(r.value() / 40),
            StateCodec.of(
                    "numbers",
                    1,
                    (set, out) -> Codecs.INTEGER.encodeAll(set, out),
                    in -> new TreeSet<>(Codecs.INTEGER.decodeAll(in))));

    private static final Learning<Timed<Integer>, RunningMoments, Double> MEAN = Learning.of(
            "mean", RunningMoments::create, (s, r) -> s.mean(), (s, r) -> s.update(r.value()), RunningMoments.CODEC);

    /** One operator behind a stream by key, and whether its records must come in the order of their times. */
    private record Case(String name, boolean inOrder, Operator operator) {
        interface Operator {
            Stream<?> of(KeyedStream<Integer, Timed<Integer>> keyed);
        }
    }

    private static List<Case> cases() {
        return List.of(
                new Case("order", false, keyed -> keyed.order("op", CODEC)),
                new Case("once", false, keyed -> keyed.deduplicate("op", Duration.ofMillis(9))),
                new Case("seen", false, keyed -> keyed.deduplicate("op", SET)),
                new Case(
                        "rolling sums",
                        false,
                        keyed -> keyed.rolling(
                                "op", Duration.ofMillis(15), Folds.<Timed<Integer>>sum(Timed::value), CODEC)),
                new Case("rolling lists", false, keyed -> keyed.order("ordered", CODEC)
                        .byKey()
                        .rolling("op", Duration.ofMillis(15), Folds.collect(CODEC), CODEC)),
                new Case("visits", true, keyed -> keyed.withTimeToLive(Duration.ofMillis(8))
                        .<Integer, String>statefulFlatMap(
                                "op",
                                (n, r) -> Transition.to(n.orElse(0) + 1, List.of(r + " " + (n.orElse(0) + 1))),
                                (key, n) -> List.of(key + " had " + n),
                                Codecs.INTEGER)),
                new Case("expiring means", true, keyed -> keyed.withTimeToLive(Duration.ofMillis(8))
                        .aggregate(
                                "op",
                                RunningMoments.<Timed<Integer>>aggregation(Timed::value)
                                        .map(RunningMoments::mean))),
                new Case("top", false, keyed -> keyed.running().top("op", 3, BY_VALUE, CODEC)),
                new Case("leaders", false, keyed -> keyed.running()
                        .leaders("op", 2, r -> r.value() % 4, BY_VALUE, CODEC)),
                new Case("every third", false, keyed -> keyed.sampleEvery("op", 3)),
                new Case("by chance", false, keyed -> keyed.sample("op", 0.4, 11)),
                new Case("learning", false, keyed -> keyed.learn("op", MEAN)),
                new Case("sums", false, keyed -> keyed.running().sum("op", Timed::value)),
                new Case("top at the end", false, keyed -> keyed.topFinal("op", 4, BY_VALUE, CODEC)),
                new Case("combined counts", false, keyed -> keyed.stream()
                        .combineBy(r -> r.value() % 3, Folds.<Timed<Integer>>count())
                        .aggregateFinal("op")),
                new Case("combined windows", false, keyed -> keyed.stream()
                        .combineBy(r -> r.value() % 3, Folds.<Timed<Integer>>count())
                        .window(Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(8)))
                        .aggregate("op")),
                new Case("selection", false, keyed -> keyed.history(Duration.ofMillis(30), CODEC)
                        .select(
                                "op",
                                keyed.filter("ask", r -> r.value() % 5 == 0),
                                r -> new TimeRange(r.timeMillis() - r.value() % 40, r.timeMillis() + 6),
                                CODEC)));
    }

    /** Up to three partitions of records; a key is a number modulo 9, and each partition has keys of its own. Times of a key differ. */
    private static TestSource<Timed<Integer>> source(long seed, boolean inOrder) {
        SplitMix64 random = new SplitMix64(seed);
        int partitions = 1 + random.nextInt(3);
        TestSource<Timed<Integer>> source = null;
        for (int p = 0; p < partitions; p++) {
            List<Timed<Integer>> records = new ArrayList<>();
            long now = -50;
            for (int i = 20 + random.nextInt(60); i > 0; i--) {
                now += 1 + (random.nextInt(12) == 0 ? 20 : random.nextInt(4));
                int key = p * 3 + random.nextInt(3);
                records.add(Timed.at(now, key + 9 * random.nextInt(20)));
            }
            if (!inOrder) {
                for (int i = 0; i + 1 < records.size(); i += 2) {
                    if (records.get(i + 1).timeMillis() - records.get(i).timeMillis() < LAG.toMillis()
                            && random.nextInt(2) == 0) {
                        Collections.swap(records, i, i + 1);
                    }
                }
            }
            TestSource<Timed<Integer>> partition = TestSource.of(records);
            source = source == null ? partition : source.and(partition);
        }
        return source.inBatchesOf(1 + random.nextInt(5));
    }

    private static Dataflow flow(Case tried, long seed, Sink<String> sink) {
        Dataflow flow = Dataflow.named("flow");
        KeyedStream<Integer, Timed<Integer>> keyed = flow.input("in", source(seed, tried.inOrder))
                .eventTimeMillis(Timed::timeMillis, Lateness.of(LAG))
                .keyBy(r -> r.value() % 9);
        tried.operator.of(keyed).map("text", String::valueOf).output("out", sink);
        return flow;
    }

    @Test
    void oracle_everyOperatorGivesTheSameWhateverHappens() {
        List<Case> cases = cases();
        long kills = 0;
        long results = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Case tried = cases.get(seed % cases.size());
            String what = tried.name + ", seed " + seed;
            TestSink<String> unbroken = new TestSink<>();
            try (SteppedJob job = LocalEngine.stepped(
                    flow(tried, seed, unbroken).graph(), new RunOptions(1, 4, 2, () -> Instant.EPOCH))) {
                job.runToEnd(seed);
                assertEquals(0, tried.inOrder ? job.keys() : 0, what);
            }
            CommittedSink<String> committed = new CommittedSink<>();
            long at = seed;
            try {
                kills += Simulation.of(() -> flow(tried, at, committed))
                        .run(seed)
                        .kills();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(what + ": " + e.getMessage(), e);
            }
            assertEquals(
                    unbroken.records().stream().sorted().toList(),
                    committed.committed().stream().sorted().toList(),
                    what);
            results += unbroken.records().size();
        }
        System.out.printf("%d seeds, %d kills, %d results%n", SEEDS, kills, results);
        assertTrue(kills > SEEDS / 20 && results > 5L * SEEDS, kills + " kills, " + results + " results");
    }
}
