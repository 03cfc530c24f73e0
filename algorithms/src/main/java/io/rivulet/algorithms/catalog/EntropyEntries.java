package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Input.Pair;
import io.rivulet.algorithms.entropy.DecayedEntropy;
import io.rivulet.algorithms.entropy.Divergence;
import io.rivulet.algorithms.entropy.EntropySketch;
import io.rivulet.algorithms.entropy.MinEntropy;
import io.rivulet.algorithms.entropy.MutualInformation;
import io.rivulet.algorithms.entropy.PermutationEntropy;
import io.rivulet.algorithms.entropy.RenyiEntropy;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.entropy.SlidingDivergence;
import io.rivulet.algorithms.entropy.WeightedPermutationEntropy;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Entries of the entropy family: how spread items are, what they tell of each other, how far they have moved. */
final class EntropyEntries {

    private static final String REFERENCE = "reference";
    private static final String CURRENT = "current";
    private static final String PROJECTIONS = "projections";
    private static final String ORDER = "order";
    private static final String DELAY = "delay";
    private static final String VALUES = "values";

    /** Three and a quarter standard errors of the sketch: passed by one answer in 900. */
    private static final Tolerance OF_SKETCH = Tolerance.of(0.254, 0.002);

    private EntropyEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(
                shannonEntropy(),
                entropySketch(),
                decayedEntropy(),
                normalizedEntropy(),
                perplexity(),
                millerMadow(),
                grassberger(),
                chaoShen(),
                renyiEntropy(),
                tsallisEntropy(),
                giniSimpson(),
                minEntropy(),
                mutualInformation(),
                divergence(),
                slidingDivergence(),
                permutationEntropy(),
                weightedPermutationEntropy());
    }

    private static Algorithm<String> shannonEntropy() {
        return ofCounts("shannon-entropy", "How spread the items are, in bits: 0 when all are the same.")
                .paper("Shannon, A mathematical theory of communication, Bell System Technical Journal 27, 1948")
                .heldAgainst(ExactEntropy.ofAll(), Tolerance.rounding())
                .make(arguments ->
                        ShannonEntropy.<String>aggregation(item -> item).map(Answer::estimate));
    }

    private static Algorithm<String> entropySketch() {
        return Algorithm.named("entropy-sketch", "entropy", Input.ITEM)
                .summary("How spread the items are, in bits, in a fixed space however many different ones there are.")
                .error("2.5 / projections^(1/2) bits, standard error")
                .paper("Clifford and Cosma, A simple sketching algorithm for entropy estimation, AISTATS 2013")
                .parameters(
                        Parameter.integer(
                                PROJECTIONS,
                                EntropySketch.DEFAULT_PROJECTIONS,
                                EntropySketch.MIN_PROJECTIONS,
                                EntropySketch.MAX_PROJECTIONS,
                                "sums that are kept"),
                        Parameter.integer("seed", 0, 0, 1L << 50, "of the hash"))
                .variations(PROJECTIONS, "256", "1024", "4096")
                .heldAgainst(ExactEntropy.ofAll(), OF_SKETCH)
                .make(arguments -> EntropySketch.<String>aggregation(
                                arguments.integer(PROJECTIONS), arguments.whole("seed"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> decayedEntropy() {
        return Algorithm.named("decayed-entropy", "entropy", Input.ITEM)
                .summary("How spread the recent items are, in bits: an item counts half after one half-life.")
                .error("rounding")
                .paper("Cormode, Shkapenyuk, Srivastava and Xu, Forward decay, ICDE 2009")
                .parameters(Parameter.duration(
                        "half-life",
                        Duration.ofMinutes(5),
                        Duration.ofMillis(1),
                        DecayedEntropy.MAX_HALF_LIFE,
                        "after how long an item counts half"))
                .merged(Agreement.ROUNDING)
                .heldAgainst(arguments -> ExactEntropy.decayed(arguments.duration("half-life")), Tolerance.rounding())
                .make(arguments -> DecayedEntropy.<String>aggregation(arguments.duration("half-life"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> normalizedEntropy() {
        return ofShannon(
                "normalized-entropy",
                "Pielou, Journal of Theoretical Biology 13, 1966",
                "How evenly the items are spread: 1 when all that came are equally frequent.",
                ExactSpread.normalized(),
                ShannonEntropy::normalized);
    }

    private static Algorithm<String> perplexity() {
        return ofShannon(
                "perplexity",
                "Jelinek, Mercer, Bahl and Baker, Journal of the Acoustical Society of America 62, 1977",
                "How many equally frequent items would be as spread.",
                ExactSpread.perplexity(),
                ShannonEntropy::perplexity);
    }

    private static Algorithm<String> millerMadow() {
        return ofShannon(
                "miller-madow-entropy",
                "Miller, Note on the bias of information estimates, 1955",
                "How spread the source of the items is, in bits: corrected for the smallness of the sample.",
                ExactSpread.millerMadow(),
                ShannonEntropy::millerMadow);
    }

    private static Algorithm<String> grassberger() {
        return ofShannon(
                "grassberger-entropy",
                "Grassberger, Entropy estimates from insufficient samplings, arXiv physics/0307138, 2003",
                "How spread the source of the items is, in bits: each count corrected by itself.",
                ExactSpread.grassberger(),
                ShannonEntropy::grassberger);
    }

    private static Algorithm<String> chaoShen() {
        return ofShannon(
                "chao-shen-entropy",
                "Chao and Shen, Environmental and Ecological Statistics 10, 2003",
                "How spread the source of the items is, in bits: reckoning with items not seen.",
                ExactSpread.chaoShen(),
                ShannonEntropy::chaoShen);
    }

    private static Algorithm<String> ofShannon(
            String name,
            String paper,
            String summary,
            Yardstick<String> yardstick,
            ToDoubleFunction<ShannonEntropy> answer) {
        return ofCounts(name, summary)
                .paper(paper)
                .heldAgainst(yardstick, Tolerance.rounding())
                .make(arguments -> ShannonEntropy.<String, Answer>aggregation(
                        item -> item, s -> Answer.estimate(answer.applyAsDouble(s))));
    }

    private static Algorithm<String> renyiEntropy() {
        return ofCounts("renyi-entropy", "How spread the items are, in bits, by Rényi's entropy of an order.")
                .paper("Rényi, On measures of entropy and information, 4th Berkeley Symposium, 1961")
                .parameters(order("0 counts items, 1 is Shannon's, 2 is of collisions"))
                .variations(ORDER, "0.5", "2.0", "3.0")
                .merged(Agreement.EXACT)
                .heldAgainst(arguments -> ExactSpread.renyi(arguments.number(ORDER)), Tolerance.rounding())
                .make(arguments -> RenyiEntropy.<String>aggregation(arguments.number(ORDER), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> tsallisEntropy() {
        return ofCounts("tsallis-entropy", "How spread the items are, by Tsallis' entropy of an order.")
                .paper("Tsallis, Journal of Statistical Physics 52, 1988")
                .parameters(order("0 counts items, 1 is Shannon's in nats, 2 is the chance that two differ"))
                .merged(Agreement.EXACT)
                .heldAgainst(arguments -> ExactSpread.tsallis(arguments.number(ORDER)), Tolerance.rounding())
                .make(arguments -> RenyiEntropy.<String, Answer>aggregation(
                        arguments.number(ORDER), item -> item, s -> Answer.estimate(s.tsallis())));
    }

    private static Parameter order(String description) {
        return Parameter.number(ORDER, 2, 0, RenyiEntropy.MAX_ORDER, description);
    }

    private static Algorithm<String> giniSimpson() {
        return ofCounts("gini-simpson", "How likely two items drawn at random are to differ.")
                .heldAgainst(ExactSpread.giniSimpson(), Tolerance.rounding())
                .merged(Agreement.EXACT)
                .make(arguments ->
                        RenyiEntropy.<String, Answer>aggregation(2, item -> item, s -> Answer.estimate(s.tsallis())));
    }

    private static Algorithm<String> minEntropy() {
        return ofCounts("min-entropy", "How many bits the surest guess of an item has.")
                .heldAgainst(ExactSpread.minEntropy(), Tolerance.rounding())
                .merged(Agreement.EXACT)
                .make(arguments -> MinEntropy.<String>aggregation(item -> item).map(Answer::estimate));
    }

    private static Algorithm.Entry<String> ofCounts(String name, String summary) {
        return Algorithm.named(name, "entropy", Input.ITEM)
                .summary(summary)
                .error("exact")
                .merged(Agreement.ROUNDING);
    }

    private static Algorithm<Pair> mutualInformation() {
        return Algorithm.named("mutual-information", "entropy", Input.PAIR)
                .summary("How much two columns tell of each other, in bits, and what one leaves open of the other.")
                .error("exact")
                .paper("Shannon, A mathematical theory of communication, Bell System Technical Journal 27, 1948")
                .merged(Agreement.ROUNDING)
                .heldAgainst(ExactInformation.yardstick(), Tolerance.rounding())
                .make(arguments -> MutualInformation.<Pair, Answer>aggregation(
                        Pair::first,
                        Pair::second,
                        s -> Answer.of(
                                "estimate",
                                s.estimate(),
                                "bias-corrected",
                                s.biasCorrected(),
                                "entropy-of-first",
                                s.entropyOfX(),
                                "entropy-of-second",
                                s.entropyOfY(),
                                "joint-entropy",
                                s.jointEntropy(),
                                "first-given-second",
                                s.entropyOfXGivenY(),
                                "second-given-first",
                                s.entropyOfYGivenX(),
                                "normalized",
                                s.normalized(),
                                "p-value",
                                s.independence().pValue())));
    }

    private static Algorithm<Pair> divergence() {
        return Algorithm.named("divergence", "entropy", Input.PAIR)
                .summary(
                        "How far current items are from reference ones; the first text of a pair is \"reference\" or not.")
                .error("exact")
                .paper(
                        "Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37, 1991")
                .sample(ItemStreams.PERIODS)
                .heldAgainst(ExactDivergence.ofPeriods(REFERENCE), Tolerance.rounding())
                .make(arguments -> Divergence.<Pair, Answer>aggregation(
                        pair -> pair.first().equals(REFERENCE),
                        Pair::second,
                        s -> Answer.of(
                                "estimate",
                                s.jensenShannon(),
                                "distance",
                                s.jensenShannonDistance(),
                                "weighted",
                                s.weightedJensenShannon(),
                                "kullback-leibler",
                                s.kullbackLeibler(),
                                "population-stability",
                                s.populationStability(),
                                "total-variation",
                                s.totalVariation(),
                                "hellinger",
                                s.hellinger(),
                                "g-test-p-value",
                                s.gTest().pValue(),
                                "chi-squared-p-value",
                                s.chiSquaredTest().pValue())));
    }

    private static Algorithm<String> slidingDivergence() {
        return Algorithm.named("sliding-divergence", "entropy", Input.ITEM)
                .summary("How far the last items are from those before them: drift, whichever item it is.")
                .error("exact")
                .paper(
                        "Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37, 1991")
                .parameters(
                        Parameter.integer(
                                REFERENCE, 500, 1, SlidingDivergence.MAX_PERIOD, "items of the earlier period"),
                        Parameter.integer(CURRENT, 500, 1, SlidingDivergence.MAX_PERIOD, "items of the later period"))
                .sample(ItemStreams.BURSTS)
                .heldAgainst(
                        arguments -> ExactDivergence.sliding(arguments.integer(REFERENCE), arguments.integer(CURRENT)),
                        Tolerance.rounding())
                .make(arguments -> SlidingDivergence.<String, Answer>aggregation(
                        arguments.integer(REFERENCE),
                        arguments.integer(CURRENT),
                        item -> item,
                        s -> Answer.of(
                                "estimate",
                                s.weightedJensenShannon(),
                                "p-value",
                                s.gTest().pValue())));
    }

    private static Algorithm<Double> permutationEntropy() {
        return ofPatterns(
                        "permutation-entropy",
                        "How irregular the last values are, in bits, by the orders that neighbours stand in.",
                        PermutationEntropy.MAX_ORDER)
                .paper("Bandt and Pompe, Permutation entropy, Physical Review Letters 88, 174102, 2002")
                .heldAgainst(
                        arguments -> ExactIrregularity.counted(
                                arguments.integer(ORDER), arguments.integer(DELAY), arguments.integer(VALUES)),
                        Tolerance.rounding())
                .make(arguments -> PermutationEntropy.<Double, Answer>aggregation(
                        arguments.integer(ORDER),
                        arguments.integer(DELAY),
                        arguments.integer(VALUES),
                        value -> value,
                        s -> Answer.of("estimate", s.estimate(), "normalized", s.normalized())));
    }

    private static Algorithm<Double> weightedPermutationEntropy() {
        return ofPatterns(
                        "weighted-permutation-entropy",
                        "How irregular the last values are where they vary, in bits, by the orders of neighbours.",
                        WeightedPermutationEntropy.MAX_ORDER)
                .paper("Fadlallah, Chen, Keil and Príncipe, Physical Review E 87, 022911, 2013")
                .heldAgainst(
                        arguments -> ExactIrregularity.weighted(
                                arguments.integer(ORDER), arguments.integer(DELAY), arguments.integer(VALUES)),
                        Tolerance.rounding())
                .make(arguments -> WeightedPermutationEntropy.<Double, Answer>aggregation(
                        arguments.integer(ORDER),
                        arguments.integer(DELAY),
                        arguments.integer(VALUES),
                        value -> value,
                        s -> Answer.of("estimate", s.estimate(), "normalized", s.normalized())));
    }

    private static Algorithm.Entry<Double> ofPatterns(String name, String summary, int maxOrder) {
        return Algorithm.named(name, "entropy", Input.NUMBER)
                .summary(summary)
                .error("exact")
                .parameters(
                        Parameter.integer(ORDER, 3, 2, maxOrder, "values of a pattern"),
                        Parameter.integer(DELAY, 1, 1, 1_000_000, "how far apart they are"),
                        Parameter.integer(
                                VALUES, 500, 2, PermutationEntropy.MAX_WINDOW, "how many count, the last ones"));
    }
}
