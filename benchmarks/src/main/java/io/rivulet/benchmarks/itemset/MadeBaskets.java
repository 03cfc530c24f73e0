package io.rivulet.benchmarks.itemset;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Baskets in the manner of Agrawal and Srikant, <i>Fast algorithms for mining association rules</i>, VLDB 1994, section 2.4.3: patterns are drawn first, and
 * baskets are filled with patterns of unequal popularity, some items of which are left out.
 */
final class MadeBaskets {

    private static final double LEFT_OUT = 0.3;

    private MadeBaskets() {}

    static List<List<String>> of(int baskets, int items, int patterns, int patternLength, int basketLength, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<List<String>> made = new ArrayList<>();
        List<List<String>> pool = new ArrayList<>();
        for (int i = 0; i < patterns; i++) {
            List<String> pattern = new ArrayList<>();
            int length = 1 + random.nextInt(2 * patternLength - 1);
            for (int j = 0; j < length; j++) {
                boolean shared = i > 0 && random.nextInt(2) == 0;
                List<String> last = shared ? pool.get(i - 1) : List.of();
                pattern.add(shared ? last.get(random.nextInt(last.size())) : "item-" + random.nextInt(items));
            }
            pool.add(pattern);
        }
        for (int i = 0; i < baskets; i++) {
            int length = 1 + random.nextInt(2 * basketLength - 1);
            Set<String> basket = new TreeSet<>();
            while (basket.size() < length) {
                // A quarter of the patterns stands in about two thirds of the baskets.
                double rank = random.nextDouble();
                for (String item : pool.get((int) (rank * rank * rank * patterns))) {
                    if (random.nextDouble() >= LEFT_OUT) {
                        basket.add(item);
                    }
                }
            }
            made.add(List.copyOf(basket));
        }
        return made;
    }
}
