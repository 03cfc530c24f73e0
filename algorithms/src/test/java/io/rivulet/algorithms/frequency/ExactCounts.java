package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Exact counts of numbers, and what they say of a summary's promises. */
final class ExactCounts {

    final Map<Long, Long> counts = new HashMap<>();
    private long total;
    private long last;

    void update(long item, long weight) {
        last = item;
        counts.merge(item, weight, Long::sum);
        total += weight;
    }

    /** The item that came last. */
    long last() {
        return last;
    }

    long total() {
        return total;
    }

    long count(long item) {
        return counts.getOrDefault(item, 0L);
    }

    List<Long> top(int k) {
        return counts.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .limit(k)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The sum of squared counts. */
    double secondMoment() {
        return counts.values().stream().mapToDouble(c -> (double) c * c).sum();
    }

    /** Never too low, never too high by more than the bound, whoever may outnumber is monitored, and what is guaranteed is so. */
    void check(SpaceSaving<Long> counter) {
        assertEquals(total, counter.total());
        long bound = total / counter.counters();
        assertTrue(counter.maximumError() <= bound, counter.maximumError() + " must be at most " + bound);
        List<FrequentItem<Long>> rows = counter.top(counter.counters());
        counts.forEach((item, count) -> {
            long estimate = counter.estimate(item);
            assertTrue(estimate >= count && estimate <= count + counter.maximumError());
            assertTrue(counter.lowerBound(item) <= count);
        });
        checkRows(rows, counter, bound);
    }

    /** Never too high, never too low by more than the bound, whoever may outnumber is monitored, and what is guaranteed is so. */
    void check(MisraGries<Long> counter) {
        assertEquals(total, counter.total());
        long bound = total / counter.counters();
        assertTrue(counter.maximumError() <= bound, counter.maximumError() + " must be at most " + bound);
        List<FrequentItem<Long>> rows = counter.top(2 * counter.counters());
        counts.forEach((item, count) -> {
            long estimate = counter.estimate(item);
            assertTrue(estimate <= count && estimate >= count - counter.maximumError());
        });
        checkRows(rows, counter, bound);
    }

    /**
     * Checks the rows of all monitored items, and shorter lists.
     *
     * @param bound items of more than that must be there
     */
    void checkRows(List<FrequentItem<Long>> rows, TopK<Long> counter, long bound) {
        List<Long> monitored = rows.stream().map(FrequentItem::item).toList();
        counts.forEach(
                (item, count) -> assertTrue(count <= bound || monitored.contains(item), item + " must be monitored"));
        for (FrequentItem<Long> row : rows) {
            long count = count(row.item());
            assertTrue(row.count() - row.error() <= count && count <= row.count(), row + " for " + count);
        }
        for (int k : new int[] {1, 3, 10}) {
            List<FrequentItem<Long>> top = counter.top(k);
            assertEquals(
                    rows.subList(0, Math.min(k, rows.size())).stream()
                            .map(FrequentItem::item)
                            .toList(),
                    top.stream().map(FrequentItem::item).toList());
            long bestOutside = counts.entrySet().stream()
                    .filter(e -> top.stream().noneMatch(row -> row.item().equals(e.getKey())))
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            top.forEach(row -> assertTrue(!row.guaranteed() || count(row.item()) >= bestOutside));
        }
    }
}
