package io.rivulet.benchmarks.flow;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.connect.IterableSource;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.time.Lateness;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * How many bytes of heap do timers, open windows and sessions take, and do they go when all has closed? One worker; the heap in use after collections, before the
 * first record, at the top and when the last key has gone, while the job still runs.
 * {@code java -Xmx4g -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.flow.StateMemory}
 */
public final class StateMemory {

    private static final int MILLION = 1_000_000;
    /** Divides the number of records, so that the top is between two batches. */
    private static final int BATCH = 250;

    private static final long END = 1_000_000_000_000L;

    /** A key at a time. */
    private record At(long key, long timeMillis) {}

    private StateMemory() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        print("a million keys with a timer each", MILLION, i -> new At(i, 0), keyed -> keyed.keyBy(At::key)
                .stateful("wait", Wait::new));
        print("a million windows, one of each key", MILLION, i -> new At(i, 0), keyed -> keyed.keyBy(At::key)
                .window(Windows.tumbling(Duration.ofHours(1)))
                .count("count"));
        print(
                "a million windows, 1,000 of each of 1,000 keys",
                MILLION,
                i -> new At(i % 1_000, i / 1_000),
                keyed -> keyed.keyBy(At::key)
                        .window(Windows.tumbling(Duration.ofMillis(1)))
                        .count("count"));
        print(
                "ten thousand sessions, 100 records each",
                MILLION,
                i -> new At(i % 10_000, i / 10_000),
                keyed -> keyed.keyBy(At::key)
                        .window(Windows.session(Duration.ofHours(1)))
                        .count("count"));
    }

    private static void print(
            String what, long records, Function<Long, At> record, Function<Stream<At>, Stream<?>> operator) {
        // Records that move time past everything follow for ever, so that the job goes on.
        Iterable<At> all = () -> LongStream.iterate(0, i -> i + 1)
                .mapToObj(i -> i < records ? record.apply(i) : new At(-1, END))
                .iterator();
        Dataflow flow = Dataflow.named("memory");
        Stream<At> timed = flow.input("in", IterableSource.of(all))
                .eventTimeMillis(At::timeMillis, Lateness.of(Duration.ofDays(1)));
        operator.apply(timed).output("out", new CountingSink<>(new LongAdder()));
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withBatchSize(BATCH))) {
            long before = heapBytes();
            while (job.metrics().progress().records() < records) {
                job.step(0);
            }
            long top = heapBytes();
            int keys = job.keys();
            while (job.keys() > 1) {
                job.step(0);
            }
            long after = heapBytes();
            System.out.printf(
                    "%s: %,d bytes before, %,d at the top with %,d keys, %,d after with %,d keys%n",
                    what, before, top, keys, after, job.keys());
        }
    }

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Sets one timer for each key, far away, and forgets the key when it fires. */
    private static final class Wait implements KeyedLogic<Long, At, Long, Long> {

        @Override
        public Long create() {
            return 0L;
        }

        @Override
        public StateCodec<Long> codec() {
            return Codecs.LONG;
        }

        @Override
        public Keep onRecord(Long state, At record, KeyedContext<Long, Long> context) {
            context.setTimer(1_000_000, 0);
            return Keep.RETAIN;
        }

        @Override
        public Keep onTimer(Long state, long payload, KeyedContext<Long, Long> context) {
            context.emit(context.key());
            return Keep.DISCARD;
        }
    }
}
