package io.rivulet.runtime.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import io.rivulet.runtime.connect.SourcePartition.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The script of a source, read by hand and by jobs. The number in a name is that of the scenario. */
class TestSourceTest {

    private static final class Collected implements SourceOutput<Integer> {
        private final List<Integer> records = new ArrayList<>();

        @Override
        public void emit(Integer record) {
            records.add(record);
        }

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public void reject(BadInput bad) {
            throw new AssertionError(bad);
        }
    }

    private final Collected out = new Collected();

    @Test
    void s99_anEndEndsARunAndTheNextGoesOnBehindIt() throws IOException {
        TestSource<Integer> source = TestSource.of(0, 1, 2).end().then(3, 4);
        SourcePartition<Integer, Long> first = source.open("0", Optional.empty());
        assertEquals(Poll.MORE, first.poll(out, 100));
        assertEquals(Poll.END, first.poll(out, 100));
        assertEquals(List.of(0, 1, 2), out.records);
        Long position = source.positionCodec().fromBytes(source.positionCodec().toBytes(first.position()));
        SourcePartition<Integer, Long> second = source.open("0", Optional.of(position));
        assertEquals(Poll.END, second.poll(out, 100));
        assertEquals(List.of(0, 1, 2, 3, 4), out.records);
        assertEquals(Poll.END, source.open("0", Optional.of(second.position())).poll(out, 100));
    }

    @Test
    void s99_anAbortFailsOnceAndBatchesEndAtMarks() throws IOException {
        TestSource<Integer> source = TestSource.of(0, 1, 2).abort().then(3).inBatchesOf(2);
        SourcePartition<Integer, Long> part = source.open("0", Optional.empty());
        assertEquals(Poll.MORE, part.poll(out, 100));
        assertEquals(List.of(0, 1), out.records);
        assertEquals(Poll.MORE, part.poll(out, 100));
        assertEquals(List.of(0, 1, 2), out.records);
        assertThrows(IOException.class, () -> part.poll(out, 100));
        SourcePartition<Integer, Long> again = source.open("0", Optional.of(2L));
        assertEquals(Poll.MORE, again.poll(out, 100));
        assertEquals(Poll.END, again.poll(out, 100));
        assertEquals(List.of(0, 1, 2, 2, 3), out.records);
    }

    @Test
    void aPauseLastsByTheClock() throws IOException {
        ManualClock clock = ManualClock.atEpoch();
        SourcePartition<Integer, Long> part = TestSource.of(1)
                .pause(Duration.ofSeconds(5))
                .then(2)
                .withClock(clock)
                .open("0", Optional.empty());
        assertEquals(Poll.MORE, part.poll(out, 100));
        assertEquals(Poll.IDLE, part.poll(out, 100));
        clock.advance(Duration.ofMillis(4_999));
        assertEquals(Poll.IDLE, part.poll(out, 100));
        clock.advance(Duration.ofMillis(1));
        assertEquals(Poll.END, part.poll(out, 100));
        assertEquals(List.of(1, 2), out.records);
    }

    @Test
    void partitionsAreReadApartAndWrongOnesRefused() throws IOException {
        TestSource<Integer> source = TestSource.of(1, 2).and(TestSource.of(10));
        assertEquals(List.of("0", "1"), source.partitions());
        source.open("1", Optional.empty()).poll(out, 100);
        assertEquals(List.of(10), out.records);
        assertThrows(IOException.class, () -> source.open("2", Optional.empty()));
        assertThrows(IOException.class, () -> source.open("0", Optional.of(3L)));
    }

    @Test
    void s108_anAbortedJobFailsAndARunFromTheStartPassesTheMark() throws Exception {
        TestSource<Integer> source = TestSource.of(0, 1, 2).abort().then(3, 4);
        TestSink<Integer> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        flow.input("in", source).output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(flow));
        assertEquals("in", e.step());
        assertEquals(List.of(0, 1, 2), sink.records());
        assertEquals(0, sink.open());
        sink.clear();
        Rivulet.run(flow);
        assertEquals(List.of(0, 1, 2, 3, 4), sink.records());
        assertTrue(sink.flushes() > 0);
    }
}
