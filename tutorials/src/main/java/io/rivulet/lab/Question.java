package io.rivulet.lab;

import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Exact;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.algorithms.catalog.SampleStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A question and the variants that answer it.
 *
 * @param input what they take in
 * @param variants at every setting that their entries name
 * @param <T> a record
 */
public record Question<T>(Input<T> input, List<Variant<T>> variants) {

    private static final String WINDOW = "window";
    private static final int TRIED_RECORDS = 2_000;

    /** What all variants of a question have in common. */
    private record Key(String input, String measure, String asked) {}

    /** Keeps a copy of the list. */
    public Question {
        variants = List.copyOf(variants);
    }

    /**
     * The questions that entries answer, in the order of the catalogue.
     *
     * @param ours entries of the catalogue
     * @param peers entries of other libraries
     * @param given parameters, for the entries that have such; their settings of these are left out
     * @param window what to answer for, if not the whole stream: the window of entries that have one as a parameter, while the others are made to slide.
     *     An entry with a window of its own answers the same question as the sliding ones whose errors are measured alike and whose question begins alike:
     *     "How many different items came within the last hour?" is "How many different items came?", made to slide
     */
    public static List<Question<?>> of(
            List<Algorithm<?>> ours, List<Algorithm<?>> peers, Map<String, String> given, Optional<Duration> window) {
        List<Variant<?>> all = new ArrayList<>();
        ours.forEach(algorithm -> all.addAll(variants(algorithm, false, given, window)));
        peers.forEach(algorithm -> all.addAll(variants(algorithm, true, given, window)));
        Set<Key> slid = new LinkedHashSet<>();
        all.stream().filter(v -> !hasWindow(v.algorithm())).forEach(v -> slid.add(key(v)));
        Map<Key, List<Variant<?>>> byKey = new LinkedHashMap<>();
        for (Variant<?> variant : all) {
            Key own = key(variant);
            Key key = window.isPresent() && hasWindow(variant.algorithm()) ? nearest(own, slid) : own;
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(variant);
        }
        List<Question<?>> questions = new ArrayList<>();
        byKey.values().forEach(variants -> questions.add(of(variants.get(0), variants)));
        return questions;
    }

    private static <T> Question<T> of(Variant<T> first, List<Variant<?>> variants) {
        List<Variant<T>> alike = new ArrayList<>();
        for (Variant<?> variant : variants) {
            @SuppressWarnings("unchecked") // the input is part of the key
            Variant<T> same = (Variant<T>) variant;
            alike.add(same);
        }
        return new Question<>(first.algorithm().input(), alike);
    }

    private static Key key(Variant<?> variant) {
        return new Key(
                variant.algorithm().input().name(),
                variant.yardstick().measure(),
                variant.yardstick().question());
    }

    /** The key with the same input and measure whose question has the longest beginning in common, if that is more than a word; else the own one. */
    private static Key nearest(Key own, Set<Key> others) {
        return others.stream()
                .filter(key -> key.input.equals(own.input) && key.measure.equals(own.measure))
                .filter(key -> alike(key.asked, own.asked) > own.asked.indexOf(' ') + 1)
                .max(Comparator.comparingInt(key -> alike(key.asked, own.asked)))
                .orElse(own);
    }

    private static int alike(String one, String other) {
        int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return mismatch < 0 ? one.length() : mismatch;
    }

    private static <T> List<Variant<T>> variants(
            Algorithm<T> algorithm, boolean peer, Map<String, String> given, Optional<Duration> window) {
        Map<String, String> fixed = new TreeMap<>(given);
        fixed.keySet().removeIf(name -> algorithm.parameters().stream()
                .noneMatch(p -> p.name().equals(name)));
        window.filter(size -> hasWindow(algorithm)).ifPresent(size -> fixed.put(WINDOW, size.toString()));
        Set<Map<String, String>> settings = new LinkedHashSet<>();
        for (Map<String, String> variation : algorithm.variations()) {
            Map<String, String> setting = new TreeMap<>(variation);
            setting.putAll(fixed);
            settings.add(setting);
        }
        return settings.stream()
                .map(setting -> new Variant<>(algorithm, setting, peer))
                .toList();
    }

    /** Whether the algorithm keeps its own window of time, whose length is a parameter. */
    static boolean hasWindow(Algorithm<?> algorithm) {
        return algorithm.parameters().stream()
                .anyMatch(p -> p.name().equals(WINDOW) && p.kind() == Parameter.Kind.DURATION);
    }

    /** The streams that make sense for it: those of its entries, and those of the input for which there is an answer. */
    public List<SampleStream<T>> streams() {
        Map<String, SampleStream<T>> streams = new LinkedHashMap<>();
        variants.forEach(variant -> streams.putIfAbsent(
                variant.algorithm().sample().name(), variant.algorithm().sample()));
        input.streams().stream().filter(this::isAnswered).forEach(stream -> streams.putIfAbsent(stream.name(), stream));
        return List.copyOf(streams.values());
    }

    /** Whether the exact answer to the beginning of the stream has a number in it: two periods are not compared over pairs that name none. */
    private boolean isAnswered(SampleStream<T> stream) {
        Exact<T> exact = variants.get(0).yardstick().start().get();
        List<T> records = stream.records(TRIED_RECORDS, 1);
        for (int i = 0; i < TRIED_RECORDS; i++) {
            exact.update(records.get(i), 1_000L * i);
        }
        Answer answer = exact.answer(1_000L * TRIED_RECORDS);
        return answer.table()
                || answer.rows().get(0).values().stream()
                        .anyMatch(value -> !(value instanceof Number number) || !Double.isNaN(number.doubleValue()));
    }
}
