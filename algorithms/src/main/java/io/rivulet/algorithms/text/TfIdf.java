package io.rivulet.algorithms.text;

import com.carrotsearch.hppc.ObjectIntHashMap;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.frequency.DecayedCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Which words tell a text from the others that came lately: those that it has often and they have seldom.
 *
 * <p><b>Method.</b> Spärck Jones, <i>A statistical interpretation of term specificity and its application in retrieval</i>, Journal of Documentation 28, 1972, in the
 * smoothed form idf = ln((N + 1) / (df + 1)) + 1, of N texts of which df have the word; a word weighs its count times that. Texts fade by forward decay, and words
 * have a bounded number of counters: both by {@link DecayedCounts}.
 * <p><b>Words.</b> Runs of letters and digits with at least one letter, in small letters: numbers say little and would fill the counters.
 * <p><b>Error.</b> None but rounding while no more different words come than there are counters m. Later, of words beyond, the frequency is too low by the decayed
 * number of words / m at most, each counted once a text, and so the idf never too low: a word that was forgotten counts as new. No chance is involved.
 * <p><b>Cost.</b> O(length of the text) and one look-up a word; each word becomes a text of its own. About 45 bytes a counter and the word.
 * <p><b>Merge.</b> That of {@link DecayedCounts}: exact while there are counters for all words, later within the same bound.
 * <p><b>Units.</b> Texts of now. Event time in milliseconds within 2<sup>60</sup> of the epoch, in any order. A half-life of 36,500 days is as good as none.
 * <p><b>Empty.</b> Every word has idf 1.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var news = TfIdf.of(100_000, Duration.ofDays(1));
 * news.update("the storm in the bay", 0);
 * news.update("the price of the house", 0);
 * news.weights("the storm and the price of oil", 2, 0);    // oil and and, in no text, before storm
 * news.idf("the", 0);                                      // 1.0
 * }</pre>
 */
public final class TfIdf implements Incremental<TfIdf>, Mergeable<TfIdf> {

    /** The most counters. */
    public static final int MAX_TERMS = DecayedCounts.MAX_COUNTERS;

    private static final String TEXT = "";

    /* documents counts one item, the text; terms each different word of a text once. A text is taken apart into words, by count, and their order. */
    private final DecayedCounts<String> documents;
    private final DecayedCounts<String> terms;
    private final ObjectIntHashMap<String> words = new ObjectIntHashMap<>();
    private final List<String> inOrder = new ArrayList<>();

    private TfIdf(DecayedCounts<String> documents, DecayedCounts<String> terms) {
        this.documents = documents;
        this.terms = terms;
    }

    /**
     * No texts.
     *
     * @param terms how many words have counters; languages have some hundred thousand
     * @param halfLife after which a text counts half, from one millisecond to 36,500 days
     */
    public static TfIdf of(int terms, Duration halfLife) {
        return new TfIdf(DecayedCounts.ofTexts(1, halfLife), DecayedCounts.ofTexts(terms, halfLife));
    }

    /** How a dataflow weighs the words of its texts; the answer is the k words of most texts, as of the time that it is asked at. */
    public static <T> Aggregation<T, TfIdf, List<TermFrequency>> aggregation(
            int terms, Duration halfLife, int k, Function<? super T, ? extends CharSequence> text) {
        of(terms, halfLife); // wrong parameters show here, not at the first record
        requireRows(k);
        return Aggregation.<T, TfIdf, List<TermFrequency>>ofTimed(
                        "tf-idf",
                        () -> of(terms, halfLife),
                        (s, record, time) -> s.update(text.apply(record), time),
                        (s, now) -> s.commonTerms(k, now),
                        CODEC)
                .merging(TfIdf::merge, TfIdf::copy);
    }

    /**
     * Takes one text in.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> milliseconds from the epoch
     */
    public void update(CharSequence text, long timeMillis) {
        split(text);
        documents.update(TEXT, timeMillis);
        for (String word : inOrder) {
            terms.update(word, timeMillis);
        }
    }

    /** How rare a word is: 1 if every text has it, ln(N + 1) + 1 if none of N has. */
    public double idf(String term, long nowMillis) {
        return idf(documentFrequency(term, nowMillis), documents(nowMillis));
    }

