package io.rivulet.tutorials.network;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole run of the real dataflow, with all that came out. */
final class FlowRun {

    final List<WindowStats> windows = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<BadInput> bad = new ArrayList<>();
    final List<Connection> late = new ArrayList<>();
    final Findings findings = new Findings(new Findings.Listeners(windows::add, alerts::add, bad::add, late::add));

    static FlowRun of(NetworkEntropy.Traffic traffic, int workers) {
        FlowRun run = new FlowRun();
        Dataflow flow = NetworkEntropy.dataflow(traffic, run.findings);
        try {
            Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return run;
    }

    static FlowRun ofGenerated(TrafficGenerator.Settings settings, int workers) {
        return of(
                new NetworkEntropy.Traffic(
                        TrafficSource.of(settings), ConnectionKeys.destinationNetworks(2), Duration.ZERO),
                workers);
    }

    static FlowRun ofFile(Path file, ConnectionFormat format, int workers) {
        return of(
                new NetworkEntropy.Traffic(
                        ConnectionFiles.of(List.of(file), format), ConnectionKeys.whole(), format.lateness()),
                workers);
    }

    /** What labels say about the alerts. */
    Evaluation.ByLabels byLabels() {
        return Optional.of(findings.labels())
                .map(labels -> Evaluation.byLabels(
                        labels,
                        findings.endedAlerts(),
                        NetworkEntropy.MINUTES.sizeMillis(),
                        findings.firstMillis(),
                        findings.lastMillis()))
                .orElseThrow();
    }
}
