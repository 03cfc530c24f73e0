package io.rivulet.tutorials.network;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The series kept for each key; each is judged against what is usual for it. */
enum Series {
    RATE("connections", "1/s", true, WindowStats::rate),
    PORT_ENTROPY("port entropy", "bits", false, WindowStats::portEntropy),
    DESTINATION_ENTROPY("destination entropy", "bits", false, WindowStats::destinationEntropy),
    SOURCE_ENTROPY("source entropy", "bits", false, WindowStats::sourceEntropy),
    PORTS("different ports", "", true, WindowStats::distinctPorts),
    DESTINATIONS("different destinations", "", true, WindowStats::distinctDestinations),
    SOURCES("different sources", "", true, WindowStats::distinctSources),
    DESTINATIONS_OF_ONE(
            "destinations of one source", "", true, w -> w.mostDestinations().items()),
    PORTS_OF_ONE("ports of one source", "", true, w -> w.mostPorts().items()),
    CONNECTIONS_TO_ONE("connections to one destination", "", true, WindowStats::connectionsToBusiest);

    private final String words;
    private final String unit;
    private final boolean counts;
    private final ToDoubleFunction<WindowStats> value;

    Series(String words, String unit, boolean counts, ToDoubleFunction<WindowStats> value) {
        this.words = words;
        this.unit = unit;
        this.counts = counts;
        this.value = value;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** For programs: "port-entropy". */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** "bits", "1/s" or empty for plain counts. */
    String unit() {
        return unit;
    }

    /** Whether it is an entropy, in bits. */
    boolean isEntropy() {
        return !counts;
    }

    /** What a window says; NaN where it says nothing. */
    double of(WindowStats window) {
        return value.applyAsDouble(window);
    }

    /**
     * The value on the scale on which it is judged: entropies as they are, because they are logarithms; rates and counts by their logarithm, so that
     * twice as many weighs the same in quiet and in busy hours.
     */
    double judged(double value) {
        return counts ? Math.log1p(this == RATE ? 60 * value : value) : value;
    }

    /** The value back from that scale. */
    double fromJudged(double judged) {
        return counts ? Math.expm1(judged) / (this == RATE ? 60 : 1) : judged;
    }
}
