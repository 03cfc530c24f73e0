package io.rivulet.algorithms.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc examples. oracle_: against all triangles, one by one, and over many seeds. golden_: released forms. */
class TriestTest {

    private record Edge(long from, long to) {}

    @Test
    void example_asInTheJavadoc() {
        var friends = Triest.create(1_000, 42);
        friends.update("ada", "bob");
        friends.update("bob", "carol");
        friends.update("carol", "ada");
        assertEquals(1.0, friends.estimate());
        var links = DynamicTriest.create(1_000, 42);
        links.update(1, 2);
        links.update(2, 3);
        links.update(3, 1);
        assertEquals(1.0, links.estimate());
        links.remove(1, 2);
        assertEquals(0.0, links.estimate());
    }

    /** Different edges among so many nodes, each once, in random order. */
    private static List<Edge> edges(int nodes, int count, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Set<Edge> edges = new HashSet<>();
        List<Edge> inOrder = new ArrayList<>();
        while (inOrder.size() < count) {
            long from = random.nextInt(nodes);
            long to = random.nextInt(nodes);
            if (from < to && edges.add(new Edge(from, to))) {
                inOrder.add(random.nextInt(2) == 0 ? new Edge(from, to) : new Edge(to, from));
            }
        }
        return inOrder;
    }

    private static int[] triangles(List<Edge> edges, int nodes) {
        boolean[][] linked = new boolean[nodes][nodes];
        int[] ofEdge = new int[edges.size()];
        edges.forEach(e -> {
            linked[(int) e.from()][(int) e.to()] = true;
            linked[(int) e.to()][(int) e.from()] = true;
        });
        for (int e = 0; e < ofEdge.length; e++) {
            for (int node = 0; node < nodes; node++) {
                ofEdge[e] += linked[node][(int) edges.get(e).from()]
                                && linked[node][(int) edges.get(e).to()]
                        ? 1
                        : 0;
            }
        }
        return ofEdge;
    }

    private static double total(int[] ofEdge) {
        double sum = 0;
        for (int triangles : ofEdge) {
            sum += triangles;
        }
        return sum / 3;
    }

    @Test
    void oracle_exactWhileAllEdgesFit() {
        for (int seed = 0; seed < 5; seed++) {
            List<Edge> edges = edges(40, 400, seed);
            var triest = Triest.create(400, seed);
            var dynamic = DynamicTriest.create(400, seed);
            for (int i = 0; i < edges.size(); i++) {
                triest.update(edges.get(i).from(), edges.get(i).to());
                triest.update(edges.get(i).to(), edges.get(i).from());
                dynamic.update(edges.get(i).from(), edges.get(i).to());
                if (i % 37 == 0) {
                    double exact = total(triangles(edges.subList(0, i + 1), 40));
                    assertEquals(exact, triest.estimate());
                    assertEquals(exact, dynamic.estimate(), 1e-9 * exact);
                }
            }
            assertEquals(400, triest.edges());
        }
    }

    /**
     * Over 800 seeds, with a third and a tenth of the edges: the means are within five of their own standard errors, which chance passes once in a million times, and
     * the improved variance is at most its bound, with a quarter more for what 800 seeds deviate.
     */
    @Test
    void oracle_unbiasedOverSeedsAndAsCloseAsPromised() {
        List<Edge> edges = edges(60, 600, 1);
        int[] ofEdge = triangles(edges, 60);
        double exact = total(ofEdge);
        double pairs = 0;
        for (int triangles : ofEdge) {
            pairs += triangles * (triangles - 1) / 2.0;
        }
        for (int sample : new int[] {200, 60}) {
            double[] improved = new double[800];
            double[] basic = new double[800];
            for (int seed = 0; seed < 800; seed++) {
                var triest = Triest.create(sample, seed);
                var dynamic = DynamicTriest.create(sample, seed);
                for (Edge edge : edges) {
                    triest.update(edge.from(), edge.to());
                    dynamic.update(edge.from(), edge.to());
                }
                improved[seed] = triest.estimate();
                basic[seed] = dynamic.estimate();
            }
            double variance = checkUnbiased(exact, improved);
            double eta = 599.0 * 598.0 / (sample * (sample - 1.0));
            double bound = exact * (eta - 1) + pairs * (599.0 - sample) / sample;
            assertTrue(variance <= 1.25 * bound, variance + " beyond " + bound);
            assertTrue(checkUnbiased(exact, basic) > variance, "the improved one is closer");
        }
    }

    private static double checkUnbiased(double exact, double[] estimates) {
        double sum = 0;
        double squares = 0;
        for (double estimate : estimates) {
            sum += estimate;
            squares += (estimate - exact) * (estimate - exact);
        }
        double variance = squares / estimates.length;
        assertEquals(exact, sum / estimates.length, 5 * Math.sqrt(variance / estimates.length));
        return variance;
    }

