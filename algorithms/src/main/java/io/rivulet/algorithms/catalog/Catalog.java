package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every algorithm of the library, by name. Adding one is its file, its line here and its test; from the line it gets the laws, its place in
 * {@code rivulet catalog} and {@code rivulet apply}, and its row in the benchmarks. Nothing is found by reflection.
 */
public final class Catalog {

    private static final List<Algorithm<?>> ALL = build();

    private Catalog() {}

    /** All, by family. */
    public static List<Algorithm<?>> all() {
        return ALL;
    }

    /** The algorithm of that name. */
    public static Optional<Algorithm<?>> find(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    private static List<Algorithm<?>> build() {
        List<Algorithm<?>> all = new ArrayList<>();
        moments(all);
        entropy(all);
        return List.copyOf(all);
    }

    private static void moments(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "moments",
                "moments",
                "Mean, variance, skewness and kurtosis in one pass.",
                "rounding",
                Input.NUMBER,
                List.of(),
                Agreement.ROUNDING,
                arguments -> RunningMoments.<Double>aggregation(Double::doubleValue)
                        .map(m -> Answer.of(
                                "count",
                                m.count(),
                                "mean",
                                m.mean(),
                                "variance",
                                m.variance(),
                                "skewness",
                                m.skewness(),
                                "kurtosis",
                                m.kurtosis()))));
    }

    private static void entropy(List<Algorithm<?>> all) {
        all.add(new Algorithm<>(
                "shannon-entropy",
                "entropy",
                "How spread the items are, in bits: 0 when all are the same.",
                "exact",
                Input.ITEM,
                List.of(),
                Agreement.ROUNDING,
                arguments -> ShannonEntropy.<String>aggregation(item -> item).map(Answer::estimate)));
    }
}
