package io.rivulet.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line of text as a {@link Row}; it is split when a field is asked for, at blanks or at a separator. */
final class LineFields implements Row {

    private final Optional<String> separator;
    private final List<String> fields = new ArrayList<>();
    private String line = "";
    private boolean split;

    /** @param separator empty for any run of blanks */
    LineFields(Optional<String> separator) {
        this.separator = separator;
    }

    /** The next record. */
    LineFields of(String next) {
        line = next;
        split = false;
        return this;
    }

    @Override
    public String text(Field field) {
        split();
        if (field.number() > fields.size()) {
            throw new IllegalArgumentException(field.label() + " must be there, the line has " + fields.size());
        }
        return fields.get(field.number() - 1);
    }

    @Override
    public String whole() {
        return line;
    }

    @Override
    public List<String> items() {
        split();
        List<String> items = new ArrayList<>(fields.size());
        for (String field : fields) {
            String item = field.strip();
            if (!item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    @Override
    public int size() {
        split();
        return fields.size();
    }

    private void split() {
        if (split) {
            return;
        }
        fields.clear();
        if (separator.isPresent()) {
            splitAt(separator.get());
        } else {
            splitAtBlanks();
        }
        split = true;
    }

    private void splitAt(String text) {
        int from = 0;
        for (int at = line.indexOf(text); at >= 0; at = line.indexOf(text, from)) {
            fields.add(line.substring(from, at));
            from = at + text.length();
        }
        fields.add(line.substring(from));
    }

    private void splitAtBlanks() {
        int length = line.length();
        int at = 0;
        while (at < length) {
            while (at < length && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            int from = at;
            while (at < length && !Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at > from) {
                fields.add(line.substring(from, at));
            }
        }
    }
}
