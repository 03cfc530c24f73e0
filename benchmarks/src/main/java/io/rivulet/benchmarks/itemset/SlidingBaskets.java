package io.rivulet.benchmarks.itemset;

import io.rivulet.algorithms.itemset.Apriori;
import io.rivulet.algorithms.itemset.Change;
import io.rivulet.algorithms.itemset.FrequentItemsets;
import io.rivulet.algorithms.itemset.IncrementalApriori;
import io.rivulet.algorithms.itemset.Itemset;
import io.rivulet.algorithms.itemset.ItemsetChange;
import io.rivulet.algorithms.itemset.ItemsetParams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Is a window that slides over all baskets of a file exact, and what does it cost beside mining it anew after each basket? Every change is replayed, and every so many
 * baskets the replayed itemsets, those of the miner and their counts must be those of the window mined from nothing.
 * {@code java -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.itemset.SlidingBaskets T10I4D100K.dat.gz 10000 0.01 500}
 */
public final class SlidingBaskets {

    private final List<List<String>> baskets;
    private final int window;
    private final ItemsetParams params;
    private final int every;
    private final PrintStream out;

    private SlidingBaskets(List<List<String>> baskets, int window, ItemsetParams params, int every, PrintStream out) {
        this.baskets = baskets;
        this.window = window;
        this.params = params;
        this.every = every;
        this.out = out;
    }

    /**
     * Prints how many baskets, changes and checks there were, and the times.
     *
     * @param arguments a file of items with blanks between, one basket a line; the window's baskets; the share that is frequent; how many baskets lie between checks
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    "arguments must be file, window, share, baskets between checks; got " + arguments.length);
        }
        new SlidingBaskets(
                        read(Path.of(arguments[0])),
                        Integer.parseInt(arguments[1]),
                        ItemsetParams.ofMinSupport(Double.parseDouble(arguments[2])),
                        Integer.parseInt(arguments[3]),
                        System.out)
                .run();
    }

    private void run() {
        IncrementalApriori miner = IncrementalApriori.lastBaskets(window, params);
        Set<List<String>> replayed = new HashSet<>();
        long sliding = 0;
        long anew = 0;
        long changes = 0;
        int full = 0;
        int checks = 0;
        for (int i = 0; i < baskets.size(); i++) {
            long start = System.nanoTime();
            miner.update(baskets.get(i));
            List<ItemsetChange> changed = miner.changes();
            if (i >= window) {
                sliding += System.nanoTime() - start;
                full++;
            }
            changes += changed.size();
            replay(changed, replayed);
            if ((i + 1) % every == 0) {
                start = System.nanoTime();
                FrequentItemsets expected = mineAnew(i + 1);
                if (i >= window) {
                    anew += System.nanoTime() - start;
                    checks++;
                }
                check(expected, miner.frequent(), replayed, i + 1);
            }
        }
        double perBasket = sliding / 1e3 / Math.max(1, full);
        double perMining = anew / 1e3 / Math.max(1, checks);
        out.printf(
                Locale.ROOT,
                "%d baskets, window %d, %d changes, all %d checks exact; %.1f µs a basket with its changes, %.0f µs to mine anew: %.0f times%n",
                baskets.size(),
                window,
                changes,
                baskets.size() / every,
                perBasket,
                perMining,
                perMining / perBasket);
    }

    private FrequentItemsets mineAnew(int end) {
        Apriori apriori = Apriori.create(params);
        baskets.subList(Math.max(0, end - window), end).forEach(apriori::update);
        return apriori.frequent();
    }

    private static void replay(List<ItemsetChange> changes, Set<List<String>> replayed) {
        for (ItemsetChange change : changes) {
            List<String> items = change.itemset().items();
            boolean fits = change.change() == Change.ENTERED ? replayed.add(items) : replayed.remove(items);
            if (!fits) {
                throw new IllegalStateException("a change must follow from those before, got " + change);
            }
        }
    }

    private static void check(FrequentItemsets expected, FrequentItemsets actual, Set<List<String>> replayed, int at) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("after " + at + " baskets the itemsets differ from those mined anew");
        }
        Set<List<String>> sets = new HashSet<>();
        for (Itemset itemset : expected.itemsets()) {
            sets.add(itemset.items());
        }
        if (!sets.equals(replayed)) {
            throw new IllegalStateException("after " + at + " baskets the replayed changes differ from the answer");
        }
    }

    private static List<List<String>> read(Path file) throws IOException {
        List<List<String>> baskets = new ArrayList<>();
        try (var bytes = Files.newInputStream(file);
                var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> baskets.add(List.of(line.strip().split(" +", -1))));
        }
        return baskets;
    }
}
