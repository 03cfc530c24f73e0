package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A made stream of typical records, for laws, oracles and the variant lab. Seeds give streams that differ in their items too, not only in their order:
 * over many seeds the errors of a hashing algorithm with a fixed seed are independent.
 *
 * @param name lower-case words with hyphens
 * @param description what is typical about it, in a few words
 * @param start starts the stream of a seed: the same seed, the same records; event time rises by one second each
 * @param <T> a record
 */
public record SampleStream<T>(String name, String description, LongFunction<Supplier<T>> start) {

    /** Checks the name. */
    public SampleStream {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("name must be lower-case words with hyphens, got \"" + name + "\"");
        }
        Objects.requireNonNull(start, "start");
    }

    /** A stream that needs no more than a source of chance, which is started by the seed. */
    static <T> SampleStream<T> of(String name, String description, Function<SplitMix64, Supplier<T>> start) {
        return new SampleStream<>(name, description, seed -> start.apply(new SplitMix64(seed)));
    }

    /** The first records of a seed's stream. */
    public List<T> records(int count, long seed) {
        Supplier<T> stream = start.apply(seed);
        List<T> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(stream.get());
        }
        return records;
    }

    /** The same stream with its records seen otherwise. */
    <U> SampleStream<U> map(Function<T, U> view) {
        return new SampleStream<>(name, description, seed -> {
            Supplier<T> records = start.apply(seed);
            return () -> view.apply(records.get());
        });
    }
}
