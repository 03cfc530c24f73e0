package io.rivulet.tutorials.network;

import java.util.Objects;

/**
 * An attack that is known to be in the traffic.
 *
 * @param name unique in a run
 * @param kind what it looks like
 * @param fromMillis its first connection
 * @param toMillis just after its last one
 * @param source who does it; "many" where the sources are forged
 * @param target the network or host attacked
 */
record Attack(String name, AttackKind kind, long fromMillis, long toMillis, String source, String target) {

    Attack {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        if (toMillis <= fromMillis) {
            throw new IllegalArgumentException(
                    "toMillis must be after fromMillis, got " + toMillis + " and " + fromMillis);
        }
    }
}
