package io.rivulet.algorithms.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every algorithm of the library, by name. Adding one is its file, its entry in its family's list and its test; from the entry it gets the laws, the
 * oracle, a golden form, its place in {@code rivulet catalog}, {@code rivulet apply} and {@code rivulet bench}. Nothing is found by reflection.
 */
public final class Catalog {

    private static final List<Algorithm<?>> ALL = Stream.of(
                    MomentsEntries.all(),
                    StatisticsEntries.all(),
                    EntropyEntries.all(),
                    DistinctEntries.all(),
                    FrequencyEntries.all(),
                    QuantileEntries.all(),
                    MembershipEntries.all(),
                    SlidingEntries.all(),
                    SamplingEntries.all(),
                    ItemsetEntries.all(),
                    SimilarityEntries.all(),
                    LinearAlgebraEntries.all(),
                    TextEntries.all(),
                    GraphEntries.all(),
                    ChangeEntries.all(),
                    AnomalyEntries.all(),
                    LearningEntries.all())
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableList());

    private static final Map<String, Algorithm<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Algorithm::name, Function.identity()));

    private Catalog() {}

    /** All, by family. */
    public static List<Algorithm<?>> all() {
        return ALL;
    }

    /** The algorithm of that name. */
    public static Optional<Algorithm<?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
