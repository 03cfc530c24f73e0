package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.membership.AgePartitionedBloomFilter;
import io.rivulet.algorithms.membership.BloomFilter;
import io.rivulet.algorithms.membership.CountingBloomFilter;
import io.rivulet.algorithms.membership.CuckooFilter;
import io.rivulet.algorithms.membership.DuplicateCount;
import io.rivulet.algorithms.membership.RecentKeys;
import io.rivulet.algorithms.membership.StableBloomFilter;
import java.time.Duration;
import java.util.List;

/** Entries of the membership family: whether an item came before. All count the records that did, which is how they can be compared. */
final class MembershipEntries {

    private static final Parameter CAPACITY =
            Parameter.integer("capacity", 10_000, 1, 1_000_000_000, "how many different items are expected");

    private static final Parameter RATE =
            Parameter.number("rate", 0.001, 1e-6, 0.5, "of new items that are taken for old ones");

    private static final Parameter TAG_RATE =
            Parameter.number("rate", 0.001, 0.00012, 0.5, "of new items that are taken for old ones");

    private static final Parameter SEED =
            Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash");

    private static final Parameter WINDOW = Parameter.duration(
            "window",
            Duration.ofMinutes(10),
            Duration.ofMillis(1),
            Duration.ofDays(36_500),
            "how long an item is remembered");

    private static final Parameter ITEMS =
            Parameter.integer("items", 10_000, 1, 1 << 26, "how many different ones are expected in the window");

    /** A thousandth of at most 2,000 new items is exceeded by 11 once in some millions of streams. */
    private static final Tolerance FALSE_POSITIVES = Tolerance.of(11.0 / 2_000, 0.001);

    private MembershipEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(bloom(), countingBloom(), cuckoo(), agePartitionedBloom(), stableBloom(), recentKeys());
    }

    private static Algorithm<String> bloom() {
        return Algorithm.named("bloom", "membership", Input.ITEM)
                .paper("Bloom, Communications of the ACM 13(7), 1970; Putze, Sanders and Singler, WEA 2007")
                .summary("Whether an item came before, in 10 bits an item for 1 % of false positives.")
                .error("rate of false positives, up to the capacity; no false negatives")
                .parameters(CAPACITY, RATE, SEED)
                .variations("rate", "0.05", "0.01", "0.001", "0.000001")
                .heldAgainst(ExactDuplicates.ofAll(), FALSE_POSITIVES)
                .make(arguments -> duplicates(BloomFilter.<String>deduplication(
                        arguments.whole("capacity"), arguments.number("rate"), arguments.whole("seed"), item -> item)));
    }

    private static Algorithm<String> countingBloom() {
        return Algorithm.named("counting-bloom", "membership", Input.ITEM)
                .paper("Fan, Cao, Almeida and Broder, Summary cache, IEEE/ACM Transactions on Networking 8(3), 2000")
                .summary("Whether an item is in, where items also leave, any number of times.")
                .error("rate of false positives, up to the capacity; no false negatives")
                .parameters(CAPACITY, RATE, SEED)
                .variations("rate", "0.05", "0.01", "0.001")
                .heldAgainst(ExactDuplicates.ofAll(), FALSE_POSITIVES)
                .make(arguments -> duplicates(CountingBloomFilter.<String>deduplication(
                        arguments.whole("capacity"), arguments.number("rate"), arguments.whole("seed"), item -> item)));
    }

    private static Algorithm<String> cuckoo() {
        return Algorithm.named("cuckoo", "membership", Input.ITEM)
                .paper("Fan, Andersen, Kaminsky and Mitzenmacher, Cuckoo filter, CoNEXT 2014")
                .summary("Whether an item is in, where items also leave, in few bits; refuses items when full.")
                .error("rate of false positives; no false negatives")
                .parameters(CAPACITY, TAG_RATE, SEED)
                .variations("rate", "0.05", "0.01", "0.001")
                .heldAgainst(ExactDuplicates.ofAll(), FALSE_POSITIVES)
                .make(arguments -> duplicates(CuckooFilter.<String>deduplication(
                        arguments.integer("capacity"),
                        arguments.number("rate"),
                        arguments.whole("seed"),
                        item -> item)));
    }

    private static Algorithm<String> agePartitionedBloom() {
        return Algorithm.named("age-partitioned-bloom", "membership", Input.ITEM)
                .paper("Shtul, Baquero and Almeida, Age-partitioned Bloom filters, arXiv 2001.03147, 2020")
                .summary("Whether an item came within the last so much time, in a few bits an item, for ever.")
                .error("rate of false positives; remembers up to an l-th of the window longer, nothing shorter")
                .parameters(WINDOW, ITEMS, RATE, SEED)
                .variations("rate", "0.05", "0.01", "0.001")
                // What it remembers for longer than the window: of ten minutes, up to a twenty-second.
                .heldAgainst(
                        arguments -> ExactDuplicates.lastWindow(arguments.duration("window")),
                        Tolerance.of(0.05, 0.001))
                .make(arguments -> duplicates(AgePartitionedBloomFilter.<String>deduplication(
                        arguments.duration("window"),
                        arguments.integer("items"),
                        arguments.number("rate"),
                        arguments.whole("seed"),
                        item -> item)));
    }

    private static Algorithm<String> stableBloom() {
        return Algorithm.named("stable-bloom", "membership", Input.ITEM)
                .paper("Deng and Rafiei, Approximately detecting duplicates for streaming data, SIGMOD 2006")
                .summary("Whether an item came recently, in memory that is fixed; forgets by chance.")
                .error("rate of false positives; false negatives for items long ago")
                .parameters(Parameter.integer("words", 1 << 12, 1 << 5, 1 << 25, "of 32 cells each"), RATE, SEED)
                .variations("words", "1024", "4096", "16384")
                .heldAgainst(ExactDuplicates.ofAll(), Tolerance.of(0.02, 0.001))
                .make(arguments -> duplicates(StableBloomFilter.<String>deduplication(
                        32 * arguments.integer("words"),
                        arguments.number("rate"),
                        arguments.whole("seed"),
                        item -> item)));
    }

    private static Algorithm<String> recentKeys() {
        return Algorithm.named("recent-keys", "membership", Input.ITEM)
                .summary("Whether an item came within the last so much time, exactly.")
                .error("exact; of texts, one new one in 2^64 / items is taken for an old one")
                .parameters(WINDOW, ITEMS)
                .heldAgainst(arguments -> ExactDuplicates.lastWindow(arguments.duration("window")), Tolerance.exact())
                .make(arguments -> duplicates(RecentKeys.<String>deduplication(
                        arguments.duration("window"), arguments.integer("items"), item -> item)));
    }

    private static <S extends Incremental<S>> Aggregation<String, ?, Answer> duplicates(Deduplication<String, S> by) {
        return DuplicateCount.aggregation(by)
                .map(found -> Answer.of("records", found.records(), "duplicates", found.duplicates()));
    }
}
