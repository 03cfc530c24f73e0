package io.rivulet.tutorials.network;

import java.util.Objects;

/**
 * How wide sources reach in one long window, and for how much of it the widest ones were active.
 *
 * @param key whose connections, see {@link ConnectionKeys}
 * @param endMillis the window's end
 * @param mostDestinations the source that reaches the most destinations
 * @param mostPorts the source that reaches the most destination ports
 * @param slots into how many parts the window is divided
 * @param slotsOfDestinations in how many of them the source of the most destinations was active
 * @param slotsOfPorts in how many of them the source of the most ports was active
 */
record Spread(
        String key,
        long endMillis,
        FanOut.Widest mostDestinations,
        FanOut.Widest mostPorts,
        int slots,
        int slotsOfDestinations,
        int slotsOfPorts) {

    Spread {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(mostDestinations, "mostDestinations");
        Objects.requireNonNull(mostPorts, "mostPorts");
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be positive, got " + slots);
        }
    }

    /**
     * What the three fan-outs of a long window say.
     *
     * @param active fan-out of sources over the number of the slot they were active in
     */
    static Spread of(String key, long endMillis, FanOut destinations, FanOut ports, FanOut active, int slots) {
        FanOut.Widest mostDestinations = destinations.widest();
        FanOut.Widest mostPorts = ports.widest();
        return new Spread(
                key,
                endMillis,
                mostDestinations,
                mostPorts,
                slots,
                active.items(mostDestinations.source()),
                active.items(mostPorts.source()));
    }
}
