package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * oracle_: the measures of a sliding window over real connections with attacks among them, against recounts of the window, and what they tell of the attacks;
 * and the same over made ones.
 */
class RealItemsTest {

    private static final int WINDOW = 10_000;
    private static final int PERIOD = 2_000;

    /** Connections in the order they came. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Connections(long[] sources, long[] destinations, boolean[] attacks) {}

    @Test
    void oracle_followsTheConnectionsOfARealNetwork() throws IOException {
        Path edges = Path.of(System.getProperty("rivulet.data", "missing"), "intrusion", "darpa98_edges.csv.gz");
        assumeTrue(Files.exists(edges), "no data at " + edges);
        int count = 300_000;
        Connections connections = new Connections(new long[count], new long[count], new boolean[count]);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(edges), 1 << 16), StandardCharsets.US_ASCII))) {
            // The header, and the quiet weeks at the beginning.
            for (int i = 0; i < 350_000; i++) {
                lines.readLine();
            }
            for (int i = 0; i < count; i++) {
                String[] fields = lines.readLine().split(",", -1);
                connections.sources[i] = Hash.ofText(fields[0], 0);
                connections.destinations[i] = Hash.ofText(fields[1], 0);
                connections.attacks[i] = !fields[3].equals("-");
            }
        }
        check(connections);
    }

    @Test
    void oracle_followsMadeConnections() {
        int count = 100_000;
        Connections connections = new Connections(new long[count], new long[count], new boolean[count]);
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < count; i++) {
            // Every fifth part is a flood: many sources, one destination.
            boolean attack = i / 5_000 % 5 == 4;
            connections.attacks[i] = attack;
            connections.sources[i] = attack ? random.nextLong() : (long) (500 * Math.pow(random.nextDouble(), 3));
            connections.destinations[i] =
                    attack ? 7 : (connections.sources[i] + (long) (20 * Math.pow(random.nextDouble(), 2))) % 300;
        }
        check(connections);
    }

    private static void check(Connections connections) {
        var shannon = ShannonEntropy.create();
        var collision = RenyiEntropy.ofOrder(2);
        var guess = MinEntropy.create();
        var sketch = EntropySketch.create(256, 3);
        var told = MutualInformation.create();
        var drift = SlidingDivergence.of(PERIOD, PERIOD);
        double squares = 0;
        int checks = 0;
        double calm = 0;
        int calmOnes = 0;
        double changing = 0;
        int changes = 0;
        for (int i = 0; i < connections.sources.length; i++) {
            long source = connections.sources[i];
            long destination = connections.destinations[i];
            shannon.update(destination);
            collision.update(destination);
            guess.update(destination);
            sketch.update(destination);
            told.update(source, destination);
            drift.update(destination);
            if (i >= WINDOW) {
                long gone = connections.destinations[i - WINDOW];
                shannon.retract(gone);
                collision.retract(gone);
                guess.retract(gone);
                sketch.retract(gone);
                told.retract(connections.sources[i - WINDOW], gone);
            }
            if (i % 2_000 == 1_999 && i >= WINDOW) {
                Map<Long, Integer> window = new HashMap<>();
                Map<Long, Integer> ofSources = new HashMap<>();
                Map<String, Integer> pairs = new HashMap<>();
                for (int j = i - WINDOW + 1; j <= i; j++) {
                    window.merge(connections.destinations[j], 1, Integer::sum);
                    ofSources.merge(connections.sources[j], 1, Integer::sum);
                    pairs.merge(connections.sources[j] + " " + connections.destinations[j], 1, Integer::sum);
                }
                double exact = bits(window);
                assertEquals(exact, shannon.estimate(), 1e-10);
                assertEquals(exact, told.entropyOfY(), 1e-10);
                assertEquals(exact + bits(ofSources) - bits(pairs), told.estimate(), 1e-10);
                double collisions = window.values().stream()
                        .mapToDouble(c -> (double) c / WINDOW * c / WINDOW)
                        .sum();
                assertEquals(-Math.log(collisions) / Math.log(2), collision.estimate(), 1e-11);
                assertEquals(window.values().stream().mapToInt(c -> c).max().orElseThrow(), guess.largestCount());
                double error = (sketch.estimate() - exact) / sketch.standardError();
                squares += error * error;
                checks++;
            }
            if (drift.isFull() && i % PERIOD == PERIOD - 1) {
                int mixed = attacks(connections, i - PERIOD, i) - attacks(connections, i - 2 * PERIOD, i - PERIOD);
                if (Math.abs(mixed) > PERIOD / 2) {
                    changing += drift.weightedJensenShannon();
                    changes++;
                } else if (mixed == 0) {
                    calm += drift.weightedJensenShannon();
                    calmOnes++;
                }
            }
        }
        // The windows overlap and the seed is one, hence their errors are much alike: within three standard errors.
        assertTrue(Math.sqrt(squares / checks) < 3, "sketch: " + Math.sqrt(squares / checks));
        assertTrue(changes > 0 && calmOnes > 0, changes + " changes, " + calmOnes + " calm ones");
        assertTrue(
                changing / changes > 2 * calm / calmOnes,
                "drift " + changing / changes + " where attacks set in or end, " + calm / calmOnes + " elsewhere");
    }

    private static int attacks(Connections connections, int from, int to) {
        int attacks = 0;
        for (int i = from + 1; i <= to; i++) {
            attacks += connections.attacks[i] ? 1 : 0;
        }
        return attacks;
    }

    private static double bits(Map<?, Integer> counts) {
        return counts.values().stream()
                .mapToDouble(c -> -(double) c / WINDOW * Math.log((double) c / WINDOW) / Math.log(2))
                .sum();
    }
}
