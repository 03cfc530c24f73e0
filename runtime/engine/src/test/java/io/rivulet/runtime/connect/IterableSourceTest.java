package io.rivulet.runtime.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.SourcePartition.Poll;
import io.rivulet.runtime.simulation.Simulation;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.TestSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** example_: what the documentation says. laws_: resuming at any position, and after any crash, equals an unbroken run. */
@Timeout(60)
class IterableSourceTest {

    @Test
    void example_asInTheJavadoc() throws Exception {
        IterableSource<String> list = IterableSource.of(List.of("a", "b", "c")).inBatchesOf(2);
        Polled<String, Long> polled = Polled.open(list);
        assertEquals(List.of("a", "b"), polled.poll(100));
        assertEquals(List.of("c"), polled.poll(100));
        assertEquals(Poll.END, polled.last);
        IterableSource<Integer> made =
                IterableSource.<Integer>of(() -> IntStream.range(0, 1000).iterator());
        assertEquals(1000, Polled.open(made).rest(7).size());
        assertEquals(1000, Polled.open(made).rest(1024).size(), "it makes them again");
        assertEquals(Guarantee.EXACTLY_ONCE, made.guarantee());
    }

    @Test
    void s98_batchesAreThoseThatWereAskedForAndThenItEnds() throws Exception {
        TestSink<List<Integer>> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("batches");
        flow.input("in", IterableSource.of(List.of(0, 1, 2, 3, 4)).inBatchesOf(3))
                .flatMapBatch("batches", batch -> List.of(List.copyOf(batch)))
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of(List.of(0, 1, 2), List.of(3, 4)), sink.records());
    }

    @Test
    void laws_resumingAtEachPositionGoesOnAsIfUnbroken() throws Exception {
        List<String> all = List.of("a", "b", "c", "d", "e");
        List<Iterable<String>> ways = List.of(all, new LinkedHashSet<>(all), () -> all.iterator());
        for (Iterable<String> way : ways) {
            for (int before = 0; before <= all.size(); before++) {
                Polled<String, Long> polled = Polled.open(IterableSource.of(way));
                List<String> seen = new ArrayList<>(before == 0 ? List.of() : polled.poll(before));
                assertEquals(before, seen.size());
                seen.addAll(polled.resume().rest(2));
                assertEquals(all, seen);
                assertEquals(5, polled.position());
                assertEquals(List.of(), polled.resume().rest(2));
                assertEquals(Poll.END, polled.last);
            }
        }
    }

    @Test
    void laws_throughAnyFaultsEachRecordCountsOnce() {
        List<Integer> evens = IntStream.range(0, 60).mapToObj(i -> 2 * i).toList();
        List<Integer> odds = evens.stream().map(i -> i + 1).toList();
        for (int seed = 0; seed < 12; seed++) {
            CommittedSink<Integer> sink = new CommittedSink<>();
            Simulation.of(() -> {
                        Dataflow flow = Dataflow.named("numbers");
                        flow.input("in", IterableSource.<Integer>of(evens).and("odd", () -> odds.iterator()))
                                .output("out", sink);
                        return flow;
                    })
                    .run(seed);
            assertEquals(
                    IntStream.range(0, 120).boxed().toList(),
                    sink.committed().stream().sorted().toList(),
                    "seed " + seed);
        }
    }

    @Test
    void everyPartitionIsReadByOneWorker() throws Exception {
        TestSink<String> sink = new TestSink<>();
        IterableSource<String> source = IterableSource.of(List.of("a1", "a2"));
        Dataflow flow = Dataflow.named("partitions");
        flow.input("in", source.and("b", List.of("b1")).and("c", List.of("c1", "c2")))
                .output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(2));
        assertEquals(
                List.of("records", "b", "c"),
                source.and("b", List.of()).and("c", List.of()).partitions());
        assertEquals(List.of("b1"), sink.recordsOf(1));
        assertEquals(
                List.of("a1", "a2", "c1", "c2"),
                sink.recordsOf(0).stream().sorted().toList());
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        IterableSource<String> source = IterableSource.of(List.of("a", "b"));
        assertThrows(IllegalArgumentException.class, () -> source.inBatchesOf(0));
        assertThrows(IllegalArgumentException.class, () -> source.and("records", List.of()));
        assertThrows(IOException.class, () -> source.open("other", Optional.empty()));
        for (Iterable<String> records : List.<Iterable<String>>of(
                List.of("a", "b"), () -> List.of("a", "b").iterator())) {
            IOException fewer = assertThrows(
                    IOException.class, () -> IterableSource.of(records).open("records", Optional.of(3L)));
            assertEquals(
                    "partition \"records\" must give the records again that it gave before, 3 at least, it has 2",
                    fewer.getMessage());
        }
        Polled<String, Long> polled = Polled.open(IterableSource.of(Arrays.asList("a", null)));
        NullPointerException none = assertThrows(NullPointerException.class, () -> polled.poll(5));
        assertTrue(none.getMessage().startsWith("record 1 of partition \"records\""), none.getMessage());
    }
}
