package io.rivulet.algorithms;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How values of one declared type become bytes in a {@link RecordCodec}.
 *
 * @param name of the type, with those of its components
 * @param leastBytes the fewest that a value takes, at least 1
 */
record ComponentShape(
        String name, int leastBytes, BiConsumer<Object, StateWriter> writer, Function<StateReader, Object> reader) {

    private static final int MOST_NESTED = 16;

    private static final Map<Class<?>, ComponentShape> PLAIN = Map.ofEntries(
            plain(boolean.class, 1, (v, out) -> out.writeBoolean(v), in -> in.readBoolean("boolean")),
            plain(byte.class, 1, (v, out) -> out.writeByte(v), StateReader::readByte),
            plain(short.class, 4, (v, out) -> out.writeInt(v), in ->
                    (short) in.readIntBetween("short", Short.MIN_VALUE, Short.MAX_VALUE)),
            plain(char.class, 4, (v, out) -> out.writeInt(v), in ->
                    (char) in.readIntBetween("char", 0, Character.MAX_VALUE)),
            plain(int.class, 4, (v, out) -> out.writeInt(v), StateReader::readInt),
            plain(long.class, 8, (v, out) -> out.writeLong(v), StateReader::readLong),
            plain(
                    float.class,
                    4,
                    (v, out) -> out.writeInt(Float.floatToIntBits(v)),
                    in -> Float.intBitsToFloat(in.readInt())),
            plain(double.class, 8, (v, out) -> out.writeLong(Double.doubleToLongBits(v)), StateReader::readDouble),
            plain(String.class, 4, (v, out) -> out.writeString(v), in -> in.readString("text")),
            plain(
                    Instant.class,
                    12,
                    (v, out) -> out.writeLong(v.getEpochSecond()).writeInt(v.getNano()),
                    in -> Instant.ofEpochSecond(in.readLong(), in.readIntBetween("nanoseconds", 0, 999_999_999))),
            plain(
                    Duration.class,
                    12,
                    (v, out) -> out.writeLong(v.getSeconds()).writeInt(v.getNano()),
                    in -> Duration.ofSeconds(in.readLong(), in.readIntBetween("nanoseconds", 0, 999_999_999))),
            plain(
                    UUID.class,
                    16,
                    (v, out) -> out.writeLong(v.getMostSignificantBits()).writeLong(v.getLeastSignificantBits()),
                    in -> new UUID(in.readLong(), in.readLong())));

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            Boolean.class, boolean.class,
            Byte.class, byte.class,
            Short.class, short.class,
            Character.class, char.class,
            Integer.class, int.class,
            Long.class, long.class,
            Float.class, float.class,
            Double.class, double.class);

    @SuppressWarnings("unchecked") // a declared type's values are of it
    private static <T> Map.Entry<Class<?>, ComponentShape> plain(
            Class<T> declared, int leastBytes, BiConsumer<T, StateWriter> write, Function<StateReader, T> read) {
        return Map.entry(
                declared,
                new ComponentShape(
                        declared.getSimpleName(),
                        leastBytes,
                        (BiConsumer<Object, StateWriter>) (BiConsumer<?, ?>) write,
                        (Function<StateReader, Object>) (Function<?, ?>) read));
    }

    /**
     * The shape of a type.
     *
     * @param place what has the type, for messages
     * @throws IllegalArgumentException if it has none
     */
    static ComponentShape of(Type type, String place, int depth) {
        if (depth > MOST_NESTED) {
            throw new IllegalArgumentException(
                    place + " must be nested at most " + MOST_NESTED + " deep; does a record contain itself?");
        }
        if (type instanceof Class<?> plain) {
            ComponentShape known = PLAIN.get(BOXES.getOrDefault(plain, plain));
            if (known != null) {
                return known;
            }
            if (plain.isEnum()) {
                return ofEnum(plain);
            }
            if (plain.isRecord()) {
                return ofRecord(plain, place, depth);
            }
        }
        if (type instanceof ParameterizedType made) {
            Type element = made.getActualTypeArguments()[0];
            if (made.getRawType() == List.class) {
                return ofList(of(element, place + "[]", depth + 1));
            }
            if (made.getRawType() == Optional.class) {
                return ofOptional(of(element, place, depth + 1));
            }
        }
        throw new IllegalArgumentException(
                place + " must be a primitive or its box, String, Instant, Duration, UUID, an enum, a record,"
                        + " or a List or Optional of these, got " + type.getTypeName() + "; write a StateCodec for it");
    }

    void write(Object value, StateWriter out) {
        writer.accept(value, out);
    }

    Object read(StateReader in) {
        try {
            return reader.apply(in);
        } catch (DateTimeException | ArithmeticException e) {
            throw in.corrupt(name + " must be in range: " + e.getMessage());
        }
    }

    private static ComponentShape ofEnum(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        return new ComponentShape("enum", 4, (value, out) -> out.writeString(((Enum<?>) value).name()), in -> {
            String found = in.readString("constant");
            for (Object constant : constants) {
                if (((Enum<?>) constant).name().equals(found)) {
                    return constant;
                }
            }
            throw in.corrupt("constant must be one of " + type.getSimpleName() + ", got \"" + found + "\"");
        });
    }

    private static ComponentShape ofRecord(Class<?> type, String place, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        ComponentShape[] shapes = new ComponentShape[components.length];
        StringBuilder name = new StringBuilder(depth == 0 ? type.getSimpleName() : "").append('(');
        int least = 0;
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = of(components[i].getGenericType(), place + "." + components[i].getName(), depth + 1);
            name.append(i == 0 ? "" : ", ").append(shapes[i].name()).append(' ').append(components[i].getName());
            least += shapes[i].leastBytes();
        }
        RecordCodec.Parts parts = RecordCodec.Parts.of(type);
        return new ComponentShape(
                name.append(')').toString(),
                Math.max(1, least),
                (value, out) -> {
                    for (int i = 0; i < shapes.length; i++) {
                        Object part = parts.get(i, value);
                        if (part == null) {
                            throw new IllegalArgumentException(place + "." + components[i].getName()
                                    + " must not be null to be stored; an Optional may be empty");
                        }
                        shapes[i].write(part, out);
                    }
                    if (shapes.length == 0) {
                        out.writeByte(0);
                    }
                },
                in -> {
                    Object[] values = new Object[shapes.length];
                    for (int i = 0; i < shapes.length; i++) {
                        values[i] = shapes[i].read(in);
                    }
                    if (shapes.length == 0) {
                        in.readByte();
                    }
                    return parts.make(values);
                });
    }

    private static ComponentShape ofList(ComponentShape element) {
        return new ComponentShape(
                "List<" + element.name() + ">",
                4,
                (value, out) -> {
                    List<?> list = (List<?>) value;
                    out.writeInt(list.size());
                    list.forEach(each -> element.write(each, out));
                },
                in -> {
                    List<Object> list = new ArrayList<>();
                    for (int left = in.readLength("list", element.leastBytes()); left > 0; left--) {
                        list.add(element.read(in));
                    }
                    return List.copyOf(list);
                });
    }

    private static ComponentShape ofOptional(ComponentShape element) {
        return new ComponentShape(
                "Optional<" + element.name() + ">",
                1,
                (value, out) -> {
                    Optional<?> optional = (Optional<?>) value;
                    out.writeBoolean(optional.isPresent());
                    optional.ifPresent(each -> element.write(each, out));
                },
                in -> in.readBoolean("present") ? Optional.of(element.read(in)) : Optional.empty());
    }
}
