package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.catalog.Input.Pair;
import io.rivulet.algorithms.catalog.Input.Weighted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Made streams of items, and of what is made of items: baskets, pairs, weighted items, edges. Each seed has items of its own. */
final class ItemStreams {

    /** A thousand items, the frequent ones a hundred times as frequent as the rare: what laws run over. */
    static final SampleStream<String> SKEWED =
            SampleStream.of("skewed", "a thousand items of unequal frequency", random -> {
                String prefix = prefix(random);
                return () -> prefix + skewed(random, 1_000);
            });

    /** A hundred thousand items, all equally frequent: hardly any item comes twice in a short stream. */
    static final SampleStream<String> UNIFORM =
            SampleStream.of("uniform", "a hundred thousand items of equal frequency", random -> {
                String prefix = prefix(random);
                return () -> prefix + random.nextInt(100_000);
            });

    /** What words, visitors and keys are like. */
    static final SampleStream<String> ZIPF =
            SampleStream.of("zipf", "a hundred thousand items, the n-th 1/n^1.1 as frequent as the first", random -> {
                String prefix = prefix(random);
                return () -> prefix + zipf(random, 100_000, 1.1);
            });

    /** Usual traffic, in which every now and then a new item makes up half of the records for a while. */
    static final SampleStream<String> BURSTS =
            SampleStream.of("bursts", "skewed items, and bursts of a new one now and then", random -> {
                String prefix = prefix(random);
                int[] burst = {0, 0}; // number of the burst, records it still lasts
                return () -> {
                    if (burst[1] == 0 && random.nextInt(400) == 0) {
                        burst[0]++;
                        burst[1] = 50 + random.nextInt(300);
                    }
                    if (burst[1] > 0) {
                        burst[1]--;
                        if (random.nextInt(2) == 0) {
                            return prefix + "burst-" + burst[0];
                        }
                    }
                    return prefix + skewed(random, 1_000);
                };
            });

    /** Ever new items: the first of a stream and the last have none in common. What samples run over. */
    static final SampleStream<String> SHIFTING =
            SampleStream.of("shifting", "skewed items, a new one every second record", random -> {
                String prefix = prefix(random);
                IntSupplier count = counter();
                return () -> prefix + (count.getAsInt() / 2 + skewed(random, 200));
            });

    /** Baskets of one to six draws out of a dozen items, some frequent, some rare. */
    static final SampleStream<List<String>> BASKETS =
            SampleStream.of("baskets", "one to six items out of twelve of unequal frequency", random -> {
                String prefix = prefix(random);
                return () -> {
                    List<String> basket = new ArrayList<>();
                    for (int n = random.nextInt(6); n >= 0; n--) {
                        double u = random.nextDouble();
                        basket.add(prefix + (int) (12 * u * u));
                    }
                    return List.copyOf(basket);
                };
            });

    /** Connections: most sources talk to a few destinations again and again, every fiftieth record is of one that tries ever new ones. */
    static final SampleStream<Pair> PAIRS = SampleStream.of(
            "connections", "sources with a few destinations each, and one with ever new ones", random -> {
                String prefix = prefix(random);
                IntSupplier scanned = counter();
                return () -> {
                    if (random.nextInt(50) == 0) {
                        return new Pair(prefix + "scanner", prefix + "host-" + scanned.getAsInt());
                    }
                    int source = skewed(random, 200);
                    int destination = (source * 7 + skewed(random, 5)) % 300;
                    return new Pair(prefix + source, prefix + "host-" + destination);
                };
            });

    /** Items of two periods, taken in turns by chance: of fifty kinds in both, some of which have become rarer and others more frequent. */
    static final SampleStream<Pair> PERIODS =
            SampleStream.of("periods", "the name of a period, reference or current, and one of fifty items", random -> {
                String prefix = prefix(random);
                return () -> {
                    double u = random.nextDouble();
                    return random.nextInt(2) == 0
                            ? new Pair("reference", prefix + (int) (50 * u * u))
                            : new Pair("current", prefix + (int) (50 * u * Math.sqrt(u)));
                };
            });

    /** Skewed items whose weights vary by orders of magnitude, as bytes of connections do; whole numbers from 1 on. */
    static final SampleStream<Weighted> WEIGHTED =
            SampleStream.of("bytes", "skewed items with lognormal whole weights", random -> {
                String prefix = prefix(random);
                return () -> new Weighted(
                        prefix + skewed(random, 1_000), Math.ceil(100 * StrictMath.exp(1.5 * random.nextGaussian())));
            });

    /** Edges within groups of a dozen nodes, so that there are triangles, and few between groups; no edge leads from a node to itself, some come again. */
    static final SampleStream<Pair> EDGES = SampleStream.of(
            "communities", "links within groups of twelve among 600 nodes, a tenth between groups", random -> {
                String prefix = prefix(random);
                return edges(random, prefix);
            });

    private ItemStreams() {}

    private static Supplier<Pair> edges(SplitMix64 random, String prefix) {
        return () -> {
            int from = random.nextInt(600);
            int to = from;
            while (to == from) {
                to = random.nextInt(10) == 0 ? random.nextInt(600) : from - from % 12 + random.nextInt(12);
            }
            return new Pair(prefix + from, prefix + to);
        };
    }

    private static IntSupplier counter() {
        int[] next = {0};
        return () -> next[0]++;
    }

    private static String prefix(SplitMix64 random) {
        return Integer.toString(random.nextInt(36 * 36 * 36), 36) + "-";
    }

    private static int skewed(SplitMix64 random, int items) {
        double u = random.nextDouble();
        return (int) (items * u * u * u);
    }

    /** The inverse of the continuous power law on 1..items + 1, rounded down: 0 is the most frequent. */
    private static int zipf(SplitMix64 random, int items, double exponent) {
        double power = 1 - exponent;
        double last = StrictMath.pow(items + 1, power);
        return (int) StrictMath.pow(1 + random.nextDouble() * (last - 1), 1 / power) - 1;
    }
}
