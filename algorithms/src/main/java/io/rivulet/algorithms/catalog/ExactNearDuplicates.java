package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How many texts are nearly one of the window, by the runs of words of every text that is not: these are remembered, as the near-duplicates themselves are not. */
final class ExactNearDuplicates implements Exact<String> {

    /** Messages of twenty words, of which every third is one of the last hundred with a word changed. */
    static final SampleStream<String> REPOSTS = SampleStream.of(
            "reposts", "messages of twenty words, every third one of before with a word changed", random -> {
                List<String[]> last = new ArrayList<>();
                return () -> {
                    String[] words = last.size() > 10 && random.nextInt(3) == 0
                            ? last.get(random.nextInt(last.size())).clone()
                            : message(random);
                    words[random.nextInt(words.length)] = word(random);
                    last.add(words);
                    if (last.size() > 100) {
                        last.remove(0);
                    }
                    return String.join(" ", words);
                };
            });

    private record Original(long timeMillis, int shingles) {}

    private final long windowMillis;
    private final int words;
    private final double threshold;
    private final Map<Integer, Original> originals = new LinkedHashMap<>();
    private final Map<String, List<Integer>> having = new HashMap<>();
    private long records;
    private long duplicates;

    private ExactNearDuplicates(long windowMillis, int words, double threshold) {
        this.windowMillis = windowMillis;
        this.words = words;
        this.threshold = threshold;
    }

    static Yardstick<String> lastWindow(Duration window, int words, double threshold) {
        return new Yardstick<>(
                "How many texts are " + threshold + " like one of the last " + window + " in their runs of " + words
                        + " words?",
                "error of their number, as a share of the records",
                () -> new ExactNearDuplicates(window.toMillis(), words, threshold));
    }

    private static String[] message(SplitMix64 random) {
        String[] words = new String[20];
        for (int i = 0; i < words.length; i++) {
            words[i] = word(random);
        }
        return words;
    }

    private static String word(SplitMix64 random) {
        return "w" + random.nextInt(5_000);
    }

    @Override
    public void update(String text, long timeMillis) {
        records++;
        Set<String> shingles = shingles(text);
        Map<Integer, Integer> shared = new HashMap<>();
        shingles.forEach(shingle -> having.getOrDefault(shingle, List.of()).stream()
                .filter(id -> originals.get(id).timeMillis() > timeMillis - windowMillis)
                .forEach(id -> shared.merge(id, 1, Integer::sum)));
        boolean duplicate = shared.entrySet().stream().anyMatch(e -> {
            double either = (double) shingles.size() + originals.get(e.getKey()).shingles() - e.getValue();
            return e.getValue() / either >= threshold;
        });
        if (duplicate) {
            duplicates++;
            return;
        }
        int id = originals.size();
        originals.put(id, new Original(timeMillis, shingles.size()));
        shingles.forEach(shingle ->
                having.computeIfAbsent(shingle, s -> new ArrayList<>()).add(id));
    }

    private Set<String> shingles(String text) {
        List<String> all = List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + words <= all.size(); i++) {
            shingles.add(String.join(" ", all.subList(i, i + words)));
        }
        if (shingles.isEmpty() && !all.isEmpty()) {
            shingles.add(String.join(" ", all));
        }
        return shingles;
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of("records", records, "duplicates", duplicates);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        if (answer.number("records") != records) {
            return Double.NaN;
        }
        return records == 0 ? 0 : Math.abs(answer.number("duplicates") - duplicates) / records;
    }
}
