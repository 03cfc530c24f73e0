package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.operators.Joins;
import io.rivulet.runtime.operators.Sided;
import io.rivulet.runtime.operators.TablePlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A stream that is to be joined with a table by the same key. Records meet what the table has for their key when they come, unless {@link #afterTable} or
 * {@link #asOf} says otherwise; updates of the table give nothing. A result has its record's time, and the table's time, if it has one, holds none back.
 *
 * @param <K> a key
 * @param <T> a record
 * @param <V> a value in the table
 */
public final class TableJoin<K, T, V> {

    private final String name;
    private final KeyedStream<K, T> records;
    private final KeyedTable<K, V> table;
    private final Optional<StateCodec<T>> waiting;

    TableJoin(String name, KeyedStream<K, T> records, KeyedTable<K, V> table, Optional<StateCodec<T>> waiting) {
        this.name = name;
        this.records = records;
        this.table = Objects.requireNonNull(table, "table");
        this.waiting = waiting;
    }

    /** One result for each record and value; nothing for records without one. */
    public <R> Stream<R> inner(BiFunction<? super T, ? super V, ? extends R> function) {
        return join(table.inner(function));
    }

    /** The same, and one result without a value for records that meet none. */
    public <R> Stream<R> left(BiFunction<? super T, Optional<V>, ? extends R> function) {
        return join(table.left(function));
    }

    /**
     * The same with the whole table: records that come before its input has ended are held until it has. All of them are, so the table should be small, or on its
     * way before the records. See {@link Joins#tableFirst}.
     *
     * @param codec how records become bytes while they wait
     */
    public TableJoin<K, T, V> afterTable(StateCodec<T> codec) {
        return new TableJoin<>(name, records, table, Optional.of(codec));
    }

    /**
     * With what the table had for a record's key at the record's event time, in whatever order both came. Records are held until the watermark of both has passed
     * them. See {@link Joins#asOf}.
     *
     * @param codec how records become bytes while they wait
     */
    public AsOfJoin<K, T, V> asOf(StateCodec<T> codec) {
        return new AsOfJoin<>(name, records, table, Objects.requireNonNull(codec, "codec"));
    }

    private <R> Stream<R> join(TablePlan<Object, V, T, R> plan) {
        Stream<T> stream = records.stream();
        JoinSteps<K> steps = new JoinSteps<>(stream, name, records.keyCodec().or(table.updates()::keyCodec));
        steps.side("records", stream, records.key());
        KeyedStream<K, ?> updates = table.updates();
        if (waiting.isEmpty()) {
            steps.side("table", updates.stream(), updates.key(), Joins.timelessSide(Joins.TABLE));
            return steps.join(
                    steps.merged(),
                    Joins.<K, Object, V, T, R>table(plan),
                    List.of(),
                    StateOwner.KEY_GROUP,
                    stream.timed);
        }
        steps.side("table", updates.stream(), updates.key(), Joins.tableSide());
        Stream<Sided> gated = steps.gated(Joins.tableGate());
        return steps.join(
                gated,
                Joins.<K, Object, V, T, R>tableFirst(plan, waiting.get()),
                List.of(),
                StateOwner.KEY_GROUP,
                stream.timed);
    }
}
