package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole flows on real threads and stepped by hand: every record once, order per key, failure, stop, cancel, tiny channels. */
@Timeout(60)
class LocalEngineTest {

    private static final int RECORDS = 20_000;

    @ParameterizedTest
    @CsvSource({"1,256,64", "2,256,64", "3,1,2", "4,7,2", "2,1,2"})
    void everyRecordOfAKeyComesOnceAndInOrderWhateverTheWorkersAndBuffers(int workers, int batch, int channel)
            throws Exception {
        List<long[]> out = Collections.synchronizedList(new ArrayList<>());
        Dataflow flow = sums(out, 3);
        Rivulet.run(
                flow,
                new RunOptions(workers, batch, channel, RunOptions.defaults().clock()));
        check(out);
    }

    @Test
    void steppedInAnyOrderGivesTheSame() {
        for (int seed = 0; seed < 20; seed++) {
            List<long[]> out = Collections.synchronizedList(new ArrayList<>());
            try (SteppedJob job =
                    LocalEngine.stepped(sums(out, 2).graph(), new RunOptions(3, 16, 2, () -> Instant.EPOCH))) {
                job.runToEnd(seed);
            }
            check(out);
        }
    }

    @Test
    void aFailureNamesJobStepKeyAndRecordAndEndsAllWorkers() throws Exception {
        Dataflow flow = Dataflow.named("broken");
        flow.input("numbers", new Numbers(2))
                .keyBy(n -> n % 10)
                .stateful("sum", () -> new Sum(777))
                .output("out", new ListSink<>(Collections.synchronizedList(new ArrayList<>())));
        JobFailedException e = assertThrows(
                JobFailedException.class,
                () -> Rivulet.run(flow, RunOptions.defaults().withWorkers(2)));
        assertEquals("sum", e.step());
        assertEquals(Optional.of("7"), e.key());
        assertEquals(Optional.of("777"), e.record());
        assertTrue(e.getMessage().contains("job \"broken\", step \"sum\""), e.getMessage());
        assertTrue(e.getMessage().contains("unlucky 777"), e.getMessage());
    }

    @Test
    void stopWorksOffWhatIsInFlightAndCancelDoesNot() throws Exception {
        for (boolean stop : new boolean[] {true, false}) {
            List<long[]> out = Collections.synchronizedList(new ArrayList<>());
            Dataflow flow = Dataflow.named("endless");
            flow.input("numbers", new Numbers(2, Long.MAX_VALUE))
                    .keyBy(n -> n % 10)
                    .stateful("sum", () -> new Sum(-1))
                    .output("out", new ListSink<>(out));
            try (Job job = Rivulet.start(flow, RunOptions.defaults().withWorkers(2))) {
                while (job.progress().records() < 10_000) {
                    Thread.onSpinWait();
                }
                if (stop) {
                    job.stop();
                } else {
                    job.cancel();
                }
                assertEquals(stop ? Job.Status.COMPLETED : Job.Status.CANCELLED, job.await(Duration.ofSeconds(20)));
                if (stop) {
                    assertEquals(job.progress().records(), out.size());
                }
            }
        }
    }

    private static Dataflow sums(List<long[]> out, int partitions) {
        Dataflow flow = Dataflow.named("sums");
        flow.input("numbers", new Numbers(partitions))
                .map(n -> n + 1)
                .filter(n -> n > 0)
                .rebalance("spread")
                .map(n -> n - 1)
                .keyBy(n -> n % 101)
                .stateful("sum", () -> new Sum(-1))
                .output("out", new ListSink<>(out));
        return flow;
    }

    /** Each key's running sums must be those of its numbers in some order that keeps each partition's; the last is the whole sum. */
    private static void check(List<long[]> out) {
        assertEquals(RECORDS, out.size());
        Map<Long, Long> last = new HashMap<>();
        for (long[] row : out) {
            long before = last.getOrDefault(row[0], 0L);
            assertEquals(before + row[1], row[2], "running sum of key " + row[0]);
            last.put(row[0], row[2]);
        }
        for (long key = 0; key < 101; key++) {
            long k = key;
            assertEquals(LongStream.range(0, RECORDS).filter(n -> n % 101 == k).sum(), last.get(key));
        }
    }

    /** Emits key, number, running sum. */
    static final class Sum implements KeyedLogic<Long, Long, long[], long[]> {

        private final long unlucky;

        Sum(long unlucky) {
            this.unlucky = unlucky;
        }

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("sum", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] state, Long record, KeyedContext<Long, long[]> context) {
            if (record == unlucky) {
                throw new IllegalArgumentException("unlucky " + record);
            }
            state[0] += record;
            context.emit(new long[] {context.key(), record, state[0]});
            return Keep.RETAIN;
        }
    }

    record Numbers(int count, long end) implements Source<Long, Long> {

        Numbers(int count) {
            this(count, RECORDS);
        }

        @Override
        public List<String> partitions() {
            return LongStream.range(0, count).mapToObj(Long::toString).toList();
        }

        @Override
        public SourcePartition<Long, Long> open(String partition, Optional<Long> position) {
            long[] next = {Long.parseLong(partition)};
            return new SourcePartition<>() {
                @Override
                public Poll poll(SourceOutput<Long> out, int max) {
                    for (int i = 0; i < max && next[0] < end; i++) {
                        out.emit(next[0]);
                        next[0] += count;
                    }
                    return next[0] < end ? Poll.MORE : Poll.END;
                }

                @Override
                public Long position() {
                    return next[0];
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public StateCodec<Long> positionCodec() {
            return StateCodec.of("number", 1, (p, out) -> out.writeLong(p), in -> in.readLong());
        }
    }

    record ListSink<T>(List<T> list) implements Sink<T> {

        @Override
        public SinkWriter<T> open(int worker, int workers) {
            return new SinkWriter<>() {
                @Override
                public void write(T record, long timeMillis) {
                    list.add(record);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
        }
    }
}
