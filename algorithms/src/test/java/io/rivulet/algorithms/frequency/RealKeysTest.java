package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rivulet.algorithms.Codecs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** oracle_: the heavy hitters of a real disk trace, by all that find them, against exact counts; and the same on a made one. */
class RealKeysTest {

    private static final int WINDOW = 50_000;

    @Test
    void oracle_findsTheHotBlocksOfARealDiskTrace() throws IOException {
        Path trace = Path.of(System.getProperty("rivulet.data", "missing"), "keys", "cloudphysics_w106_blocks.txt.gz");
        assumeTrue(Files.exists(trace), "no data at " + trace);
        long[] blocks = new long[600_000];
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(trace), 1 << 16), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = Long.parseLong(lines.readLine());
            }
        }
        check(blocks);
    }

    @Test
    void oracle_findsTheHotBlocksOfAMadeTrace() {
        long[] blocks = new long[150_000];
        Zipf zipf = new Zipf(50_000, 0.9, 3);
        // Hot blocks, and runs of blocks that are read once, as a disk has them.
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = i / 100 % 3 == 0 ? 1_000_000 + i : zipf.next();
        }
        check(blocks);
    }

    private static void check(long[] blocks) {
        var oracle = new ExactCounts();
        var recent = new ExactCounts();
        var spaceSaving = SpaceSaving.ofLongs(1_000);
        var misraGries = MisraGries.ofLongs(1_000);
        var countSketch = CountSketch.create(1 << 13, 5, 1);
        var countMin = ConservativeCountMin.create(1 << 13, 5, 1);
        var window = WindowHeavyHitters.of(WINDOW, 1_000, Codecs.LONG);
        for (int i = 0; i < blocks.length; i++) {
            oracle.update(blocks[i], 1);
            spaceSaving.update(blocks[i]);
            misraGries.update(blocks[i]);
            countSketch.update(blocks[i]);
            countMin.update(blocks[i]);
            window.update(blocks[i]);
            if (i >= blocks.length - WINDOW) {
                recent.update(blocks[i], 1);
            }
        }
        oracle.check(spaceSaving);
        oracle.check(misraGries);
        recent.checkRows(window.top(3_001), window, 3L * WINDOW / 1_000);
        List<Long> heavy = oracle.counts.entrySet().stream()
                .filter(e -> e.getValue() > oracle.total() / 500)
                .map(Map.Entry::getKey)
                .toList();
        List<Long> found =
                spaceSaving.heavyHitters(0.002).stream().map(FrequentItem::item).toList();
        assertTrue(found.containsAll(heavy));
        // One item in a hundred may be beyond the bound by chance of each sketch: 0.7 % and 1.6 %; five times as many
        // are allowed.
        long[] items =
                Arrays.stream(blocks).limit(100_000).distinct().limit(1_000).toArray();
        double bound = Math.sqrt(8 * oracle.secondMoment() / (1 << 13));
        long beyond = Arrays.stream(items)
                .filter(item -> Math.abs(countSketch.estimate(item) - oracle.count(item)) > bound)
                .count();
        assertTrue(beyond <= items.length * 0.08, "count sketch: " + beyond);
        beyond = Arrays.stream(items)
                .filter(item -> countMin.estimate(item) - oracle.count(item) > countMin.likelyError())
                .count();
        assertTrue(beyond <= items.length * 0.035, "count-min: " + beyond);
        assertEquals(blocks.length, countMin.total());
    }
}
