package io.rivulet.commands;

import io.rivulet.algorithms.catalog.Answer;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers for people. The single answer of a whole stream is a name and a value a line; everything else a table with one heading, whose columns grow when
 * something wider comes.
 */
final class TextAnswers implements AnswerSink {

    private static final MathContext SHOWN_DIGITS = new MathContext(6);
    private static final int WIDEST = 60;

    private final PrintWriter out;
    private List<String> heading = List.of();
    private int[] widths = {};

    TextAnswers(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void answer(Map<String, Object> place, long records, Answer answer) {
        if (place.isEmpty() && !answer.table()) {
            Map<String, Object> lines = new LinkedHashMap<>();
            lines.put("records", records);
            lines.putAll(answer.rows().get(0));
            int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
            lines.forEach((name, value) -> out.println(padded(name, width) + "  " + text(value)));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Map<String, Object> row : answer.rows()) {
            Map<String, Object> cells = new LinkedHashMap<>(place);
            if (!answer.table()) {
                cells.put("records", records);
            }
            cells.putAll(row);
            boolean changed = !heading.equals(List.copyOf(cells.keySet()));
            if (changed) {
                heading = List.copyOf(cells.keySet());
                widths = new int[heading.size()];
                rows.add(heading);
            }
            rows.add(cells.values().stream().map(TextAnswers::text).toList());
        }
        rows.forEach(this::widen);
        rows.forEach(row -> out.println(line(row)));
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** A value as people read it: six digits of what is not whole, {@code -} for what is not defined. */
    static String text(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number)) {
                return "-";
            }
            double size = Math.abs(number);
            return Double.isInfinite(number) || size != 0 && (size < 1e-5 || size >= 1e15)
                    ? Double.toString(number)
                    : rounded(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TextAnswers::text).collect(Collectors.joining(", "));
        }
        return printable(String.valueOf(value));
    }

    /** Text from outside without what would steer the terminal. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t') {
                shown.append(' ');
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static String rounded(double number) {
        BigDecimal exact = new BigDecimal(number);
        // Whole digits are never rounded away.
        MathContext digits = Math.abs(number) < 1e6 ? SHOWN_DIGITS : new MathContext(exact.precision() - exact.scale());
        BigDecimal rounded = exact.round(digits).stripTrailingZeros();
        return rounded.toPlainString();
    }

    private void widen(List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Math.min(WIDEST, row.get(i).length()));
        }
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(i == row.size() - 1 ? row.get(i) : padded(row.get(i), widths[i]) + "  ");
        }
        return line.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
