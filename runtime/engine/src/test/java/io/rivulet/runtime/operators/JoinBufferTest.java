package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sorted buffer of joins against a list that is sorted anew each time. */
class JoinBufferTest {

    private static final StateCodec<JoinBuffer<Integer>> CODEC = StateCodec.of(
            "test-buffer",
            1,
            (buffer, out) -> buffer.encode(Codecs.INTEGER, out),
            in -> JoinBuffer.decode(Codecs.INTEGER, in));

    private record Entry(long time, int value, boolean marked) {}

    @Test
    void oracle_aSortedListDoesTheSame() {
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            JoinBuffer<Integer> buffer = new JoinBuffer<>();
            List<Entry> model = new ArrayList<>();
            // Growing and shrinking in turns, so that the arrays move both ways.
            for (int step = 0; step < 600; step++) {
                boolean growing = step / 100 % 2 == 0;
                if (random.nextInt(10) < (growing ? 8 : 3) || model.isEmpty()) {
                    long time = (long) step + random.nextInt(20);
                    buffer.add(step, time);
                    model.add(new Entry(time, step, false));
                    model.sort(Comparator.comparingLong(Entry::time));
                } else if (random.nextInt(4) == 0) {
                    int at = random.nextInt(model.size());
                    buffer.mark(at);
                    model.set(at, new Entry(model.get(at).time, model.get(at).value, true));
                } else if (random.nextInt(20) == 0) {
                    int kept = random.nextInt(model.size() + 1);
                    buffer.keepFirst(kept);
                    model.subList(kept, model.size()).clear();
                } else {
                    int count = random.nextInt(Math.min(5, model.size()) + 1);
                    buffer.removeFirst(count);
                    model.subList(0, count).clear();
                }
                long time = (long) step + random.nextInt(30) - 5;
                assertEquals(model.stream().filter(e -> e.time < time).count(), buffer.olderThan(time), "seed " + seed);
                assertEquals(model, entries(buffer), "seed " + seed);
                if (step % 50 == 0) {
                    JoinBuffer<Integer> restored = CODEC.fromBytes(CODEC.toBytes(buffer));
                    assertEquals(model, entries(restored));
                    assertArrayEquals(CODEC.toBytes(buffer), CODEC.toBytes(restored));
                    buffer = random.nextBoolean() ? restored : buffer.copy();
                }
            }
        }
    }

    @Test
    void ofEqualTimesThoseOfTheOtherComeLast() {
        JoinBuffer<Integer> one = new JoinBuffer<>();
        JoinBuffer<Integer> other = new JoinBuffer<>();
        one.add(1, 5);
        other.add(2, 5);
        other.add(3, 4);
        other.mark(0);
        one.addAll(other);
        assertEquals(List.of(new Entry(4, 3, true), new Entry(5, 1, false), new Entry(5, 2, false)), entries(one));
        assertEquals(2, other.size());
    }

    @Test
    void brokenBytesAreRefused() {
        JoinBuffer<Integer> buffer = new JoinBuffer<>();
        buffer.add(1, 5);
        buffer.add(2, 6);
        byte[] bytes = CODEC.toBytes(buffer);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CorruptStateException.class, () -> CODEC.fromBytes(cut));
        }
        assertRefused("times must rise", new long[] {6, 5}, 2);
        assertRefused("as many as their times, 2, got 1", new long[] {5, 6}, 1);
    }

    private static void assertRefused(String problem, long[] times, int values) {
        StateCodec<Object> broken = StateCodec.of(
                "test-buffer",
                1,
                (none, out) -> {
                    out.writeInt(times.length);
                    for (long time : times) {
                        out.writeLong(time).writeBoolean(false);
                    }
                    Codecs.INTEGER.encodeAll(Arrays.asList(1, 2).subList(0, values), out);
                },
                in -> in);
        StateWriter out = new StateWriter();
        broken.encode("", out);
        CorruptStateException e = assertThrows(CorruptStateException.class, () -> CODEC.fromBytes(out.toByteArray()));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    private static List<Entry> entries(JoinBuffer<Integer> buffer) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            entries.add(new Entry(buffer.timeMillis(i), buffer.value(i), buffer.isMarked(i)));
        }
        return entries;
    }
}
