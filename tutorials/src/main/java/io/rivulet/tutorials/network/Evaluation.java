package io.rivulet.tutorials.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How good the alerts were, where the truth is known. An alert covers the windows that end from {@code raisedMillis} to {@code lastMillis}, and so the time
 * from one window's length before the first.
 *
 * <ul>
 * <li><b>By attacks</b> (generator): an attack is detected by the first alert that covers some of it and names its source, or many where sources are
 * forged; the delay runs from the attack's begin to the alert. An alert that belongs to no attack is false.
 * <li><b>By episodes</b> (labels): an episode is a run of one label's minutes with gaps of at most half an hour; it is found if an alert's windows hold
 * some of it. That is recall. An alert is true if its windows hold labelled connections of the source it names; where it names many sources, if they hold
 * any. That is precision.
 * <li><b>By windows</b> (labels): of all minutes whose window holds a label, how many ended in an alert (recall); of all minutes in an alert, how many hold
 * any label (precision).
 * </ul>
 *
 * <p>A label that is nearly always there makes precision easy; the share of labelled windows is told with it.
 */
final class Evaluation {

    /** Gaps up to here do not end an episode of a label. */
    static final long EPISODE_GAP_MILLIS = 1_800_000;

    private static final long MINUTE_MILLIS = 60_000;

    private Evaluation() {}

    /**
     * What became of one known attack.
     *
     * @param attack which
     * @param delayMillis from its begin to the first alert; empty if it was missed
     * @param as the kinds it was called, empty if missed
     */
    record Outcome(Attack attack, OptionalLong delayMillis, Set<AttackKind> as) {
        /** Whether any alert found it. */
        boolean detected() {
            return delayMillis.isPresent();
        }
    }

    /**
     * Alerts against known attacks.
     *
     * @param outcomes one for each attack
     * @param falseAlarms alerts that belong to none
     * @param days length of the traffic
     */
    record ByAttacks(List<Outcome> outcomes, List<Alert> falseAlarms, double days) {
        /** How many attacks were found. */
        long detected() {
            return outcomes.stream().filter(Outcome::detected).count();
        }

        /** False alarms a day. */
        double falseAlarmsPerDay() {
            return falseAlarms.size() / days;
        }
    }

    /**
     * How one label fared.
     *
     * @param label the attack's name
     * @param connections labelled so
     * @param episodes runs of it
     * @param episodesFound of them with an alert
     * @param windows whose ten minutes hold it
     * @param windowsFlagged of them in an alert
     */
    record LabelRow(String label, long connections, int episodes, int episodesFound, int windows, int windowsFlagged) {
        /** Share of episodes found. */
        double episodeRecall() {
            return (double) episodesFound / episodes;
        }

        /** Share of windows flagged. */
        double windowRecall() {
            return (double) windowsFlagged / windows;
        }
    }

    /**
     * Alerts against labels.
     *
     * @param rows one for each label, by name
     * @param alerts how many there were
     * @param trueAlerts of them that name an attacker
     * @param flagged minutes in an alert
     * @param flaggedTrue of them with a label in their window
     * @param labelled minutes with a label in their window
     * @param days length of the traffic
     */
    record ByLabels(
            List<LabelRow> rows, int alerts, int trueAlerts, int flagged, int flaggedTrue, int labelled, double days) {
        /** Share of alerts that are true; NaN without alerts. */
        double alertPrecision() {
            return alerts == 0 ? Double.NaN : (double) trueAlerts / alerts;
        }

        /** Share of flagged minutes that hold a label; NaN without any. */
        double windowPrecision() {
            return flagged == 0 ? Double.NaN : (double) flaggedTrue / flagged;
        }

        /** Share of labelled minutes that were flagged; NaN without any. */
        double windowRecall() {
            return labelled == 0 ? Double.NaN : (double) flaggedTrue / labelled;
        }
    }

