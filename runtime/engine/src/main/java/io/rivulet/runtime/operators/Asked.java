package io.rivulet.runtime.operators;

import java.util.function.Function;

/**
 * What comes into {@link ByEventTime#select}: records to keep, and queries about them.
 *
 * @param <T> a record
 * @param <Q> a query
 */
public sealed interface Asked<T, Q> {

    /** A record to keep. */
    record Fact<T, Q>(T value) implements Asked<T, Q> {}

    /** A query. */
    record Question<T, Q>(Q value) implements Asked<T, Q> {}

    /** The key of either. */
    static <K, T, Q> Function<Asked<T, Q>, K> key(
            Function<? super T, ? extends K> ofFact, Function<? super Q, ? extends K> ofQuestion) {
        return asked -> asked instanceof Fact<T, Q> fact
                ? ofFact.apply(fact.value())
                : ofQuestion.apply(((Question<T, Q>) asked).value());
    }
}
