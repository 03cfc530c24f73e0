package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.IntervalEmit;
import io.rivulet.runtime.JoinEmit;
import io.rivulet.runtime.JoinInsert;
import io.rivulet.runtime.JoinedRow;
import io.rivulet.runtime.TimeRange;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.OperatorHarness.Output;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Scenario 119: every operator gives the same whether its state becomes bytes and comes back around every call, in a new logic object each time, or stays the
 * object it is. What it emits never waits in an outbox, so there is none to be restored.
 */
@Timeout(60)
class RestoredOperatorsTest {

    private static final int CALLS = 250;
    private static final Duration LONG = Duration.ofMillis(50);
    private static final Comparator<Integer> NATURAL = Comparator.naturalOrder();
    private static final Windows.Fixed SLIDING = Windows.sliding(Duration.ofMillis(30), Duration.ofMillis(10));
    private static final Emission LATE = Emission.onceClosed().withAllowedLateness(Duration.ofMillis(20));

    /** An operator over numbers, and what a number becomes before it goes in. */
    private record Case(String name, Template<? extends KeyedLogic<String, ?, ?, ?>> template, IntFunction<?> record) {
        Case(String name, Template<? extends KeyedLogic<String, ?, ?, ?>> template) {
            this(name, template, n -> n);
        }
    }

    private static Aggregation<Integer, RunningMoments, Double> mean() {
        return RunningMoments.<Integer>aggregation(Integer::doubleValue).map(RunningMoments::mean);
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>(stateful());
        cases.addAll(byTime());
        cases.addAll(windows());
        cases.addAll(joins());
        return cases;
    }

    private static List<Case> stateful() {
        Scoring<Integer, RunningMoments> scoring = Scoring.of(
                "mean",
                RunningMoments::create,
                (s, x) -> Math.abs(x - s.mean()),
                s -> 9,
                (s, x) -> s.update(x),
                RunningMoments.CODEC);
        Learning<Integer, RunningMoments, Double> learning = Learning.of(
                "mean", RunningMoments::create, (s, x) -> s.mean(), (s, x) -> s.update(x), RunningMoments.CODEC);
        Deduplication<Integer, TreeSet<Integer>> seen = Deduplication.of(
                "seen",
                TreeSet::new,
                (set, n, time) -> !set.add(n % 40),
                StateCodec.of(
                        "numbers",
                        1,
                        (set, out) -> Codecs.INTEGER.encodeAll(set, out),
                        in -> new TreeSet<>(Codecs.INTEGER.decodeAll(in))));
        return List.of(
                new Case(
                        "map",
                        Stateful.<String, Integer, Integer, Integer>map(
                                (sum, n) -> n % 9 == 0
                                        ? Transition.discard(-1)
                                        : Transition.to(sum.orElse(0) + n, sum.orElse(0)),
                                Codecs.INTEGER)),
                new Case(
                        "flat map",
                        Stateful.<String, Integer, Integer, Integer>flatMap(
                                (last, n) -> Transition.to(n, n > last.orElse(0) ? List.of(n, n + 1) : List.of()),
                                Codecs.INTEGER)),
                new Case("collect", Stateful.<String, Integer>collect(5, LONG, Codecs.INTEGER)),
                new Case("running", Stateful.<String, Integer, RunningMoments, Double>running(mean(), false)),
                new Case("finals", Stateful.<String, Integer, RunningMoments, Double>finals(mean(), false)),
                new Case("scoring", Stateful.<String, Integer, RunningMoments>scoring(scoring, false)),
                new Case("learning", Stateful.<String, Integer, RunningMoments, Double>learning(learning, false)),
                new Case("seen", Stateful.<String, Integer, TreeSet<Integer>>deduplicate(seen, false)),
                new Case("top", Stateful.<String, Integer>top(3, NATURAL, Codecs.INTEGER)),
                new Case("leaders", Stateful.<String, Integer>leaders(2, n -> n % 4, NATURAL, Codecs.INTEGER)),
                new Case("every", Stateful.<String, Integer>every(7)),
                new Case("sample", Stateful.<String, Integer>sample(0.5, 1)));
    }

