package io.rivulet.io.files;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;

/**
 * One record of a CSV file, read where it lies in the file's buffer: numbers are parsed from the bytes, and text is made only when asked for.
 *
 * <p>A row is valid during the call that it is given to; the next record overwrites it. Columns have indexes from 0, and names if the file has a header or
 * names were given. Names are found as records' components are: case, underscores, hyphens and the like do not matter.
 *
 * <p>A value that is not what is asked for makes the row bad input, with file, line, column and value in the problem; a name that no column has is a mistake
 * in the program and throws {@link NoSuchElementException}, which ends the job.
 *
 * <p>Text is the field as it is, with quotes undone. Around numbers, truth values and times, spaces do not matter.
 */
public final class CsvRow implements Fields {

    private static final byte PLAIN = 0;
    private static final byte QUOTED = 1;
    private static final byte ESCAPED = 2;

    private final Names names;
    private final TimeFormat times;
    private final Set<String> missing;
    private final boolean onlyEmptyIsMissing;

    // Field i lies in bytes[from[i]..to[i]), without its quotes; form says whether it had some, and whether doubled
    // ones are inside.
    private byte[] bytes = {};
    private int[] from = new int[16];
    private int[] to = new int[16];
    private byte[] form = new byte[16];
    private int size;
    private boolean ascii;

    CsvRow(Names names, TimeFormat times, Set<String> missing) {
        this.names = names;
        this.times = times;
        this.missing = missing;
        this.onlyEmptyIsMissing = Set.of("").containsAll(missing);
    }

    @Override
    public String place(int column) {
        return column < names.size() ? "column \"" + names.get(column) + "\"" : "column " + column;
    }

    /** How many fields it has. */
    public int size() {
        return size;
    }

    /** Whether there is no value: the field is empty without quotes, or one of the texts said to stand for that. */
    @Override
    public boolean isMissing(int column) {
        check(column);
        if (form[column] != PLAIN) {
            return false;
        }
        // The usual case, that only the empty text stands for no value, needs no string.
        return from[column] == to[column]
                ? missing.contains("")
                : !onlyEmptyIsMissing && missing.contains(decoded(column));
    }

    /** Whether there is no value in the column of that name. */
    public boolean isMissing(String column) {
        return isMissing(index(column));
    }

    /** The field's text. */
    @Override
    public String text(int column) {
        check(column);
        return decoded(column);
    }

    /** The text in the column of that name. */
    public String text(String column) {
        return text(index(column));
    }

    /** The field as a whole number of 32 bits. */
    @Override
    public int intValue(int column) {
        check(column);
        try {
            return Numbers.parseInt(bytes, from[column], to[column]);
        } catch (BadValueException e) {
            throw bad(e, column);
        }
    }

    /** The whole number in the column of that name. */
    public int intValue(String column) {
        return intValue(index(column));
    }

    /** The field as a whole number of 64 bits. */
    @Override
    public long longValue(int column) {
        check(column);
        try {
            return Numbers.parseLong(bytes, from[column], to[column]);
        } catch (BadValueException e) {
            throw bad(e, column);
        }
    }

    /** The whole number in the column of that name. */
    public long longValue(String column) {
        return longValue(index(column));
    }

    /** The field as a number, the nearest double; {@code NaN} and {@code inf} count as numbers. */
    @Override
    public double doubleValue(int column) {
        check(column);
        try {
            return Numbers.parseDouble(bytes, from[column], to[column]);
        } catch (BadValueException e) {
            throw bad(e, column);
        }
    }

    /** The number in the column of that name. */
    public double doubleValue(String column) {
        return doubleValue(index(column));
    }

    /** The field as true, t, yes, y, 1 or false, f, no, n, 0. */
    @Override
    public boolean booleanValue(int column) {
        return parsed(column, Numbers::parseBoolean);
    }

    /** The truth value in the column of that name. */
    public boolean booleanValue(String column) {
        return booleanValue(index(column));
    }

    /** The field as a point in time, written as the file's options say. */
    @Override
    public Instant instant(int column) {
        return parsed(column, times::parse);
    }

    /** The point in time in the column of that name. */
    public Instant instant(String column) {
        return instant(index(column));
    }

    /** How many bytes of UTF-8 the field has; doubled quotes inside still count twice. */
    public int length(int column) {
        check(column);
        return to[column] - from[column];
    }

    /** One byte of the field, for what must be parsed without making a string; see {@link #length}. */
    public byte byteAt(int column, int index) {
        check(column);
        if (index < 0 || index >= to[column] - from[column]) {
            throw new BadValueException("must have more than " + index + " bytes").of(place(column), decoded(column));
        }
        return bytes[from[column] + index];
    }

    /** The index of the column of that name. */
    public int index(String column) {
        return names.index(column, "column");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(place(i)).append(": ").append(decoded(i));
        }
        return text.toString();
    }

    /** Forgets the fields. */
    void begin(byte[] in) {
        bytes = in;
        size = 0;
    }

    /** Adds a field without quotes. */
    void addPlain(int start, int end) {
        add(start, end, PLAIN);
    }

    /** Adds a field that stood in quotes; {@code escaped} if there are doubled ones inside. */
    void addQuoted(int start, int end, boolean escaped) {
        add(start, end, escaped ? ESCAPED : QUOTED);
    }

    /** Says that all fields are there. */
    void end(boolean allAscii) {
        ascii = allAscii;
    }

    private void add(int start, int end, byte as) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            form = Arrays.copyOf(form, 2 * size);
        }
        from[size] = start;
        to[size] = end;
        form[size++] = as;
    }

    private <V> V parsed(int column, Function<String, V> parser) {
        check(column);
        try {
            return parser.apply(decoded(column));
        } catch (BadValueException e) {
            throw bad(e, column);
        }
    }

    private String decoded(int column) {
        int start = from[column];
        int length = to[column] - start;
        // ASCII is a part of Latin-1, of which a string is made by copying.
        String text = new String(bytes, start, length, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return form[column] == ESCAPED ? text.replace("\"\"", "\"") : text;
    }

    private void check(int column) {
        if (column < 0) {
            throw new IndexOutOfBoundsException("column must not be negative, got " + column);
        }
        if (column >= size) {
            throw new BadValueException(place(column) + " must be there, the record has " + size + " fields");
        }
    }

    private BadValueException bad(BadValueException problem, int column) {
        return problem.of(place(column), decoded(column));
    }
}
