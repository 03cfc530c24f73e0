package io.rivulet.tutorials.network;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds scans that are too slow for ten minutes, in windows of hours: one source reaches unusually many ports or hosts, and takes its time. A source that
 * was active in less than half of the window's slots is left to {@link NetworkWatch}.
 *
 * <p><b>Cost.</b> O(1) per window; some hundred bytes. <b>Threads.</b> One owner at a time.
 */
final class SlowScanWatch {

    private final WatchSettings settings;
    private final Episodes episodes;
    private final Usual destinations;
    private final Usual ports;
    private long lastEndMillis = Long.MIN_VALUE;

    private SlowScanWatch(WatchSettings settings) {
        this.settings = settings;
        this.episodes = new Episodes(settings.quietMillis());
        this.destinations = new Usual(settings.warmUp(), settings.halfLife(), settings.smallestCountMove());
        this.ports = new Usual(settings.warmUp(), settings.halfLife(), settings.smallestCountMove());
    }

    /** A watch that has seen nothing. */
    static SlowScanWatch create(WatchSettings settings) {
        return new SlowScanWatch(settings);
    }

    /**
     * Takes the next window in and tells what begins and what is over with it.
     *
     * @throws IllegalArgumentException if it does not end after the last one
     */
    List<Alert> update(Spread window) {
        if (window.endMillis() <= lastEndMillis) {
            throw new IllegalArgumentException(
                    "endMillis must rise from window to window, got " + window.endMillis() + " after " + lastEndMillis);
        }
        lastEndMillis = window.endMillis();
        List<Alert> alerts = new ArrayList<>(0);
        episodes.expire(window.endMillis(), alerts);
        judge(window, Series.PORTS_OF_ONE, ports, window.mostPorts(), window.slotsOfPorts(), alerts);
        judge(
                window,
                Series.DESTINATIONS_OF_ONE,
                destinations,
                window.mostDestinations(),
                window.slotsOfDestinations(),
                alerts);
        return alerts;
    }

    /** Ends what is still going on: there is no more input. */
    List<Alert> finish() {
        return episodes.finish();
    }

    private void judge(Spread window, Series series, Usual usual, FanOut.Widest widest, int slots, List<Alert> alerts) {
        double value = series.judged(widest.items());
        double score = usual.signedScore(value);
        if (score > settings.limit() && widest.items() >= settings.leastFanOut() && 2 * slots >= window.slots()) {
            double level = series.fromJudged(usual.centre());
            String what = series == Series.PORTS_OF_ONE ? " ports" : " hosts";
            episodes.show(
                    new Alert(
                            window.key(),
                            AttackKind.SLOW_SCAN,
                            window.endMillis(),
                            window.endMillis(),
                            false,
                            widest.source(),
                            widest.items() + what,
                            List.of(new Alert.Move(series, level, widest.items(), score)),
                            List.of(),
                            List.of()),
                    alerts);
        }
        usual.learn(value);
    }

    /** Form {@code slow-scan-watch} 1: last window end i64, usual destinations, usual ports, open alerts; the settings are the reader's. */
    static StateCodec<SlowScanWatch> codec(WatchSettings settings) {
        return StateCodec.of("slow-scan-watch", 1, SlowScanWatch::encode, in -> decode(settings, in));
    }

    private void encode(StateWriter out) {
        out.writeLong(lastEndMillis);
        destinations.encode(out);
        ports.encode(out);
        episodes.encode(out);
    }

    private static SlowScanWatch decode(WatchSettings settings, StateReader in) {
        SlowScanWatch s = new SlowScanWatch(settings);
        s.lastEndMillis = in.readLong();
        s.destinations.decode(in);
        s.ports.decode(in);
        s.episodes.decode(in);
        return s;
    }
}
