package io.rivulet.commands;

import io.rivulet.io.files.CsvRow;
import io.rivulet.runtime.cli.UserError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A CSV record as a {@link Row}. */
final class CsvFields implements Row {

    private final Map<Field, Integer> columns = new HashMap<>();
    private CsvRow row;

    /** The next record, of the same file. */
    CsvFields of(CsvRow next) {
        row = next;
        return this;
    }

    /** Forgets where the columns of the last file were. */
    void newFile() {
        columns.clear();
    }

    @Override
    public String text(Field field) {
        return row.text(column(field));
    }

    @Override
    public double number(Field field) {
        double number = row.doubleValue(column(field));
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(field.label() + " must be a finite number, got " + number);
        }
        return number;
    }

    @Override
    public String whole() {
        if (row.size() != 1) {
            throw new IllegalArgumentException(
                    "say which field is meant by --field: the record has " + row.size() + " fields");
        }
        return row.text(0);
    }

    @Override
    public List<String> items() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String item = row.text(i).strip();
            if (!item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    @Override
    public int size() {
        return row.size();
    }

    private int index(Field field) {
        try {
            return row.index(field.text());
        } catch (NoSuchElementException e) {
            throw UserError.wrongUse(e);
        }
    }

    private int column(Field field) {
        Integer known = columns.get(field);
        if (known == null) {
            known = field.isNumber() ? field.number() - 1 : index(field);
            columns.put(field, known);
        }
        if (known >= row.size()) {
            throw new IllegalArgumentException(field.label() + " must be there, the record has " + row.size());
        }
        return known;
    }
}
