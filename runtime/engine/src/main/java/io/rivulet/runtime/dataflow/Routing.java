package io.rivulet.runtime.dataflow;

import java.util.function.Function;

/** Which worker gets a record at an exchange. */
public sealed interface Routing {

    /**
     * All records of a key to the worker that owns its key group.
     *
     * @param key must not give null
     */
    record ByKey<T, K>(Function<? super T, ? extends K> key) implements Routing {}

    /** In turn, for an even load. */
    record Rebalance() implements Routing {}

    /** Every record to every worker. */
    record Broadcast() implements Routing {}

    /** All to the first worker. */
    record ToFirst() implements Routing {}
}
