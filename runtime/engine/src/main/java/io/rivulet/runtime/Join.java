package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.operators.Joins;
import io.rivulet.runtime.operators.Sided;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Streams by the same key that are to be joined; each method that says how gives the rows.
 *
 * <pre>{@code
 * orders.join("paid", payments, ORDER, PAYMENT).rows(JoinInsert.LAST, JoinEmit.COMPLETE);
 * orders.join("paid", payments, ORDER, PAYMENT).window(Windows.tumbling(HOUR), JoinInsert.PRODUCT, JoinEmit.FINAL);
 * orders.join("paid", payments, ORDER, PAYMENT).within(Duration.ofMinutes(5), IntervalEmit.COMPLETE);
 * orders.join("done", payments, ORDER, PAYMENT).and(parcels, PARCEL).rows(JoinInsert.LAST, JoinEmit.COMPLETE);
 * }</pre>
 *
 * @param <K> a key
 * @param <R> a row: {@link Joined} for two sides, {@link JoinedRow} for more
 */
public class Join<K, R> {

    /** A side: its stream by key, and how its values become bytes. */
    record Side<K, T>(KeyedStream<K, T> keyed, StateCodec<T> codec) {
        Side {
            Objects.requireNonNull(keyed, "stream to join");
            Objects.requireNonNull(codec, "codec");
        }

        void addTo(JoinSteps<K> steps, int index) {
            steps.side("side-" + index, keyed.stream(), keyed.key());
        }
    }

    final String name;
    final List<Side<K, ?>> sides;
    private final Function<? super JoinedRow, R> view;

    Join(String name, List<Side<K, ?>> sides, Function<? super JoinedRow, R> view) {
        this.name = name;
        this.sides = List.copyOf(sides);
        this.view = view;
    }

    /** The same with one more side. */
    public <U> Join<K, JoinedRow> and(KeyedStream<K, U> other, StateCodec<U> codec) {
        List<Side<K, ?>> more = new ArrayList<>(sides);
        more.add(new Side<>(other, codec));
        return new Join<>(name, more, row -> row);
    }

    /**
     * Rows of the values that each side has for a key, in the order in which they come.
     *
     * <p>A complete join remembers keys until all their sides have come, a running one for ever, and with {@link JoinInsert#PRODUCT} all their values: where
     * keys do not come to an end, use windows or intervals. Rows of {@link JoinEmit#FINAL} leave when the input ends and have no event time; others have that of the
     * record that makes them. See {@link Joins#rows}.
     */
    public KeyedResults<K, Keyed<K, R>> rows(JoinInsert insert, JoinEmit emit) {
        JoinSteps<K> steps = steps();
        Stream<Sided> merged = steps.merged();
        Stream<Keyed<K, R>> rows = steps.join(
                merged,
                Joins.<K, R>rows(codecs(), insert, emit, view),
                List.of(),
                StateOwner.KEY_GROUP,
                merged.timed && emit != JoinEmit.FINAL);
        return new KeyedResults<>(first(), rows.wire.step(), rows.timed, Keyed::key);
    }

    /**
     * The same within each window: rows leave when their window closes, and values count by rising time, not in the order in which they came. See
     * {@link Joins#window}.
     *
     * @throws IllegalArgumentException if a stream has no event time and the windows need it
     */
    public WindowJoinResults<K, R> window(Windows windows, JoinInsert insert, JoinEmit emit) {
        return window(windows, Emission.onceClosed(), insert, emit);
    }

    /**
     * The same with windows that give their rows several times: early, or again when something comes late. Each time the rows are those of what the emission says,
     * all records so far or the new ones.
     *
     * @throws IllegalArgumentException if a stream has no event time and the windows need it, or the windows cannot do what the emission asks for
     */
    public WindowJoinResults<K, R> window(Windows windows, Emission emission, JoinInsert insert, JoinEmit emit) {
        JoinSteps<K> steps = steps();
        WindowedResults<K, Sided, List<R>> answers = steps.keyed(steps.merged())
                .window(windows)
                .emitting(emission)
                .aggregate("windows", Joins.window(codecs(), insert, emit, view));
        Stream<WindowResult<K, R>> rows = answers.flatMap("rows", (answer, out) -> answer.value()
                .forEach(row -> out.accept(new WindowResult<>(
                        answer.key(), answer.id(), answer.startMillis(), answer.endMillis(), row, answer.firing()))));
        return new WindowJoinResults<>(
                first(),
                steps.outside(rows),
                () -> steps.outside(answers.late()
                        .map(late -> new LateRecord<>(
                                late.key(), view.apply(alone(late.record())), late.timeMillis(), late.windowId()))));
    }

    private JoinedRow alone(Sided record) {
        List<Optional<Object>> row = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            row.add(i == record.side() ? Optional.of(record.value()) : Optional.empty());
        }
        return new JoinedRow(row);
    }

    JoinSteps<K> steps() {
        JoinSteps<K> steps = new JoinSteps<>(
                first().stream(),
                name,
                sides.stream()
                        .map(side -> side.keyed().keyCodec())
                        .flatMap(Optional::stream)
                        .findFirst());
        for (int i = 0; i < sides.size(); i++) {
            sides.get(i).addTo(steps, i);
        }
        return steps;
    }

    KeyedStream<K, ?> first() {
        return sides.get(0).keyed();
    }

    private List<? extends StateCodec<?>> codecs() {
        return sides.stream().map(Side::codec).toList();
    }
}
