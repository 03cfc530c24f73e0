package io.rivulet.tutorials.network;

/**
 * How sensitive the watch is. None of these says what traffic is normal; that is learnt.
 *
 * @param limit how many usual spreads from the usual level a series must be to count as moved, more than 0
 * @param warmUp windows before anything is judged, at least 3
 * @param halfLife windows after which half of what is known is newer, at least 1
 * @param smallestEntropyMove a spread, in bits, below which no entropy's spread is taken to be, more than 0
 * @param smallestCountMove the same for the logarithm of rates and counts: 0.2 is about 20 %
 * @param leastConnections windows of fewer connections are learnt, not judged: entropies of a handful mean nothing
 * @param leastFanOut hosts or ports that one source must at least reach to be called a scan
 * @param leastFlood connections that one destination must at least get in a window to be called flooded
 * @param quietMillis an alert is over when it was quiet for so long
 */
record WatchSettings(
        double limit,
        int warmUp,
        double halfLife,
        double smallestEntropyMove,
        double smallestCountMove,
        int leastConnections,
        int leastFanOut,
        int leastFlood,
        long quietMillis) {

    WatchSettings {
        requirePositive(limit, "limit");
        requirePositive(smallestEntropyMove, "smallestEntropyMove");
        requirePositive(smallestCountMove, "smallestCountMove");
        if (warmUp < 3 || warmUp > 10_000) {
            throw new IllegalArgumentException("warmUp must be in 3..10000, got " + warmUp);
        }
        if (!(halfLife >= 1 && halfLife < 1e9)) {
            throw new IllegalArgumentException("halfLife must be at least 1, got " + halfLife);
        }
        if (leastConnections < 1 || leastFanOut < 1 || leastFlood < 1) {
            throw new IllegalArgumentException("leastConnections, leastFanOut and leastFlood must be positive, got "
                    + leastConnections + ", " + leastFanOut + " and " + leastFlood);
        }
        if (quietMillis < 0) {
            throw new IllegalArgumentException("quietMillis must not be negative, got " + quietMillis);
        }
    }

    /** For windows of ten minutes every minute: what is usual follows the day with a half-life of an hour. */
    static WatchSettings standard() {
        return new WatchSettings(4, 12, 60, 0.3, 0.2, 20, 10, 100, 600_000);
    }

    /** For windows of two hours every ten minutes. */
    static WatchSettings slow() {
        return new WatchSettings(4, 12, 36, 0.3, 0.15, 20, 20, 100, 3_600_000);
    }

    private static void requirePositive(double value, String name) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }
}
