package io.rivulet.benchmarks.change;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.change.ChangeDetector;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * oracle_: false alarms and delays of every detector over made streams, within twice what the whole table has; seeds are fixed. Fewer streams than the table: with
 * false alarms so rare the bounds are wide, and meant to notice what went wrong, not what became a little worse.
 */
class ChangeDelaysTest {

    /** At most so many false alarms in 10,000 values; a jump by one deviation, or of the error rate from 0.2 to 0.6, is found within so many on average. */
    private record Bound(double falseAlarms, double delay) {}

    private static final Map<String, Bound> NUMBERS = Map.ofEntries(
            Map.entry("Adwin 0.002", new Bound(0.5, 70)),
            Map.entry("Adwin 0.002, clock 1", new Bound(0.5, 50)),
            Map.entry("PageHinkley 50, usual", new Bound(12, 80)),
            Map.entry("PageHinkley 20", new Bound(1, 50)),
            Map.entry("Cusum 5, warm-up 25", new Bound(30, 30)),
            Map.entry("Cusum 8, warm-up 100", new Bound(5, 35)),
            Map.entry("Cusum 5, baseline known", new Bound(30, 15)),
            Map.entry("Kswin 0.005", new Bound(16, 60)),
            Map.entry("Kswin 0.0001", new Bound(1, 60)),
            Map.entry("Bocpd 250", new Bound(6, 30)),
            Map.entry("TrendDetector 100", new Bound(1, 70)),
            Map.entry("TrendDetector 500", new Bound(1, 150)));

    private static final Map<String, Bound> ERRORS = Map.of(
            "Ddm", new Bound(2, 150),
            "Eddm", new Bound(10, 80),
            "HddmA 0.001", new Bound(1.5, 70),
            "HddmW 0.001", new Bound(2, 45),
            "Adwin 0.002", new Bound(0.5, 100));

    @Test
    void oracle_numbersAsMeasured() {
        Detectors.ofNumbers().forEach((name, make) -> check(name, make, NUMBERS.get(name), 0, 1, false));
    }

    @Test
    void oracle_errorsAsMeasured() {
        Detectors.ofErrors().forEach((name, make) -> check(name, make, ERRORS.get(name), 0.2, 0.6, true));
    }

    private static void check(
            String name, Supplier<ChangeDetector> make, Bound bound, double before, double after, boolean errors) {
        double falseAlarms = ChangeDelays.falseAlarms(make, before, errors, 5);
        assertTrue(falseAlarms <= bound.falseAlarms(), name + ": " + falseAlarms + " false alarms in 10,000");
        ChangeDelays.Delay delay = ChangeDelays.delay(make, before, after, errors, false, 30);
        assertTrue(delay.mean() <= bound.delay(), name + ": found after " + delay.mean());
        assertTrue(delay.missed() <= 0.6, name + ": " + delay.missed() + " missed");
    }
}
