package io.rivulet.algorithms.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: shingles are equal where runs of words or characters are, by splitting the text. */
class ShinglesTest {

    @Test
    void example_asInTheJavadoc() {
        assertEquals(3, of(Shingles.ofWords(3), "the quick brown fox jumps").size());
        MinHash set = MinHash.create();
        Shingles.ofWords(3).forEach("the quick brown fox jumps", set::updateHash);
        assertEquals(false, set.isEmpty());
    }

    @Test
    void oracle_whatDoesNotMatter() {
        Shingles words = Shingles.ofWords(2);
        assertEquals(of(words, "a-b, c"), of(words, "  A\tb ... C! "));
        assertNotEquals(of(words, "ab c"), of(words, "a bc"));
        assertEquals(1, of(words, "alone").size());
        assertEquals(0, of(words, " ... ").size());
        assertEquals(0, of(words, "").size());
        Shingles characters = Shingles.ofCharacters(4);
        assertEquals(of(characters, "ab cd"), of(characters, "  AB \t\n cD  "));
        assertEquals(2, of(characters, "ab cd").size());
        assertEquals(1, of(characters, "ab").size());
        assertEquals(0, of(characters, " \n ").size());
        assertThrows(IllegalArgumentException.class, () -> Shingles.ofWords(0));
        assertThrows(IllegalArgumentException.class, () -> Shingles.ofCharacters(33));
    }

    @Test
    void oracle_equalRunsAndOnlyThoseHaveEqualHashes() {
        SplitMix64 random = new SplitMix64(1);
        for (int length : new int[] {1, 2, 3, 5}) {
            Map<String, Long> words = new HashMap<>();
            Map<String, Long> characters = new HashMap<>();
            for (int t = 0; t < 300; t++) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(20); i > 0; i--) {
                    text.append(random.nextInt(3) == 0 ? "B" : "a").append(random.nextInt(3) == 0 ? "  " : "");
                }
                check(
                        words,
                        runs(text.toString().trim().split("\\s+", -1), length, " "),
                        of(Shingles.ofWords(length), text.toString()));
                String one = text.toString().trim().replaceAll("\\s+", " ");
                check(
                        characters,
                        runs(one.split("", -1), length, ""),
                        of(Shingles.ofCharacters(length), text.toString()));
            }
            assertEquals(words.size(), words.values().stream().distinct().count());
            assertEquals(
                    characters.size(), characters.values().stream().distinct().count());
        }
    }

    private static void check(Map<String, Long> known, List<String> runs, List<Long> hashes) {
        assertEquals(runs.size(), hashes.size(), runs.toString());
        for (int i = 0; i < runs.size(); i++) {
            Long before = known.putIfAbsent(runs.get(i), hashes.get(i));
            assertEquals(before == null ? hashes.get(i) : before, hashes.get(i));
        }
    }

    private static List<String> runs(String[] split, int length, String joint) {
        List<String> units = new ArrayList<>();
        for (String unit : split) {
            if (!unit.isEmpty()) {
                units.add(unit.toLowerCase(Locale.ROOT));
            }
        }
        List<String> runs = new ArrayList<>();
        for (int i = 0; i + length <= units.size(); i++) {
            runs.add(String.join(joint, units.subList(i, i + length)));
        }
        if (runs.isEmpty() && !units.isEmpty()) {
            runs.add(String.join(joint, units));
        }
        return runs;
    }

    private static List<Long> of(Shingles shingles, String text) {
        List<Long> hashes = new ArrayList<>();
        shingles.forEach(text, hashes::add);
        return hashes;
    }
}
