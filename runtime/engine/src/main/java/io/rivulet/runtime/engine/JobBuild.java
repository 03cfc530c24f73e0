package io.rivulet.runtime.engine;

import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.dataflow.Graph;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.StepFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the workers of a job from its graph: for each worker the steps from last to first, each given the ports of its readers, so that a chain of steps is a
 * chain of direct calls. Opens sources and sinks; closes them again if one cannot be opened.
 */
final class JobBuild {

    final Graph graph;
    final RunOptions options;
    final OwnClasses classes;
    /** Where epochs are told, if the job keeps any. */
    final Optional<EpochBoard> board;
    /** What an earlier run left, if there is one. */
    final Resume resume;

    /** Channels by exchange, sender, receiver. */
    private final Map<String, Channel[][]> channels = new HashMap<>();
    /** The partitions of each input, listed once, so that all workers divide the same list. */
    private final Map<String, List<String>> partitions = new HashMap<>();

    private final List<Worker> workers = new ArrayList<>();

    private JobBuild(Graph graph, RunOptions options, OwnClasses classes, Optional<EpochBoard> board, Resume resume) {
        this.graph = graph;
        this.options = options;
        this.classes = classes;
        this.board = board;
        this.resume = resume;
    }

    /**
     * The workers, ready to step.
     *
     * @throws JobFailedException if a source or sink cannot be opened
     */
    static List<Worker> workers(
            Graph graph, RunOptions options, OwnClasses classes, Optional<EpochBoard> board, Resume resume) {
        return new JobBuild(graph, options, classes, board, resume).build();
    }

    private List<Worker> build() {
        for (Step step : graph.steps()) {
            if (step instanceof Step.Exchange && options.workers() > 1) {
                channels.put(step.name(), channels());
            }
        }
        List<Step> lastFirst = new ArrayList<>(graph.steps());
        Collections.reverse(lastFirst);
        for (int i = 0; i < options.workers(); i++) {
            Worker worker = new Worker(i, options.clock(), options.batchSize(), board);
            workers.add(worker);
            WorkerBuild build = new WorkerBuild(this, worker);
            for (Step step : lastFirst) {
                try {
                    build.add(step);
                } catch (Throwable e) {
                    closeAll(e);
                    throw new JobFailedException(graph.name(), step.name(), i, Optional.empty(), Optional.empty(), e);
                }
            }
        }
        try {
            resume.restore(workers, graph);
        } catch (Throwable e) {
            closeAll(e);
            throw e;
        }
        return workers;
    }

    private void closeAll(Throwable cause) {
        for (Worker worker : workers) {
            try {
                worker.close();
            } catch (StepFailure e) {
                cause.addSuppressed(e);
            }
        }
    }

    private Channel[][] channels() {
        Channel[][] all = new Channel[options.workers()][options.workers()];
        for (Channel[] from : all) {
            for (int to = 0; to < from.length; to++) {
                from[to] = new Channel(options.channelBatches());
            }
        }
        return all;
    }

    /** The channels of an exchange, by sender and receiver. */
    Channel[][] channels(String exchange) {
        return channels.get(exchange);
    }

    /** The partitions of an input. */
    List<String> partitions(String input, Source<?, ?> source) throws IOException {
        List<String> names = partitions.get(input);
        if (names == null) {
            names = List.copyOf(source.partitions());
            partitions.put(input, names);
        }
        return names;
    }
}
