package io.rivulet.runtime.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls, states and timers as logic sees them, in the harness and on the engine. The number in a name is that of the scenario. */
@Timeout(60)
class OperatorHarnessTest {

    /** Emits what the last call was and what this one is. */
    private static final class Tracing implements KeyedLogic<String, Integer, String[], String> {

        private final Keep keep;
        private final boolean timers;

        Tracing(Keep keep, boolean timers) {
            this.keep = keep;
            this.timers = timers;
        }

        @Override
        public String[] create() {
            return new String[] {"NEW"};
        }

        @Override
        public StateCodec<String[]> codec() {
            return StateCodec.of("last-call", 1, (last, out) -> out.writeString(last[0]), in ->
                    new String[] {in.readString("last")});
        }

        @Override
        public Keep onRecord(String[] last, Integer record, KeyedContext<String, String> context) {
            if (timers) {
                context.setTimer(context.timeMillis(), 0);
                trace(last, "ITEM", context);
                return Keep.RETAIN;
            }
            return trace(last, "ITEM", context);
        }

        @Override
        public Keep onTimer(String[] last, long payload, KeyedContext<String, String> context) {
            return trace(last, "NOTIFY", context);
        }

        @Override
        public Keep onEnd(String[] last, KeyedContext<String, String> context) {
            return trace(last, "EOF", context);
        }

        private Keep trace(String[] last, String call, KeyedContext<String, String> context) {
            context.emit(last[0] + "→" + call);
            last[0] = call;
            return keep;
        }
    }

    @Test
    void s20_discardedStatesAreNewAndRetainedOnesAreNot() {
        assertEquals(
                List.of("NEW→ITEM", "NEW→ITEM"),
                OperatorHarness.of(() -> new Tracing(Keep.DISCARD, false))
                        .record("k", 1)
                        .record("k", 2)
                        .records());
        assertEquals(
                List.of("NEW→ITEM", "ITEM→ITEM"),
                OperatorHarness.of(() -> new Tracing(Keep.RETAIN, false))
                        .record("k", 1)
                        .record("k", 2)
                        .records());
    }

    @Test
    void s21_aTimerThatIsDueFiresOnceAfterTheCall() {
        var discarding =
                OperatorHarness.of(() -> new Tracing(Keep.DISCARD, true)).watermark(10);
        discarding.record("k", 1, 10).record("k", 2, 10);
        assertEquals(List.of("NEW→ITEM", "ITEM→NOTIFY", "NEW→ITEM", "ITEM→NOTIFY"), discarding.records());
        assertEquals(0, discarding.keys());

        var retaining = OperatorHarness.of(() -> new Tracing(Keep.RETAIN, true)).watermark(10);
        retaining.record("k", 1, 10).record("k", 2, 10).watermark(11).watermark(12);
        assertEquals(List.of("NEW→ITEM", "ITEM→NOTIFY", "NOTIFY→ITEM", "ITEM→NOTIFY"), retaining.records());
    }

    @Test
    void s22_theEndIsCalledOncePerLiveKey() throws Exception {
        List<String> expected = List.of("NEW→ITEM", "NEW→ITEM", "ITEM→EOF", "ITEM→EOF");
        assertEquals(
                expected,
                OperatorHarness.of(() -> new Tracing(Keep.RETAIN, false))
                        .record("b", 1)
                        .record("a", 2)
                        .end()
                        .records());
        assertEquals(
                List.of("NEW→ITEM", "NEW→ITEM"),
                OperatorHarness.of(() -> new Tracing(Keep.DISCARD, false))
                        .record("b", 1)
                        .record("a", 2)
                        .end()
                        .records());

        TestSink<String> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        flow.input("in", TestSource.of(1, 2))
                .keyBy(String::valueOf)
                .stateful("trace", () -> new Tracing(Keep.RETAIN, false))
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(expected, sink.records());
    }

    @Test
    void s31_timersFireByTimeAndThenInTheOrderInWhichTheyWereSet() {
        var harness = OperatorHarness.of(() -> new Payloads());
        harness.record("b", 7, 70).record("a", 6, 60).record("c", 6, 60);
        assertEquals(3, harness.timers());
        harness.watermark(59);
        assertEquals(List.of(), harness.records());
        harness.watermark(60);
        assertEquals(List.of("a6", "c6"), harness.records());
        assertEquals(1, harness.timers());
        harness.watermark(70);
        assertEquals(List.of("a6", "c6", "b7"), harness.records());
    }

