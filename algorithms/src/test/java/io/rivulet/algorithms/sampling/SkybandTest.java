package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** oracle_: every answer against all items kept and sorted, to the item. */
class SkybandTest {

    private record Kept(long position, double key, int item) {}

    @Test
    void oracle_everyAnswerIsThatOfAllItemsSorted() {
        for (int k : new int[] {1, 2, 5, 40}) {
            for (int lateness : new int[] {0, 3, 200}) {
                check(k, lateness, new SplitMix64(31L * k + lateness));
            }
        }
    }

    private static void check(int k, int lateness, SplitMix64 random) {
        int window = 300;
        Skyband<Integer> band = new Skyband<>(k);
        Skyband<Integer> other = new Skyband<>(k);
        List<Kept> all = new ArrayList<>();
        long newest = 0;
        for (int i = 0; i < 2_000; i++) {
            newest += random.nextInt(3);
            long position = newest - (lateness == 0 ? 0 : random.nextInt(lateness));
            double key = random.nextOpenDouble();
            (i % 3 == 0 && lateness > 0 ? other : band).add(position, key, i, newest - window);
            all.add(new Kept(position, key, i));
            if (i % 100 == 99) {
                Skyband<Integer> both = band.copy();
                both.addAll(other, newest - window);
                for (int width : new int[] {1, 7, 50, window}) {
                    long after = newest - width;
                    List<Integer> expected = all.stream()
                            .filter(kept -> kept.position > after)
                            .sorted(Comparator.comparingDouble(Kept::key))
                            .limit(k)
                            .map(Kept::item)
                            .toList();
                    assertEquals(new TreeSet<>(expected), new TreeSet<>(both.after(after)), "k " + k + ", record " + i);
                }
            }
        }
    }

    @Test
    void oracle_keepsAboutAsManyAsExpected() {
        int k = 20;
        int n = 5_000;
        Skyband<Integer> band = new Skyband<>(k);
        SplitMix64 random = new SplitMix64(8);
        double most = 0;
        for (int i = 0; i < 20_000; i++) {
            band.add(i, random.nextOpenDouble(), i, i - n);
            most = Math.max(most, band.heapBytes(Codecs.INTEGER) / (20.0 + 16));
        }
        double expected = k * (1 + Math.log((double) n / k));
        assertTrue(most < 6 * expected, most + " of " + expected);
    }

    @Test
    void oracle_aBandReadBackGoesOnAlike() {
        SplitMix64 random = new SplitMix64(3);
        Skyband<Integer> band = new Skyband<>(3);
        Skyband<Integer> restored = new Skyband<>(3);
        for (int i = 0; i < 500; i++) {
            double key = random.nextOpenDouble();
            band.add(i, key, i, i - 100L);
            restored.add(i, key, i, i - 100L);
            byte[] bytes = bytes(restored);
            assertEquals(List.of(band.after(i - 50L)), List.of(restored.after(i - 50L)));
            restored = new Skyband<>(3);
            restored.decode(Codecs.INTEGER, Long.MIN_VALUE, i, new StateReader(bytes));
        }
        assertEquals(band.heapBytes(Codecs.INTEGER), restored.heapBytes(Codecs.INTEGER), 8L * 16);
    }

    private static byte[] bytes(Skyband<Integer> band) {
        StateWriter out = new StateWriter();
        band.encode(Codecs.INTEGER, out);
        return out.toByteArray();
    }
}
