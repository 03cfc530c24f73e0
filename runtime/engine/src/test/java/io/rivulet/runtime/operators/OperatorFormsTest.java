package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.TimeRange;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Template;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** States of operators as bytes: what was written comes back, and bytes that are cut or altered are refused or are another state, quickly. */
@Timeout(60)
class OperatorFormsTest {

    private static final Duration LONG = Duration.ofMillis(50);
    private static final Comparator<Integer> NATURAL = Comparator.naturalOrder();

    /** An operator over numbers, and what a number becomes before it goes in. */
    private record Case(String name, Template<? extends KeyedLogic<String, ?, ?, ?>> template) {}

    private static List<Case> cases() {
        return List.of(
                new Case("order", ByEventTime.<String, Integer>order(Codecs.INTEGER)),
                new Case("deduplicate", ByEventTime.<String, Integer>deduplicate(Duration.ofMillis(2))),
                new Case(
                        "rolling lists",
                        ByEventTime.<String, Integer, Object, List<Integer>>rolling(
                                LONG, any(Folds.collect(Codecs.INTEGER)), Codecs.INTEGER, false)),
                new Case(
                        "rolling sums",
                        ByEventTime.<String, Integer, long[], Long>rolling(
                                LONG, Folds.<Integer>sum(n -> n), Codecs.INTEGER, false)),
                new Case(
                        "select",
                        ByEventTime.<String, Integer, Integer>select(
                                LONG, q -> new TimeRange(q, q + 100), Codecs.INTEGER, Codecs.INTEGER)),
                new Case(
                        "expiring",
                        new ByEventTime.Expiring(LONG, false)
                                .<String, Integer, Integer, Integer>map(
                                        (Optional<Integer> s, Integer n) -> Transition.to(n, n), Codecs.INTEGER)),
                new Case("top", Stateful.<String, Integer>top(3, NATURAL, Codecs.INTEGER)),
                new Case("leaders", Stateful.<String, Integer>leaders(2, n -> n % 4, NATURAL, Codecs.INTEGER)),
                new Case("every", Stateful.<String, Integer>every(100)),
                new Case("sample", Stateful.<String, Integer>sample(0.5, 1)));
    }

    @SuppressWarnings("unchecked") // what its state is does not matter here
    private static <T, R> Aggregation<T, Object, R> any(Aggregation<T, ?, R> aggregation) {
        return (Aggregation<T, Object, R>) aggregation;
    }

    @TestFactory
    Stream<DynamicTest> laws_bytesThatWereCutOrAlteredAreNeverTrusted() {
        return cases().stream().map(tried -> DynamicTest.dynamicTest(tried.name, () -> check(tried)));
    }

    @SuppressWarnings("unchecked") // each logic takes numbers, or numbers in disguise
    private static void check(Case tried) {
        KeyedLogic<String, Object, Object, Object> logic = (KeyedLogic<String, Object, Object, Object>)
                tried.template.own().make();
        StateCodec<Object> codec = logic.codec();
        Object state = logic.create();
        Context context = new Context();
        for (int i = 0; i < 12; i++) {
            context.timeMillis = 100 + 7L * i - 10 * (i % 2);
            context.watermarkMillis = 90 + 4L * i;
            Object record = !tried.name.equals("select")
                    ? (Object) i
                    : i % 3 == 0 ? new Asked.Question<Integer, Integer>(100 + i) : new Asked.Fact<Integer, Integer>(i);
            logic.onRecord(state, record, context);
        }
        byte[] bytes = codec.toBytes(state);
        assertTrue(bytes.length > 10, "bytes " + bytes.length);
        assertArrayEquals(bytes, codec.toBytes(codec.fromBytes(bytes)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CorruptStateException.class, () -> codec.fromBytes(cut), "cut to " + length);
        }
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] altered = bytes.clone();
            altered[random.nextInt(altered.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                codec.fromBytes(altered);
            } catch (CorruptStateException e) {
                refused++;
            }
        }
        assertTrue(refused > 50, "refused " + refused);
    }

    /** Takes whatever it is given. */
    private static final class Context implements KeyedContext<String, Object> {

        private long timeMillis;
        private long watermarkMillis;

        @Override
        public String key() {
            return "k";
        }

        @Override
        public long timeMillis() {
            return timeMillis;
        }

        @Override
        public long watermarkMillis() {
            return watermarkMillis;
        }

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public void emit(Object record) {}

        @Override
        public void emit(Object record, long recordMillis) {}

        @Override
        public <X> void emit(SideOutput<X> side, X record, long recordMillis) {}

        @Override
        public void setTimer(long eventMillis, long payload) {}

        @Override
        public void setClockTimer(long millis, long payload) {}
    }
}
