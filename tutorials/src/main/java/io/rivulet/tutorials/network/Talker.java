package io.rivulet.tutorials.network;

import java.util.Objects;

/**
 * A host that has many connections in a window.
 *
 * @param host its address
 * @param connections how many, as the summary estimates them
 */
record Talker(String host, long connections) {

    Talker {
        Objects.requireNonNull(host, "host");
        if (connections < 0) {
            throw new IllegalArgumentException("connections must not be negative, got " + connections);
        }
    }
}
