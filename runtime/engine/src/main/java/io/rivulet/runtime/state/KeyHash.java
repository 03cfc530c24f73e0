package io.rivulet.runtime.state;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.SplitMix64;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The hash of a key that decides its key group: the same on every machine, in every JVM and release, which {@code hashCode} does not promise. Equal keys have
 * equal hashes. Knows numbers, texts, booleans, characters, enums, times, UUIDs, optionals, lists and records of these.
 */
public final class KeyHash {

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Method[] accessors = new Method[components.length];
            for (int i = 0; i < accessors.length; i++) {
                accessors[i] = components[i].getAccessor();
                accessors[i].setAccessible(true);
            }
            return accessors;
        }
    };

    private KeyHash() {}

    /**
     * The hash of a key.
     *
     * @throws IllegalArgumentException if the key is null or of a kind whose hash could differ elsewhere
     */
    public static long of(Object key) {
        if (key instanceof String text) {
            return Hash.ofText(text, 0);
        }
        if (key instanceof Long || key instanceof Integer || key instanceof Short || key instanceof Byte) {
            return Hash.ofLong(((Number) key).longValue(), 0);
        }
        if (key instanceof Record row) {
            return ofRecord(row);
        }
        return ofOther(key);
    }

    private static long ofOther(Object key) {
        if (key instanceof Double number) {
            return Hash.ofLong(Double.doubleToLongBits(number), 1);
        }
        if (key instanceof Float number) {
            return Hash.ofLong(Float.floatToIntBits(number), 1);
        }
        if (key instanceof Boolean flag) {
            return Hash.ofLong(flag ? 1 : 0, 2);
        }
        if (key instanceof Character letter) {
            return Hash.ofLong(letter, 3);
        }
        if (key instanceof Enum<?> constant) {
            return Hash.ofText(constant.name(), 4);
        }
        if (key instanceof Instant time) {
            return Hash.ofLong(time.getEpochSecond(), time.getNano());
        }
        if (key instanceof Duration time) {
            return Hash.ofLong(time.getSeconds(), time.getNano() + 1L);
        }
        if (key instanceof UUID id) {
            return Hash.ofLong(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }
        if (key instanceof Optional<?> optional) {
            return optional.isPresent() ? Hash.ofLong(of(optional.get()), 6) : 6;
        }
        if (key instanceof List<?> list) {
            long hash = list.size();
            for (Object element : list) {
                hash = SplitMix64.mix(hash ^ of(element));
            }
            return hash;
        }
        throw new IllegalArgumentException(
                "key must be a number, text, boolean, enum, time, UUID, or an optional, list or record of these, got "
                        + (key == null ? "null" : key.getClass().getName()));
    }

    private static long ofRecord(Record row) {
        long hash = 7;
        for (Method accessor : ACCESSORS.get(row.getClass())) {
            try {
                hash = SplitMix64.mix(hash ^ of(accessor.invoke(row)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "component " + accessor.getName() + " of key " + row + " must be readable", e);
            }
        }
        return hash;
    }
}
