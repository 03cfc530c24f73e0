package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.operators.Joins;
import io.rivulet.runtime.operators.Sided;
import io.rivulet.runtime.operators.Sides;
import io.rivulet.runtime.operators.TablePlan;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A stream that is to be joined with what a table had at the time of each record: its last update that is not newer. Results of a key come by rising time, when
 * the watermark has passed their record. Both inputs must have an event time.
 *
 * @param <K> a key
 * @param <T> a record
 * @param <V> a value in the table
 */
public final class AsOfJoin<K, T, V> {

    private final String name;
    private final KeyedStream<K, T> records;
    private final KeyedTable<K, V> table;
    private final StateCodec<T> waiting;

    AsOfJoin(String name, KeyedStream<K, T> records, KeyedTable<K, V> table, StateCodec<T> waiting) {
        this.name = name;
        this.records = records;
        this.table = table;
        this.waiting = waiting;
    }

    /**
     * One result for each record for which there was a value.
     *
     * @throws IllegalArgumentException if a stream has no event time, or the table keeps all values
     */
    public <R> TimedResults<K, T, R> inner(BiFunction<? super T, ? super V, ? extends R> function) {
        return join(table.inner(function));
    }

    /**
     * One result for each record.
     *
     * @throws IllegalArgumentException if a stream has no event time, or the table keeps all values
     */
    public <R> TimedResults<K, T, R> left(BiFunction<? super T, Optional<V>, ? extends R> function) {
        return join(table.left(function));
    }

    private <R> TimedResults<K, T, R> join(TablePlan<Object, V, T, R> plan) {
        JoinSteps<K> steps =
                new JoinSteps<>(records.stream(), name, records.keyCodec().or(table.updates()::keyCodec));
        steps.side("records", records.stream(), records.key());
        steps.side("table", table.updates().stream(), table.updates().key());
        Stream<Sided> merged = steps.timedMerged();
        try {
            Stream<R> results = steps.join(
                    merged,
                    Joins.<K, Object, V, T, R>asOf(plan, waiting),
                    List.of(Sides.late()),
                    StateOwner.KEY_GROUP,
                    true);
            return new TimedResults<>(results, results.wire.step());
        } catch (IllegalArgumentException e) {
            throw steps.failure(e);
        }
    }
}
