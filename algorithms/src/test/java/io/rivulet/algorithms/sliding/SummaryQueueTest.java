package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * oracle_: queues of mutable texts, which merge in one order only, against a list; the runs that DABA Lite and the two stacks cut their queue into,
 * read from their bytes after every operation; and how often they merge and copy.
 */
class SummaryQueueTest {

    private final int[] calls = new int[2];
    private final Aggregation<String, StringBuilder, String> texts = Toys.counting(calls);

    @ParameterizedTest
    @EnumSource(
            value = SlidingMethod.class,
            names = {"TWO_STACKS", "DABA_LITE", "RECOMPUTE"})
    void oracle_sumIsTheTextsInOrderWhateverComesAndGoes(SlidingMethod method) {
        for (double growth : new double[] {0.3, 0.5, 0.7}) {
            SplitMix64 random = new SplitMix64(11);
            SummaryQueue<StringBuilder> queue = SummaryQueue.of(texts, method);
            List<String> list = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                change(queue, list, random.nextDouble() < growth, i);
                assertSum(list, queue);
            }
            while (!list.isEmpty()) {
                change(queue, list, false, 0);
                assertSum(list, queue);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SlidingMethod.class,
            names = {"TWO_STACKS", "DABA_LITE", "RECOMPUTE"})
    void oracle_copiesAndDecodedQueuesGoOnAloneAndAlike(SlidingMethod method) {
        SplitMix64 random = new SplitMix64(12);
        SummaryQueue<StringBuilder> queue = SummaryQueue.of(texts, method);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            SummaryQueue<StringBuilder> copy = queue.copy();
            SummaryQueue<StringBuilder> decoded = decoded(method, queue);
            List<String> before = List.copyOf(list);
            for (int k = 0; k < 5; k++) {
                change(queue, list, random.nextDouble() < 0.55, 5 * i + k);
            }
            for (SummaryQueue<StringBuilder> twin : List.of(copy, decoded)) {
                List<String> twins = new ArrayList<>(before);
                assertSum(twins, twin);
                for (int k = 0; k < 8; k++) {
                    change(twin, twins, k % 3 < 2, k);
                    assertSum(twins, twin);
                }
            }
            assertSum(list, queue);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.7})
    void oracle_dabaLiteKeepsItsInvariantsAfterEveryOperation(double growth) {
        SplitMix64 random = new SplitMix64(13);
        DabaLite<StringBuilder> queue = new DabaLite<>(texts);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            change(queue, list, random.nextDouble() < growth, i);
            checkRuns(queue, list);
        }
        while (!list.isEmpty()) {
            change(queue, list, false, 0);
            checkRuns(queue, list);
        }
    }

    private void checkRuns(DabaLite<StringBuilder> queue, List<String> list) {
        StateReader in = new StateReader(bytes(queue));
        if (list.isEmpty()) {
            assertEquals(0, in.remaining());
            return;
        }
        int left = in.readInt();
        int right = in.readInt();
        int accumulated = in.readInt();
        int back = in.readInt();
        int size = list.size();
        assertTrue(0 < left && left <= right && right <= accumulated && accumulated <= back && back <= size);
        assertEquals(right - left, accumulated - right);
        assertEquals(back - left + 1, back - (size - back));
        for (int i = 0; i < size; i++) {
            int to = i < left ? back : i < right ? right : i < accumulated ? i + 1 : i < back ? back : i + 1;
            assertEquals(joined(list, i, to), text(in), "slot " + i + " of " + size);
        }
        if (left != right) {
            assertEquals(joined(list, right, back), text(in), "middle");
        }
        if (size - back >= 2) {
            assertEquals(joined(list, back, size), text(in), "last run");
        }
        assertEquals(0, in.remaining());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.7})
    void oracle_twoStacksKeepTheirInvariantsAfterEveryOperation(double growth) {
        SplitMix64 random = new SplitMix64(14);
        TwoStacks<StringBuilder> queue = new TwoStacks<>(texts);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            change(queue, list, random.nextDouble() < growth, i);
            StateReader in = new StateReader(bytes(queue));
            if (list.isEmpty()) {
                assertEquals(0, in.remaining());
                continue;
            }
            int back = in.readInt();
            for (int k = 0; k < list.size(); k++) {
                assertEquals(joined(list, k, k < back ? back : k + 1), text(in));
            }
            if (list.size() - back >= 2) {
                assertEquals(joined(list, back, list.size()), text(in));
            }
            assertEquals(0, in.remaining());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.7})
    void oracle_dabaLiteNeverMergesMoreThanThreeTwoOneTimes(double growth) {
        SplitMix64 random = new SplitMix64(15);
        DabaLite<StringBuilder> queue = new DabaLite<>(texts);
        for (int i = 0; i < 5_000; i++) {
            boolean append = queue.size() == 0 || random.nextDouble() < growth;
            calls[0] = 0;
            calls[1] = 0;
            if (append) {
                queue.append(new StringBuilder("x"));
                assertTrue(calls[0] <= 3 && calls[1] <= 1, "append merged " + calls[0] + ", copied " + calls[1]);
            } else {
                queue.evict();
                assertTrue(calls[0] <= 2 && calls[1] == 0, "evict merged " + calls[0] + ", copied " + calls[1]);
            }
            if (queue.size() > 0) {
                calls[0] = 0;
                calls[1] = 0;
                queue.sum();
                assertTrue(calls[0] <= 1 && calls[1] <= 1, "sum merged " + calls[0] + ", copied " + calls[1]);
            }
        }
    }

    @Test
    void oracle_aWindowOfAHundredCopiesOnceATurnWhenAppendingAndMergesAsStated() {
        for (SlidingMethod method : List.of(SlidingMethod.DABA_LITE, SlidingMethod.TWO_STACKS)) {
            SummaryQueue<StringBuilder> queue = SummaryQueue.of(texts, method);
            for (int i = 0; i < 100; i++) {
                queue.append(new StringBuilder("x"));
            }
            calls[0] = 0;
            calls[1] = 0;
            int steps = 10_000;
            for (int i = 0; i < steps; i++) {
                queue.append(new StringBuilder("x"));
                queue.evict();
            }
            double most = method == SlidingMethod.TWO_STACKS ? 2 : 5;
            assertTrue(calls[0] <= most * steps, method + " merged " + calls[0] + " times in " + steps + " steps");
            assertTrue(calls[1] <= steps / 45, method + " copied " + calls[1] + " times in " + steps + " steps");
        }
    }

    @Test
    void oracle_alteredPositionsAreRefused() {
        DabaLite<StringBuilder> queue = new DabaLite<>(texts);
        for (int i = 0; i < 9; i++) {
            queue.append(new StringBuilder("x"));
        }
        byte[] good = bytes(queue);
        for (int at = 0; at < 16; at++) {
            for (int delta : new int[] {1, -1, 64}) {
                byte[] bad = good.clone();
                bad[at] += (byte) delta;
                assertThrows(CorruptStateException.class, () -> new DabaLite<>(texts).decode(9, new StateReader(bad)));
            }
        }
        new DabaLite<>(texts).decode(9, new StateReader(good));
    }

    @Test
    void oracle_aTotalThatDoesNotHoldItsStatesIsRefused() {
        Aggregation<Long, Toys.Sum, Long> natural = Toys.sum().subtracting((s, other) -> {
            if (s.value < other.value) {
                throw new IllegalArgumentException("other must be part of this");
            }
            s.value -= other.value;
        });
        StateCodec<PaneWindow<Toys.Sum, Long>> codec =
                Sliding.panes(java.time.Duration.ofSeconds(9), natural).codec();
        PaneWindow<Toys.Sum, Long> window =
                Sliding.panes(java.time.Duration.ofSeconds(9), natural).create();
        for (int i = 1; i <= 3; i++) {
            Toys.Sum pane = natural.create();
            natural.update(pane, (long) i, i);
            window.append(1_000 * i, pane);
        }
        byte[] bytes = codec.toBytes(window);
        assertEquals(6, codec.fromBytes(bytes).answer(3_000));
        bytes[bytes.length - 1]--;
        assertThrows(CorruptStateException.class, () -> codec.fromBytes(bytes));
    }

    private static void change(SummaryQueue<StringBuilder> queue, List<String> list, boolean append, int i) {
        if (append || list.isEmpty()) {
            String letter = String.valueOf((char) ('a' + i % 26));
            queue.append(new StringBuilder(letter));
            list.add(letter);
        } else {
            queue.evict();
            list.remove(0);
        }
    }

    private static void assertSum(List<String> list, SummaryQueue<StringBuilder> queue) {
        assertEquals(list.size(), queue.size());
        if (!list.isEmpty()) {
            String expected = String.join("", list);
            assertEquals(expected, queue.sum().toString());
            StringBuilder own = queue.copyOfSum();
            assertEquals(expected, own.toString());
            own.append("spoilt");
            assertEquals(expected, queue.sum().toString());
        }
    }

    private SummaryQueue<StringBuilder> decoded(SlidingMethod method, SummaryQueue<StringBuilder> queue) {
        SummaryQueue<StringBuilder> decoded = SummaryQueue.of(texts, method);
        if (queue.size() > 0) {
            decoded.decode(queue.size(), new StateReader(bytes(queue)));
        }
        return decoded;
    }

    private static byte[] bytes(SummaryQueue<StringBuilder> queue) {
        StateWriter out = new StateWriter();
        queue.encode(out);
        return out.toByteArray();
    }

    private String text(StateReader in) {
        return texts.codec().decode(in).toString();
    }

    private static String joined(List<String> list, int from, int to) {
        return String.join("", list.subList(from, to));
    }
}
