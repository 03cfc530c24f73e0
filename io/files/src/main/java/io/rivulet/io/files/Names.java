package io.rivulet.io.files;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Finds names as people write them: an equal one first, else the one that differs only in case and in what is neither letter nor digit, so that
 * {@code srcIp} finds {@code src_ip}, {@code SRC-IP} and {@code src.ip}.
 */
final class Names {

    private static final int SEVERAL = -2;
    private static final int NONE = -1;

    private final List<String> names;
    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> loose = new HashMap<>();

    Names(Collection<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < this.names.size(); i++) {
            exact.merge(this.names.get(i), i, (one, other) -> SEVERAL);
            loose.merge(plain(this.names.get(i)), i, (one, other) -> SEVERAL);
        }
    }

    int size() {
        return names.size();
    }

    List<String> all() {
        return names;
    }

    String get(int index) {
        return names.get(index);
    }

    /** The index of a name, or a negative number if there is none or if several are meant. */
    int find(String name) {
        int index = exact.getOrDefault(name, NONE);
        return index == NONE ? loose.getOrDefault(plain(name), NONE) : index;
    }

    /**
     * The index of a name.
     *
     * @param what what the names are of, for the message
     * @throws NoSuchElementException if there is none, or if several are meant
     */
    int index(String name, String what) {
        int index = find(name);
        if (index == SEVERAL) {
            throw new NoSuchElementException(what + " \"" + name + "\" must be one, several are meant among " + names);
        }
        if (index < 0) {
            throw new NoSuchElementException("no " + what + " \"" + name + "\" among " + names);
        }
        return index;
    }

    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
