package io.rivulet.tutorials.network;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the dataflow must compute, as a plain loop over connections in time order: exact counts, one retraction for each connection that leaves a window.
 * The slow windows are made the same way.
 */
final class ReferenceModel {

    static final long MINUTE = 60_000;
    static final int TOP = 5;

    /** Takes each window of each key, by time. */
    private interface Output {
        void accept(String key, long endMillis, Window window);
    }

    private final Function<Connection, String> key;
    private final long windowMillis;
    private final long slideMillis;
    private final Output output;
    private final Map<String, Window> open = new TreeMap<>();
    private long nextEnd = Long.MIN_VALUE;

    /** Ten minutes every minute. */
    static ReferenceModel windows(Function<Connection, String> key, Consumer<WindowStats> windows) {
        long length = 10 * MINUTE;
        return new ReferenceModel(
                key, length, MINUTE, (k, end, window) -> windows.accept(window.stats(k, end, length)));
    }

    /** Two hours every ten minutes. */
    static ReferenceModel spreads(Function<Connection, String> key, Consumer<Spread> windows) {
        return new ReferenceModel(
                key,
                120 * MINUTE,
                10 * MINUTE,
                (k, end, window) ->
                        windows.accept(Spread.of(k, end, window.hostsOf, window.portsOf, window.slotsOf, 12)));
    }

    private ReferenceModel(Function<Connection, String> key, long windowMillis, long slideMillis, Output output) {
        this.key = key;
        this.windowMillis = windowMillis;
        this.slideMillis = slideMillis;
        this.output = output;
    }

    /** Takes one connection in, not older than the last one. */
    void update(Connection c) {
        long end = Math.floorDiv(c.timeMillis(), slideMillis) * slideMillis + slideMillis;
        while (nextEnd < end && !open.isEmpty()) {
            close(nextEnd);
            nextEnd += slideMillis;
        }
        nextEnd = end;
        open.computeIfAbsent(key.apply(c), k -> new Window(slideMillis)).update(c);
    }

    /** Closes every window that still holds something. */
    void finish() {
        while (!open.isEmpty()) {
            close(nextEnd);
            nextEnd += slideMillis;
        }
    }

    private void close(long end) {
        open.forEach((k, window) -> {
            window.forgetBefore(end - windowMillis);
            if (!window.connections.isEmpty()) {
                output.accept(k, end, window);
            }
        });
        open.values().removeIf(w -> w.connections.isEmpty());
    }

    private static final class Window {
        private final Deque<Connection> connections = new ArrayDeque<>();
        private final ShannonEntropy ports = ShannonEntropy.create();
        private final ShannonEntropy destinations = ShannonEntropy.create();
        private final ShannonEntropy sources = ShannonEntropy.create();
        private final FanOut hostsOf = FanOut.create();
        private final FanOut portsOf = FanOut.create();
        private final Map<String, Integer> bySource = new HashMap<>();
        private final Map<String, Integer> byDestination = new HashMap<>();
        private final FanOut slotsOf = FanOut.create();
        private final long slotMillis;
        private long bytes;

        Window(long slotMillis) {
            this.slotMillis = slotMillis;
        }

        void update(Connection c) {
            connections.add(c);
            bytes += c.bytes();
            destinations.update(c.destination());
            sources.update(c.source());
            slotsOf.update(c.source(), c.timeMillis() / slotMillis);
            hostsOf.update(c.source(), Hash.ofText(c.destination(), 0));
            if (c.hasPort()) {
                ports.update(c.destinationPort());
                portsOf.update(c.source(), c.destinationPort());
            }
            bySource.merge(c.source(), 1, Integer::sum);
            byDestination.merge(c.destination(), 1, Integer::sum);
        }

        void forgetBefore(long time) {
            while (!connections.isEmpty() && connections.peek().timeMillis() < time) {
                Connection c = connections.remove();
                bytes -= c.bytes();
                destinations.retract(c.destination());
                sources.retract(c.source());
                slotsOf.retract(c.source(), c.timeMillis() / slotMillis);
                hostsOf.retract(c.source(), Hash.ofText(c.destination(), 0));
                if (c.hasPort()) {
                    ports.retract(c.destinationPort());
                    portsOf.retract(c.source(), c.destinationPort());
                }
                bySource.computeIfPresent(c.source(), (k, n) -> n == 1 ? null : n - 1);
                byDestination.computeIfPresent(c.destination(), (k, n) -> n == 1 ? null : n - 1);
            }
        }

        WindowStats stats(String key, long end, long windowMillis) {
            return new WindowStats(
                    key,
                    end,
                    windowMillis,
                    connections.size(),
                    bytes,
                    ports.count() == 0 ? Double.NaN : ports.estimate(),
                    destinations.estimate(),
                    sources.estimate(),
                    ports.distinct(),
                    destinations.distinct(),
                    sources.distinct(),
                    hostsOf.widest(),
                    portsOf.widest(),
                    top(bySource),
                    top(byDestination));
        }

        private static List<Talker> top(Map<String, Integer> counts) {
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(TOP)
                    .map(e -> new Talker(e.getKey(), e.getValue()))
                    .toList();
        }
    }
}
