package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.time.Lateness;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One step of the watermark, or the end of the input, makes very many keys emit: what is on its way stays bounded all the same, and comes out whole. */
class LeapTest {

    private static final int KEYS = 50_000;
    private static final int BATCH = 16;
    private static final int CHANNEL = 2;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLeapEmitsNoMoreThanThereIsRoomFor(boolean byTimer) {
        AtomicInteger emitted = new AtomicInteger();
        TestSink<Long> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("leap");
        flow.input("numbers", new LocalEngineTest.Numbers(1, KEYS))
                .eventTime(n -> Instant.ofEpochMilli(0), Lateness.none())
                .keyBy(n -> n)
                .stateful("wait", () -> new Waiting(byTimer, emitted))
                .rebalance("spread")
                .output("out", sink);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), new RunOptions(2, BATCH, CHANNEL, () -> Instant.EPOCH))) {
            while (emitted.get() == 0) {
                job.step(0);
                if (emitted.get() == 0) {
                    job.step(1);
                }
            }
            // From here on nobody takes what comes for the other worker.
            int worker = sink.recordsOf(0).isEmpty() ? 1 : 0;
            for (int i = 0; i < 10_000; i++) {
                job.step(worker);
            }
            int most = 2 * BATCH * (CHANNEL + 2) + 2 * 32;
            assertTrue(emitted.get() <= most, "with room for " + most + " it emitted " + emitted);
            job.runToEnd(1);
        }
        assertEquals(KEYS, emitted.get());
        assertEquals(
                IntStream.range(0, KEYS).mapToObj(n -> (long) n).toList(),
                sink.records().stream().sorted().toList());
    }

    private record Waiting(boolean byTimer, AtomicInteger emitted) implements KeyedLogic<Long, Long, long[], Long> {

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("waiting", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] state, Long record, KeyedContext<Long, Long> context) {
            state[0] = record;
            if (byTimer) {
                context.setTimer(1_000, 0);
            }
            return Keep.RETAIN;
        }

        @Override
        public Keep onTimer(long[] state, long payload, KeyedContext<Long, Long> context) {
            return emit(state, context);
        }

        @Override
        public Keep onEnd(long[] state, KeyedContext<Long, Long> context) {
            return emit(state, context);
        }

        private Keep emit(long[] state, KeyedContext<Long, Long> context) {
            emitted.incrementAndGet();
            context.emit(state[0]);
            return Keep.DISCARD;
        }
    }
}
