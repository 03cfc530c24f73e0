package io.rivulet.benchmarks.peers;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Arguments;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.algorithms.membership.DuplicateCount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiPredicate;

/** Bloom filters of Guava and stream-lib. */
final class MembershipPeers {

    private static final Parameter CAPACITY =
            Parameter.integer("capacity", 10_000, 1, 100_000_000, "how many different items are expected");

    private MembershipPeers() {}

    static List<Algorithm<?>> all() {
        return List.of(guava(), streamLib());
    }

    @SuppressWarnings("unchecked") // the entry is over items
    private static Algorithm<String> ours() {
        return (Algorithm<String>) Catalog.find("bloom").orElseThrow();
    }

    private static Algorithm<String> guava() {
        return Algorithm.named("guava-bloom", "membership", Input.ITEM)
                .summary("BloomFilter of Guava.")
                .error("rate of false positives, up to the capacity; no false negatives")
                .parameters(
                        CAPACITY,
                        Parameter.number("rate", 0.001, 1e-6, 0.5, "of new items that are taken for old ones"))
                .variations("rate", "0.05", "0.01", "0.001")
                .heldAgainst(ours().yardstick(), ours().tolerance())
                .allocating("texts are put through a hasher")
                .make(arguments -> duplicates(
                        new PeerState.Library<>(
                                "guava-bloom",
                                () -> BloomFilter.<CharSequence>create(
                                        Funnels.unencodedCharsFunnel(),
                                        arguments.integer("capacity"),
                                        arguments.number("rate")),
                                filter -> 280 + bits(arguments) / 8,
                                MembershipPeers::bytes,
                                MembershipPeers::filter),
                        // What is put in without a change was there, or seems so.
                        (filter, item) -> !filter.put(item)));
    }

    private static long bits(Arguments arguments) {
        double bits = -arguments.integer("capacity") * Math.log(arguments.number("rate")) / (Math.log(2) * Math.log(2));
        return 64 * (long) Math.ceil(bits / 64);
    }

    private static byte[] bytes(BloomFilter<CharSequence> filter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            filter.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static BloomFilter<CharSequence> filter(byte[] bytes) {
        try {
            return BloomFilter.readFrom(new ByteArrayInputStream(bytes), Funnels.unencodedCharsFunnel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Algorithm<String> streamLib() {
        return Algorithm.named("stream-lib-bloom", "membership", Input.ITEM)
                .summary("BloomFilter of stream-lib, of at most 15 bits an item.")
                .error("rate of false positives, up to the capacity; no false negatives")
                .parameters(
                        CAPACITY,
                        Parameter.number("rate", 0.001, 0.001, 0.5, "of new items that are taken for old ones"))
                .variations("rate", "0.05", "0.01", "0.001")
                .heldAgainst(ours().yardstick(), ours().tolerance())
                .allocating("texts are encoded for the hash")
                .make(arguments -> duplicates(
                        new PeerState.Library<>(
                                "stream-lib-bloom",
                                () -> new com.clearspring.analytics.stream.membership.BloomFilter(
                                        arguments.integer("capacity"), arguments.number("rate")),
                                filter -> 64 + filter.buckets() / 8,
                                com.clearspring.analytics.stream.membership.BloomFilter::serialize,
                                com.clearspring.analytics.stream.membership.BloomFilter::deserialize),
                        MembershipPeers::seen));
    }

    private static boolean seen(com.clearspring.analytics.stream.membership.BloomFilter filter, String item) {
        if (filter.isPresent(item)) {
            return true;
        }
        filter.add(item);
        return false;
    }

    private static <L> Aggregation<String, ?, Answer> duplicates(
            PeerState.Library<L> library, BiPredicate<L, String> seen) {
        return DuplicateCount.aggregation(library.deduplication(seen))
                .map(found -> Answer.of("records", found.records(), "duplicates", found.duplicates()));
    }
}
