package io.rivulet.tutorials.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Says what moved series look like, and who is behind it:
 *
 * <table>
 * <caption>Signatures</caption>
 * <tr><th>kind</th><th>what must have moved</th><th>who</th></tr>
 * <tr><td>host sweep</td><td>destinations of one source up, and destination entropy or different destinations up</td><td>the source that reaches the most
 * destinations</td></tr>
 * <tr><td>port scan</td><td>ports of one source up, and port entropy or different ports up</td><td>the source that reaches the most ports</td></tr>
 * <tr><td>flood from few</td><td>rate or connections to one destination up, and destination entropy down or one destination with most connections</td>
 * <td>the busiest source</td></tr>
 * <tr><td>flood from many</td><td>different sources and source entropy up, destination entropy not, and one destination for most of them</td><td>how many
 * sources there are</td></tr>
 * </table>
 *
 * <p>A window may show several at once. Without ports (DARPA) a port scan looks like a flood from few, and is told as one.
 */
final class AlertClassifier {

    /** What one window shows. */
    record Finding(AttackKind kind, String source, String target) {}

    private final WatchSettings settings;

    AlertClassifier(WatchSettings settings) {
        this.settings = settings;
    }

    /**
     * What the window shows; empty for windows too small to tell.
     *
     * @param scores signed distance from usual by {@link Series#ordinal()}, NaN where nothing is known
     */
    List<Finding> findings(WindowStats window, double[] scores) {
        List<Finding> findings = new ArrayList<>(2);
        if (window.connections() < settings.leastConnections()) {
            return findings;
        }
        if (window.mostDestinations().items() >= settings.leastFanOut()
                && up(scores, Series.DESTINATIONS_OF_ONE)
                && (up(scores, Series.DESTINATION_ENTROPY) || up(scores, Series.DESTINATIONS))) {
            FanOut.Widest widest = window.mostDestinations();
            findings.add(new Finding(AttackKind.HOST_SWEEP, widest.source(), widest.items() + " hosts"));
        }
        if (window.mostPorts().items() >= settings.leastFanOut()
                && up(scores, Series.PORTS_OF_ONE)
                && (up(scores, Series.PORT_ENTROPY) || up(scores, Series.PORTS))) {
            FanOut.Widest widest = window.mostPorts();
            findings.add(new Finding(AttackKind.PORT_SCAN, widest.source(), widest.items() + " ports"));
        }
        if (window.connectionsToBusiest() >= settings.leastFlood()
                && (floodFromFew(window, scores) || floodFromMany(window, scores))) {
            String source = floodSource(window);
            // a scan of one host is many connections to it; that is told once
            boolean explained = findings.stream()
                    .anyMatch(
                            f -> f.kind() == AttackKind.PORT_SCAN && f.source().equals(source));
            if (!explained) {
                findings.add(new Finding(
                        AttackKind.FLOOD,
                        source,
                        window.topDestinations().get(0).host()));
            }
        }
        return findings;
    }

    private boolean floodFromFew(WindowStats window, double[] scores) {
        boolean more = up(scores, Series.RATE) || up(scores, Series.CONNECTIONS_TO_ONE);
        boolean toOne = scores[Series.DESTINATION_ENTROPY.ordinal()] < -settings.limit() / 2
                || 2 * window.connectionsToBusiest() > window.connections();
        return more && toOne;
    }

    private boolean floodFromMany(WindowStats window, double[] scores) {
        return up(scores, Series.SOURCES)
                && up(scores, Series.SOURCE_ENTROPY)
                && scores[Series.DESTINATION_ENTROPY.ordinal()] < settings.limit() / 2
                && 2 * window.connectionsToBusiest() > window.distinctSources();
    }

    private static String floodSource(WindowStats window) {
        if (!window.topSources().isEmpty() && 2 * window.topSources().get(0).connections() > window.connections()) {
            return window.topSources().get(0).host();
        }
        return Math.round(window.distinctSources()) + " sources";
    }

    private boolean up(double[] scores, Series series) {
        return scores[series.ordinal()] > settings.limit();
    }
}
