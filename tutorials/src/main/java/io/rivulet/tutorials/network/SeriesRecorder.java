package io.rivulet.tutorials.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Keeps the series of every key for the report, in bounded memory: when a key has too many points, neighbours are joined and only the lowest and highest
 * value of each pair stay, so that no peak is lost.
 *
 * <p><b>Threads.</b> One owner at a time.
 */
final class SeriesRecorder {

    /** Points kept for each key and series, at most; each is a lowest and a highest value. */
    static final int POINTS = 1_500;
    /** Keys kept at most; further ones are counted only. */
    static final int KEYS = 500;

    /**
     * The series of one key.
     *
     * @param key whose
     * @param times window ends in milliseconds, rising
     * @param lows by {@link Series#ordinal()}, the lowest value at each time
     * @param highs the highest one
     */
    record Track(String key, long[] times, double[][] lows, double[][] highs) {}

    private static final class Open {
        private final long[] times = new long[POINTS];
        private final double[][] lows = new double[Series.values().length][POINTS];
        private final double[][] highs = new double[Series.values().length][POINTS];
        private int points;
        private int perPoint = 1;
        private int inLast;
    }

    private final Map<String, Open> open = new TreeMap<>();
    private long windowsLeftOut;

    /** Takes a window in; those of one key in order of time. */
    void update(WindowStats window) {
        Objects.requireNonNull(window, "window");
        Open track = open.get(window.key());
        if (track == null) {
            if (open.size() == KEYS) {
                windowsLeftOut++;
                return;
            }
            track = new Open();
            open.put(window.key(), track);
        }
        if (track.points == 0 || track.inLast == track.perPoint) {
            if (track.points == POINTS) {
                halve(track);
            }
            track.times[track.points] = window.endMillis();
            for (Series series : Series.values()) {
                track.lows[series.ordinal()][track.points] = Double.NaN;
                track.highs[series.ordinal()][track.points] = Double.NaN;
            }
            track.points++;
            track.inLast = 0;
        }
        int at = track.points - 1;
        for (Series series : Series.values()) {
            int s = series.ordinal();
            double value = series.of(window);
            track.lows[s][at] = lower(track.lows[s][at], value);
            track.highs[s][at] = higher(track.highs[s][at], value);
        }
        track.inLast++;
    }

    /** The keys kept, by name. */
    List<String> keys() {
        return List.copyOf(open.keySet());
    }

    /** Windows not kept because there were too many keys. */
    long windowsLeftOut() {
        return windowsLeftOut;
    }

    /** The series of the given keys, as far as they are kept. */
    List<Track> tracks(List<String> keys) {
        List<Track> tracks = new ArrayList<>();
        for (String key : keys) {
            Open track = open.get(key);
            if (track != null) {
                tracks.add(new Track(
                        key,
                        Arrays.copyOf(track.times, track.points),
                        cut(track.lows, track.points),
                        cut(track.highs, track.points)));
            }
        }
        return tracks;
    }

    private static void halve(Open track) {
        for (int i = 0; i < POINTS / 2; i++) {
            track.times[i] = track.times[2 * i];
            for (int s = 0; s < track.lows.length; s++) {
                track.lows[s][i] = lower(track.lows[s][2 * i], track.lows[s][2 * i + 1]);
                track.highs[s][i] = higher(track.highs[s][2 * i], track.highs[s][2 * i + 1]);
            }
        }
        track.points = POINTS / 2;
        track.perPoint *= 2;
    }

    private static double lower(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    private static double higher(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }

    private static double[][] cut(double[][] values, int length) {
        return Arrays.stream(values).map(v -> Arrays.copyOf(v, length)).toArray(double[][]::new);
    }
}
