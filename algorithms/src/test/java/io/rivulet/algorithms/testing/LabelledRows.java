package io.rivulet.algorithms.testing;

import io.rivulet.algorithms.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Real data sets for tests: rows of numbers, each with a label beside it; a test that asks for one that is not there is skipped, and says so. */
public final class LabelledRows {

    /**
     * One row.
     *
     * @param features all columns but the label
     * @param label 0 or 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(double[] features, int label) {}

    private LabelledRows() {}

    /** Rows of a compressed file with a header, the label in the last column. */
    public static List<Row> csv(String file) {
        return read(file, 1, Map.of());
    }

    /** Rows of a compressed ARFF file, the label in the last column; words stand for numbers as {@code words} says. */
    public static List<Row> arff(String file, Map<String, Double> words) {
        return read(file, 0, words);
    }

    private static List<Row> read(String file, int headers, Map<String, Double> words) {
        Path path = Path.of(System.getProperty("rivulet.data", "no-folder-given"), file);
        Assumptions.assumeTrue(Files.exists(path), () -> "no data at " + path);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(headers)
                    .filter(line -> !line.isBlank() && !line.startsWith("@") && !line.startsWith("%"))
                    .map(line -> row(line.split(",", -1), words))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String[] fields, Map<String, Double> words) {
        double[] features = new double[fields.length - 1];
        for (int i = 0; i < features.length; i++) {
            features[i] = number(fields[i], words);
        }
        return new Row(features, (int) number(fields[features.length], words));
    }

    private static double number(String field, Map<String, Double> words) {
        Double word = words.get(field.trim());
        return word != null ? word : Double.parseDouble(field);
    }

    /** The order that reference numbers were made in: by the output of SplitMix64 at 42 + row. */
    public static List<Row> shuffled(List<Row> rows) {
        long[] keys = new long[rows.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = new SplitMix64(42 + i).nextLong();
        }
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(keys[a], keys[b]))
                .map(rows::get)
                .toList();
    }

    /** The probability that a row of label 1 has a higher score than one of label 0, ties counting half; rows scored {@code NaN} are left out. */
    public static double areaUnderCurve(List<Row> rows, double[] scores) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, scores.length)
                .filter(i -> !Double.isNaN(scores[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .toList());
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.size(); ) {
            int to = from;
            while (to < order.size() && scores[order.get(to)] == scores[order.get(from)]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                if (rows.get(order.get(i)).label() == 1) {
                    rankSum += (from + 1 + to) / 2.0;
                    positives++;
                }
            }
            from = to;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / positives / (order.size() - positives);
    }
}
