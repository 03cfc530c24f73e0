package io.rivulet.algorithms.similarity;

import io.rivulet.algorithms.SplitMix64;
import java.util.function.LongConsumer;

/**
 * What a text is made of, as a set of hashes: each run of so many words, or of so many characters. Two texts are as alike as their sets are.
 *
 * <p>Words are runs of letters and digits, whatever stands between them; characters have each run of blanks as one. Capital and small letters are the same. A
 * text with fewer words or characters is one shingle; one without any has none.
 *
 * <p><b>Cost.</b> O(length of the text · length of a shingle), nothing allocated.
 *
 * <pre>{@code
 * MinHash set = MinHash.create();
 * Shingles.ofWords(3).forEach("the quick brown fox jumps", set::updateHash);    // 3 shingles
 * }</pre>
 *
 * @param unit what a shingle is a run of
 * @param length how many of them, 1..32
 */
public record Shingles(Unit unit, int length) {

    /** What a shingle is a run of. */
    public enum Unit {
        /** Letters and digits between anything else. */
        WORD,
        /** Any character, runs of blanks as one. */
        CHARACTER
    }

    private static final int LONGEST = 32;
    private static final long START = 0x5851F42D4C957F2DL;
    private static final long FACTOR = 0x100000001B3L;

    /** Checks the length. */
    public Shingles {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("length must be in 1.." + LONGEST + ", got " + length);
        }
    }

    /** Runs of words; three are good for articles, two for messages. */
    public static Shingles ofWords(int length) {
        return new Shingles(Unit.WORD, length);
    }

    /** Runs of characters; five are good for short texts and for languages without blanks. */
    public static Shingles ofCharacters(int length) {
        return new Shingles(Unit.CHARACTER, length);
    }

    /** Gives the hash of each shingle, in order; one that comes twice is given twice. */
    public void forEach(CharSequence text, LongConsumer hashes) {
        int at = nextStart(text, 0);
        boolean any = false;
        while (at < text.length()) {
            long hash = START;
            int end = at;
            int units = 0;
            int second = text.length();
            for (; units < length && end < text.length(); units++) {
                if (unit == Unit.WORD) {
                    for (; end < text.length() && Character.isLetterOrDigit(text.charAt(end)); end++) {
                        hash = (hash ^ lower(text.charAt(end))) * FACTOR;
                    }
                    hash = (hash ^ ' ') * FACTOR;
                } else {
                    char c = text.charAt(end++);
                    hash = (hash ^ (Character.isWhitespace(c) ? ' ' : lower(c))) * FACTOR;
                }
                end = nextStart(text, end);
                second = units == 0 ? end : second;
            }
            if (units < length && any) {
                return;
            }
            hashes.accept(SplitMix64.mix(hash));
            any = true;
            at = second;
        }
    }

    /** Where the next word begins, or the next character that is not one blank more; blanks at the ends of a text count for nothing. */
    private int nextStart(CharSequence text, int from) {
        int at = from;
        if (unit == Unit.WORD) {
            while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            return at;
        }
        at = from == 0 || Character.isWhitespace(text.charAt(from - 1)) ? afterBlanks(text, from) : from;
        return afterBlanks(text, at) == text.length() ? text.length() : at;
    }

    private static int afterBlanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static char lower(char c) {
        return Character.toLowerCase(c);
    }
}