    @Test
    void s28_whatATimerEmitsComesBeforeItsWatermark() {
        var harness =
                OperatorHarness.of(() -> new Payloads()).record("a", 6, 60).watermark(65);
        assertEquals(
                List.of(new OperatorHarness.Output.Emitted("a6", 60), new OperatorHarness.Output.Watermark(65)),
                harness.outputs());
    }

    @Test
    void s32_aLogicThatSetsTimersThatAreAlwaysDueIsFound() {
        var harness = OperatorHarness.of(() -> new Payloads() {
                    @Override
                    public Keep onTimer(long[] state, long payload, KeyedContext<String, String> context) {
                        context.setTimer(0, payload);
                        return Keep.RETAIN;
                    }
                })
                .record("a", 1, 5);
        assertThrows(IllegalStateException.class, () -> harness.watermark(10));
    }

    @Test
    void s33_manyKeysWithATimerEachAreNoBurden() {
        var harness = OperatorHarness.of(() -> new Payloads());
        for (int i = 0; i < 200_000; i++) {
            harness.record("k" + i, i, 1_000_000);
        }
        harness.watermark(1);
        assertEquals(200_000, harness.calls());
        assertEquals(200_000, harness.timers());
    }

    @Test
    void aFieldThatTheCodecForgetsIsLost() {
        var harness = OperatorHarness.of(() -> new Payloads() {
            private int kept;

            @Override
            public Keep onRecord(long[] state, Integer record, KeyedContext<String, String> context) {
                context.emit(Integer.toString(kept));
                kept += record;
                return Keep.RETAIN;
            }
        });
        assertEquals(List.of("0", "0"), harness.record("a", 1).record("a", 1).records());
    }

    @Test
    void aCallThatThrowsLeavesTheStateAsItWas() {
        var harness = OperatorHarness.of(() -> new Payloads() {
            @Override
            public Keep onRecord(long[] state, Integer record, KeyedContext<String, String> context) {
                state[0] += record;
                if (record < 0) {
                    throw new IllegalArgumentException("negative");
                }
                context.emit(Long.toString(state[0]));
                return Keep.RETAIN;
            }
        });
        harness.record("a", 1);
        assertThrows(IllegalArgumentException.class, () -> harness.record("a", -5));
        assertThrows(IllegalArgumentException.class, () -> harness.record("b", -5));
        assertEquals(List.of("1", "2"), harness.record("a", 1).records());
        assertEquals(1, harness.keys());
    }

    @Test
    void aWatermarkMustNotFallAndNothingFollowsTheEnd() {
        var harness = OperatorHarness.of(() -> new Payloads()).watermark(5);
        assertThrows(IllegalArgumentException.class, () -> harness.watermark(4));
        harness.end();
        assertThrows(IllegalStateException.class, () -> harness.record("a", 1));
    }

    @Test
    void clockTimersFireByTheClock() {
        var harness = OperatorHarness.of(() -> new Payloads() {
            @Override
            public Keep onRecord(long[] state, Integer record, KeyedContext<String, String> context) {
                context.setClockTimer(context.clockMillis() + record, record);
                return Keep.RETAIN;
            }
        });
        harness.record("a", 100).watermark(1_000).advanceClock(Duration.ofMillis(99));
        assertEquals(List.of(), harness.records());
        assertEquals(List.of("a100"), harness.advanceClock(Duration.ofMillis(1)).records());
        assertTrue(harness.stateBytes() > 0);
    }

    /** Sets a timer at each record's time, and emits key and payload when it fires. */
    private static class Payloads implements KeyedLogic<String, Integer, long[], String> {

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("one", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] state, Integer record, KeyedContext<String, String> context) {
            context.setTimer(context.timeMillis(), record);
            return Keep.RETAIN;
        }

        @Override
        public Keep onTimer(long[] state, long payload, KeyedContext<String, String> context) {
            context.emit(context.key() + payload);
            return Keep.RETAIN;
        }
    }
}
