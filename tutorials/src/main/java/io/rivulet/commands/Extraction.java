package io.rivulet.commands;

import io.rivulet.algorithms.catalog.Input;
import io.rivulet.runtime.cli.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an algorithm takes in, out of a row.
 *
 * @param format how the input is written
 * @param fields the fields that the user named
 * @param label the field of the label, for examples
 * @param others fields that are used otherwise, and so are left out where all are taken
 */
record Extraction(RowFormat format, List<Field> fields, Optional<Field> label, List<Field> others) {

    /** The records of an algorithm's input. */
    @SuppressWarnings("unchecked") // each case gives the type of the input it is named after
    <T> Function<Row, T> of(Input<T> input) {
        if (format == RowFormat.BASKETS && !input.equals(Input.BASKET)) {
            throw UserError.wrongUse("--format baskets is for algorithms over baskets; this one takes "
                    + input.description() + ". Use lines, csv or jsonl");
        }
        if (label.isPresent() && !input.equals(Input.EXAMPLE)) {
            throw UserError.wrongUse("--label is for algorithms over examples; this one takes " + input.description());
        }
        Function<Row, ?> extract =
                switch (input.name()) {
                    case "item" -> item();
                    case "number" -> number();
                    case "basket" -> basket();
                    case "point" -> point();
                    case "example" -> example();
                    case "pair", "edge" -> pair();
                    case "numbers" -> numbers();
                    case "weighted" -> weighted();
                    case "text" -> item();
                    default -> throw new IllegalStateException("no way to read input \"" + input.name() + "\"");
                };
        return (Function<Row, T>) extract;
    }

    private Function<Row, String> item() {
        return one().<Function<Row, String>>map(field -> row -> row.text(field)).orElse(Row::whole);
    }

    private Function<Row, Double> number() {
        return one().<Function<Row, Double>>map(field -> row -> row.number(field))
                .orElse(row -> Row.number(row.whole(), "the line"));
    }

    private Function<Row, List<String>> basket() {
        if (fields.isEmpty()) {
            needsFields();
            return Row::items;
        }
        return row -> {
            List<String> items = new ArrayList<>();
            fields.forEach(field -> items.addAll(row.items(field)));
            items.removeIf(String::isBlank);
            return items;
        };
    }

    private Function<Row, double[]> point() {
        if (!fields.isEmpty()) {
            return row -> {
                double[] point = new double[fields.size()];
                for (int i = 0; i < point.length; i++) {
                    point[i] = row.number(fields.get(i));
                }
                return point;
            };
        }
        needsFields();
        Set<Integer> left = othersByNumber();
        int[] length = {-1};
        return row -> allNumbers(row, left, length);
    }

    private Function<Row, Input.Example> example() {
        Field of = label.orElseThrow(() -> UserError.wrongUse("say which field is the label, by --label"));
        Function<Row, double[]> point = point();
        return row -> new Input.Example(point.apply(row), row.number(of));
    }

    private Function<Row, Input.Pair> pair() {
        List<Field> two = two("source and destination");
        return row -> new Input.Pair(row.text(two.get(0)), row.text(two.get(1)));
    }

    private Function<Row, Input.NumberPair> numbers() {
        List<Field> two = two("x and y");
        return row -> new Input.NumberPair(row.number(two.get(0)), row.number(two.get(1)));
    }

    private Function<Row, Input.Weighted> weighted() {
        List<Field> two = two("item and weight");
        return row -> new Input.Weighted(row.text(two.get(0)), row.number(two.get(1)));
    }

    /** The two fields named, in this order, or else the first two of a row that are not used otherwise. */
    private List<Field> two(String what) {
        if (fields.isEmpty()) {
            needsFields();
            Set<Integer> left = othersByNumber();
            return IntStream.iterate(1, i -> i + 1)
                    .filter(i -> !left.contains(i))
                    .limit(2)
                    .mapToObj(i -> new Field(Integer.toString(i), i))
                    .toList();
        }
        if (fields.size() != 2) {
            throw UserError.wrongUse("--field must be given twice for this algorithm, " + what + ", got " + fields);
        }
        return fields;
    }

    private Optional<Field> one() {
        if (fields.size() > 1) {
            throw UserError.wrongUse("--field must be one for this algorithm, got " + fields);
        }
        if (fields.isEmpty()) {
            needsFields();
        }
        return fields.stream().findFirst();
    }

    private Set<Integer> othersByNumber() {
        if (others.stream().anyMatch(field -> !field.isNumber())) {
            throw UserError.wrongUse("say which fields are meant by --field, one by one, beside " + others);
        }
        return others.stream().map(Field::number).collect(Collectors.toSet());
    }

    private void needsFields() {
        if (format == RowFormat.JSONL) {
            throw UserError.wrongUse("--format jsonl needs --field NAME");
        }
    }

    private static double[] allNumbers(Row row, Set<Integer> left, int[] length) {
        if (length[0] >= 0 && row.size() != length[0]) {
            throw new IllegalArgumentException("a record must have " + length[0] + " fields, got " + row.size());
        }
        double[] point = new double[row.size()];
        int count = 0;
        for (int i = 1; i <= row.size(); i++) {
            if (!left.contains(i)) {
                point[count++] = row.number(new Field(Integer.toString(i), i));
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("a record must have at least one number");
        }
        length[0] = row.size();
        return Arrays.copyOf(point, count);
    }
}
