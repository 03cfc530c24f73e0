package io.rivulet.benchmarks.change;

import io.rivulet.algorithms.change.ChangeDetector;
import io.rivulet.algorithms.change.ChangeLog;
import io.rivulet.algorithms.change.HddmA;
import io.rivulet.algorithms.change.HddmW;
import io.rivulet.algorithms.change.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Do detectors find the changes that people see in real series? F1 with a margin of 5 values and covering, beside a detector that never fires. A place found is the start
 * that the detector names before it fires again. Detectors of errors get 1 for values above the median of the series, those of values in 0..1 get the values scaled to it.
 * {@code java -cp benchmarks/target/benchmarks.jar io.rivulet.benchmarks.change.ChangePoints FOLDER}, where the folder holds series and annotations.json of the Turing change
 * point data set.
 */
public final class ChangePoints {

    static final int MARGIN = 5;

    /** A detector as it is run over a series. */
    record Contestant(Supplier<ChangeDetector> make, UnaryOperator<double[]> view) {

        /** The starts that it names. */
        SortedSet<Integer> over(double[] values) {
            ChangeDetector detector = make.get();
            SortedSet<Integer> found = new TreeSet<>();
            ChangeLog log = detector.log();
            int last = -1;
            for (double value : view.apply(values)) {
                if (detector.update(value) == Verdict.CHANGE) {
                    last = -1;
                }
                int start = (int) log.lastStart();
                if (start != last) {
                    found.remove(last); // named more exactly
                    found.add(start);
                    last = start;
                }
            }
            return found;
        }
    }

    private ChangePoints() {}

    /** Prints a row for each detector; takes a second. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "the folder of the series must be given, got " + arguments.length + " arguments");
        }
        print(AnnotatedSeries.readAll(Path.of(arguments[0])), System.out);
    }

    private static void print(List<AnnotatedSeries> all, PrintStream out) {
        out.printf("%-24s %8s %8s   F1 of", "", "F1", "covering");
        all.forEach(series -> out.printf(" %s", series.name()));
        out.println();
        row("never", all.stream().map(series -> new TreeSet<Integer>()).toList(), all, out);
        contestants()
                .forEach((name, contestant) -> row(
                        name,
                        all.stream()
                                .map(series -> contestant.over(series.values()))
                                .toList(),
                        all,
                        out));
    }

    private static void row(
            String name, List<? extends SortedSet<Integer>> found, List<AnnotatedSeries> all, PrintStream out) {
        double f1 = 0;
        double covering = 0;
        StringBuilder each = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            double here = all.get(i).f1(found.get(i), MARGIN);
            f1 += here / all.size();
            covering += all.get(i).covering(found.get(i)) / all.size();
            each.append(String.format(" %.2f", here));
        }
        out.printf("%-24s %8.3f %8.3f  %s%n", name, f1, covering, each);
    }

    /** All detectors, each with what it gets to see. */
    static Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        Detectors.ofNumbers().forEach((name, make) -> {
            if (!name.contains("known")) {
                all.put(name, new Contestant(make, values -> values));
            }
        });
        all.put("Ddm", new Contestant(Detectors.ofErrors().get("Ddm"), ChangePoints::aboveMedian));
        all.put("Eddm", new Contestant(Detectors.ofErrors().get("Eddm"), ChangePoints::aboveMedian));
        all.put(
                "HddmA 0.001, two-sided",
                new Contestant(() -> HddmA.create(HddmA.Params.ofLevel(0.001).onBothSides()), ChangePoints::scaled));
        all.put(
                "HddmW 0.001, two-sided",
                new Contestant(() -> HddmW.create(HddmW.Params.ofLevel(0.001).onBothSides()), ChangePoints::scaled));
        return all;
    }

    private static double[] aboveMedian(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        return Arrays.stream(values).map(v -> v > median ? 1 : 0).toArray();
    }

    private static double[] scaled(double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        return Arrays.stream(values).map(v -> (v - least) / (most - least)).toArray();
    }
}