    private static double idf(double having, double all) {
        // A text more or less by rounding must not make a word of every text rarer than that.
        return Math.log((all + 1) / (Math.min(having, all) + 1)) + 1;
    }

    /** How many texts of now have the word; too low by {@link #maximumError} at most, never too high. */
    public double documentFrequency(String term, long nowMillis) {
        return terms.lowerBound(term, nowMillis);
    }

    /** By how much a document frequency may be too low. */
    public double maximumError(long nowMillis) {
        return terms.maximumError(nowMillis);
    }

    /** How many texts there are of now. */
    public double documents(long nowMillis) {
        return documents.total(nowMillis);
    }

    /**
     * The k words of largest weight in a text, which is not taken in; of equal weight by the alphabet.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    public List<TermWeight> weights(CharSequence text, int k, long nowMillis) {
        requireRows(k);
        split(text);
        List<TermWeight> weights = new ArrayList<>(inOrder.size());
        for (String word : inOrder) {
            int count = words.get(word);
            double idf = idf(word, nowMillis);
            weights.add(new TermWeight(word, count, idf, count * idf));
        }
        weights.sort(Comparator.comparingDouble(TermWeight::weight).reversed().thenComparing(TermWeight::term));
        return List.copyOf(weights.subList(0, Math.min(k, weights.size())));
    }

    /**
     * The k words of most texts, which say least.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    public List<TermFrequency> commonTerms(int k, long nowMillis) {
        requireRows(k);
        double all = documents(nowMillis);
        return terms.top(k, nowMillis).stream()
                .map(row -> {
                    double having = Math.max(0, row.weight() - row.error());
                    return new TermFrequency(row.item(), having, idf(having, all));
                })
                .toList();
    }

    private static void requireRows(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be positive, got " + k);
        }
    }

    /** Counts the words of a text. */
    private void split(CharSequence text) {
        words.clear();
        inOrder.clear();
        int at = 0;
        while (at < text.length()) {
            int from = at;
            boolean letter = false;
            while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                letter |= Character.isLetter(text.charAt(at++));
            }
            if (letter) {
                String word = text.subSequence(from, at).toString().toLowerCase(Locale.ROOT);
                if (words.addTo(word, 1) == 1) {
                    inOrder.add(word);
                }
            } else if (from == at) {
                at++;
            }
        }
    }

    @Override
    public void merge(TfIdf other) {
        if (terms.counters() != other.terms.counters() || !terms.halfLife().equals(other.terms.halfLife())) {
            throw new IllegalArgumentException("cannot merge TfIdf of " + terms.counters() + " terms, half-life "
                    + terms.halfLife() + " with " + other.terms.counters() + " terms, half-life "
                    + other.terms.halfLife());
        }
        documents.merge(other.documents);
        terms.merge(other.terms);
    }

    @Override
    public void reset() {
        documents.reset();
        terms.reset();
        words.clear();
        inOrder.clear();
    }

    @Override
    public TfIdf copy() {
        return new TfIdf(documents.copy(), terms.copy());
    }

    @Override
    public long stateBytes() {
        return 32
                + documents.stateBytes()
                + terms.stateBytes()
                + 80
                + 8L * words.keys.length
                + 40
                + 4L * inOrder.size();
    }

    private static final StateCodec<DecayedCounts<String>> COUNTS = DecayedCounts.codec(Codecs.TEXT);

    /** Form {@code tf-idf} 1: the form of the texts' count, that of the words'. */
    public static final StateCodec<TfIdf> CODEC = StateCodec.of(
            "tf-idf",
            1,
            (s, out) -> {
                COUNTS.encode(s.documents, out);
                COUNTS.encode(s.terms, out);
            },
            TfIdf::decode);

    private static TfIdf decode(StateReader in) {
        DecayedCounts<String> documents = COUNTS.decode(in);
        DecayedCounts<String> terms = COUNTS.decode(in);
        if (documents.counters() != 1 || !documents.halfLife().equals(terms.halfLife())) {
            throw in.corrupt("texts must have one counter, and the half-life of the words");
        }
        return new TfIdf(documents, terms);
    }
}
