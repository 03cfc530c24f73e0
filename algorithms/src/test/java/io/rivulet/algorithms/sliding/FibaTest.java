package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * oracle_: trees of mutable texts, which merge in one order only, against a list; every sum of every node against what it must be, after every operation;
 * and how often they merge.
 */
class FibaTest {

    private record Entry(long time, String text) {}

    private final int[] calls = new int[2];
    private final Aggregation<String, StringBuilder, String> texts = Toys.counting(calls);
    private final SplitMix64 random = new SplitMix64(71);
    private final List<Entry> list = new ArrayList<>();
    private Fiba<StringBuilder> tree = new Fiba<>(texts);
    private int named;

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 300, 100_000})
    void oracle_theTextsStandInOrderOfTimeWhateverComesLateOrLeavesAtOnce(int disorder) {
        long newest = 0;
        for (int i = 0; i < 3_000; i++) {
            newest += random.nextInt(4);
            insert(newest - (disorder == 0 ? 0 : random.nextInt(disorder)));
            if (i % 3 == 0 && i > 400) {
                // Mostly one or none leaves, now and then many, once in a while all.
                int many = i % 1_000 == 999 ? 5_000 : i % 60 == 0 ? random.nextInt(300) : i % 5;
                evictTo(list.get(Math.min(many, list.size() - 1)).time + (many == 5_000 ? 1 : 0));
            }
            check(i % 10 == 0);
        }
        while (!list.isEmpty()) {
            evictTo(list.get(0).time + 1 + random.nextInt(3));
            check(true);
        }
        assertEquals(new Fiba<>(texts).stateBytes(), tree.stateBytes());
    }

    @Test
    void oracle_aCutAnywhereLeavesASoundTree() {
        for (int size : new int[] {1, 7, 8, 30, 200, 1_500}) {
            for (int round = 0; round < 60; round++) {
                tree = new Fiba<>(texts);
                list.clear();
                for (int i = 0; i < size; i++) {
                    insert(round % 2 == 0 ? i : random.nextInt(10 * size));
                }
                evictTo(list.get(random.nextInt(size)).time + random.nextInt(2));
                check(true);
                insert(random.nextInt(20 * size));
                check(true);
            }
        }
    }

    @Test
    void oracle_copiesAndDecodedTreesGoOnAloneAndAlike() {
        for (int i = 0; i < 400; i++) {
            insert(i * 3L - random.nextInt(50));
            evictTo(i * 3L - 600);
            Fiba<StringBuilder> copy = tree.copy();
            Fiba<StringBuilder> decoded = decoded(bytes(tree));
            long late = i * 3L - random.nextInt(100);
            String before = tree.copyOfSum().toString();
            for (Fiba<StringBuilder> twin : List.of(copy, decoded)) {
                twin.insert(late, new StringBuilder("x"));
                twin.evictTo(i * 3L - 590);
                assertEquals(before, tree.sum().toString());
            }
            assertArrayEquals(bytes(copy), bytes(decoded));
            assertEquals(copy.copyOfSum().toString(), decoded.copyOfSum().toString());
            tree.copyOfSum().append("spoilt");
            assertEquals(before, tree.sum().toString());
        }
    }

    @Test
    void oracle_aStateChangedInItsPlaceIsSummedAnew() {
        for (int i = 0; i < 300; i++) {
            insert(2L * i);
        }
        for (int i = 0; i < 300; i++) {
            tree.find(2L * i).append('!');
            tree.changed(2L * i);
            list.set(i, new Entry(2L * i, list.get(i).text + "!"));
            check(true);
            assertNull(tree.find(2L * i + 1));
        }
        assertNull(tree.find(-1));
    }

    /** Measured: 11 to 12.4 merges and 2.0 copies for one that comes and one that leaves. */
    @Test
    void oracle_inOrderAStepMergesAConstantNumberOfTimesWhateverTheSize() {
        for (int size : new int[] {100, 1_000, 10_000}) {
            fill(size);
            int steps = 3 * size;
            calls[0] = 0;
            calls[1] = 0;
            for (int i = 0; i < steps; i++) {
                tree.insert(size + i, new StringBuilder("x"));
                tree.sum();
                tree.evictTo(i + 1);
                tree.sum();
            }
            // Without the two merges and the copy of each question.
            calls[0] -= 4 * steps;
            calls[1] -= 2 * steps;
            assertTrue(calls[0] <= 13 * steps, size + " states: " + (double) calls[0] / steps + " merges a step");
            assertTrue(calls[1] <= 2.1 * steps, size + " states: " + (double) calls[1] / steps + " copies a step");
        }
    }

    /** Measured: 5 to 55 merges on average and at most 87 at once, for 10 to 10,000 newer ones of 20,000. */
    @Test
    void oracle_outOfOrderAStepMergesWithTheLogarithmOfTheDistance() {
        int size = 20_000;
        for (int distance : new int[] {10, 100, 1_000, 10_000}) {
            fill(size);
            int steps = 5_000;
            tree.sum();
            calls[0] = 0;
            int most = 0;
            for (int i = 0; i < steps; i++) {
                int before = calls[0];
                tree.insert(size + i - distance, new StringBuilder("x"));
                tree.sum();
                most = Math.max(most, calls[0] - before);
            }
            double levels = Math.log(distance) / Math.log(4) + 1;
            assertTrue(calls[0] <= 8 * levels * steps, distance + ": " + (double) calls[0] / steps + " a step");
            assertTrue(most <= 15 * (Math.log(size) / Math.log(4) + 2), distance + ": " + most + " at once");
        }
    }

    @Test
    void oracle_whateverLeavesAtOnceAndAnySuffixCostsALogarithm() {
        int size = 20_000;
        double levels = Math.log(size) / Math.log(4) + 2;
        for (int leaving : new int[] {1, 10, 1_000, 19_000}) {
            fill(size);
            tree.sum();
            calls[0] = 0;
            tree.evictTo(leaving);
            tree.sum();
            assertTrue(calls[0] <= 8 * levels, leaving + ": " + calls[0]);
            calls[0] = 0;
            tree.copyOfSumFrom(leaving + 500);
            assertTrue(calls[0] <= 8 * levels, leaving + ": " + calls[0]);
            calls[0] = 0;
            tree.copyOfSum();
            assertEquals(2, calls[0]);
        }
    }

    @Test
    void oracle_whatIsNotAskedForIsNotMerged() {
        for (int i = 0; i < 1_000; i++) {
            tree.insert(i, new StringBuilder("x"));
            tree.evictTo(i - 100);
            tree.insert(i - 50, new StringBuilder("y"));
        }
        assertTrue(calls[0] <= 10, calls[0] + " merges");
        assertEquals(152, tree.sum().length());
    }

    @Test
    void oracle_alteredShapesAreRefused() {
        for (int i = 0; i < 100; i++) {
            insert(i);
        }
        byte[] good = bytes(tree);
        for (int[] change :
                new int[][] {{0, 1}, {0, -1}, {0, 100}, {1, 8}, {1, -9}, {2, 5}, {2, -4}, {3, 5}, {3, -2}}) {
            byte[] bad = good.clone();
            bad[change[0]] += (byte) change[1];
            assertThrows(CorruptStateException.class, () -> decoded(bad), "byte " + change[0]);
        }
        byte[] falling = good.clone();
        // The second state's time, behind height, three sizes, the first time, and the first text.
        falling[4 + 8 + bytesOfText("a") + 7] = 0x7f;
        assertThrows(CorruptStateException.class, () -> decoded(falling));
        decoded(good);
    }

    private int bytesOfText(String text) {
        return texts.codec().toBytes(new StringBuilder(text)).length;
    }

    private void fill(int size) {
        tree = new Fiba<>(texts);
        for (int i = 0; i < size; i++) {
            tree.insert(i, new StringBuilder());
        }
    }

    private void insert(long time) {
        String text = String.valueOf((char) ('a' + named++ % 26));
        tree.insert(time, new StringBuilder(text));
        int at = list.size();
        while (at > 0 && list.get(at - 1).time > time) {
            at--;
        }
        list.add(at, new Entry(time, text));
    }

    private void evictTo(long start) {
        tree.evictTo(start);
        list.removeIf(entry -> entry.time < start);
    }

    private void check(boolean everyNode) {
        assertEquals(list.isEmpty(), tree.isEmpty());
        if (list.isEmpty()) {
            return;
        }
        assertEquals(list.get(0).time, tree.firstTime());
        assertEquals(list.get(list.size() - 1).time, tree.lastTime());
        assertEquals(textFrom(0), tree.sum().toString());
        if (everyNode) {
            checkNode(tree.root(), 0, height(tree.root()), "", true, true);
            int from = random.nextInt(list.size() + 1);
            long start = from == list.size() ? tree.lastTime() + 1 : list.get(from).time;
            int first = (int) list.stream().filter(entry -> entry.time < start).count();
            StringBuilder some = tree.copyOfSumFrom(start);
            assertEquals(textFrom(first), some == null ? "" : some.toString());
        }
    }

    /** Checks the sizes, the order and the sum of a node whose states and those below begin at {@code from}; returns where they end. */
    private int checkNode(
            FibaNode<StringBuilder> node, int from, int height, String above, boolean left, boolean right) {
        boolean isRoot = left && right;
        assertTrue(node.size() >= (isRoot ? 1 : FibaNode.FEWEST) && node.size() <= FibaNode.MOST);
        assertEquals(height == 0, node.isLeaf());
        int[] ends = new int[node.size() + 1];
        int at = from;
        for (int i = 0; i <= node.size(); i++) {
            at += node.isLeaf() ? 0 : count(node.child(i));
            ends[i] = at;
            if (i < node.size()) {
                assertEquals(list.get(at).time, node.time(i));
                assertEquals(list.get(at).text, node.state(i).toString());
                at++;
            }
        }
        boolean inner = !node.isLeaf();
        String all = text(from, at);
        String withoutFirst = inner ? text(ends[0], at) : all;
        String withoutLast = inner ? text(from, ends[node.size() - 1] + 1) : all;
        String below;
        if (isRoot) {
            below = inner ? text(ends[0], ends[node.size() - 1] + 1) : all;
            assertEquals(below, node.sum.toString());
        } else {
            below = left ? withoutFirst + above : right ? above + withoutLast : all;
            assertEquals(below, node.sum.toString());
        }
        for (int i = 0; inner && i <= node.size(); i++) {
            boolean first = left && i == 0;
            boolean last = right && i == node.size();
            int start = i == 0 ? from : ends[i - 1] + 1;
            checkNode(node.child(i), start, height - 1, isRoot ? "" : first || last ? below : "", first, last);
        }
        return at;
    }

    private static int count(FibaNode<?> node) {
        int count = node.size();
        for (int i = 0; !node.isLeaf() && i <= node.size(); i++) {
            count += count(node.child(i));
        }
        return count;
    }

    private static int height(FibaNode<?> node) {
        return node.isLeaf() ? 0 : 1 + height(node.firstChild());
    }

    private String textFrom(int from) {
        return text(from, list.size());
    }

    private String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        list.subList(from, to).forEach(entry -> text.append(entry.text));
        return text.toString();
    }

    private static byte[] bytes(Fiba<StringBuilder> tree) {
        StateWriter out = new StateWriter();
        tree.encode(out);
        return out.toByteArray();
    }

    private Fiba<StringBuilder> decoded(byte[] bytes) {
        Fiba<StringBuilder> decoded = new Fiba<>(texts);
        decoded.decode(new StateReader(bytes));
        return decoded;
    }
}
