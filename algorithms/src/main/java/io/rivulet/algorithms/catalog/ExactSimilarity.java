package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import java.util.HashMap;
import java.util.Map;

/** How alike the items of both sides are, by counting each of them: Jaccard's measure looks at which there are, the cosine at how many of each. */
final class ExactSimilarity implements Exact<Pair> {

    static final Yardstick<Pair> JACCARD = new Yardstick<>(
            "What share of the items of either side is on both?",
            "difference of the Jaccard similarity",
            () -> new ExactSimilarity(false));

    static final Yardstick<Pair> COSINE = new Yardstick<>(
            "How alike are both sides in how often they have each item?",
            "difference of the cosine similarity",
            () -> new ExactSimilarity(true));

    /** Of the second items three in five are the first ones, the others come on that side only. */
    static final SampleStream<Pair> OVERLAPPING = new SampleStream<>(
            "overlapping", "two sides of a thousand items each, of which three in five are the same", seed -> {
                var items = ItemStreams.SKEWED.start().apply(seed);
                return () -> {
                    String item = items.get();
                    return new Pair(item, item.charAt(item.length() - 1) < '6' ? item : "other-" + item);
                };
            });

    private final boolean counting;
    private final Map<String, long[]> counts = new HashMap<>();

    private ExactSimilarity(boolean counting) {
        this.counting = counting;
    }

    @Override
    public void update(Pair pair, long timeMillis) {
        counts.computeIfAbsent(pair.first(), item -> new long[2])[0]++;
        counts.computeIfAbsent(pair.second(), item -> new long[2])[1]++;
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.estimate(counting ? cosine() : jaccard());
    }

    private double jaccard() {
        double both = counts.values().stream().filter(c -> c[0] > 0 && c[1] > 0).count();
        return both / counts.size();
    }

    private double cosine() {
        double product = 0;
        double first = 0;
        double second = 0;
        for (long[] c : counts.values()) {
            product += (double) c[0] * c[1];
            first += (double) c[0] * c[0];
            second += (double) c[1] * c[1];
        }
        return product / Math.sqrt(first * second);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return Yardstick.absoluteError(
                answer.number("estimate"), answer(nowMillis).number("estimate"));
    }
}
