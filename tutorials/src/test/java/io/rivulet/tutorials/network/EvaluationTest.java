package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** oracle_: small cases counted by hand. */
class EvaluationTest {

    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;

    private static Alert alert(AttackKind kind, String source, long raised, long last) {
        return new Alert(
                "net", kind, raised * MINUTE, last * MINUTE, true, source, "t", List.of(), List.of(), List.of());
    }

    private static Connection labelled(long minute, String source, String label) {
        return new Connection(minute * MINUTE, source, 1, "d", 2, 0, label);
    }

    @Test
    void oracle_attacksAreFoundByTheirSourceAndTheRestIsFalse() {
        Attack sweep = new Attack("sweep", AttackKind.HOST_SWEEP, 100 * MINUTE, 106 * MINUTE, "6.6.6.6", "10.1");
        Attack flood = new Attack("flood", AttackKind.FLOOD, 300 * MINUTE, 310 * MINUTE, "many", "10.2.0.1");
        Attack missed = new Attack("missed", AttackKind.PORT_SCAN, 500 * MINUTE, 510 * MINUTE, "7.7.7.7", "10.3.0.1");
        List<Alert> alerts = List.of(
                alert(AttackKind.HOST_SWEEP, "6.6.6.6", 103, 115),
                alert(AttackKind.PORT_SCAN, "6.6.6.6", 104, 110),
                alert(AttackKind.FLOOD, "900 sources", 302, 320),
                alert(AttackKind.PORT_SCAN, "10.0.0.80", 505, 510),
                alert(AttackKind.PORT_SCAN, "7.7.7.7", 530, 540));
        Evaluation.ByAttacks by = Evaluation.byAttacks(List.of(sweep, flood, missed), alerts, 10 * MINUTE, 0, 2 * DAY);
        assertEquals(2, by.detected());
        assertEquals(3 * MINUTE, by.outcomes().get(0).delayMillis().orElseThrow());
        assertEquals(
                Set.of(AttackKind.HOST_SWEEP, AttackKind.PORT_SCAN),
                by.outcomes().get(0).as());
        assertEquals(2 * MINUTE, by.outcomes().get(1).delayMillis().orElseThrow());
        assertFalse(by.outcomes().get(2).detected());
        assertEquals(2, by.falseAlarms().size());
        assertEquals(1.0, by.falseAlarmsPerDay());
    }

    @Test
    void oracle_labelsGivePrecisionAndRecallByEpisodeAndByMinute() {
        LabelTimeline labels = new LabelTimeline();
        for (long m = 100; m < 105; m++) {
            labels.update(labelled(m, "6.6.6.6", "sweep"));
        }
        labels.update(labelled(400, "6.6.6.6", "sweep"));
        labels.update(labelled(430, "6.6.6.6", "sweep"));
        labels.update(labelled(600, "9.9.9.9", "rare"));
        labels.update(labelled(600, "9.9.9.9", ""));
        List<LabelTimeline.Episode> episodes = labels.episodes(30 * MINUTE);
        assertEquals(3, episodes.size());
        assertEquals(new LabelTimeline.Episode("sweep", 400 * MINUTE, 431 * MINUTE, 2), episodes.get(2));

        List<Alert> alerts = List.of(
                alert(AttackKind.HOST_SWEEP, "6.6.6.6", 102, 111),
                alert(AttackKind.HOST_SWEEP, "1.1.1.1", 412, 412),
                alert(AttackKind.FLOOD, "77 sources", 900, 904));
        Evaluation.ByLabels by = Evaluation.byLabels(labels, alerts, 10 * MINUTE, 0, DAY);
        assertEquals(3, by.alerts());
        assertEquals(1, by.trueAlerts());
        Evaluation.LabelRow sweep = by.rows().get(1);
        assertEquals("sweep", sweep.label());
        assertEquals(7, sweep.connections());
        assertEquals(1.0, sweep.episodeRecall());
        // the windows ending in minutes 101..114, 401..410 and 431..440 hold it, those of 102..111 are flagged
        assertEquals(34, sweep.windows());
        assertEquals(10, sweep.windowsFlagged());
        assertEquals(0, by.rows().get(0).episodesFound());
        assertEquals(16, by.flagged());
        assertEquals(10.0 / 16, by.windowPrecision());
        assertEquals(10.0 / 44, by.windowRecall());
    }

    @Test
    void oracle_mergedTimelinesAreThatOfOneWorker() {
        LabelTimeline one = new LabelTimeline();
        LabelTimeline left = new LabelTimeline();
        LabelTimeline right = new LabelTimeline();
        for (int i = 0; i < 3_000; i++) {
            Connection c = labelled(i / 500, "10.0." + i % 500 / 250 + "." + i % 250, i % 3 == 0 ? "a" : "b");
            one.update(c);
            (i % 2 == 0 ? left : right).update(c);
        }
        left.merge(right);
        assertEquals(one.episodes(0), left.episodes(0));
        assertEquals(one.labels(0, 3 * MINUTE), left.labels(0, 3 * MINUTE));
        for (int i = 0; i < 500; i++) {
            String source = "10.0." + i / 250 + "." + i % 250;
            assertEquals(one.hasSource(source, 0, DAY), left.hasSource(source, 0, DAY), source);
        }
        assertTrue(new LabelTimeline().isEmpty());
    }

    @Test
    void oracle_theGeneratorsAttacksAreAllFoundAndCalledByTheirNames() {
        // a fifth of a million connections, of a seed that was not looked at when the settings were chosen
        // set up
        TrafficGenerator.Settings settings = new TrafficGenerator.Settings(11, 1, 80, 3);
        TrafficGenerator generator = TrafficGenerator.create(settings);
        ReferenceRun run = ReferenceRun.of(generator, ConnectionKeys.destinationNetworks(2), false);
        Evaluation.ByAttacks by = Evaluation.byAttacks(
                generator.attacks(),
                run.alerts,
                ReferenceRun.WINDOW_MILLIS,
                TrafficGenerator.START_MILLIS,
                generator.endMillis());
        for (Evaluation.Outcome outcome : by.outcomes()) {
            assertTrue(outcome.as().contains(outcome.attack().kind()), outcome.toString());
        }
        assertTrue(by.falseAlarmsPerDay() <= 4, by.falseAlarms().toString());
        Summary summary = run.summary("generator", generator.attacks());
        assertTrue(summary.text().contains("4 of 4 detected"), summary.text());
        assertEquals(4, summary.json().get("detected").asInt());
        assertEquals("summary", summary.json().get("type").asText());
        run.alerts.forEach(a -> assertTrue(
                Summary.json(a).get("moves").isArray() && !Summary.text(a).contains("\n")));
    }
}