    /** Edges come and go; in the end as many as the sample holds, fewer, and more. Same bound as above. */
    @Test
    void oracle_removalsLeaveNoBias() {
        List<Edge> edges = edges(40, 500, 2);
        for (int left : new int[] {300, 100, 20}) {
            double exact = total(triangles(edges.subList(500 - left, 500), 40));
            double[] estimates = new double[1_000];
            for (int seed = 0; seed < estimates.length; seed++) {
                var dynamic = DynamicTriest.create(100, seed);
                for (int i = 0; i < 400; i++) {
                    dynamic.update(edges.get(i).from(), edges.get(i).to());
                }
                int gone = Math.min(400, 500 - left);
                for (int i = 0; i < gone; i++) {
                    dynamic.remove(edges.get(i).to(), edges.get(i).from());
                }
                for (int i = 400; i < 500; i++) {
                    dynamic.update(edges.get(i).from(), edges.get(i).to());
                }
                for (int i = gone; i < 500 - left; i++) {
                    dynamic.remove(edges.get(i).from(), edges.get(i).to());
                }
                assertEquals(left, dynamic.edges());
                estimates[seed] = dynamic.estimate();
            }
            checkUnbiased(exact, estimates);
        }
    }

    @Test
    void oracle_theSampleFindsNeighboursThroughAnyChanges() {
        SplitMix64 random = new SplitMix64(5);
        EdgeSample sample = new EdgeSample(200);
        List<Edge> kept = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            long from = random.nextInt(30);
            long to = random.nextInt(30);
            if (from == to) {
                continue;
            }
            int found = sample.find(from, to);
            boolean there = kept.contains(new Edge(from, to)) || kept.contains(new Edge(to, from));
            assertEquals(there, found != EdgeSample.NONE);
            long common = 0;
            for (int node = 0; node < 30; node++) {
                common += has(kept, node, from) && has(kept, node, to) ? 1 : 0;
            }
            assertEquals(common, sample.commonNeighbours(from, to));
            if (!there && kept.size() < 200) {
                sample.add(from, to);
                kept.add(new Edge(from, to));
            } else if (kept.size() > 150) {
                int edge = random.nextInt(sample.size());
                kept.remove(new Edge(sample.from(edge), sample.to(edge)));
                sample.remove(edge);
            }
            assertEquals(kept.size(), sample.size());
        }
    }

    private static boolean has(List<Edge> edges, long a, long b) {
        return edges.contains(new Edge(a, b)) || edges.contains(new Edge(b, a));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        assertEquals(
                "sample must be in 6..16777216, got 5",
                assertThrows(IllegalArgumentException.class, () -> Triest.create(5, 0))
                        .getMessage());
        var triest = Triest.create(6, 0);
        assertEquals(
                "an edge must link two different nodes, got 3 twice",
                assertThrows(IllegalArgumentException.class, () -> triest.update(3, 3))
                        .getMessage());
        var dynamic = DynamicTriest.create(6, 0);
        dynamic.update(1, 2);
        assertEquals(
                "an edge to remove must be there, got one between 1 and 3",
                assertThrows(IllegalArgumentException.class, () -> dynamic.remove(1, 3))
                        .getMessage());
        assertEquals(1, dynamic.edges());
        triest.update(1, 2);
        byte[] bytes = Triest.CODEC.toBytes(triest);
        bytes[bytes.length - 1] = 1;
        assertThrows(CorruptStateException.class, () -> Triest.CODEC.fromBytes(bytes));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var triest = Triest.create(100, 1);
        assertEquals(0, Allocations.of(i -> triest.update(i % 500, 500 + i * 7 % 400)));
        var dynamic = DynamicTriest.create(100, 1);
        assertEquals(0, Allocations.of(i -> {
            dynamic.update(i % 50, 1_000 + i);
            dynamic.remove(i % 50, 1_000 + i);
        }));
    }

    @Test
    void golden_version1StillDecodes() {
        var triest = Triest.create(20, 42);
        var dynamic = DynamicTriest.create(20, 42);
        List<Edge> edges = edges(12, 50, 42);
        for (Edge edge : edges) {
            triest.update(edge.from(), edge.to());
            dynamic.update(edge.from(), edge.to());
        }
        edges.subList(0, 15).forEach(edge -> dynamic.remove(edge.from(), edge.to()));
        assertEquals(
                triest.estimate(),
                Golden.decode("triest-1.bin", Triest.CODEC, triest).estimate());
        assertEquals(
                dynamic.estimate(),
                Golden.decode("dynamic-triest-1.bin", DynamicTriest.CODEC, dynamic)
                        .estimate());
    }
}
