package io.rivulet.tutorials.network;

import java.util.Objects;

/**
 * One connection as a network sensor records it.
 *
 * @param timeMillis when it began, milliseconds since 1970
 * @param source the address that opened it, as text
 * @param sourcePort 0..65535, or {@link #NO_PORT}
 * @param destination the address it was opened to
 * @param destinationPort 0..65535, or {@link #NO_PORT} where ports are not known or, as in ICMP, do not exist
 * @param bytes payload of both directions; 0 where not known
 * @param label the attack it is part of, by those who labelled the data; empty for none or not known
 */
record Connection(
        long timeMillis,
        String source,
        int sourcePort,
        String destination,
        int destinationPort,
        long bytes,
        String label) {

    /** Stands for a port that is not known. */
    static final int NO_PORT = -1;

    Connection {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(label, "label");
        requirePort(sourcePort, "sourcePort");
        requirePort(destinationPort, "destinationPort");
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative, got " + bytes);
        }
    }

    /** Whether somebody labelled it as part of an attack. */
    boolean isAttack() {
        return !label.isEmpty();
    }

    /** Whether the destination port is known. */
    boolean hasPort() {
        return destinationPort != NO_PORT;
    }

    private static void requirePort(int port, String name) {
        if (port < NO_PORT || port > 65_535) {
            throw new IllegalArgumentException(name + " must be in 0..65535, or -1 for unknown, got " + port);
        }
    }
}
