package io.rivulet.tutorials.network;

import io.rivulet.algorithms.SplitMix64;
import java.util.List;

/**
 * One attack of the generator: when, how fast, and what its i-th connection is. The plan of a run is fixed by its length and rate:
 *
 * <table>
 * <caption>The plan</caption>
 * <tr><th>at</th><th>what</th><th>for</th><th>rate</th></tr>
 * <tr><td>38 %</td><td>host sweep of site 10.2 on port 445 by an outside host</td><td>6 min</td><td>3/s</td></tr>
 * <tr><td>52 %</td><td>port scan of a server of site 10.1 by a client of 10.3</td><td>4 min</td><td>6/s</td></tr>
 * <tr><td>66 %</td><td>SYN flood of a server of 10.2, sources forged</td><td>10 min</td><td>four times the mean traffic, at least 40/s</td></tr>
 * <tr><td>75 %</td><td>slow scan of four servers of 10.4 by an outside host</td><td>5 h</td><td>1.5 a minute</td></tr>
 * </table>
 *
 * @param truth what, when and who
 * @param perSecond its rate
 * @param seed fixes its order of ports and hosts and its forged sources
 */
record PlannedAttack(Attack truth, double perSecond, long seed) {

    /** How many of its connections lie in this second, counted from 1970. */
    int count(long epochSecond) {
        long from = truth.fromMillis() / 1_000;
        if (epochSecond < from || epochSecond >= truth.toMillis() / 1_000) {
            return 0;
        }
        return (int) (before(epochSecond + 1 - from) - before(epochSecond - from));
    }

    /** The number, from 0, of its first connection in this second. */
    long firstOf(long epochSecond) {
        return before(epochSecond - truth.fromMillis() / 1_000);
    }

    /** Its i-th connection. */
    Connection connection(long i, long timeMillis) {
        long bits = SplitMix64.mix(seed + i * 0x9E3779B97F4A7C15L);
        int sourcePort = 1_024 + (int) (bits >>> 49);
        return switch (truth.kind()) {
            case HOST_SWEEP -> probe(timeMillis, sourcePort, truth.source(), address("10.2", scatter(i)), 445, 0);
            case PORT_SCAN ->
                probe(timeMillis, sourcePort, truth.source(), truth.target(), 1 + (int) (scatter(i) % 8_191), 0);
            case FLOOD ->
                probe(
                        timeMillis,
                        sourcePort,
                        address("100." + (112 + (bits >>> 16 & 15)), bits & 0xffff),
                        truth.target(),
                        443,
                        0);
            case SLOW_SCAN ->
                probe(
                        timeMillis,
                        sourcePort,
                        truth.source(),
                        "10.4.0." + (10 + (i & 3)),
                        1 + (int) (scatter(i >> 2) % 8_191),
                        0);
        };
    }

    /** The plan for a run. */
    static List<PlannedAttack> plan(long seed, long startMillis, int days, double meanRate) {
        long length = days * 86_400_000L;
        return List.of(
                at(
                        startMillis,
                        length,
                        0.38,
                        360,
                        3,
                        seed + 1,
                        "sweep",
                        AttackKind.HOST_SWEEP,
                        "198.51.100.23",
                        "10.2"),
                at(startMillis, length, 0.52, 240, 6, seed + 2, "scan", AttackKind.PORT_SCAN, "10.3.1.77", "10.1.0.10"),
                at(
                        startMillis,
                        length,
                        0.66,
                        600,
                        Math.max(40, 4 * meanRate),
                        seed + 3,
                        "syn-flood",
                        AttackKind.FLOOD,
                        "many",
                        "10.2.0.10"),
                at(
                        startMillis,
                        length,
                        0.75,
                        18_000,
                        0.025,
                        seed + 4,
                        "slow-scan",
                        AttackKind.SLOW_SCAN,
                        "203.0.113.66",
                        "10.4"));
    }

    private static PlannedAttack at(
            long startMillis,
            long length,
            double part,
            int seconds,
            double perSecond,
            long seed,
            String name,
            AttackKind kind,
            String source,
            String target) {
        long from = startMillis + (long) (length * part) / 60_000 * 60_000;
        return new PlannedAttack(
                new Attack(name, kind, from, from + seconds * 1_000L, source, target), perSecond, seed);
    }

    private long before(long seconds) {
        return (long) (seconds * perSecond);
    }

    /** A fixed order without repetition in the lower 13 bits: odd multiples visit every residue of a power of two once. */
    private static long scatter(long i) {
        return (i * 2_654_435_761L + 1_013) & 8_191;
    }

    private static String address(String network, long low) {
        return network + "." + (low >>> 8 & 255) + "." + (low & 255);
    }

    private Connection probe(long timeMillis, int sourcePort, String source, String destination, int port, long bytes) {
        return new Connection(timeMillis, source, sourcePort, destination, port, bytes, truth.name());
    }
}
