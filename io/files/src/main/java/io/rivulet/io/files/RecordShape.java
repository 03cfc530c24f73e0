package io.rivulet.io.files;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a record class is made of values: what its components are called and which kind of value each takes. Found by reflection once; records are then
 * made through method handles.
 */
final class RecordShape<T> {

    /** What kind of value a component takes. */
    private enum Kind {
        TEXT,
        INT,
        LONG,
        DOUBLE,
        BOOLEAN,
        INSTANT,
        ENUM
    }

    private record Component(String name, Kind kind, boolean optional, Names constantNames, List<?> constants) {}

    private final Class<T> type;
    private final List<Component> components;
    private final Names names;
    private final MethodHandle constructor;
    private final MethodHandle[] readers;

    private RecordShape(Class<T> type, List<Component> components, MethodHandle constructor, MethodHandle[] readers) {
        this.type = type;
        this.components = components;
        this.names = new Names(components.stream().map(Component::name).toList());
        this.constructor = constructor;
        this.readers = readers;
    }

    /**
     * The shape of a record class.
     *
     * @throws IllegalArgumentException if it is none, or has a component that no value can be read for
     */
    static <T> RecordShape<T> of(Class<T> type) {
        Objects.requireNonNull(type, "type");
        RecordComponent[] declared = type.getRecordComponents();
        if (declared == null || declared.length == 0) {
            throw new IllegalArgumentException("type must be a record with components, got " + type.getName());
        }
        List<Component> components =
                Arrays.stream(declared).map(c -> component(type, c)).toList();
        Class<?>[] types = Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            MethodHandle constructor = MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            MethodHandle[] readers = new MethodHandle[declared.length];
            for (int i = 0; i < readers.length; i++) {
                declared[i].getAccessor().setAccessible(true);
                readers[i] = MethodHandles.lookup()
                        .unreflect(declared[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            return new RecordShape<>(type, components, constructor, readers);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException("record " + type.getName() + " cannot be made from here: " + e, e);
        }
    }

    int size() {
        return components.size();
    }

    Names names() {
        return names;
    }

    boolean isOptional(int component) {
        return components.get(component).optional();
    }

    /** The value of a component, from a field. */
    Object value(int component, Fields fields, int field) throws IOException {
        Component c = components.get(component);
        if (!c.optional()) {
            return value(c, fields, field);
        }
        return fields.isMissing(field) ? Optional.empty() : Optional.of(value(c, fields, field));
    }

    /** The values of a record's components. */
    List<?> values(T record) {
        Object[] values = new Object[readers.length];
        for (int i = 0; i < readers.length; i++) {
            try {
                Object value = readers[i].invokeExact((Object) record);
                values[i] = value;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("component " + names.get(i) + " of " + type.getName() + " failed", e);
            }
        }
        return Arrays.asList(values);
    }

    /** Makes a record; what its constructor throws comes through. */
    T make(Object[] values) {
        try {
            Object made = constructor.invokeExact(values);
            return type.cast(made);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("constructor of " + type.getName() + " failed", e);
        }
    }

    private static Object value(Component component, Fields fields, int field) throws IOException {
        return switch (component.kind()) {
            case TEXT -> fields.text(field);
            case INT -> fields.intValue(field);
            case LONG -> fields.longValue(field);
            case DOUBLE -> fields.doubleValue(field);
            case BOOLEAN -> fields.booleanValue(field);
            case INSTANT -> fields.instant(field);
            case ENUM -> {
                String text = fields.text(field);
                int index = component.constantNames().find(text.strip());
                if (index < 0) {
                    throw new BadValueException("must be one of " + component.constantNames())
                            .of(fields.place(field), text);
                }
                yield component.constants().get(index);
            }
        };
    }

    private static Component component(Class<?> owner, RecordComponent declared) {
        Type type = declared.getGenericType();
        boolean optional = declared.getType() == Optional.class;
        if (optional) {
            type = type instanceof ParameterizedType parameterized
                    ? parameterized.getActualTypeArguments()[0]
                    : Object.class;
        }
        if (type instanceof Class<?> simple) {
            if (simple.isEnum()) {
                List<?> constants = List.of(simple.getEnumConstants());
                Names names = new Names(
                        constants.stream().map(c -> ((Enum<?>) c).name()).toList());
                return new Component(declared.getName(), Kind.ENUM, optional, names, constants);
            }
            Optional<Kind> kind = kindOf(simple);
            if (kind.isPresent()) {
                return new Component(declared.getName(), kind.get(), optional, new Names(List.of()), List.of());
            }
        }
        throw new IllegalArgumentException("component " + declared.getName() + " of " + owner.getName()
                + " must be String, int, long, double, boolean, Instant, an enum or Optional of one, got "
                + declared.getGenericType().getTypeName() + "; read it by a mapper");
    }

    private static Optional<Kind> kindOf(Class<?> type) {
        if (type == String.class) {
            return Optional.of(Kind.TEXT);
        }
        if (type == int.class || type == Integer.class) {
            return Optional.of(Kind.INT);
        }
        if (type == long.class || type == Long.class) {
            return Optional.of(Kind.LONG);
        }
        if (type == double.class || type == Double.class) {
            return Optional.of(Kind.DOUBLE);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(Kind.BOOLEAN);
        }
        if (type == Instant.class) {
            return Optional.of(Kind.INSTANT);
        }
        return Optional.empty();
    }
}
