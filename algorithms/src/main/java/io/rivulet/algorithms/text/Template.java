package io.rivulet.algorithms.text;

import io.rivulet.algorithms.text.LogMatch.Change;
import java.util.Arrays;
import java.util.List;

/** A template in the tree, and in the list of all by when they were used last. */
final class Template {

    /** Stands where the lines had different words: it equals no word, {@link LogTokens#WILDCARD} that where all had a parameter equals another. */
    static final String ANY = "";

    final long id;
    final String[] words;

    /** Bit i is set where the i-th step from the line's length to the leaf goes by the wildcard, not by the word. */
    final int wildcardSteps;

    final LogMatch known;
    long count;
    TemplateTree.Node leaf;
    Template older;
    Template newer;

    Template(long id, long count, String[] words, int wildcardSteps) {
        this.id = id;
        this.count = count;
        this.words = words;
        this.wildcardSteps = wildcardSteps;
        this.known = new LogMatch(id, Change.NONE);
    }

    /** How many words are those of the line, and so of all lines before; less than {@code atLeast}, whatever it is, if they are not that many. */
    int equalWords(LogTokens line, int atLeast) {
        int equal = 0;
        for (int i = 0; i < words.length && equal + words.length - i >= atLeast; i++) {
            equal += line.matches(i, words[i]) ? 1 : 0;
        }
        return equal;
    }

    int wildcards() {
        int wildcards = 0;
        for (String word : words) {
            wildcards += isWildcard(word) ? 1 : 0;
        }
        return wildcards;
    }

    /** Puts {@link #ANY} wherever the line has another word; whether there was one. */
    boolean generalise(LogTokens line) {
        boolean changed = false;
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(ANY) && !line.matches(i, words[i])) {
                changed |= !isWildcard(words[i]);
                words[i] = ANY;
            }
        }
        return changed;
    }

    static boolean isWildcard(String word) {
        return word.equals(ANY) || word.equals(LogTokens.WILDCARD);
    }

    Template copy() {
        return new Template(id, count, words.clone(), wildcardSteps);
    }

    LogTemplate view() {
        List<String> shown = Arrays.stream(words)
                .map(word -> word.equals(ANY) ? LogTokens.WILDCARD : word)
                .toList();
        return new LogTemplate(id, String.join(" ", shown), count);
    }

    long heapBytes() {
        long bytes = 56L + 24 + 24 + 16 + 4L * words.length;
        for (String word : words) {
            bytes += isWildcard(word) ? 0 : textBytes(word);
        }
        return bytes;
    }

    static long textBytes(String word) {
        return 24L + 16 + (word.length() + 7) / 8 * 8;
    }
}
