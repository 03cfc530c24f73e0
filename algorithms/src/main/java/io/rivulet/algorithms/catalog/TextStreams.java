package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.SplitMix64;

/** Made streams of text that is looked into. */
final class TextStreams {

    /** What a server writes: a few kinds of messages with ever other addresses, users, numbers and identifiers in them. */
    static final SampleStream<String> LOG = SampleStream.of(
            "log", "messages of ten kinds with changing addresses, users and numbers", random -> () -> message(random));

    private static final String[] USERS = {"ada", "bob", "carol", "dan", "erin", "frank", "grace", "heidi"};
    private static final String[] TABLES = {"orders", "customers", "invoices", "stock"};

    private TextStreams() {}

    private static String message(SplitMix64 random) {
        double u = random.nextDouble();
        return switch ((int) (10 * u * u)) {
            case 0 -> "Accepted password for " + user(random) + " from " + address(random) + " port " + port(random);
            case 1 -> "Connection closed by " + address(random) + " port " + port(random);
            case 2 -> "Failed password for invalid user " + user(random) + " from " + address(random);
            case 3 ->
                "query on table " + TABLES[random.nextInt(TABLES.length)] + " took " + random.nextInt(5_000) + " ms";
            case 4 -> "session " + identifier(random) + " opened for user " + user(random);
            case 5 -> "session " + identifier(random) + " closed after " + random.nextInt(10_000) + " s";
            case 6 -> "disk usage at " + random.nextInt(101) + " percent on /dev/sd" + (char) ('a' + random.nextInt(3));
            case 7 -> "worker " + random.nextInt(16) + " restarted with exit code " + random.nextInt(3);
            case 8 -> "configuration reloaded in " + random.nextInt(900) + " ms";
            default ->
                "certificate of " + TABLES[random.nextInt(TABLES.length)] + ".example.org expires in "
                        + random.nextInt(90) + " days";
        };
    }

    private static String user(SplitMix64 random) {
        return USERS[random.nextInt(USERS.length)];
    }

    private static String address(SplitMix64 random) {
        return "10." + random.nextInt(4) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    private static int port(SplitMix64 random) {
        return 1_024 + random.nextInt(60_000);
    }

    private static String identifier(SplitMix64 random) {
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }
}
