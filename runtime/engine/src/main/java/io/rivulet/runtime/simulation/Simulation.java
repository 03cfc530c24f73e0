package io.rivulet.runtime.simulation;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a flow to its end through faults drawn from a seed, in the caller's thread: see the package. The flow must read sources that can be read again and write to
 * transactional sinks that outlive a job; whoever calls compares what was committed with what should have been.
 *
 * <pre>{@code
 * CommittedSink<String> sink = new CommittedSink<>();
 * Simulation.of(() -> flow(sink)).run(seed);
 * assertEquals(expected, sink.committed());
 * }</pre>
 */
public final class Simulation {

    private static final int MOST_WORKERS = 4;
    /** Steps after which nothing is done to a job any more, so that every simulation ends. */
    private static final int FAULTS_UNTIL = 20_000;
    /** Steps in which nothing moves, by every actor and with the clock going on, after which a job hangs. */
    private static final int QUIET_STEPS = 20_000;

    private final Supplier<Dataflow> flow;
    private final Faults faults;

    private Simulation(Supplier<Dataflow> flow, Faults faults) {
        this.flow = flow;
        this.faults = faults;
    }

    /** Of a flow, built anew for each start as a new process would; with all faults. */
    public static Simulation of(Supplier<Dataflow> flow) {
        return new Simulation(Objects.requireNonNull(flow, "flow"), Faults.all());
    }

    /** The same with other faults. */
    public Simulation with(Faults other) {
        return new Simulation(flow, Objects.requireNonNull(other, "other"));
    }

    /**
     * What happened in a simulation.
     *
     * @param steps steps of workers and coordinator
     * @param starts how often the job was started
     * @param kills how often its process died
     * @param stops how often it was stopped
     * @param epochs epochs completed
     * @param failedEpochs epochs that the store could not take
     */
    public record Report(long steps, int starts, int kills, int stops, long epochs, long failedEpochs) {}

    /**
     * Runs the flow to its end.
     *
     * @throws AssertionError if the job fails by itself, or hangs
     */
    public Report run(long seed) {
        return new Run(seed).toEnd();
    }

    /** One simulation under way. */
    private final class Run {

        private final SplitMix64 random;
        private final SimulatedDisk disk;
        private final SimulatedClock clock = new SimulatedClock();
        private final Duration interval;
        private final int batchSize;
        private final int channelBatches;
        private int workers;
        private long steps;
        private int starts;
        private int kills;
        private int stops;
        private long epochs;
        private long failedEpochs;
        private int quiet;
        /** The actor that is not scheduled for a while, or -1. */
        private int starved = -1;

        Run(long seed) {
            random = new SplitMix64(seed);
            disk = new SimulatedDisk(random, faults);
            // One in eight in lock step, where each batch is an epoch.
            interval = Duration.ofMillis(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(30));
            batchSize = 1 + random.nextInt(6);
            channelBatches = 2 + random.nextInt(3);
            workers = 1 + random.nextInt(MOST_WORKERS);
        }

        Report toEnd() {
            while (true) {
                Optional<SteppedJob> job = start();
                if (job.isPresent() && ends(job.get())) {
                    return new Report(steps, starts, kills, stops, epochs, failedEpochs);
                }
                if (faults.rescales()) {
                    workers = 1 + random.nextInt(MOST_WORKERS);
                }
            }
        }

        private boolean hasFaults() {
            return steps < FAULTS_UNTIL;
        }

        /** Empty if the process died, or found the disk in trouble, while it started. */
        private Optional<SteppedJob> start() {
            starts++;
            quiet = 0;
            disk.setFaults(hasFaults());
            disk.setFull(false);
            try {
                RunOptions options = new RunOptions(workers, batchSize, channelBatches, clock)
                        .withRecovery(Recovery.in(() -> disk).every(interval));
                return Optional.of(LocalEngine.simulated(flow.get().graph(), options));
            } catch (SimulatedCrash e) {
                kills++;
                return Optional.empty();
            } catch (JobFailedException e) {
                if (!isTrouble(e)) {
                    throw new AssertionError("the job must start, but: " + e.getMessage(), e);
                }
                return Optional.empty();
            }
        }

        /** Whether the flow has come to its end; else the job died or was stopped. */
        private boolean ends(SteppedJob job) {
            boolean stopping = false;
            try {
                while (!job.isDone()) {
                    steps++;
                    clock.tick(random, faults.clockJumps() && hasFaults());
                    step(job);
                    if (hasFaults()) {
                        if (faults.kills() && random.nextInt(700) == 0) {
                            throw new SimulatedCrash("between two steps");
                        }
                        if (faults.diskErrors() && random.nextInt(400) == 0) {
                            disk.setFull(random.nextInt(2) == 0);
                        }
                        if (faults.stops() && !stopping && random.nextInt(1_500) == 0) {
                            stopping = true;
                            stops++;
                            job.stop();
                        }
                    } else {
                        disk.setFaults(false);
                        disk.setFull(false);
                    }
                }
                count(job);
                job.close();
                return !stopping;
            } catch (SimulatedCrash e) {
                kills++;
                count(job);
                return false;
            } catch (JobFailedException e) {
                count(job);
                if (isTrouble(e)) {
                    return false;
                }
                if (e.getCause() instanceof SimulatedCrash) {
                    kills++;
                    return false;
                }
                throw new AssertionError("the job must not fail, but: " + e.getMessage(), e);
            }
        }

        private void step(SteppedJob job) {
            int actors = job.workers() + 1;
            if (random.nextInt(100) == 0) {
                starved = random.nextInt(3 * actors);
            }
            int actor = random.nextInt(actors);
            if (actor == starved) {
                return;
            }
            boolean worked = actor < job.workers()
                    ? job.stepParts(actor, 1 + random.nextInt(SteppedJob.PARTS))
                    : job.stepEpochs();
            quiet = worked ? 0 : quiet + 1;
            if (quiet > QUIET_STEPS) {
                throw new AssertionError(
                        "the job must move on or end, but nobody has anything to do: " + job.metrics());
            }
        }

        /** The last epoch could not be stored, or the start not be marked: the job ends, and somebody starts it again. */
        private boolean isTrouble(JobFailedException e) {
            return faults.diskErrors() && e.step().equals("(recovery)") && isDisk(e.getCause());
        }

        private boolean isDisk(Throwable e) {
            return e != null
                    && (String.valueOf(e.getMessage()).startsWith("no space left for")
                            || String.valueOf(e.getMessage()).startsWith("error while writing")
                            || isDisk(e.getCause()));
        }

        private void count(SteppedJob job) {
            job.metrics().epochs().ifPresent(each -> {
                epochs += each.complete();
                failedEpochs += each.failed();
            });
        }
    }
}
