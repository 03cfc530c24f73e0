package io.rivulet.commands;

import io.rivulet.runtime.cli.Terminal;

/** Says on standard error how far long work has come; nothing about short work. */
final class Progress {

    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long NEXT_NANOS = 5_000_000_000L;

    private final Terminal terminal;
    private final long start;
    private long next;
    private long records;

    Progress(Terminal terminal) {
        this.terminal = terminal;
        this.start = terminal.nanoTime().getAsLong();
        this.next = FIRST_NANOS;
    }

    /** One record more. */
    void count() {
        records++;
    }

    /** How many came. */
    long records() {
        return records;
    }

    /** Says it if it is time. */
    void tick() {
        long nanos = terminal.nanoTime().getAsLong() - start;
        if (nanos >= next) {
            next = nanos + NEXT_NANOS;
            terminal.err().printf("%,d records, %,.0f a second%n", records, records / (nanos / 1e9));
        }
    }
}
