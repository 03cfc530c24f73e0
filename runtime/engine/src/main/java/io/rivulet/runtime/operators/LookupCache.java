package io.rivulet.runtime.operators;

import io.rivulet.runtime.Lookup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The answers of a {@link Lookup} that are remembered: at most so many, those asked for last, each for a while. */
final class LookupCache<K, V> {

    private record Answer<V>(Optional<V> value, long fetchedMillis) {}

    private final Lookup<K, V> lookup;
    private final long timeToLive;
    private final Map<K, Answer<V>> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Answer<V>> eldest) {
            return size() > lookup.maxEntries();
        }
    };

    LookupCache(Lookup<K, V> lookup) {
        this.lookup = lookup;
        this.timeToLive = lookup.timeToLive().compareTo(Duration.ofMillis(Long.MAX_VALUE)) < 0
                ? Math.max(1, lookup.timeToLive().toMillis())
                : Long.MAX_VALUE;
    }

    Optional<V> get(K key, long nowMillis) {
        Answer<V> known = answers.get(key);
        if (known != null) {
            // A clock that was put back makes an age negative: then nobody knows how old the answer is.
            long age = nowMillis - known.fetchedMillis;
            if (age >= 0 && age < timeToLive) {
                return known.value;
            }
        }
        Optional<V> value = Objects.requireNonNull(lookup.function().apply(key), "value of the lookup");
        answers.put(key, new Answer<>(value, nowMillis));
        return value;
    }
}
