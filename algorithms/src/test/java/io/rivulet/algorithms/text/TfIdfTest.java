package io.rivulet.algorithms.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against counts of all words. golden_: released forms. The laws come from the catalogue. */
class TfIdfTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void example_asInTheJavadoc() {
        var news = TfIdf.of(100_000, DAY);
        news.update("the storm in the bay", 0);
        news.update("the price of the house", 0);
        List<TermWeight> weights = news.weights("the storm and the price of oil", 3, 0);
        double unknown = Math.log(3) + 1;
        assertEquals(
                List.of("and", "oil", "the"),
                weights.stream().map(TermWeight::term).toList());
        assertEquals(new TermWeight("oil", 1, unknown, unknown), weights.get(1));
        assertEquals(new TermWeight("the", 2, 1, 2), weights.get(2));
        assertEquals(1.0, news.idf("the", 0));
    }

    @Test
    void oracle_whatAWordIs() {
        var texts = TfIdf.of(100, DAY);
        texts.update("Größe: 12 x86, e-mail E-MAIL... 3.14", 0);
        texts.update(" ... 12 ", 0);
        texts.update("", 0);
        assertEquals(3, texts.documents(0), 1e-12);
        assertEquals(
                Set.of("größe", "x86", "e", "mail"),
                new HashSet<>(texts.commonTerms(9, 0).stream()
                        .map(TermFrequency::term)
                        .toList()));
        assertEquals(1, texts.documentFrequency("mail", 0), 1e-12, "once a text");
        assertEquals(0, texts.documentFrequency("12", 0));
    }

    @Test
    void oracle_textsFade() {
        var texts = TfIdf.of(100, DAY);
        texts.update("old words", 0);
        texts.update("new words", DAY.toMillis());
        assertEquals(1.5, texts.documents(DAY.toMillis()), 1e-12);
        assertEquals(0.5, texts.documentFrequency("old", DAY.toMillis()), 1e-12);
        assertEquals(Math.log(2.5 / 1.5) + 1, texts.idf("old", DAY.toMillis()), 1e-12);
        assertEquals(Math.log(2.5 / 2) + 1, texts.idf("new", DAY.toMillis()), 1e-12);
        assertEquals(1, texts.idf("words", DAY.toMillis()), 1e-12);
    }

    /** With fewer counters than words: never too frequent, too seldom by the bound at most; so also after a merge. */
    @Test
    void oracle_boundedVocabularyKeepsItsBound() {
        SplitMix64 random = new SplitMix64(4);
        var whole = TfIdf.of(200, Duration.ofDays(36_500));
        var parts = List.of(TfIdf.of(200, Duration.ofDays(36_500)), TfIdf.of(200, Duration.ofDays(36_500)));
        Map<String, Integer> exact = new HashMap<>();
        int words = 0;
        for (int t = 0; t < 3_000; t++) {
            Set<String> text = new HashSet<>();
            for (int i = 0; i < 8; i++) {
                double u = random.nextDouble();
                text.add("w" + (int) (2_000 * u * u * u));
            }
            words += text.size();
            text.forEach(word -> exact.merge(word, 1, Integer::sum));
            whole.update(String.join(" ", text), 0);
            parts.get(t % 2).update(String.join(" ", text), 0);
        }
        parts.get(0).merge(parts.get(1));
        for (TfIdf found : List.of(whole, parts.get(0))) {
            assertEquals(3_000, found.documents(0), 1e-6);
            assertTrue(found.maximumError(0) <= words / 200.0 + 1e-6, found.maximumError(0) + " of " + words);
            exact.forEach((word, count) -> {
                double frequency = found.documentFrequency(word, 0);
                assertTrue(frequency <= count + 1e-6 && frequency >= count - found.maximumError(0) - 1e-6, word);
            });
        }
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var texts = TfIdf.of(10, DAY);
        assertThrows(IllegalArgumentException.class, () -> texts.update("x", Long.MIN_VALUE));
        assertEquals(0, texts.documents(0));
        assertEquals(1, texts.idf("x", 0), "nothing came");
        assertThrows(IllegalArgumentException.class, () -> texts.weights("x", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> texts.merge(TfIdf.of(11, DAY)));
        assertThrows(IllegalArgumentException.class, () -> TfIdf.of(0, DAY));
        assertThrows(IllegalArgumentException.class, () -> TfIdf.of(10, Duration.ZERO));
    }

    @Test
    void golden_version1StillDecodes() {
        var texts = TfIdf.of(30, DAY);
        List<String> lines = Logs.made(100, 42);
        for (int i = 0; i < lines.size(); i++) {
            texts.update(lines.get(i), i * 3_600_000L);
        }
        TfIdf golden = Golden.decode("tf-idf-1.bin", TfIdf.CODEC, texts);
        assertEquals(texts.commonTerms(30, 360_000_000), golden.commonTerms(30, 360_000_000));
    }
}
