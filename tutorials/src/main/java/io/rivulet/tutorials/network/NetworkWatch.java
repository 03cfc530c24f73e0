package io.rivulet.tutorials.network;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Watches the windows of one key: learns what is usual for each series, says which moved, names what that looks like, and tells each attack once.
 *
 * <p>Every window is first judged and then learnt, attacks included; {@link Usual} bounds what they can do.
 *
 * <p><b>Cost.</b> O(series) per window; about a kilobyte.
 * <p><b>Empty.</b> No alert until {@link WatchSettings#warmUp} windows were seen.
 * <p><b>Threads.</b> One owner at a time.
 */
final class NetworkWatch {

    private final WatchSettings settings;
    private final AlertClassifier classifier;
    private final Episodes episodes;
    private final Usual[] usual = new Usual[Series.values().length];
    private final double[] scores = new double[usual.length];
    private long lastEndMillis = Long.MIN_VALUE;

    private NetworkWatch(WatchSettings settings) {
        this.settings = settings;
        this.classifier = new AlertClassifier(settings);
        this.episodes = new Episodes(settings.quietMillis());
        for (Series series : Series.values()) {
            usual[series.ordinal()] = new Usual(
                    settings.warmUp(),
                    settings.halfLife(),
                    series.isEntropy() ? settings.smallestEntropyMove() : settings.smallestCountMove());
        }
    }

    /** A watch that has seen nothing. */
    static NetworkWatch create(WatchSettings settings) {
        return new NetworkWatch(settings);
    }

    /**
     * Takes the next window in and tells what begins and what is over with it.
     *
     * @throws IllegalArgumentException if it does not end after the last one
     */
    List<Alert> update(WindowStats window) {
        if (window.endMillis() <= lastEndMillis) {
            throw new IllegalArgumentException(
                    "endMillis must rise from window to window, got " + window.endMillis() + " after " + lastEndMillis);
        }
        lastEndMillis = window.endMillis();
        for (Series series : Series.values()) {
            scores[series.ordinal()] = usual[series.ordinal()].signedScore(series.judged(series.of(window)));
        }
        List<Alert> alerts = new ArrayList<>(0);
        episodes.expire(window.endMillis(), alerts);
        for (AlertClassifier.Finding finding : classifier.findings(window, scores)) {
            episodes.show(alert(window, finding), alerts);
        }
        for (Series series : Series.values()) {
            usual[series.ordinal()].learn(series.judged(series.of(window)));
        }
        return alerts;
    }

    /** Ends what is still going on: there is no more input. */
    List<Alert> finish() {
        return episodes.finish();
    }

    private Alert alert(WindowStats window, AlertClassifier.Finding finding) {
        List<Alert.Move> moves = new ArrayList<>();
        for (Series series : Series.values()) {
            double score = scores[series.ordinal()];
            if (Math.abs(score) > settings.limit()) {
                double level = series.fromJudged(usual[series.ordinal()].centre());
                moves.add(new Alert.Move(series, level, series.of(window), score));
            }
        }
        moves.sort(Comparator.comparingDouble(move -> -Math.abs(move.score())));
        return new Alert(
                window.key(),
                finding.kind(),
                window.endMillis(),
                window.endMillis(),
                false,
                finding.source(),
                finding.target(),
                moves,
                window.topSources(),
                window.topDestinations());
    }

    /** Form {@code network-watch} 1: last window end i64, then each series' usual, then the open alerts; the settings are the reader's. */
    static StateCodec<NetworkWatch> codec(WatchSettings settings) {
        return StateCodec.of("network-watch", 1, NetworkWatch::encode, in -> decode(settings, in));
    }

    private void encode(StateWriter out) {
        out.writeLong(lastEndMillis);
        for (Usual u : usual) {
            u.encode(out);
        }
        episodes.encode(out);
    }

    private static NetworkWatch decode(WatchSettings settings, StateReader in) {
        NetworkWatch s = new NetworkWatch(settings);
        s.lastEndMillis = in.readLong();
        for (Usual u : s.usual) {
            u.decode(in);
        }
        s.episodes.decode(in);
        return s;
    }
}
