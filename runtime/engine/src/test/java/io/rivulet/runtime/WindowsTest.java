package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.testing.TestSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of windows by floor division, and parameters. The number in a name is that of the scenario. */
class WindowsTest {

    @ParameterizedTest
    @CsvSource({
        "10, 5, 13, 1 2",
        "10, 5, -3, -2 -1",
        "10, 5, 3, -1 0",
        "10, 5, 15, 2 3",
        "10, 5, 0, -1 0",
        "10, 3, 11, 1 2 3",
        "10, 3, 5, -1 0 1",
        "10, 3, -1, -3 -2 -1",
        "10, 7, 14, 1 2",
        "10, 7, 17, 2",
        "10, 7, 10, 1",
        "10, 7, -4, -1"
    })
    void s69_slidingNumbers(long size, long slide, long second, String ids) {
        Windows.Fixed windows = Windows.sliding(Duration.ofSeconds(size), Duration.ofSeconds(slide));
        assertEquals(
                List.of(ids.split(" ")),
                LongStream.rangeClosed(windows.firstId(second * 1000), windows.lastId(second * 1000))
                        .mapToObj(Long::toString)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"15, 1", "20, 2", "0, 0", "10, 1", "-5, -1", "-10, -1"})
    void s70_tumblingNumbers(long second, long id) {
        Windows.Fixed windows = Windows.tumbling(Duration.ofSeconds(10));
        assertEquals(id, windows.firstId(second * 1000));
        assertEquals(id, windows.lastId(second * 1000));
    }

    @Test
    void s70_anAlignmentFiftyYearsAwayCostsNoLoop() {
        Instant align = Instant.parse("2070-01-01T00:00:00.003Z");
        Windows.Fixed windows = Windows.tumbling(Duration.ofMillis(10)).alignedTo(align);
        long time = 0;
        long id = windows.firstId(time);
        assertTrue(windows.start(id) <= time && time < windows.end(id));
        assertEquals(0, windows.firstId(align.toEpochMilli()));
        assertEquals(-1, windows.firstId(align.toEpochMilli() - 1));
    }

    @Test
    void everyWindowHoldsJustTheTimesThatItsBoundsSay() {
        for (long size = 1; size <= 12; size++) {
            for (long slide = 1; slide <= size; slide++) {
                Windows.Fixed windows = new Windows.Fixed(size, slide, 5, false);
                for (long time = -40; time <= 40; time++) {
                    for (long id = -60; id <= 60; id++) {
                        boolean in = windows.start(id) <= time && time < windows.end(id);
                        assertEquals(in, windows.firstId(time) <= id && id <= windows.lastId(time));
                    }
                    assertTrue(windows.end(windows.firstId(time) - 1) <= time
                            && windows.end(windows.firstId(time)) > time);
                }
            }
        }
    }

    @Test
    void lengthsAreChecked() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> Windows.tumbling(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Windows.tumbling(Duration.ofNanos(1_500_000)));
        assertThrows(IllegalArgumentException.class, () -> Windows.tumbling(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThrows(IllegalArgumentException.class, () -> Windows.sliding(second, Duration.ofSeconds(2)));
        assertThrows(IllegalArgumentException.class, () -> Windows.session(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> Windows.checked(Long.MIN_VALUE));
    }

    @Test
    void windowsWithoutEventTimeAreRefusedWithTheStepsName() {
        KeyedStream<Integer, Integer> keyed =
                Dataflow.named("flow").input("in", TestSource.of(1)).keyBy(n -> n);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> keyed.window(Windows.tumbling(Duration.ofSeconds(1)))
                        .count("per-second"));
        assertTrue(e.getMessage().contains("dataflow \"flow\", step \"per-second\""), e.getMessage());
        assertTrue(e.getMessage().contains("eventTime"), e.getMessage());
    }

    @Test
    void windowsAfterFinalAnswersAreRefused() {
        Dataflow flow = Dataflow.named("flow");
        Stream<Keyed<Integer, Long>> counts = flow.input("in", TestSource.of(1))
                .eventTimeMillis(n -> n, io.rivulet.runtime.time.Lateness.none())
                .keyBy(n -> n)
                .countFinal("all");
        assertThrows(IllegalArgumentException.class, () -> counts.keyBy(Keyed::key)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .count("again"));
    }

    @Test
    void sessionsNeedAnAggregationThatMerges() {
        KeyedStream<Integer, Integer> keyed = Dataflow.named("flow")
                .input("in", TestSource.of(1))
                .eventTimeMillis(n -> n, io.rivulet.runtime.time.Lateness.none())
                .keyBy(n -> n);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> keyed.window(Windows.session(Duration.ofSeconds(1)))
                        .fold("visit", () -> 0, (sum, n) -> sum + n, Codecs.INTEGER));
        assertTrue(e.getMessage().contains("step \"visit\"") && e.getMessage().contains("merge"), e.getMessage());
    }
}
