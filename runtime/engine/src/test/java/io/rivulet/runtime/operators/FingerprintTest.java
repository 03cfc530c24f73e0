package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a window step says of itself, so that a changed one does not take an old state for its own. The number in a name is that of the scenario. */
class FingerprintTest {

    private static String of(Windows windows, Emission emission, Aggregation<Integer, ?, ?> aggregation) {
        return Windowed.of(windows, emission, aggregation, false)
                .shared()
                .make()
                .fingerprint();
    }

    @Test
    void s95_differsWithEveryParameterOfTheWindowsAndTheAggregation() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Duration ten = Duration.ofSeconds(10);
        List<Windows> windows = List.of(
                Windows.tumbling(ten),
                Windows.tumbling(Duration.ofSeconds(11)),
                Windows.tumbling(ten).alignedTo(Instant.ofEpochSecond(3)),
                Windows.sliding(ten, Duration.ofSeconds(5)),
                Windows.sliding(ten, Duration.ofSeconds(2)),
                Windows.session(ten),
                Windows.session(Duration.ofSeconds(11)),
                Windows.session(ten).exclusive(),
                Windows.calendar(Period.ofDays(1), berlin),
                Windows.calendar(Period.ofDays(1), ZoneId.of("Asia/Kolkata")),
                Windows.calendar(Period.ofMonths(1), berlin),
                Windows.calendar(Period.ofDays(7), Period.ofDays(1), berlin),
                Windows.calendar(Period.ofWeeks(1), berlin),
                Windows.calendar(Period.ofWeeks(1), berlin).alignedTo(LocalDate.of(2024, 1, 7)),
                Windows.clockHours(1, berlin),
                Windows.clockHours(2, berlin),
                Windows.count(10),
                Windows.count(11),
                Windows.count(10, 5),
                Windows.global());
        List<Aggregation<Integer, ?, ?>> aggregations =
                List.of(Folds.<Integer>count(), Folds.max(Comparator.naturalOrder(), Codecs.INTEGER));
        List<String> all = new ArrayList<>();
        for (Windows each : windows) {
            for (Aggregation<Integer, ?, ?> aggregation : aggregations) {
                all.add(of(each, Emission.onceClosed(), aggregation));
                if (!(each instanceof Windows.Count)) {
                    all.add(of(
                            each,
                            Emission.onceClosed().withEarlyEvery(2).with(Emission.Refinement.DISCARDING),
                            aggregation));
                }
            }
        }
        assertEquals(all.size(), new TreeSet<>(all).size(), all::toString);
        assertTrue(all.stream().allMatch(text -> text.contains("count") || text.contains("max")));
    }

    @Test
    void s95_staysWhereAnOldStateStillFits() {
        Windows ten = Windows.tumbling(Duration.ofSeconds(10));
        Emission early = Emission.onceClosed().withEarlyEvery(2);
        Aggregation<Integer, ?, ?> count = Folds.<Integer>count();
        assertEquals(of(ten, early, count), of(ten, early.withEarlyByClock(Duration.ofSeconds(1)), count));
        assertEquals(of(ten, early, count), of(ten, early.withAllowedLateness(Duration.ofSeconds(1)), count));
        assertEquals(of(ten, Emission.onceClosed(), count), of(ten, Emission.onceClosed(), count));
    }
}
