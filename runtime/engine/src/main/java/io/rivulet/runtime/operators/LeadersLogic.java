package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

/** See {@link Stateful#leaders}. */
final class LeadersLogic<K, T> implements KeyedLogic<K, T, LeadersLogic.Board<T>, Keyed<K, List<T>>> {

    /**
     * What the user gave.
     *
     * @param k how many
     * @param item what a record tells of; the latest record of an item counts
     * @param by the order; the greatest by it come first
     */
    record Given<T>(int k, Function<? super T, ?> item, Comparator<? super T> by, StateCodec<T> codec) {
        Given {
            Objects.requireNonNull(item, "item");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(codec, "codec");
            Top.requireK(k);
        }

        /** Form {@code leaders} 1: the latest records of all items, the first first. */
        StateCodec<Board<T>> states() {
            return StateCodec.of("leaders", 1, (board, out) -> codec.encodeAll(board.all(), out), this::decode);
        }

        private Board<T> decode(StateReader in) {
            Board<T> board = new Board<>(this);
            T before = null;
            for (T record : codec.decodeAll(in)) {
                if (before != null && by.compare(before, record) < 0) {
                    throw in.corrupt("records must not rise");
                }
                before = record;
                if (!board.put(record)) {
                    throw in.corrupt("items must differ");
                }
            }
            return board;
        }
    }

    /** A place on the board. Bytes do not hold {@code since}, which matters only among equals: their order says it. */
    private record Place<T>(T record, long since) {}

    /** The latest record of each item, and the places in order: the greatest first, of equal ones that which has been so for longer. */
    static final class Board<T> {

        private final Given<T> given;
        private final Map<Object, Place<T>> places = new HashMap<>();
        private final TreeSet<Place<T>> order;
        private long next;

        Board(Given<T> given) {
            this.given = given;
            Comparator<Place<T>> greatestFirst = (a, b) -> given.by.compare(b.record, a.record);
            this.order = new TreeSet<>(greatestFirst.thenComparingLong(Place::since));
        }

        /** Takes the latest record of an item; true if the item is new. */
        boolean put(T record) {
            Object item = Objects.requireNonNull(given.item.apply(record), "item");
            Place<T> before = places.get(item);
            boolean equal = before != null && given.by.compare(before.record, record) == 0;
            Place<T> now = new Place<>(record, equal ? before.since : next++);
            if (before != null) {
                order.remove(before);
            }
            order.add(now);
            places.put(item, now);
            return before == null;
        }

        List<T> leaders() {
            return order.stream().limit(given.k).map(Place::record).toList();
        }

        List<T> all() {
            List<T> all = new ArrayList<>(order.size());
            order.forEach(place -> all.add(place.record));
            return all;
        }
    }

    private final Given<T> given;
    private final StateCodec<Board<T>> codec;

    LeadersLogic(Given<T> given) {
        this.given = given;
        this.codec = given.states();
    }

    @Override
    public Board<T> create() {
        return new Board<>(given);
    }

    @Override
    public StateCodec<Board<T>> codec() {
        return codec;
    }

    @Override
    public Keep onRecord(Board<T> board, T record, KeyedContext<K, Keyed<K, List<T>>> context) {
        List<T> before = board.leaders();
        board.put(record);
        List<T> now = board.leaders();
        if (!now.equals(before)) {
            context.emit(new Keyed<>(context.key(), now));
        }
        return Keep.RETAIN;
    }
}
