package io.rivulet.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Several aggregations over the same records, and what makes one answer of theirs. Windows look inside, so that each part slides its own way.
 *
 * @param parts in the order of their answers
 * @param join makes the one answer
 */
public record Combined<T, R>(List<Aggregation<T, ?, ?>> parts, Function<List<Object>, R> join) {

    /** Checks that there is a part. */
    public Combined {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts must not be empty");
        }
    }

    static <T, R> Aggregation<T, Object[], R> of(List<Aggregation<T, ?, ?>> parts, Function<List<Object>, R> join) {
        Combined<T, R> all = new Combined<>(parts, join);
        Aggregation<T, Object[], R> aggregation = Aggregation.combined(
                all.parts.stream().map(Aggregation::name).collect(Collectors.joining("+")),
                all::create,
                all::update,
                all::answer,
                StateCodec.of("all", 1, all::encode, all::decode),
                all);
        return all.parts.stream().allMatch(Aggregation::canMerge)
                ? aggregation.merging(all::merge, all::copy)
                : aggregation;
    }

    <U> Combined<U, R> on(Function<? super U, ? extends T> field) {
        List<Aggregation<U, ?, ?>> on = new ArrayList<>();
        for (Aggregation<T, ?, ?> part : parts) {
            on.add(part.on(field));
        }
        return new Combined<>(on, join);
    }

    Combined<T, R> where(Predicate<? super T> predicate) {
        List<Aggregation<T, ?, ?>> some = new ArrayList<>();
        for (Aggregation<T, ?, ?> part : parts) {
            some.add(part.where(predicate));
        }
        return new Combined<>(some, join);
    }

    <Q> Combined<T, Q> map(Function<? super R, ? extends Q> view) {
        return new Combined<>(parts, answers -> view.apply(join.apply(answers)));
    }

    private Object[] create() {
        Object[] states = new Object[parts.size()];
        Arrays.setAll(states, i -> parts.get(i).create());
        return states;
    }

    private void update(Object[] states, T record, long time) {
        for (int i = 0; i < states.length; i++) {
            try {
                part(i).update(states[i], record, time);
            } catch (IllegalArgumentException refused) {
                undo(states, i, record, time, refused);
                throw refused;
            }
        }
    }

    /** Takes a record out of the parts that had taken it before one refused it, so that all stay as they were; that must not go on unseen where it cannot be. */
    private void undo(Object[] states, int taken, T record, long time, IllegalArgumentException refused) {
        for (int i = 0; i < taken; i++) {
            if (!part(i).canRetract() || part(i).retractRounds()) {
                throw new IllegalStateException(
                        "record was refused by \"" + part(taken).name() + "\" after \"" + part(i).name()
                                + "\" had taken it, which cannot give it back exactly: " + refused.getMessage()
                                + " (put the part that may refuse first)",
                        refused);
            }
        }
        for (int i = 0; i < taken; i++) {
            part(i).retract(states[i], record, time);
        }
    }

    private R answer(Object[] states, long now) {
        List<Object> answers = new ArrayList<>(states.length);
        for (int i = 0; i < states.length; i++) {
            answers.add(part(i).answer(states[i], now));
        }
        return join.apply(answers);
    }

    private void merge(Object[] states, Object[] others) {
        for (int i = 0; i < states.length; i++) {
            part(i).merge(states[i], others[i]);
        }
    }

    private Object[] copy(Object[] states) {
        Object[] copies = new Object[states.length];
        Arrays.setAll(copies, i -> part(i).copy(states[i]));
        return copies;
    }

    /** Form {@code all} 1: number of parts i32, then each part's own form. */
    private void encode(Object[] states, StateWriter out) {
        out.writeInt(states.length);
        for (int i = 0; i < states.length; i++) {
            part(i).codec().encode(states[i], out);
        }
    }

    private Object[] decode(StateReader in) {
        in.readIntBetween("parts", parts.size(), parts.size());
        Object[] states = new Object[parts.size()];
        Arrays.setAll(states, i -> part(i).codec().decode(in));
        return states;
    }

    @SuppressWarnings("unchecked") // states[i] was made by parts.get(i), here or by its codec
    private Aggregation<T, Object, Object> part(int i) {
        return (Aggregation<T, Object, Object>) parts.get(i);
    }

    static long bytesOf(Object state) {
        if (state instanceof Incremental<?> incremental) {
            return incremental.stateBytes();
        }
        if (state instanceof Object[] states) {
            return Arrays.stream(states).mapToLong(Combined::bytesOf).sum() + 16 + 8L * states.length;
        }
        return 0;
    }
}
