package io.rivulet.tutorials.network;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Which series a connection counts in: one for the whole network, or one for each network or host at either end.
 *
 * @param by the end that gives the key
 * @param parts how many parts of the address name a network, 1 to 3: with 2, 10.1.0.20 is in 10.1; hosts use the whole address
 */
record ConnectionKeys(By by, int parts) implements Function<Connection, String> {

    /** The end of a connection that gives the key. */
    enum By {
        /** One key for everything. */
        WHOLE,
        /** The network of the source. */
        SOURCE_NETWORK,
        /** The network of the destination. */
        DESTINATION_NETWORK,
        /** The source host. */
        SOURCE,
        /** The destination host. */
        DESTINATION;

        /** For programs: "source-network". */
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The key of {@link By#WHOLE}. */
    static final String WHOLE = "whole network";

    ConnectionKeys {
        Objects.requireNonNull(by, "by");
        if (parts < 1 || parts > 3) {
            throw new IllegalArgumentException("parts must be in 1..3, got " + parts);
        }
    }

    /** One key for everything: what a single sensor sees. */
    static ConnectionKeys whole() {
        return new ConnectionKeys(By.WHOLE, 2);
    }

    /** A key for each network that is connected to; the default for the generator. */
    static ConnectionKeys destinationNetworks(int parts) {
        return new ConnectionKeys(By.DESTINATION_NETWORK, parts);
    }

    /** Whether each host has series of its own, so that there may be very many. */
    boolean isHost() {
        return by == By.SOURCE || by == By.DESTINATION;
    }

    @Override
    public String apply(Connection connection) {
        return switch (by) {
            case WHOLE -> WHOLE;
            case SOURCE_NETWORK -> network(connection.source());
            case DESTINATION_NETWORK -> network(connection.destination());
            case SOURCE -> connection.source();
            case DESTINATION -> connection.destination();
        };
    }

    /** The first parts of an address; of an IPv6 address the first parts between colons. */
    private String network(String address) {
        char mark = address.indexOf(':') >= 0 ? ':' : '.';
        int at = -1;
        for (int i = 0; i < parts; i++) {
            int next = address.indexOf(mark, at + 1);
            if (next < 0) {
                return address;
            }
            at = next;
        }
        return address.substring(0, at);
    }
}
