package io.rivulet.io.files;

import java.io.IOException;
import java.time.Instant;

/** The values of a record at hand, as a file writes them. Each reading throws {@link BadValueException} where the value is something else. */
interface Fields {

    /** What a field is called in a message. */
    String place(int field);

    /** Whether there is no value. */
    boolean isMissing(int field) throws IOException;

    String text(int field) throws IOException;

    int intValue(int field) throws IOException;

    long longValue(int field) throws IOException;

    double doubleValue(int field) throws IOException;

    boolean booleanValue(int field) throws IOException;

    Instant instant(int field) throws IOException;
}
