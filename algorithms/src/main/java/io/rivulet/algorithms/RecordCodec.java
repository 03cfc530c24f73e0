package io.rivulet.algorithms;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes codecs of records and enums from what they are declared to be: for keys and for records that a state keeps.
 *
 * <pre>{@code
 * record Endpoint(String host, int port) {}
 *
 * StateCodec<Endpoint> codec = RecordCodec.of(Endpoint.class);
 * codec.fromBytes(codec.toBytes(new Endpoint("db", 5432)));  // Endpoint[host=db, port=5432]
 * }</pre>
 *
 * <p>Components may be primitives and their boxes, {@code String}, {@code Instant}, {@code Duration}, {@code UUID}, enums, records of such, and {@code List} and
 * {@code Optional} of such; none may be null. Each writes its components in order, after 32 bits made of their names and types: bytes that were written by a record
 * with other components are refused, not read wrongly. Enum constants go by name. No class name is written; the form is the record's simple name in lower case
 * with hyphens, or what {@link #of(String, Class)} says, and must stay the same as long as there are bytes to be read.
 *
 * <p>Codecs are immutable and may be shared.
 */
public final class RecordCodec {

    private RecordCodec() {}

    /**
     * The codec of a record or enum.
     *
     * @throws IllegalArgumentException if a component is of a type that has no bytes here, with its place
     */
    public static <R> StateCodec<R> of(Class<R> type) {
        return of(form(type.getSimpleName()), type);
    }

    /**
     * The codec with another name for the form.
     *
     * @param form lower-case with hyphens; kept for ever
     * @throws IllegalArgumentException if a component is of a type that has no bytes here, with its place
     */
    @SuppressWarnings("unchecked") // the shape reads what it writes
    public static <R> StateCodec<R> of(String form, Class<R> type) {
        if (!type.isRecord() && !type.isEnum()) {
            throw new IllegalArgumentException("type must be a record or an enum, got " + type.getName());
        }
        ComponentShape shape = ComponentShape.of(type, type.getSimpleName(), 0);
        int declared = (int) Hash.ofBytes(shape.name().getBytes(StandardCharsets.UTF_8), 0);
        return StateCodec.of(
                form,
                1,
                (value, out) -> {
                    out.writeInt(declared);
                    shape.write(value, out);
                },
                in -> {
                    int found = in.readInt();
                    if (found != declared) {
                        throw in.corrupt("form \"" + form + "\" must have been written by " + shape.name()
                                + ", but was by a type with other components");
                    }
                    return (R) shape.read(in);
                });
    }

    /** {@code HttpRoute} becomes {@code http-route}. */
    private static String form(String simpleName) {
        return simpleName
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** How a record's components are taken out of it, and put together again. */
    record Parts(MethodHandle[] accessors, MethodHandle constructor) {

        /** Of a record type, which need not be public. */
        static Parts of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            MethodHandle[] accessors = new MethodHandle[components.length];
            Class<?>[] types = new Class<?>[components.length];
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            try {
                for (int i = 0; i < components.length; i++) {
                    types[i] = components[i].getType();
                    var accessor = components[i].getAccessor();
                    accessor.setAccessible(true);
                    accessors[i] = lookup.unreflect(accessor);
                }
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Parts(accessors, lookup.unreflectConstructor(constructor));
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new IllegalArgumentException(
                        "record " + type.getName() + " must be open to io.rivulet.algorithms: " + e.getMessage(), e);
            }
        }

        Object get(int component, Object from) {
            try {
                return accessors[component].invoke(from);
            } catch (Throwable e) {
                throw unchecked(e);
            }
        }

        Object make(Object[] values) {
            try {
                return constructor.invokeWithArguments(values);
            } catch (Throwable e) {
                throw unchecked(e);
            }
        }

        private static RuntimeException unchecked(Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }
}