    private static List<Case> byTime() {
        return List.of(
                new Case("order", ByEventTime.<String, Integer>order(Codecs.INTEGER)),
                new Case("deduplicate", ByEventTime.<String, Integer>deduplicate(Duration.ofMillis(12))),
                new Case(
                        "rolling means",
                        ByEventTime.<String, Integer, RunningMoments, Double>rolling(
                                LONG, mean(), Codecs.INTEGER, false)),
                new Case(
                        "rolling lists",
                        ByEventTime.<String, Integer, Object, List<Integer>>rolling(
                                LONG, any(Folds.collect(Codecs.INTEGER)), Codecs.INTEGER, false)),
                new Case(
                        "select",
                        ByEventTime.<String, Integer, Integer>select(
                                LONG, q -> new TimeRange(q, q + 20), Codecs.INTEGER, Codecs.INTEGER),
                        n -> n % 5 == 0
                                ? new Asked.Question<Integer, Integer>(n)
                                : new Asked.Fact<Integer, Integer>(n)),
                new Case(
                        "expiring",
                        new ByEventTime.Expiring(Duration.ofMillis(8), false)
                                .<String, Integer, Integer, Integer>flatMap(
                                        (sum, n) -> Transition.to(sum.orElse(0) + n, List.of(sum.orElse(0))),
                                        (key, sum) -> List.of(-sum),
                                        Codecs.INTEGER)));
    }

    private static List<Case> windows() {
        return List.of(
                window("windows", Windows.tumbling(Duration.ofMillis(10)), Emission.onceClosed(), mean()),
                window("sliding panes", SLIDING, Emission.onceClosed(), mean()),
                window("sliding lists", SLIDING, Emission.onceClosed(), Folds.collect(Codecs.INTEGER)),
                window("sessions", Windows.session(Duration.ofMillis(4)), Emission.onceClosed(), mean()),
                window("refined windows", SLIDING, LATE.withEarly(Duration.ofMillis(7)), mean()),
                window(
                        "refined sessions",
                        Windows.session(Duration.ofMillis(4)),
                        LATE.with(Emission.Refinement.RETRACTING),
                        mean()),
                window("counts", Windows.count(5), Emission.onceClosed(), mean()),
                window("sliding counts", Windows.count(6, 2), Emission.onceClosed(), mean()),
                window(
                        "global",
                        Windows.global(),
                        Emission.onceClosed().withEarlyByClock(Duration.ofMillis(9)),
                        mean()));
    }

    private static <R> Case window(String name, Windows windows, Emission emission, Aggregation<Integer, ?, R> of) {
        return new Case(name, Windowed.<String, Integer, Object, R>of(windows, emission, any(of), false));
    }

    private static List<Case> joins() {
        List<StateCodec<Integer>> codecs = List.of(Codecs.INTEGER, Codecs.INTEGER);
        IntFunction<Sided> sided = n -> new Sided(n % 3 == 0 ? 1 : 0, n);
        TablePlan<Integer, Integer, Integer, String> plan = new TablePlan<>(
                n -> Optional.of(n).filter(value -> value % 5 > 0),
                Codecs.INTEGER,
                false,
                false,
                (n, value) -> n + " " + value);
        return List.of(
                new Case(
                        "rows",
                        Joins.<String, JoinedRow>rows(codecs, JoinInsert.PRODUCT, JoinEmit.FINAL, row -> row),
                        sided),
                new Case(
                        "rows of windows",
                        Windowed.<String, Sided, Object, List<JoinedRow>>of(
                                Windows.tumbling(Duration.ofMillis(10)),
                                any(Joins.<JoinedRow>window(codecs, JoinInsert.LAST, JoinEmit.RUNNING, row -> row)),
                                false),
                        sided),
                new Case(
                        "intervals",
                        Joins.<String, Integer, Integer>interval(
                                Duration.ofMillis(-5),
                                Duration.ofMillis(5),
                                IntervalEmit.PRODUCT,
                                Codecs.INTEGER,
                                Codecs.INTEGER),
                        sided),
                new Case("table", Joins.<String, Integer, Integer, Integer, String>table(plan), sided),
                new Case("as of", Joins.<String, Integer, Integer, Integer, String>asOf(plan, Codecs.INTEGER), sided),
                new Case(
                        "table first",
                        Joins.<String, Integer, Integer, Integer, String>tableFirst(plan, Codecs.INTEGER),
                        sided));
    }

