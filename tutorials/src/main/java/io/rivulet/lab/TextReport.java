package io.rivulet.lab;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A comparison as a table, with the advice below it. */
public final class TextReport {

    private static final int WIDTH = 110;
    private static final List<String> COLUMNS =
            List.of("variant", "mean error", "p95", "worst", "heap", "written", "update", "query", "merge");

    private TextReport() {}

    /** Prints it. */
    public static void print(Comparison comparison, PrintWriter out) {
        out.println(comparison.question());
        out.printf(
                "%s: %s; %,d records%s%n",
                comparison.dataset(),
                comparison.description(),
                comparison.records(),
                comparison.draws() > 1 ? ", " + comparison.draws() + " draws" : "");
        out.println("error: " + comparison.measure());
        out.println();
        boolean windowed =
                comparison.measurements().stream().anyMatch(m -> !m.method().isEmpty());
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(COLUMNS);
        if (windowed) {
            heading.add("slides by");
        }
        rows.add(heading);
        for (Measurement m : comparison.measurements()) {
            rows.add(row(comparison, m, windowed));
        }
        int[] widths = new int[heading.size()];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rows.forEach(row -> out.println(line(row, widths)));
        out.println();
        comparison.notes().forEach(note -> wrapped(note).forEach(out::println));
        wrapped(comparison.recommendation().words()).forEach(out::println);
        out.println();
    }

    /** What the marks and numbers of all tables mean. */
    public static void legend(PrintWriter out) {
        out.println(
                "* no other variant is as good in error, bytes and speed, and better in one of them; > recommended.");
        out.println("Errors are of " + Lab.CHECKPOINTS + " checkpoints along each draw. Bytes: the most held, and the"
                + " state written at the end.");
        out.println("Times are medians of this run on this machine: compare them with each other only.");
    }

    private static List<String> row(Comparison comparison, Measurement m, boolean windowed) {
        String mark =
                comparison.recommendation().variant().equals(m.label()) ? "> " : comparison.onFront(m) ? "* " : "  ";
        List<String> row = new ArrayList<>(List.of(
                mark + m.label(),
                Numbers.error(m.errors().mean()),
                Numbers.error(m.errors().p95()),
                Numbers.error(m.errors().worst()),
                String.format("%,d", m.heapBytes()),
                m.formBytes().isPresent() ? String.format("%,d", m.formBytes().getAsLong()) : "-",
                Numbers.nanos(m.updateNanos()),
                Numbers.nanos(m.queryNanos()),
                m.mergeNanos().isPresent() ? Numbers.nanos(m.mergeNanos().getAsDouble()) : "-"));
        if (windowed) {
            row.add(m.method());
        }
        return row;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String blanks = " ".repeat(widths[i] - row.get(i).length());
            boolean left = i == 0 || i >= COLUMNS.size();
            line.append(i == 0 ? "" : "  ").append(left ? row.get(i) + blanks : blanks + row.get(i));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> wrapped(String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