    /**
     * Compares with known attacks.
     *
     * @param alerts at least the {@code over} form of each; others are ignored
     */
    static ByAttacks byAttacks(
            List<Attack> attacks, List<Alert> alerts, long windowMillis, long fromMillis, long toMillis) {
        List<Alert> ended = alerts.stream().filter(Alert::over).toList();
        Set<Alert> used = new HashSet<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Attack attack : attacks) {
            List<Alert> own = ended.stream()
                    .filter(alert -> covers(alert, windowMillis, attack.fromMillis(), attack.toMillis()))
                    .filter(alert -> alert.source().equals(attack.source())
                            || attack.kind() == AttackKind.FLOOD && alert.kind() == AttackKind.FLOOD)
                    .toList();
            used.addAll(own);
            Set<AttackKind> as = new TreeSet<>(own.stream().map(Alert::kind).toList());
            OptionalLong delay = own.stream()
                    .mapToLong(alert -> Math.max(0, alert.raisedMillis() - attack.fromMillis()))
                    .min();
            outcomes.add(new Outcome(attack, delay, as));
        }
        List<Alert> falseAlarms =
                ended.stream().filter(alert -> !used.contains(alert)).toList();
        return new ByAttacks(List.copyOf(outcomes), falseAlarms, days(fromMillis, toMillis));
    }

    /**
     * Compares with labels.
     *
     * @param alerts at least the {@code over} form of each; others are ignored
     */
    static ByLabels byLabels(
            LabelTimeline labels, List<Alert> alerts, long windowMillis, long fromMillis, long toMillis) {
        List<Alert> ended = alerts.stream().filter(Alert::over).toList();
        Set<Long> flagged = new HashSet<>();
        int trueAlerts = 0;
        for (Alert alert : ended) {
            for (long end = alert.raisedMillis(); end <= alert.lastMillis(); end += MINUTE_MILLIS) {
                flagged.add(end / MINUTE_MILLIS);
            }
            long from = alert.raisedMillis() - windowMillis;
            boolean namesOne = !alert.source().endsWith(" sources");
            if (namesOne
                    ? labels.hasSource(alert.source(), from, alert.lastMillis())
                    : !labels.labels(from, alert.lastMillis()).isEmpty()) {
                trueAlerts++;
            }
        }
        SortedMap<String, List<LabelTimeline.Episode>> episodes = new TreeMap<>();
        labels.episodes(EPISODE_GAP_MILLIS).forEach(e -> episodes.computeIfAbsent(e.label(), l -> new ArrayList<>())
                .add(e));
        Set<Long> labelled = new HashSet<>();
        List<LabelRow> rows = new ArrayList<>();
        for (Map.Entry<String, List<LabelTimeline.Episode>> e : episodes.entrySet()) {
            Set<Long> windows = new HashSet<>();
            for (long minute : labels.minutesOf(e.getKey())) {
                for (long end = minute + 1; end <= minute + windowMillis / MINUTE_MILLIS; end++) {
                    windows.add(end);
                }
            }
            labelled.addAll(windows);
            int found = (int) e.getValue().stream()
                    .filter(x -> ended.stream().anyMatch(a -> covers(a, windowMillis, x.fromMillis(), x.toMillis())))
                    .count();
            rows.add(new LabelRow(
                    e.getKey(),
                    e.getValue().stream()
                            .mapToLong(LabelTimeline.Episode::connections)
                            .sum(),
                    e.getValue().size(),
                    found,
                    windows.size(),
                    (int) windows.stream().filter(flagged::contains).count()));
        }
        int flaggedTrue = (int) flagged.stream().filter(labelled::contains).count();
        return new ByLabels(
                List.copyOf(rows),
                ended.size(),
                trueAlerts,
                flagged.size(),
                flaggedTrue,
                labelled.size(),
                days(fromMillis, toMillis));
    }

    private static boolean covers(Alert alert, long windowMillis, long fromMillis, long toMillis) {
        return alert.raisedMillis() - windowMillis < toMillis && alert.lastMillis() > fromMillis;
    }

    private static double days(long fromMillis, long toMillis) {
        return Math.max(1, toMillis - fromMillis) / 86_400_000.0;
    }
}
