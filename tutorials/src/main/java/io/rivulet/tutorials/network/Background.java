package io.rivulet.tutorials.network;

import io.rivulet.algorithms.SplitMix64;

/**
 * The traffic of an ordinary enterprise of four sites, 10.1 to 10.4: clients ask their resolver, browse, use the servers of all sites; the public servers
 * are visited from outside. Some hosts are heavy by trade: resolvers and a crawler reach very many destinations, a nightly backup is host after host.
 * There is the radiation that every public address receives, and now and then a crowd comes to one server.
 *
 * <p>Outside addresses are of the ranges kept for tests and shared use (198.18/15, 100.64/10), so no real host is named. Which host, service and
 * destination come next is Zipf.
 *
 * <p>Immutable after construction; all chance comes from the caller's generator.
 */
final class Background {

    static final int SITES = 4;
    private static final long DAY_SECONDS = 86_400;
    private static final long HOUR_SECONDS = 3_600;
    private static final int CROWD_SECONDS = 420;
    private static final double CROWDS = 0.03;

    private static final int[] SERVICES = {
        443, 445, 389, 88, 80, 5432, 25, 22, 993, 8080, 3306, 9092, 6379, 1433, 3389, 5672
    };
    private static final int[] RADIATION = {23, 22, 445, 3389, 80, 8080, 5900, 1433, 2323, 6379, 5060, 443};

    private final long seed;
    private final double rate;
    private final String[][] clients = new String[SITES][];
    private final String[][] servers = new String[SITES][];
    private final String[] outsideServers = new String[3_000];
    private final String[] outsideClients = new String[4_000];
    private final Zipf site = new Zipf(SITES, 0.6);
    private final Zipf client;
    private final Zipf server;
    private final Zipf service = new Zipf(SERVICES.length, 1.1);
    private final Zipf radiation = new Zipf(RADIATION.length, 0.9);
    private final Zipf outsideServer = new Zipf(outsideServers.length, 1.0);
    private final Zipf outsideClient = new Zipf(outsideClients.length, 0.7);

    Background(long seed, int hosts, double rate) {
        this.seed = seed;
        this.rate = rate;
        int perSite = Math.max(8, hosts / SITES);
        int serversPerSite = Math.max(4, perSite / 10);
        for (int s = 0; s < SITES; s++) {
            servers[s] = new String[serversPerSite];
            for (int i = 0; i < serversPerSite; i++) {
                servers[s][i] = "10." + (s + 1) + ".0." + (10 + i % 200);
            }
            clients[s] = new String[perSite];
            for (int i = 0; i < perSite; i++) {
                clients[s][i] = "10." + (s + 1) + "." + (1 + i / 250) + "." + (1 + i % 250);
            }
        }
        client = new Zipf(perSite, 0.8);
        server = new Zipf(serversPerSite, 1.1);
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < outsideServers.length; i++) {
            outsideServers[i] =
                    (i % 3 == 0 ? "198." + (18 + random.nextInt(2)) : "100." + (64 + random.nextInt(8))) + tail(random);
        }
        for (int i = 0; i < outsideClients.length; i++) {
            outsideClients[i] = "100." + (96 + random.nextInt(16)) + tail(random);
        }
    }

    /** Connections a second expected at this second of the run: low before dawn, high in the afternoon, more while a crowd or the backup runs. */
    double rateAt(long second) {
        double dayPart = second % DAY_SECONDS / (double) DAY_SECONDS;
        double daily = 1 - 0.55 * StrictMath.cos(2 * StrictMath.PI * (dayPart - 4.0 / 24));
        return rate * (daily + (backup(second) ? 0.06 : 0) + (crowdSite(second) >= 0 ? 0.12 : 0));
    }

    /** One connection at this time. */
    Connection draw(SplitMix64 random, long timeMillis, long second) {
        double kind = random.nextDouble();
        int here = site.draw(random);
        if (backup(second) && kind < 0.06 / 1.2) {
            int turn = (int) (second / 600 % clients[1].length);
            return connection(random, timeMillis, "10.2.0.9", clients[1][turn], 873, 1 << 20);
        }
        int crowd = crowdSite(second);
        if (crowd >= 0 && random.nextDouble() < 0.08) {
            return connection(
                    random, timeMillis, outsideClients[outsideClient.draw(random)], servers[crowd][1], 443, 4_096);
        }
        if (kind < 0.26) {
            return connection(random, timeMillis, inside(random, here), "10." + (here + 1) + ".0.53", 53, 120);
        }
        if (kind < 0.34) {
            return connection(
                    random,
                    timeMillis,
                    "10." + (here + 1) + ".0.53",
                    outsideServers[outsideServer.draw(random)],
                    53,
                    180);
        }
        if (kind < 0.62) {
            int port = random.nextInt(8) == 0 ? 80 : 443;
            return connection(
                    random, timeMillis, inside(random, here), outsideServers[outsideServer.draw(random)], port, 8_192);
        }
        if (kind < 0.78) {
            String[] there = servers[site.draw(random)];
            return connection(
                    random,
                    timeMillis,
                    inside(random, here),
                    there[server.draw(random)],
                    SERVICES[service.draw(random)],
                    2_048);
        }
        if (kind < 0.92) {
            String visitor = outsideClients[outsideClient.draw(random)];
            int port = random.nextInt(10) == 0 ? 25 : 443;
            return connection(random, timeMillis, visitor, servers[here][random.nextInt(3)], port, 4_096);
        }
        if (kind < 0.95) {
            return connection(
                    random,
                    timeMillis,
                    "10.1.0.80",
                    outsideServers[random.nextInt(outsideServers.length)],
                    443,
                    16_384);
        }
        if (kind < 0.975) {
            int port = 1_024 + random.nextInt(64_000);
            return connection(
                    random,
                    timeMillis,
                    inside(random, here),
                    outsideServers[random.nextInt(outsideServers.length)],
                    port,
                    1_024);
        }
        String noise = outsideClients[random.nextInt(outsideClients.length)];
        return connection(random, timeMillis, noise, inside(random, here), RADIATION[radiation.draw(random)], 0);
    }

    /** The address of one of a site's public servers. */
    String server(int site, int number) {
        return servers[site][number];
    }

    private String inside(SplitMix64 random, int here) {
        return clients[here][client.draw(random)];
    }

    private static boolean backup(long second) {
        long hour = second % DAY_SECONDS / HOUR_SECONDS;
        return hour == 1 || hour == 2;
    }

    /** The site that a crowd visits at this second, or -1. */
    private int crowdSite(long second) {
        long draw = SplitMix64.mix(seed ^ 0x5eedL + second / CROWD_SECONDS * 0x9E3779B97F4A7C15L);
        return (draw >>> 11) * 0x1.0p-53 < CROWDS ? (int) (draw & 3) : -1;
    }

    private static Connection connection(
            SplitMix64 random, long timeMillis, String source, String destination, int port, int usualBytes) {
        long bits = random.nextLong();
        int sourcePort = 32_768 + (int) (bits >>> 49 & 0x7fff);
        // between a quarter and eight times the usual size, small ones more often
        long bytes = (usualBytes >>> 2) * (1L << (bits & 3) + (bits >>> 2 & 1))
                + (bits >>> 8 & 63) * (usualBytes == 0 ? 0 : 1);
        return new Connection(timeMillis, source, sourcePort, destination, port, bytes, "");
    }

    private static String tail(SplitMix64 random) {
        return "." + random.nextInt(256) + "." + (1 + random.nextInt(254));
    }
}
