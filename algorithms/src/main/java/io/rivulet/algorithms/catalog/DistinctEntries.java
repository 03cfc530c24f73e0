package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.distinct.CpcCounter;
import io.rivulet.algorithms.distinct.DecayedDistinctCounter;
import io.rivulet.algorithms.distinct.ExaLogLog;
import io.rivulet.algorithms.distinct.HllCounter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.algorithms.distinct.KMinimumValues;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.algorithms.distinct.SpillingDistinctCounter;
import io.rivulet.algorithms.distinct.ThetaCounter;
import io.rivulet.algorithms.distinct.UltraLogLog;
import java.time.Duration;
import java.util.List;

/** Entries of the distinct family: how many different items. */
final class DistinctEntries {

    private DistinctEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(
                hyperLogLog(),
                ultraLogLog(),
                exaLogLog(),
                slidingHyperLogLog(),
                decayedDistinct(),
                spillingDistinct(),
                kMinimumValues(),
                cpc(),
                hll(),
                theta());
    }

    private static Algorithm<String> hyperLogLog() {
        return Algorithm.named("hyperloglog", "distinct", Input.ITEM)
                .paper("Flajolet, Fusy, Gandouet and Meunier, HyperLogLog, AofA 2007; Ertl, arXiv 1702.01284, 2017")
                .summary("How many different items, in 2^precision bytes whatever the stream, and less for few.")
                .error("1.04 / 2^(precision/2), relative standard error")
                .parameters(
                        Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"),
                        Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.of(2.576 * 1.04 / 64, 0.01))
                .make(arguments -> HyperLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.whole("seed"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> slidingHyperLogLog() {
        return Algorithm.named("sliding-hyperloglog", "distinct", Input.ITEM)
                .paper("Chabchoub and Hébrail, Sliding HyperLogLog, ICDM workshops 2010")
                .summary("How many different items in the last minute, hour or any other window, chosen when asking.")
                .error("1.04 / 2^(precision/2), relative standard error, for every window")
                .parameters(
                        Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"),
                        Parameter.duration(
                                "window",
                                Duration.ofMinutes(10),
                                Duration.ofMillis(1),
                                Duration.ofDays(36_500),
                                "the longest window that can be asked for"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(
                        arguments -> ExactDistinct.lastWindow(arguments.duration("window")),
                        Tolerance.of(2.576 * 1.04 / 64, 0.01))
                .make(arguments -> SlidingHyperLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.duration("window"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> cpc() {
        return Algorithm.named("cpc", "distinct", Input.ITEM)
                .paper("Lang, Compressed probabilistic counting, arXiv 1708.06839, 2017")
                .summary("How many different items, in the fewest bytes once written.")
                .error("0.59 / 2^(lg-k/2), relative standard error; 0.69 / 2^(lg-k/2) once merged")
                .parameters(Parameter.integer("lg-k", 11, 4, 21, "lg of the number of rows"))
                .variations("lg-k", "7", "9", "11", "13")
                .allocating("DataSketches hashes into an array of its own")
                // A merged counter has forgotten the history that the whole one's estimate uses.
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.of(2.576 * 0.59 / Math.sqrt(2_048), 0.01))
                .make(arguments -> CpcCounter.<String>aggregation(arguments.integer("lg-k"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> ultraLogLog() {
        return Algorithm.named("ultraloglog", "distinct", Input.ITEM)
                .paper("Ertl, UltraLogLog, PVLDB 17(7), 2024")
                .summary("How many different items, with three quarters of HyperLogLog's error from the same bytes.")
                .error("0.761 / 2^(precision/2), relative standard error")
                .parameters(
                        Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"),
                        Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.of(2.576 * 0.761 / 64, 0.01))
                .make(arguments -> UltraLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.whole("seed"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> exaLogLog() {
        return Algorithm.named("exaloglog", "distinct", Input.ITEM)
                .paper("Ertl, ExaLogLog, EDBT 2025")
                .summary("How many different items, with the least error that bytes on the heap give.")
                .error("0.344 / 2^(precision/2), relative standard error")
                .parameters(
                        Parameter.integer("precision", 10, 4, 18, "lg of the number of registers, of 4 bytes each"),
                        Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash"))
                .variations("precision", "6", "8", "10", "12")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.of(2.576 * 0.344 / 32, 0.01))
                .make(arguments -> ExaLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.whole("seed"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> decayedDistinct() {
        return Algorithm.named("decayed-distinct", "distinct", Input.ITEM)
                .paper(
                        "Duffield, Lund and Thorup, Priority sampling, JACM 54(6), 2007; Cormode et al., Forward decay, ICDE 2009")
                .summary("How many different items are about: each counts half one half-life after it last came.")
                .error("rounding up to k items, then 1 / sqrt(k - 1), relative standard error")
                .parameters(
                        Parameter.integer("k", 4_096, 16, DecayedDistinctCounter.MAX_K, "items kept"),
                        Parameter.duration(
                                "half-life",
                                Duration.ofMinutes(5),
                                Duration.ofMillis(1),
                                DecayedDistinctCounter.MAX_HALF_LIFE,
                                "after how long an item counts half"))
                .variations("k", "256", "1024", "4096", "16384")
                .heldAgainst(
                        arguments -> ExactDecayedDistinct.of(arguments.duration("half-life")), Tolerance.rounding())
                .make(arguments -> DecayedDistinctCounter.<String>aggregation(
                                arguments.integer("k"), arguments.duration("half-life"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> spillingDistinct() {
        return Algorithm.named("spilling-distinct", "distinct", Input.ITEM)
                .summary("How many different items, exactly up to a limit and about beyond.")
                .error("exact up to limit, then 0.344 / 2^(precision/2), relative standard error")
                .parameters(
                        Parameter.integer(
                                "limit", 4_096, 0, SpillingDistinctCounter.MAX_LIMIT, "items counted exactly"),
                        Parameter.integer("precision", 10, 4, 18, "lg of the number of registers beyond"))
                .variations("limit", "0", "256", "4096", "65536")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.exact())
                .make(arguments -> SpillingDistinctCounter.<String>aggregation(
                                arguments.integer("limit"), arguments.integer("precision"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> kMinimumValues() {
        return Algorithm.named("k-minimum-values", "distinct", Input.ITEM)
                .paper(
                        "Bar-Yossef et al., Counting distinct elements in a data stream, RANDOM 2002; Beyer et al., SIGMOD 2007")
                .summary("How many different items, with a sample that tells how similar two streams are.")
                .error("exact up to k - 1 items, then 1 / sqrt(k - 2), relative standard error")
                .parameters(
                        Parameter.integer("k", 4_096, 16, KMinimumValues.MAX_K, "hashes kept"),
                        Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash"))
                .variations("k", "256", "1024", "4096", "16384")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.exact())
                .make(arguments -> KMinimumValues.<String>aggregation(
                                arguments.integer("k"), arguments.whole("seed"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> hll() {
        return Algorithm.named("hll", "distinct", Input.ITEM)
                .paper("Flajolet, Fusy, Gandouet and Meunier, HyperLogLog, AofA 2007")
                .summary("How many different items, in the HLL form that Druid, Spark and PostgreSQL exchange.")
                .error("0.833 / 2^(lg-k/2), relative standard error; 1.04 / 2^(lg-k/2) once merged")
                .parameters(Parameter.integer("lg-k", 12, 4, 21, "lg of the number of registers"))
                .variations("lg-k", "8", "10", "12", "14")
                // A merged counter has forgotten the history that the whole one's estimate uses.
                .merged(Agreement.SHAPE)
                .allocating("DataSketches encodes texts as UTF-8 before it hashes them")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.of(2.576 * 0.833 / 64, 0.01))
                .make(arguments -> HllCounter.<String>aggregation(arguments.integer("lg-k"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> theta() {
        return Algorithm.named("theta", "distinct", Input.ITEM)
                .paper(
                        "Dasgupta, Lang, Rhodes and Thaler, A framework for estimating stream expression cardinalities, ICDT 2016")
                .summary(
                        "How many different items, with union, intersection and difference; exchanges with Druid and others.")
                .error("exact up to 2^lg-k items, then 1 / 2^(lg-k/2), relative standard error")
                .parameters(Parameter.integer("lg-k", 12, 4, 21, "lg of the size of the sample"))
                .variations("lg-k", "8", "10", "12", "14")
                .allocating("DataSketches encodes texts as UTF-8 before it hashes them")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.exact())
                .make(arguments -> ThetaCounter.<String>aggregation(arguments.integer("lg-k"), item -> item)
                        .map(Answer::estimate));
    }
}
