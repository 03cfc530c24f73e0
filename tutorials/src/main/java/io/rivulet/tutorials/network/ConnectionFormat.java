package io.rivulet.tutorials.network;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How files write connections. */
enum ConnectionFormat {
    /** Zeek's {@code conn.log} as JSON lines; written when connections end, so some lines are late. */
    ZEEK_JSON(Duration.ofMinutes(15), () -> line -> Optional.of(ZeekJson.parse(line))),
    /** Zeek's {@code conn.log} separated by tabs, with its header lines. */
    ZEEK_TSV(Duration.ofMinutes(15), () -> new ZeekTsv()::parse),
    /** Source, destination, minute and attack, as the graph form of the DARPA 1998 data; in order of time. */
    DARPA_EDGES(Duration.ZERO, () -> new DarpaEdges()::parse),
    /** Any CSV file with a header that names time, source and destination. */
    CSV(Duration.ofMinutes(15), CsvConnections.Lines::new);

    private final Duration lateness;
    private final Supplier<Function<String, Optional<Connection>>> parser;

    ConnectionFormat(Duration lateness, Supplier<Function<String, Optional<Connection>>> parser) {
        this.lateness = lateness;
        this.parser = parser;
    }

    /** For programs: "zeek-json". */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How far lines of such files usually lag behind. */
    Duration lateness() {
        return lateness;
    }

    /**
     * A reader of one file's lines, from its first one on: the connection of a line, or nothing for a line that holds none, as a header; throws
     * IllegalArgumentException for a line that is neither.
     */
    Function<String, Optional<Connection>> parser() {
        return parser.get();
    }

    /** Whether later lines can be read only after a header; otherwise each stands for itself. */
    boolean hasHeader() {
        return this == ZEEK_TSV || this == CSV;
    }
}
