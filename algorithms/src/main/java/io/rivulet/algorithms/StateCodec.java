package io.rivulet.algorithms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Turns a state into bytes and back. The bytes start with the form's name and its version, never with a class name, so that classes may move and
 * layouts may grow: a new layout is a new version, and the old one stays readable.
 *
 * <p>The law every codec obeys: a decoded state goes on exactly as the encoded one would have.
 *
 * @param <S> the state
 */
public interface StateCodec<S> {

    /** The form's name, lower-case with hyphens; kept for ever. */
    String form();

    /** The version that {@link #encode} writes, from 1. */
    int version();

    /** Appends the state; equal states give equal bytes. */
    void encode(S state, StateWriter out);

    /**
     * Reads one state.
     *
     * @throws CorruptStateException if the bytes are no such state
     */
    S decode(StateReader in);

    /** The state's bytes. */
    default byte[] toBytes(S state) {
        StateWriter out = new StateWriter();
        encode(state, out);
        return out.toByteArray();
    }

    /**
     * The state that fills the whole array.
     *
     * @throws CorruptStateException if the bytes are no such state, or some are left over
     */
    default S fromBytes(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        S state = decode(in);
        if (in.remaining() > 0) {
            throw in.corrupt(in.remaining() + " bytes follow the end of form \"" + form() + "\"");
        }
        return state;
    }

    /**
     * Appends many states of this form, in the order given. Codecs made by {@link #of} write their header once for all, so that a collection of small
     * values costs little more than the values.
     */
    default void encodeAll(Collection<? extends S> states, StateWriter out) {
        out.writeInt(states.size());
        states.forEach(state -> encode(state, out));
    }

    /**
     * Reads what {@link #encodeAll} wrote, as an unmodifiable list.
     *
     * @throws CorruptStateException if the bytes are no such states
     */
    default List<S> decodeAll(StateReader in) {
        int length = in.readLength(form(), 1);
        List<S> states = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            states.add(decode(in));
        }
        return Collections.unmodifiableList(states);
    }

    /**
     * A codec of one version.
     *
     * @param form the form's name, lower-case with hyphens
     * @param version from 1 to 255
     * @param body writes the fields
     * @param fields reads them in the same order and checks each; an {@link IllegalArgumentException} of the state's own checks counts as corrupt
     */
    static <S> StateCodec<S> of(
            String form, int version, BiConsumer<S, StateWriter> body, Function<StateReader, S> fields) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(fields, "fields");
        return versions(form, version, body, (read, in) -> fields.apply(in));
    }

    /**
     * A codec that still reads older versions.
     *
     * @param fields reads the fields of the version it is given, from 1 to {@code version}
     */
    static <S> StateCodec<S> versions(String form, int version, BiConsumer<S, StateWriter> body, Versioned<S> fields) {
        return new FormCodec<>(form, version, body, fields);
    }

    /** Reads the fields of one version of a form. */
    @FunctionalInterface
    interface Versioned<S> {
        /** @param version what the bytes say, already checked to be known */
        S read(int version, StateReader in);
    }
}
