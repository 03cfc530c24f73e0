package io.rivulet.algorithms.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against the exact similarity of all pairs, on real messages and made ones. golden_: released forms. */
class NearDuplicatesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String TEXT = "one two three four five six seven eight nine ten";

    @Test
    void example_asInTheJavadoc() {
        var posts = NearDuplicates.of(HOUR, 10_000, NearDuplicates.Params.DEFAULTS);
        assertEquals(
                Optional.empty(), posts.update(1, "Buy cheap watches now at our new shop in town, only this week", 0));
        assertEquals(
                Optional.of(1L),
                posts.update(2, "BUY CHEAP WATCHES NOW at our new shop in town, only this weekend", 60_000)
                        .map(NearDuplicate::original));
    }

    @Test
    void oracle_theWindowForgetsAndDuplicatesDoNotProlong() {
        var posts = NearDuplicates.of(HOUR, 10, NearDuplicates.Params.DEFAULTS);
        assertEquals(false, posts.seen(TEXT, 0));
        assertEquals(true, posts.seen(TEXT, 3_599_999));
        assertEquals(false, posts.seen(TEXT, 3_600_000), "an hour after the original");
        assertEquals(false, posts.seen(TEXT, -1), "later than the window: passes and is not remembered");
        assertEquals(1, posts.size());
        assertEquals(true, posts.seen(TEXT, 1), "late, judged by the window of the latest time");
        assertEquals(false, posts.seen(" ... ", 3_600_000), "without words");
        assertEquals(false, posts.seen(" ... ", 3_600_000), "and never a duplicate");
        assertEquals(7, posts.texts());
    }

    @Test
    void oracle_theOldestMakeRoom() {
        var posts = NearDuplicates.of(HOUR, 2, NearDuplicates.Params.DEFAULTS);
        posts.seen("alpha beta gamma", 0);
        posts.seen("delta epsilon zeta", 1);
        posts.seen("eta theta iota", 2);
        assertEquals(2, posts.size());
        assertEquals(1, posts.forgottenEarly());
        assertEquals(false, posts.seen("alpha beta gamma", 3));
        assertEquals(true, posts.seen("eta theta iota", 4));
    }

    @Test
    void oracle_theMostAlikeOfTheOriginals() {
        var posts = NearDuplicates.of(HOUR, 10, new NearDuplicates.Params(Shingles.ofWords(1), 0.3, 256, 0));
        posts.update(10, "a b c d e f g h", 0);
        posts.update(11, "e f g h i j k l m n o p q", 0);
        NearDuplicate found = posts.update(12, "a b c d e f g x", 0).orElseThrow();
        assertEquals(10, found.original());
        assertEquals(7 / 9.0, found.similarity(), 0.1);
        assertEquals(2, posts.size());
        posts.update(11, "something else altogether", 0);
        assertEquals(2, posts.size(), "the same id is replaced");
    }

    @Test
    void oracle_agreesWithTheExactSimilarityOnRealMessages() throws IOException {
        Path file = Path.of(System.getProperty("rivulet.data", "missing"), "ml", "sms_spam.csv.gz");
        assumeTrue(Files.exists(file), "no data at " + file);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            check(lines.lines()
                    .skip(1)
                    .limit(4_000)
                    .map(line -> line.substring(line.indexOf(',') + 1))
                    .toList());
        }
    }

    @Test
    void oracle_agreesWithTheExactSimilarityOnMadeMessages() {
        SplitMix64 random = new SplitMix64(11);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String[] words = i > 0 && random.nextInt(3) == 0
                    ? texts.get(random.nextInt(i)).split(" ", -1)
                    : new String[5 + random.nextInt(30)];
            for (int w = 0; w < words.length; w++) {
                words[w] = words[w] == null || random.nextInt(20) == 0 ? "w" + random.nextInt(1_000) : words[w];
            }
            texts.add(String.join(" ", words));
        }
        check(texts);
    }

    /**
     * A text is a duplicate surely where an original remembered is 0.16 more alike than the threshold, four standard errors, and none surely where all are 0.16
     * less; a pair beyond these is misjudged by chance once in 30,000, so that two in 4,000 texts would be once in a hundred streams.
     */
    private static void check(List<String> texts) {
        var found = NearDuplicates.of(HOUR, 10_000, new NearDuplicates.Params(Shingles.ofWords(2), 0.6, 128, 5));
        List<Set<Long>> originals = new ArrayList<>();
        int surely = 0;
        int misjudged = 0;
        for (String text : texts) {
            Set<Long> shingles = new HashSet<>();
            Shingles.ofWords(2).forEach(text, shingles::add);
            double most = 0;
            for (Set<Long> original : originals) {
                most = Math.max(most, jaccard(shingles, original));
            }
            boolean duplicate = found.seen(text, 0);
            surely += most >= 0.76 ? 1 : 0;
            misjudged += duplicate && most < 0.44 || !duplicate && most >= 0.76 ? 1 : 0;
            if (!duplicate && !shingles.isEmpty()) {
                originals.add(shingles);
            }
        }
        assertEquals(originals.size(), found.size());
        assertTrue(surely > 100, surely + " duplicates beyond doubt");
        assertTrue(misjudged <= 2, misjudged + " misjudged");
    }

    private static double jaccard(Set<Long> a, Set<Long> b) {
        if (Math.min(a.size(), b.size()) < 0.4 * Math.max(a.size(), b.size())) {
            return 0;
        }
        double both = 0;
        for (Long shingle : a) {
            both += b.contains(shingle) ? 1 : 0;
        }
        return both / (a.size() + b.size() - both);
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var params = NearDuplicates.Params.DEFAULTS;
        assertThrows(IllegalArgumentException.class, () -> NearDuplicates.of(Duration.ZERO, 10, params));
        assertEquals(
                "capacity must be in 1..4194304 at 128 components, got 0",
                assertThrows(IllegalArgumentException.class, () -> NearDuplicates.of(HOUR, 0, params))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new NearDuplicates.Params(Shingles.ofWords(2), Double.NaN, 128, 0));
        var posts = NearDuplicates.of(HOUR, 10, params);
        assertThrows(IllegalArgumentException.class, () -> posts.seen(TEXT, Long.MIN_VALUE));
        assertEquals(0, posts.texts());
    }

    @Test
    void golden_version1StillDecodes() {
        var posts = NearDuplicates.of(HOUR, 4, new NearDuplicates.Params(Shingles.ofCharacters(3), 0.5, 16, 42));
        for (int i = 0; i < 30; i++) {
            posts.update(i, "message number " + i + " of " + i % 7 * 1_111, i * 100_000L);
        }
        NearDuplicates golden = Golden.decode("near-duplicates-1.bin", NearDuplicates.CODEC, posts);
        assertEquals(posts.size(), golden.size());
        assertEquals(
                posts.update(99, "message number 29", 2_900_000), golden.update(99, "message number 29", 2_900_000));
    }
}
