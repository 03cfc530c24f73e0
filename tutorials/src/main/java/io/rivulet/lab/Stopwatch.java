package io.rivulet.lab;

import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.lab.Dataset.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Times updates, answers and merges of several variants in turn: each round times every variant once, so that what disturbs the machine disturbs all, and
 * the median over the rounds is taken. Rounds before the first that counts let every variant be compiled, and let the loops see all of them, as the loops of
 * a dataflow do.
 */
final class Stopwatch {

    private static final int MOST_WARM_UP_ROUNDS = 3;
    private static final long PASS_NANOS = 25_000_000;
    private static final long QUERIES_NANOS = 2_000_000;
    private static final long MERGES_NANOS = 10_000_000;
    private static final int MOST_MERGES = 200;
    private static final int MOST_QUERIES = 4_096;

    /** Medians. */
    record Times(double updateNanos, double queryNanos, OptionalDouble mergeNanos) {}

    private final LongSupplier nanoTime;
    private final int rounds;
    private final int warmUpRounds;

    Stopwatch(LongSupplier nanoTime, int rounds) {
        this.nanoTime = nanoTime;
        this.rounds = rounds;
        this.warmUpRounds = Math.min(MOST_WARM_UP_ROUNDS, rounds);
    }

    /** The times of each, in the same order. */
    <T> List<Times> measure(List<Supplier<Trial<T>>> variants, Draw<T> draw) {
        List<Timed<T>> timed = new ArrayList<>();
        variants.forEach(variant -> timed.add(new Timed<>(variant, draw)));
        for (int round = -warmUpRounds; round < rounds; round++) {
            boolean counts = round >= 0;
            timed.forEach(variant -> variant.round(counts));
        }
        return timed.stream().map(Timed::times).toList();
    }

    private final class Timed<T> {

        private final Supplier<Trial<T>> variant;
        private final Draw<T> draw;
        private final Trial<T> full;
        private final Optional<Trial.Merging> merging;
        private final List<Double> updates = new ArrayList<>();
        private final List<Double> queries = new ArrayList<>();
        private final List<Double> merges = new ArrayList<>();
        private int pass;
        private int merged = 1;

        Timed(Supplier<Trial<T>> variant, Draw<T> draw) {
            this.variant = variant;
            this.draw = draw;
            this.full = variant.get();
            long start = nanoTime.getAsLong();
            full.feed(draw, 0, draw.size());
            long nanos = Math.max(1, nanoTime.getAsLong() - start);
            // Slow variants are timed over the beginning of the stream only.
            this.pass = (int) Math.max(
                    Math.min(100, draw.size()), Math.min(draw.size(), draw.size() * (PASS_NANOS / (double) nanos)));
            this.merging = variant.get().merging(draw);
        }

        void round(boolean counts) {
            Trial<T> fresh = variant.get();
            long start = nanoTime.getAsLong();
            fresh.feed(draw, 0, pass);
            keep(updates, counts, (nanoTime.getAsLong() - start) / (double) pass);
            keep(queries, counts, query());
            merging.ifPresent(ready -> {
                int many = ready.prepare(merged);
                long before = nanoTime.getAsLong();
                ready.merge();
                double each = Math.max(1, nanoTime.getAsLong() - before) / (double) many;
                merged = (int) Math.max(1, Math.min(MOST_MERGES, MERGES_NANOS / each));
                keep(merges, counts, each);
            });
        }

        private double query() {
            long now = draw.timesMillis()[draw.size() - 1];
            int many = 0;
            long rows = 0;
            long start = nanoTime.getAsLong();
            long nanos;
            do {
                Answer answer = full.answer(now);
                rows += answer.rows().size();
                many++;
                nanos = nanoTime.getAsLong() - start;
            } while (nanos < QUERIES_NANOS && many < MOST_QUERIES);
            if (rows < 0) { // never, but the compiler cannot know, and so must let every answer be made
                throw new IllegalStateException("rows of answers must be counted, got " + rows);
            }
            return nanos / (double) many;
        }

        private static void keep(List<Double> values, boolean counts, double value) {
            if (counts) {
                values.add(value);
            }
        }

        Times times() {
            return new Times(
                    median(updates),
                    median(queries),
                    merges.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(merges)));
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
