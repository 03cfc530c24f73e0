package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.operators.Joins;
import io.rivulet.runtime.operators.TablePlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A stream that is to be joined with a table of which every worker has a copy, so that its records stay where they are. For tables that are small beside the
 * stream, or streams that are by another key already. Records meet what the worker's copy has for their key when they come; copies get each update at their own
 * pace. A result has its record's time, and the table's time holds none back. A store has the table once, and gives it back to every worker.
 *
 * @param <K> a key of the table
 * @param <T> a record
 * @param <V> a value in the table
 */
public final class BroadcastJoin<K, T, V> {

    private final String name;
    private final Stream<T> records;
    private final KeyedTable<K, V> table;
    private final Function<? super T, ? extends K> key;

    BroadcastJoin(String name, Stream<T> records, KeyedTable<K, V> table, Function<? super T, ? extends K> key) {
        this.name = name;
        this.records = records;
        this.table = Objects.requireNonNull(table, "table");
        this.key = Objects.requireNonNull(key, "key");
    }

    /** One result for each record and value; nothing for records without one. */
    public <R> Stream<R> inner(BiFunction<? super T, ? super V, ? extends R> function) {
        return join(table.inner(function));
    }

    /** The same, and one result without a value for records that meet none. */
    public <R> Stream<R> left(BiFunction<? super T, Optional<V>, ? extends R> function) {
        return join(table.left(function));
    }

    private <R> Stream<R> join(TablePlan<Object, V, T, R> plan) {
        JoinSteps<K> steps = new JoinSteps<>(records, name, table.updates().keyCodec());
        steps.side("records", records, key);
        // The updates of a key come through the worker that owns it, so that all copies get them in one order.
        Stream<?> everywhere = steps.broadcast("everywhere", table.updates().stream());
        steps.side("table", everywhere, table.updates().key(), Joins.timelessSide(Joins.TABLE));
        return steps.join(
                steps.merged(),
                Joins.<K, Object, V, T, R>table(plan),
                List.of(),
                StateOwner.EVERY_WORKER,
                records.timed);
    }
}
