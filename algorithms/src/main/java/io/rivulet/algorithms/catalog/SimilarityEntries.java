package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import io.rivulet.algorithms.membership.DuplicateCount;
import io.rivulet.algorithms.similarity.CosineSimilarity;
import io.rivulet.algorithms.similarity.JaccardSimilarity;
import io.rivulet.algorithms.similarity.LshIndex;
import io.rivulet.algorithms.similarity.MinHash;
import io.rivulet.algorithms.similarity.NearDuplicates;
import io.rivulet.algorithms.similarity.Shingles;
import io.rivulet.algorithms.similarity.SimHash;
import java.time.Duration;
import java.util.List;

/** Entries of the similarity family: how alike two sets are, and which came before nearly so. */
final class SimilarityEntries {

    private static final Parameter SEED =
            Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash");

    private static final Parameter COMPONENTS = Parameter.integer(
            "components",
            MinHash.DEFAULT_COMPONENTS,
            2,
            MinHash.MAX_COMPONENTS,
            "of each set, an even number; twice as exact with four times as many");

    private SimilarityEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(minHash(), simHash(), nearDuplicates());
    }

    private static Algorithm<Pair> minHash() {
        return Algorithm.named("min-hash", "similarity", Input.PAIR)
                .paper("Broder, On the resemblance and containment of documents, Sequences 1997")
                .summary("What share of the items of two streams is in both, in a few hundred bytes each.")
                .error("sqrt(J (1 - J) / components), standard error")
                .parameters(COMPONENTS, SEED)
                .variations("components", "32", "128", "512", "2048")
                .sample(ExactSimilarity.OVERLAPPING)
                // Hoeffding: 2 exp(-2 · 128 · 0.14²) = 0.013.
                .heldAgainst(ExactSimilarity.JACCARD, Tolerance.of(0.14, 0.013))
                .make(arguments -> JaccardSimilarity.<Pair>aggregation(
                                arguments.integer("components"), arguments.whole("seed"), Pair::first, Pair::second)
                        .map(Answer::estimate));
    }

    private static Algorithm<Pair> simHash() {
        return Algorithm.named("sim-hash", "similarity", Input.PAIR)
                .paper("Charikar, Similarity estimation techniques from rounding algorithms, STOC 2002")
                .summary("How alike two streams are in how often they have each item, as a cosine.")
                .error("pi sqrt(p (1 - p) / bits), standard error of the angle, with p the angle / pi")
                .parameters(Parameter.integer("bits", 256, 64, SimHash.MAX_BITS, "a multiple of 64"), SEED)
                .variations("bits", "64", "256", "1024")
                .sample(ExactSimilarity.OVERLAPPING)
                // The angle is about 0.9 and deviates by 0.09, which makes 0.07 of the cosine: 0.2 is almost three
                // deviations.
                .heldAgainst(ExactSimilarity.COSINE, Tolerance.of(0.2, 0.01))
                .make(arguments -> CosineSimilarity.<Pair>aggregation(
                                arguments.integer("bits"), arguments.whole("seed"), Pair::first, Pair::second)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> nearDuplicates() {
        return Algorithm.named("near-duplicates", "similarity", Input.TEXT)
                .paper("Broder, Sequences 1997; Indyk and Motwani, Approximate nearest neighbors, STOC 1998")
                .summary("Whether a text is nearly one of the last so much time, with a word changed here and there.")
                .error(
                        "standard error of the similarity 0.5 / sqrt(components); overlooks 5 % at the threshold, fewer above")
                .parameters(
                        Parameter.duration(
                                "window",
                                Duration.ofMinutes(10),
                                Duration.ofMillis(1),
                                Duration.ofDays(36_500),
                                "how long a text is remembered"),
                        Parameter.integer("texts", 10_000, 1, LshIndex.MAX_CAPACITY, "remembered at most"),
                        Parameter.number("threshold", 0.7, 0.1, 1, "least similarity of a near-duplicate"),
                        Parameter.integer("words", 2, 1, 32, "in a run; texts are as alike as their runs of words"),
                        COMPONENTS,
                        SEED)
                .variations("components", "64", "128", "256")
                .sample(ExactNearDuplicates.REPOSTS)
                // One changed word of twenty leaves 0.81, three deviations above the threshold: about one in a
                // thousand is judged otherwise.
                .heldAgainst(
                        arguments -> ExactNearDuplicates.lastWindow(
                                arguments.duration("window"),
                                arguments.integer("words"),
                                arguments.number("threshold")),
                        Tolerance.of(0.01, 0.001))
                .make(arguments -> DuplicateCount.aggregation(NearDuplicates.<String>deduplication(
                                arguments.duration("window"),
                                arguments.integer("texts"),
                                new NearDuplicates.Params(
                                        Shingles.ofWords(arguments.integer("words")),
                                        arguments.number("threshold"),
                                        arguments.integer("components"),
                                        arguments.whole("seed")),
                                text -> text))
                        .map(found -> Answer.of("records", found.records(), "duplicates", found.duplicates())));
    }
}
