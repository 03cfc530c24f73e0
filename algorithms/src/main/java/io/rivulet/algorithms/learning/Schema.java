package io.rivulet.algorithms.learning;

import com.carrotsearch.hppc.ObjectIntHashMap;
import com.carrotsearch.hppc.ObjectObjectHashMap;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which place in a {@link Row} belongs to which feature. Places are given in the order in which names first come and never change, so that a learner
 * may keep a plain array of weights; new names may come at any time.
 *
 * <p>A numeric feature has one place. A feature whose values are words has one place for each word, an indicator that is 1 where the word is present and
 * absent otherwise: {@code city=Oslo}, {@code city=Bergen}.
 *
 * <p><b>Cost.</b> A look-up is one or two hash probes and allocates nothing for names and words that came before. The schema grows by about 150 bytes a
 * name or word and refuses more than {@value #MOST_FEATURES}.
 * <p><b>Threads.</b> One owner at a time; workers each have a copy.
 */
public final class Schema implements Incremental<Schema> {

    static final int MOST_FEATURES = 1 << 20;

    private static final String NONE = "";

    /* Place i belongs to names[i]; categories[i] is the word it indicates, or "" for a number (an empty word is refused). The maps are the way back. */
    private final List<String> names = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final ObjectIntHashMap<String> numbers = new ObjectIntHashMap<>();
    private final ObjectObjectHashMap<String, ObjectIntHashMap<String>> words = new ObjectObjectHashMap<>();
    private long characters;

    private Schema() {}

    /** A schema without features. */
    public static Schema create() {
        return new Schema();
    }

    /**
     * The place of a numeric feature; a new name gets the next one.
     *
     * @throws IllegalArgumentException if the name is empty, if it came with words before, or if the schema is full
     */
    public int index(String name) {
        int known = numbers.getOrDefault(Objects.requireNonNull(name, "name"), -1);
        if (known >= 0) {
            return known;
        }
        if (words.containsKey(name)) {
            throw new IllegalArgumentException("feature \"" + name + "\" must have words for values, got a number");
        }
        int index = append(name, NONE);
        numbers.put(name, index);
        return index;
    }

    /**
     * The place that indicates a word of a feature; a new word gets the next one.
     *
     * @throws IllegalArgumentException if name or word is empty, if the name came with numbers before, or if the schema is full
     */
    public int index(String name, String category) {
        Objects.requireNonNull(category, "category");
        ObjectIntHashMap<String> known = words.get(Objects.requireNonNull(name, "name"));
        int index = known == null ? -1 : known.getOrDefault(category, -1);
        if (index >= 0) {
            return index;
        }
        if (category.isEmpty()) {
            throw new IllegalArgumentException("category of \"" + name + "\" must not be empty; leave it out instead");
        }
        if (numbers.containsKey(name)) {
            throw new IllegalArgumentException(
                    "feature \"" + name + "\" must have numbers for values, got \"" + category + "\"");
        }
        index = append(name, category);
        if (known == null) {
            known = new ObjectIntHashMap<>();
            words.put(name, known);
        }
        known.put(category, index);
        return index;
    }

    private int append(String name, String category) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of a feature must not be empty");
        }
        if (names.size() == MOST_FEATURES) {
            throw new IllegalArgumentException("features must be at most " + MOST_FEATURES + ", got \"" + name
                    + "\" beyond; are its words identifiers?");
        }
        names.add(name);
        categories.add(category);
        characters += name.length() + category.length();
        return names.size() - 1;
    }

    /** How many places there are. */
    public int size() {
        return names.size();
    }

    /** What the place stands for: {@code age}, or {@code city=Oslo}. */
    public String name(int index) {
        return isCategory(index) ? names.get(index) + "=" + categories.get(index) : names.get(index);
    }

    /** Whether the place indicates a word; places that no name has yet are numbers. */
    public boolean isCategory(int index) {
        return index < categories.size() && !categories.get(index).isEmpty();
    }

    /** Whether the place belongs to the numeric feature of that name; never adds it. */
    boolean isNumber(int index, String name) {
        return index < names.size()
                && names.get(index).equals(name)
                && categories.get(index).isEmpty();
    }

    @Override
    public void reset() {
        names.clear();
        categories.clear();
        numbers.clear();
        words.clear();
        characters = 0;
    }

    @Override
    public Schema copy() {
        Schema copy = new Schema();
        for (int i = 0; i < names.size(); i++) {
            copy.appendAsDecoded(names.get(i), categories.get(i));
        }
        return copy;
    }

    @Override
    public long stateBytes() {
        return 600 + 130L * names.size() + 200L * words.size() + characters;
    }

    /** Form {@code schema} 1: number of places i32, for each its name and its category, which is empty for a number. */
    public static final StateCodec<Schema> CODEC = StateCodec.of("schema", 1, Schema::encode, Schema::decode);

    private void encode(StateWriter out) {
        out.writeInt(names.size());
        for (int i = 0; i < names.size(); i++) {
            out.writeString(names.get(i)).writeString(categories.get(i));
        }
    }

    private static Schema decode(StateReader in) {
        Schema schema = new Schema();
        int size = in.readLength("features", 8);
        for (int i = 0; i < size; i++) {
            String name = in.readString("name");
            if (schema.appendAsDecoded(name, in.readString("category")) != i) {
                throw in.corrupt("feature " + i + " must differ from those before, got \"" + name + "\"");
            }
        }
        return schema;
    }

    private int appendAsDecoded(String name, String category) {
        return category.isEmpty() ? index(name) : index(name, category);
    }
}
