package io.rivulet.benchmarks.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series of numbers, the places at which several people see it change, and how well places found agree with theirs.
 *
 * <p>The measures are those of van den Burg and Williams, <i>An evaluation of change point detection algorithms</i>, 2020. In both, every series begins with a change, so that a
 * detector that never fires has a score too, and a series without changes one at all.
 *
 * @param name of the file
 * @param values standardised to mean 0 and deviation 1, as the evaluation does
 * @param annotations for each annotator the indices at which something new begins, counted from 0
 */
@SuppressWarnings("ArrayRecordComponent")
record AnnotatedSeries(String name, double[] values, List<SortedSet<Integer>> annotations) {

    private static final Pattern RAW = Pattern.compile("\"raw\"\\s*:\\s*\\[([^\\]]*)\\]");
    private static final Pattern LIST = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\\[([^\\]]*)\\]");

    /** The series of a folder as the data set has them: one JSON file each, of which the first dimension is read, and annotations.json. */
    static List<AnnotatedSeries> readAll(Path folder) throws IOException {
        String notes = Files.readString(folder.resolve("annotations.json"));
        Map<String, AnnotatedSeries> all = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".json", "");
                if (!name.equals("annotations")) {
                    all.put(name, new AnnotatedSeries(name, values(Files.readString(file)), places(notes, name)));
                }
            }
        }
        return new ArrayList<>(all.values());
    }

    private static double[] values(String json) {
        Matcher raw = RAW.matcher(json.substring(json.indexOf("\"series\"")));
        if (!raw.find()) {
            throw new IllegalArgumentException("a series must have a list \"raw\"");
        }
        double[] values = Arrays.stream(raw.group(1).split(",", -1))
                .mapToDouble(text -> Double.parseDouble(text.trim()))
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
        return Arrays.stream(values).map(v -> (v - mean) / Math.sqrt(variance)).toArray();
    }

    private static List<SortedSet<Integer>> places(String json, String series) {
        int from = json.indexOf("\"" + series + "\"");
        if (from < 0) {
            throw new IllegalArgumentException("annotations.json must have \"" + series + "\"");
        }
        List<SortedSet<Integer>> places = new ArrayList<>();
        Matcher lists = LIST.matcher(json.substring(json.indexOf('{', from), json.indexOf('}', from)));
        while (lists.find()) {
            SortedSet<Integer> of = new TreeSet<>();
            for (String place : lists.group(2).split(",", -1)) {
                if (!place.isBlank()) {
                    of.add(Integer.valueOf(place.trim()));
                }
            }
            places.add(of);
        }
        return places;
    }

    /** The harmonic mean of precision, against all annotators together, and recall, the mean over them; a place agrees within so many values. */
    double f1(SortedSet<Integer> found, int margin) {
        SortedSet<Integer> all = withBeginning(found);
        SortedSet<Integer> anyone = new TreeSet<>();
        double recall = 0;
        for (SortedSet<Integer> annotated : annotations) {
            SortedSet<Integer> of = withBeginning(annotated);
            anyone.addAll(of);
            recall += (double) agreeing(of, all, margin) / of.size() / annotations.size();
        }
        double precision = (double) agreeing(anyone, all, margin) / all.size();
        return 2 * precision * recall / (precision + recall);
    }

    /** How well the stretches between the annotated places are covered by those between the found ones: the mean overlap by length, over the annotators. */
    double covering(SortedSet<Integer> found) {
        List<int[]> stretches = stretches(withBeginning(found));
        double covering = 0;
        for (SortedSet<Integer> annotated : annotations) {
            for (int[] stretch : stretches(withBeginning(annotated))) {
                double best = 0;
                for (int[] other : stretches) {
                    double common = Math.min(stretch[1], other[1]) - Math.max(stretch[0], other[0]);
                    double either = Math.max(stretch[1], other[1]) - Math.min(stretch[0], other[0]);
                    best = Math.max(best, common / either);
                }
                covering += best * (stretch[1] - stretch[0]) / values.length / annotations.size();
            }
        }
        return covering;
    }

    private static SortedSet<Integer> withBeginning(SortedSet<Integer> places) {
        SortedSet<Integer> all = new TreeSet<>(places);
        all.add(0);
        return all;
    }

    /** How many of the places have a found one near, each of which counts once. */
    private static int agreeing(SortedSet<Integer> places, SortedSet<Integer> found, int margin) {
        SortedSet<Integer> left = new TreeSet<>(found);
        int agreeing = 0;
        for (int place : places) {
            Integer nearest = null;
            for (Integer near : left.subSet(place - margin, place + margin + 1)) {
                if (nearest == null || Math.abs(near - place) < Math.abs(nearest - place)) {
                    nearest = near;
                }
            }
            if (nearest != null) {
                left.remove(nearest);
                agreeing++;
            }
        }
        return agreeing;
    }

    private List<int[]> stretches(SortedSet<Integer> starts) {
        List<int[]> stretches = new ArrayList<>();
        int[] last = null;
        for (int start : starts) {
            if (last != null) {
                last[1] = start;
            }
            last = new int[] {start, values.length};
            stretches.add(last);
        }
        return stretches;
    }
}
