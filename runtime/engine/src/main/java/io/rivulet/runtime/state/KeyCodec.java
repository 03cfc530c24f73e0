package io.rivulet.runtime.state;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * How the keys of a step become bytes. Numbers, texts, booleans, characters, times, UUIDs, and optionals and lists of these need no codec of their own; records
 * and enums do, because no stored byte may name a class.
 *
 * @param <K> a key
 */
public final class KeyCodec<K> {

    private static final KeyCodec<Object> PLAIN = new KeyCodec<>(null);
    private static final int MOST_NESTED = 16;

    private final StateCodec<K> own;

    private KeyCodec(StateCodec<K> own) {
        this.own = own;
    }

    /** For keys of the kinds that need no codec of their own. */
    @SuppressWarnings("unchecked") // what comes back is what was written, by its kind
    public static <K> KeyCodec<K> plain() {
        return (KeyCodec<K>) PLAIN;
    }

    /** For keys with a codec. */
    public static <K> KeyCodec<K> of(StateCodec<K> codec) {
        return new KeyCodec<>(Objects.requireNonNull(codec, "codec"));
    }

    /** The name of the form, which must not change between runs. */
    public String form() {
        return own == null ? "plain" : own.form();
    }

    /**
     * Appends a key; equal keys give equal bytes.
     *
     * @throws IllegalArgumentException if the key is of a kind that needs a codec
     */
    public void write(K key, StateWriter out) {
        if (own != null) {
            own.encode(key, out);
        } else {
            writePlain(key, out);
        }
    }

    /**
     * Reads a key back.
     *
     * @throws CorruptStateException if the bytes are no key
     */
    @SuppressWarnings("unchecked") // what was written as K is read as K
    public K read(StateReader in) {
        return own != null ? own.decode(in) : (K) readPlain(in, 0);
    }

    /** A plain key as text, for people who look into a store; empty where a step's keys have a codec of their own. */
    public static Optional<String> describe(byte[] key) {
        try {
            StateReader in = new StateReader(key);
            Object plain = readPlain(in, 0);
            return in.remaining() == 0 ? Optional.of(String.valueOf(plain)) : Optional.empty();
        } catch (CorruptStateException e) {
            return Optional.empty();
        }
    }

    /*
     * A tag byte, then the value: 1 text, 2 long, 3 int, 4 short, 5 byte, 6 double, 7 float, 8 boolean, 9 character, 10 instant, 11 duration, 12 UUID, 13 empty
     * optional, 14 optional, 15 list.
     */
    private static void writePlain(Object key, StateWriter out) {
        if (key instanceof String text) {
            out.writeByte(1).writeString(text);
        } else if (key instanceof Long number) {
            out.writeByte(2).writeLong(number);
        } else if (key instanceof Integer number) {
            out.writeByte(3).writeInt(number);
        } else if (key instanceof Short number) {
            out.writeByte(4).writeInt(number);
        } else if (key instanceof Byte number) {
            out.writeByte(5).writeByte(number);
        } else if (key instanceof Double number) {
            out.writeByte(6).writeLong(Double.doubleToLongBits(number));
        } else if (key instanceof Float number) {
            out.writeByte(7).writeInt(Float.floatToIntBits(number));
        } else if (key instanceof Boolean flag) {
            out.writeByte(8).writeBoolean(flag);
        } else if (key instanceof Character letter) {
            out.writeByte(9).writeInt(letter);
        } else {
            writeCompound(key, out);
        }
    }

    private static void writeCompound(Object key, StateWriter out) {
        if (key instanceof Instant time) {
            out.writeByte(10).writeLong(time.getEpochSecond()).writeInt(time.getNano());
        } else if (key instanceof Duration length) {
            out.writeByte(11).writeLong(length.getSeconds()).writeInt(length.getNano());
        } else if (key instanceof UUID id) {
            out.writeByte(12).writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits());
        } else if (key instanceof Optional<?> optional) {
            out.writeByte(optional.isEmpty() ? 13 : 14);
            optional.ifPresent(value -> writePlain(value, out));
        } else if (key instanceof List<?> list) {
            out.writeByte(15).writeInt(list.size());
            list.forEach(element -> writePlain(element, out));
        } else {
            throw new IllegalArgumentException(
                    "a key of class " + key.getClass().getName()
                            + " needs a codec to be stored; say keyBy(name, key, codec), for a record with RecordCodec.of(type)");
        }
    }

    private static Object readPlain(StateReader in, int depth) {
        if (depth > MOST_NESTED) {
            throw in.corrupt("a key must be nested at most " + MOST_NESTED + " deep");
        }
        int tag = in.readByte();
        try {
            return switch (tag) {
                case 1 -> in.readString("key");
                case 2 -> in.readLong();
                case 3 -> in.readInt();
                case 4 -> (short) in.readIntBetween("key", Short.MIN_VALUE, Short.MAX_VALUE);
                case 5 -> in.readByte();
                case 6 -> in.readDouble();
                case 7 -> Float.intBitsToFloat(in.readInt());
                case 8 -> in.readBoolean("key");
                case 9 -> (char) in.readIntBetween("key", 0, Character.MAX_VALUE);
                case 10 -> Instant.ofEpochSecond(in.readLong(), in.readInt());
                case 11 -> Duration.ofSeconds(in.readLong(), in.readInt());
                case 12 -> new UUID(in.readLong(), in.readLong());
                case 13 -> Optional.empty();
                case 14 -> Optional.of(readPlain(in, depth + 1));
                case 15 -> readList(in, depth);
                default -> throw in.corrupt("kind of a key must be in 1..15, got " + tag);
            };
        } catch (java.time.DateTimeException | ArithmeticException e) {
            throw in.corrupt("time of a key must be in range: " + e.getMessage());
        }
    }

    private static List<Object> readList(StateReader in, int depth) {
        List<Object> list = new ArrayList<>();
        for (int left = in.readLength("key", 1); left > 0; left--) {
            list.add(readPlain(in, depth + 1));
        }
        return List.copyOf(list);
    }
}
