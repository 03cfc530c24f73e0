package io.rivulet.benchmarks.peers;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.catalog.Answer;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * An object of another library as the state of an aggregation.
 *
 * @param <L> the library's class
 */
final class PeerState<L> implements Incremental<PeerState<L>> {

    /**
     * What the library can do with its objects.
     *
     * @param name of the entry
     * @param create makes a new object
     * @param heapBytes what it holds on the heap, as ours say theirs
     * @param toBytes the library's own form
     * @param fromBytes reads it
     */
    record Library<L>(
            String name,
            Supplier<L> create,
            ToLongFunction<L> heapBytes,
            Function<L, byte[]> toBytes,
            Function<byte[], L> fromBytes) {

        /** An aggregation whose states are the library's objects. */
        <T> Aggregation<T, PeerState<L>, Answer> aggregation(BiConsumer<L, T> update, Function<L, Answer> answer) {
            return Aggregation.of(
                    name,
                    () -> new PeerState<>(this),
                    (state, record) -> update.accept(state.object, record),
                    state -> answer.apply(state.object),
                    codec());
        }

        /** The same with objects that merge; {@code merge} gives the sum, which may be its first argument changed. */
        <T> Aggregation<T, PeerState<L>, Answer> aggregation(
                BiConsumer<L, T> update, Function<L, Answer> answer, BinaryOperator<L> merge) {
            return this.<T>aggregation(update, answer)
                    .merging((state, other) -> state.object = merge.apply(state.object, other.object), PeerState::copy);
        }

        /** The same with objects that tell what came before. */
        <T> Deduplication<T, PeerState<L>> deduplication(BiPredicate<L, T> seen) {
            return Deduplication.of(
                    name,
                    () -> new PeerState<>(this),
                    (state, record, time) -> seen.test(state.object, record),
                    codec());
        }

        /** Form of the entry's name 1: length of the library's bytes i32, the bytes. */
        private StateCodec<PeerState<L>> codec() {
            return StateCodec.of(
                    name,
                    1,
                    (state, out) -> {
                        byte[] bytes = toBytes.apply(state.object);
                        out.writeInt(bytes.length).writeBytes(bytes);
                    },
                    in -> {
                        PeerState<L> state = new PeerState<>(this);
                        state.object = fromBytes.apply(in.readBytes("object", in.readLength("object", 1)));
                        return state;
                    });
        }
    }

    private final Library<L> library;
    private L object;

    private PeerState(Library<L> library) {
        this.library = Objects.requireNonNull(library, "library");
        this.object = library.create.get();
    }

    /** What a text of Latin letters takes on the heap. */
    static long textBytes(String text) {
        return 24 + 16 + (text.length() + 7L) / 8 * 8;
    }

    @Override
    public void reset() {
        object = library.create.get();
    }

    @Override
    public PeerState<L> copy() {
        PeerState<L> copy = new PeerState<>(library);
        copy.object = library.fromBytes.apply(library.toBytes.apply(object));
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + library.heapBytes.applyAsLong(object);
    }
}
