package io.rivulet.tutorials.network;

import io.rivulet.algorithms.Hash;
import java.util.Objects;

/**
 * A connection as the windows take it in: its key, and its addresses hashed once for all that count them.
 *
 * @param key whose series it counts in, see {@link ConnectionKeys}
 * @param connection what was seen
 * @param sourceHash of its source
 * @param destinationHash of its destination
 */
record Observation(String key, Connection connection, long sourceHash, long destinationHash) {

    /** Activity is told in stretches of ten minutes. */
    private static final long SLOT_MILLIS = 600_000;

    Observation {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(connection, "connection");
    }

    /** Hashes the addresses as {@link Hash#ofText} does everywhere. */
    static Observation of(String key, Connection connection) {
        return new Observation(
                key, connection, Hash.ofText(connection.source(), 0), Hash.ofText(connection.destination(), 0));
    }

    String source() {
        return connection.source();
    }

    String destination() {
        return connection.destination();
    }

    boolean hasPort() {
        return connection.hasPort();
    }

    /** The destination port. */
    long port() {
        return connection.destinationPort();
    }

    double bytes() {
        return connection.bytes();
    }

    /** The number of the ten minutes it lies in. */
    long slot() {
        return Math.floorDiv(connection.timeMillis(), SLOT_MILLIS);
    }
}
