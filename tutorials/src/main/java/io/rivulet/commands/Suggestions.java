package io.rivulet.commands;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names that a mistyped one may have meant. */
final class Suggestions {

    private static final int MOST = 3;

    private Suggestions() {}

    /** {@code  Did you mean "a" or "b"?} with a blank before it, or nothing where no name is near. */
    static String near(String wrong, Collection<String> names) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        String near = names.stream()
                .filter(name -> nearness(lower, name) <= Math.max(1, lower.length() / 3))
                .sorted(Comparator.comparingInt((String name) -> nearness(lower, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(" or "));
        return near.isEmpty() ? "" : " Did you mean " + near + "?";
    }

    /** The distance to the name or to the nearest of its words. */
    private static int nearness(String wrong, String name) {
        int nearest = distance(wrong, name);
        for (String word : name.split("-", -1)) {
            nearest = Math.min(nearest, distance(wrong, word));
        }
        return nearest;
    }

    /** How many letters must be put in, taken out or changed (Levenshtein 1966), or pairs of neighbours swapped. */
    static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] current = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(last[j], current[j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    current[j] = Math.min(current[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = current;
            current = free;
        }
        return last[other.length()];
    }
}
