package io.rivulet.algorithms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** A codec made of two functions; writes and checks the header {@code form, version}. */
final class FormCodec<S> implements StateCodec<S> {

    private final String form;
    private final int version;
    private final byte[] header;
    private final BiConsumer<S, StateWriter> body;
    private final Versioned<S> fields;

    FormCodec(String form, int version, BiConsumer<S, StateWriter> body, Versioned<S> fields) {
        if (!form.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("form must be lower-case words with hyphens, got \"" + form + "\"");
        }
        if (version < 1 || version > 255) {
            throw new IllegalArgumentException("version must be in 1..255, got " + version);
        }
        this.form = form;
        this.version = version;
        this.header = new StateWriter().writeString(form).writeByte(version).toByteArray();
        this.body = Objects.requireNonNull(body, "body");
        this.fields = Objects.requireNonNull(fields, "fields");
    }

    @Override
    public String form() {
        return form;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public void encode(S state, StateWriter out) {
        out.writeBytes(header);
        body.accept(state, out);
    }

    @Override
    public S decode(StateReader in) {
        return readFields(readHeader(in), in);
    }

    @Override
    public void encodeAll(Collection<? extends S> states, StateWriter out) {
        out.writeBytes(header);
        out.writeInt(states.size());
        for (S state : states) {
            int before = out.size();
            body.accept(state, out);
            // The reader bounds the number of states by the bytes left, which states of no bytes would escape.
            if (out.size() == before) {
                throw new IllegalStateException("a state of form \"" + form + "\" must take at least one byte");
            }
        }
    }

    @Override
    public List<S> decodeAll(StateReader in) {
        int found = readHeader(in);
        int length = in.readLength(form, 1);
        List<S> states = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            states.add(readFields(found, in));
        }
        return Collections.unmodifiableList(states);
    }

    /** Returns the version found. */
    private int readHeader(StateReader in) {
        String found = in.readString("form");
        if (!found.equals(form)) {
            throw in.corrupt("state form must be \"" + form + "\", got \"" + printable(found) + "\"");
        }
        int foundVersion = in.readByte() & 0xff;
        if (foundVersion < 1 || foundVersion > version) {
            throw new CorruptStateException("state form \"" + form + "\" has version " + foundVersion
                    + "; this build reads 1.." + version + ". Was it written by a newer Rivulet?");
        }
        return foundVersion;
    }

    private S readFields(int foundVersion, StateReader in) {
        try {
            return fields.read(foundVersion, in);
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException("corrupt state \"" + form + "\": " + e.getMessage(), e);
        }
    }

    private static String printable(String text) {
        String short40 = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return short40.replaceAll("[^\\x20-\\x7e…]", "?");
    }

    @Override
    public String toString() {
        return form + " " + version;
    }
}
