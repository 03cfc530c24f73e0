package io.rivulet.tutorials.network;

import java.util.List;
import java.util.Objects;

/**
 * What one window of one key says.
 *
 * @param key whose connections, see {@link ConnectionKeys}
 * @param endMillis the window's end; it holds connections from {@code endMillis - windowMillis} on and before {@code endMillis}
 * @param windowMillis how long it is
 * @param connections how many
 * @param bytes their payload
 * @param portEntropy of destination ports in bits; NaN where no port is known
 * @param destinationEntropy of destination addresses in bits
 * @param sourceEntropy of source addresses in bits
 * @param distinctPorts different destination ports
 * @param distinctDestinations different destination addresses
 * @param distinctSources different source addresses
 * @param mostDestinations the source that reaches the most destinations
 * @param mostPorts the source that reaches the most destination ports
 * @param topSources the busiest sources, busiest first
 * @param topDestinations the busiest destinations, busiest first
 */
record WindowStats(
        String key,
        long endMillis,
        long windowMillis,
        long connections,
        long bytes,
        double portEntropy,
        double destinationEntropy,
        double sourceEntropy,
        double distinctPorts,
        double distinctDestinations,
        double distinctSources,
        FanOut.Widest mostDestinations,
        FanOut.Widest mostPorts,
        List<Talker> topSources,
        List<Talker> topDestinations) {

    WindowStats {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(mostDestinations, "mostDestinations");
        Objects.requireNonNull(mostPorts, "mostPorts");
        topSources = List.copyOf(topSources);
        topDestinations = List.copyOf(topDestinations);
        if (windowMillis <= 0) {
            throw new IllegalArgumentException("windowMillis must be positive, got " + windowMillis);
        }
        if (connections < 0) {
            throw new IllegalArgumentException("connections must not be negative, got " + connections);
        }
    }

    /** Connections a second, on average. */
    double rate() {
        return connections * 1000.0 / windowMillis;
    }

    /** Connections to the busiest destination. */
    long connectionsToBusiest() {
        return topDestinations.isEmpty() ? 0 : topDestinations.get(0).connections();
    }
}
