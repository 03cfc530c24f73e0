package io.rivulet.io.files;

import java.util.List;
import java.util.Set;

/**
 * How CSV files are written.
 *
 * @param separator between fields
 * @param quotes whether fields may stand in double quotes
 * @param header where the names of the columns come from
 * @param columns the names, where they are given
 * @param times how points in time are written
 * @param missing unquoted texts that stand for no value
 */
record CsvOptions(
        byte separator, boolean quotes, Header header, List<String> columns, TimeFormat times, Set<String> missing) {

    /** Where the names of the columns come from. */
    enum Header {
        /** The first record. */
        FIRST_RECORD,
        /** The user. */
        GIVEN,
        /** Nowhere: columns have indexes only. */
        NONE
    }

    static final CsvOptions DEFAULTS =
            new CsvOptions((byte) ',', true, Header.FIRST_RECORD, List.of(), TimeFormat.ISO, Set.of(""));

    CsvOptions withSeparator(char c) {
        if (c < ' ' && c != '\t' || c > '~' || c == '"') {
            throw new IllegalArgumentException(
                    "separator must be an ASCII character other than a quote or a control character, or a tab, got U+"
                            + Integer.toHexString(c));
        }
        return new CsvOptions((byte) c, quotes, header, columns, times, missing);
    }

    CsvOptions withoutQuotes() {
        return new CsvOptions(separator, false, header, columns, times, missing);
    }

    CsvOptions withColumns(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("names must hold at least one name, got none");
        }
        return new CsvOptions(separator, quotes, Header.GIVEN, List.copyOf(names), times, missing);
    }

    CsvOptions withoutHeader() {
        return new CsvOptions(separator, quotes, Header.NONE, List.of(), times, missing);
    }

    CsvOptions withTimes(TimeFormat format) {
        return new CsvOptions(separator, quotes, header, columns, format, missing);
    }

    CsvOptions withMissing(Set<String> texts) {
        return new CsvOptions(separator, quotes, header, columns, times, Set.copyOf(texts));
    }
}
