package io.rivulet.tutorials.network;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A whole run by the {@link ReferenceModel}: every alert of both watches, the series and the labels. */
final class ReferenceRun {

    static final long WINDOW_MILLIS = 600_000;

    final List<Alert> alerts = new ArrayList<>();
    final List<WindowStats> windows = new ArrayList<>();
    final SeriesRecorder series = new SeriesRecorder();
    final LabelTimeline labels = new LabelTimeline();
    final List<HtmlReport.Progress> progress = new ArrayList<>();
    long records;
    long firstMillis;
    long lastMillis;

    private final Map<String, NetworkWatch> watches = new TreeMap<>();
    private final Map<String, SlowScanWatch> slowWatches = new TreeMap<>();

    /** Runs it; {@code keepWindows} for tests that look at them. */
    static ReferenceRun of(Iterator<Connection> connections, ConnectionKeys keys, boolean keepWindows) {
        ReferenceRun run = new ReferenceRun();
        ReferenceModel fast = ReferenceModel.windows(keys, window -> {
            run.series.update(window);
            if (keepWindows) {
                run.windows.add(window);
            }
            run.alerts.addAll(run.watches
                    .computeIfAbsent(window.key(), k -> NetworkWatch.create(WatchSettings.standard()))
                    .update(window));
        });
        ReferenceModel slow = ReferenceModel.spreads(
                keys,
                window -> run.alerts.addAll(run.slowWatches
                        .computeIfAbsent(window.key(), k -> SlowScanWatch.create(WatchSettings.slow()))
                        .update(window)));
        long began = System.nanoTime();
        while (connections.hasNext()) {
            Connection c = connections.next();
            if (run.records++ == 0) {
                run.firstMillis = c.timeMillis();
            }
            run.lastMillis = c.timeMillis();
            run.labels.update(c);
            fast.update(c);
            slow.update(c);
            if (run.records % 50_000 == 0) {
                run.progress.add(new HtmlReport.Progress((System.nanoTime() - began) / 1_000_000, run.records));
            }
        }
        fast.finish();
        slow.finish();
        run.watches.values().forEach(watch -> run.alerts.addAll(watch.finish()));
        run.slowWatches.values().forEach(watch -> run.alerts.addAll(watch.finish()));
        run.progress.add(new HtmlReport.Progress((System.nanoTime() - began) / 1_000_000, run.records));
        return run;
    }

    /** The alerts in their last form. */
    List<Alert> ended() {
        return alerts.stream().filter(Alert::over).toList();
    }

    /** The summary, against known attacks where there are some and else against labels. */
    Summary summary(String input, List<Attack> attacks) {
        Optional<Evaluation.ByAttacks> byAttacks = attacks.isEmpty()
                ? Optional.empty()
                : Optional.of(Evaluation.byAttacks(attacks, alerts, WINDOW_MILLIS, firstMillis, lastMillis));
        Optional<Evaluation.ByLabels> byLabels = !attacks.isEmpty() || labels.isEmpty()
                ? Optional.empty()
                : Optional.of(Evaluation.byLabels(labels, alerts, WINDOW_MILLIS, firstMillis, lastMillis));
        return new Summary(
                input,
                records,
                0,
                0,
                firstMillis,
                lastMillis,
                progress.get(progress.size() - 1).runMillis(),
                watches.size(),
                ended(),
                byAttacks,
                byLabels);
    }
}