    @SuppressWarnings("unchecked") // what its state is does not matter here
    private static <T, R> Aggregation<T, Object, R> any(Aggregation<T, ?, R> aggregation) {
        return (Aggregation<T, Object, R>) aggregation;
    }

    @TestFactory
    Stream<DynamicTest> s119_aStateThatIsRestoredAroundEveryCallGivesTheSame() {
        return cases().stream().map(tried -> DynamicTest.dynamicTest(tried.name, () -> check(tried)));
    }

    @Test
    void s119_noOperatorIsLeftOut() throws IOException, URISyntaxException {
        TreeSet<String> tried = cases().stream()
                .map(each -> each.template.shared().make().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> all = new TreeSet<>();
        Path classes = Path.of(OrderLogic.class.getResource("OrderLogic.class").toURI())
                .getParent();
        try (Stream<Path> files = Files.list(classes)) {
            for (String name : files.map(file -> file.getFileName().toString()).toList()) {
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    addLogic(name.substring(0, name.length() - ".class".length()), all);
                }
            }
        }
        assertEquals(all, tried);
        assertTrue(all.size() > 25, "operators found: " + all);
    }

    private static void addLogic(String name, TreeSet<String> all) {
        try {
            Class<?> type = Class.forName(
                    OrderLogic.class.getPackageName() + "." + name, false, OrderLogic.class.getClassLoader());
            if (KeyedLogic.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                all.add(type.getSimpleName());
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked") // each logic takes what its case makes of a number
    private static void check(Case tried) {
        long emitted = 0;
        for (int seed = 0; seed < 5; seed++) {
            var template = (Template<KeyedLogic<String, Object, Object, Object>>) tried.template;
            OperatorHarness<String, Object, Object> restored = OperatorHarness.of(template);
            Live live = new Live(template.own().make());
            OperatorHarness<String, Object, Object> kept = OperatorHarness.<String, Object, Object>of(() -> live);
            List<Output> expected = play(tried, kept, seed);
            assertEquals(expected, play(tried, restored, seed), "seed " + seed);
            assertEquals(kept.keys(), restored.keys());
            assertEquals(kept.timers(), restored.timers());
            emitted += expected.stream()
                    .filter(out -> !(out instanceof Output.Watermark))
                    .count();
            assertTrue(live.states.size() > 3, "states " + live.states.size());
        }
        // Four keys have an answer each, where answers come at the end only.
        assertTrue(emitted >= 20, "records out " + emitted);
    }

    private static List<Output> play(Case tried, OperatorHarness<String, Object, Object> harness, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        long now = 0;
        for (int i = 0; i < CALLS; i++) {
            switch (random.nextInt(8)) {
                case 0 -> harness.watermark(Math.max(now - 10, -1));
                case 1 -> harness.advanceClock(Duration.ofMillis(random.nextInt(20)));
                default -> {
                    now += random.nextInt(3);
                    Object record = tried.record.apply(1 + i + random.nextInt(50));
                    harness.record("k" + random.nextInt(4), record, now - random.nextInt(15));
                }
            }
        }
        return harness.end().outputs();
    }

    /** Keeps each state as the object it is: its bytes are a number that stands for it. */
    private static final class Live implements KeyedLogic<String, Object, Object, Object> {

        private final KeyedLogic<String, Object, Object, Object> logic;
        private final List<Object> states = new ArrayList<>();
        private final Map<Object, Integer> numbers = new IdentityHashMap<>();

        Live(KeyedLogic<String, Object, Object, Object> logic) {
            this.logic = logic;
        }

        private int number(Object state) {
            return numbers.computeIfAbsent(state, s -> {
                states.add(s);
                return states.size() - 1;
            });
        }

        @Override
        public StateCodec<Object> codec() {
            return StateCodec.of(
                    "live", 1, (state, out) -> out.writeInt(number(state)), in -> states.get(in.readInt()));
        }

        @Override
        public Object create() {
            return logic.create();
        }

        @Override
        public Keep onRecord(Object state, Object record, KeyedContext<String, Object> context) {
            return logic.onRecord(state, record, context);
        }

        @Override
        public Keep onTimer(Object state, long payload, KeyedContext<String, Object> context) {
            return logic.onTimer(state, payload, context);
        }

        @Override
        public Keep onEnd(Object state, KeyedContext<String, Object> context) {
            return logic.onEnd(state, context);
        }
    }
}
