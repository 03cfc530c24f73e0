package io.rivulet.runtime.engine;

import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.JobMetrics.EpochMetrics;
import io.rivulet.runtime.JobMetrics.StepMetrics;
import io.rivulet.runtime.Progress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Adds up what the workers and the coordinator of a job have published. */
final class JobFigures {

    private final JobStart job;
    private final InstantSource clock;

    JobFigures(JobStart job, InstantSource clock) {
        this.job = job;
        this.clock = clock;
    }

    Progress progress() {
        long records = 0;
        long rejected = 0;
        long late = 0;
        long newest = Long.MIN_VALUE;
        long watermark = Long.MAX_VALUE;
        for (Worker worker : job.workers()) {
            records += worker.counts.records.get();
            rejected += worker.counts.rejected.get();
            late += worker.counts.late.get();
            newest = Math.max(newest, worker.counts.newestMillis.get());
            watermark = Math.min(watermark, worker.counts.watermarkMillis.get());
        }
        return new Progress(records, rejected, late, newest, watermark);
    }

    JobMetrics metrics(Job.Status status) {
        return new JobMetrics(job.name(), status, clock.millis(), job.workers().size(), progress(), steps(), epochs());
    }

    private List<StepMetrics> steps() {
        Map<String, List<StepCounts>> byStep = job.workers().stream()
                .flatMap(worker -> worker.stepCounts.stream())
                .collect(Collectors.groupingBy(counts -> counts.step));
        List<StepMetrics> steps = new ArrayList<>();
        for (String step : job.steps()) {
            List<StepCounts> counts = byStep.getOrDefault(step, List.of());
            if (!counts.isEmpty()) {
                steps.add(sum(step, counts));
            }
        }
        return steps;
    }

    private static StepMetrics sum(String step, List<StepCounts> counts) {
        long in = 0;
        long out = 0;
        long queued = 0;
        long keys = 0;
        long timers = 0;
        long watermark = Long.MAX_VALUE;
        for (StepCounts each : counts) {
            in += each.publishedIn();
            out += each.publishedOut();
            queued += each.queued();
            keys += each.keys();
            timers += each.timers();
            watermark = Math.min(watermark, each.watermarkMillis());
        }
        return new StepMetrics(step, in, out, queued, keys, timers, watermark);
    }

    private Optional<EpochMetrics> epochs() {
        return job.epochs().map(epochs -> {
            EpochCounts.Figures now = epochs.counts().figures();
            return new EpochMetrics(
                    now.complete(),
                    now.failed(),
                    now.newest(),
                    now.durationMillis(),
                    now.bytes(),
                    now.stateBytes(),
                    now.alignMillis(),
                    now.holdMillis(),
                    now.completedMillis(),
                    epochs.resumedFrom(),
                    epochs.restoredKeys(),
                    epochs.restoreMillis());
        });
    }
}
