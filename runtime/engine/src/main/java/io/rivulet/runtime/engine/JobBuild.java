package io.rivulet.runtime.engine;

import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourcePartition;
import io.rivulet.runtime.dataflow.EventTime;
import io.rivulet.runtime.dataflow.Graph;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.StepFailure;
import io.rivulet.runtime.dataflow.Transform;
import io.rivulet.runtime.dataflow.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Builds the workers of a job from its graph: for each worker the steps from last to first, each given the ports of its readers, so that a chain of steps is a
 * chain of direct calls. Opens sources and sinks; closes them again if one cannot be opened.
 */
final class JobBuild {

    private final Graph graph;
    private final RunOptions options;
    private final OwnClasses classes = new OwnClasses();
    /** Channels by exchange, sender, receiver. */
    private final Map<String, Channel[][]> channels = new HashMap<>();

    /** The partitions of each input, listed once, so that all workers divide the same list. */
    private final Map<String, List<String>> partitions = new HashMap<>();

    private final List<Worker> workers = new ArrayList<>();

    private JobBuild(Graph graph, RunOptions options) {
        this.graph = graph;
        this.options = options;
    }

    /**
     * The workers, ready to step.
     *
     * @throws JobFailedException if a source or sink cannot be opened
     */
    static List<Worker> workers(Graph graph, RunOptions options) {
        return new JobBuild(graph, options).build();
    }

    private List<Worker> build() {
        for (Step step : graph.steps()) {
            if (step instanceof Step.Exchange && options.workers() > 1) {
                channels.put(step.name(), channels());
            }
        }
        for (int i = 0; i < options.workers(); i++) {
            Worker worker = new Worker(i, options.clock(), options.batchSize());
            workers.add(worker);
            List<Step> lastFirst = new ArrayList<>(graph.steps());
            Collections.reverse(lastFirst);
            WorkerBuild build = new WorkerBuild(worker);
            for (Step step : lastFirst) {
                try {
                    build.add(step);
                } catch (Throwable e) {
                    closeAll(e);
                    throw new JobFailedException(graph.name(), step.name(), i, Optional.empty(), Optional.empty(), e);
                }
            }
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

    /** The steps of one worker. */
    private final class WorkerBuild {

        private final Worker worker;
        /** The port that takes each input of a step, by the step's name. */
        private final Map<String, List<Port<Object>>> ports = new HashMap<>();
        /** The exchanges that records entering a step may reach first, by the step's name. */
        private final Map<String, Set<ExchangePort>> reach = new HashMap<>();

        WorkerBuild(Worker worker) {
            this.worker = worker;
        }

        void add(Step step) throws IOException {
            if (step instanceof Step.Input<?, ?> input) {
                addInput(input);
                return;
            }
            reach.put(step.name(), reachOf(step));
            if (step instanceof Step.FlatMap<?, ?> flatMap) {
                ports.put(step.name(), List.of(transform(flatMap)));
            } else if (step instanceof Step.Exchange exchange) {
                ports.put(step.name(), List.of(exchange(exchange)));
            } else if (step instanceof Step.Stateful<?, ?, ?, ?> stateful) {
                ports.put(step.name(), List.of(stateful(stateful)));
            } else if (step instanceof Step.Branch<?> branch) {
                ports.put(step.name(), List.of(branch(branch)));
            } else if (step instanceof Step.Merge merge) {
                ports.put(step.name(), merge(merge));
            } else if (step instanceof Step.Output<?> output) {
                ports.put(step.name(), List.of(output(output)));
            }
        }

        @SuppressWarnings("unchecked") // the flow's types fit where it was built
        private <T, P> void addInput(Step.Input<T, P> step) throws IOException {
            Source<T, P> source = step.source();
            List<String> names = partitions.get(step.name());
            if (names == null) {
                names = List.copyOf(source.partitions());
                partitions.put(step.name(), names);
            }
            List<SourcePartition<Object, ?>> mine = new ArrayList<>();
            for (int i = worker.index; i < names.size(); i += options.workers()) {
                SourcePartition<T, P> opened = source.open(names.get(i), Optional.empty());
                worker.opened(step.name(), opened);
                mine.add((SourcePartition<Object, ?>) opened);
            }
            Wire errors = new Wire(step.name(), Step.Input.ERRORS);
            worker.inputs.add(new InputTask(
                    step.name(),
                    mine,
                    step.eventTime().map(e -> (EventTime<Object>) e),
                    OwnClasses.entrance(readers(Wire.of(step.name()))),
                    readers(errors),
                    !graph.readers(errors).isEmpty(),
                    List.copyOf(reachOf(step)),
                    worker.counts));
        }

        @SuppressWarnings("unchecked") // the flow's types fit where it was built
        private Port<Object> transform(Step.FlatMap<?, ?> step) {
            Transform.Place place = new Transform.Place(step.name(), readers(Wire.of(step.name())));
            return (Transform<Object, Object>) classes.operator(step.name(), step.transform(), place);
        }

        private Port<Object> exchange(Step.Exchange step) {
            Port<Object> out = readers(Wire.of(step.name()));
            if (options.workers() == 1) {
                return out;
            }
            Channel[][] all = channels.get(step.name());
            Channel[] inbound = new Channel[all.length];
            for (int from = 0; from < all.length; from++) {
                inbound[from] = all[from][worker.index];
            }
            Confluence confluence = new Confluence(all.length, OwnClasses.entrance(out));
            worker.inbounds.add(new Inbound(inbound, worker.index, confluence, List.copyOf(reachOf(step))));
            Port<Object> local = classes.port(
                    step.name(), ConfluenceInput.class, new ConfluenceInput.Place(confluence, worker.index));
            ExchangePort port = classes.port(
                    step.name(),
                    ExchangeTask.class,
                    new ExchangeTask.Place(
                            step.name(), step.routing(), worker.index, all[worker.index], local, options.batchSize()));
            worker.exchanges.add(port);
            reach.put(step.name(), Set.of(port));
            return port;
        }

        @SuppressWarnings("unchecked") // the flow's types fit where it was built
        private Port<Object> stateful(Step.Stateful<?, ?, ?, ?> step) {
            Map<String, Port<Object>> sides = new LinkedHashMap<>();
            step.sides().forEach(side -> sides.put(side.name(), readers(new Wire(step.name(), side.name()))));
            KeyedTask task = classes.port(
                    step.name(),
                    StatefulTask.class,
                    new StatefulTask.Place(
                            step.name(),
                            (Function<Object, Object>) step.key(),
                            (KeyedLogic<Object, Object, Object, Object>) classes.operator(step.name(), step.logic()),
                            readers(Wire.of(step.name())),
                            sides,
                            options.clock(),
                            worker.counts));
            worker.keyed.add(task);
            return task;
        }

        @SuppressWarnings("unchecked") // the flow's types fit where it was built
        private Port<Object> branch(Step.Branch<?> step) {
            return classes.port(
                    step.name(),
                    BranchTask.class,
                    new BranchTask.Place(
                            step.name(),
                            (Predicate<Object>) step.predicate(),
                            readers(Wire.of(step.name())),
                            readers(new Wire(step.name(), Step.Branch.OTHERWISE))));
        }

        private List<Port<Object>> merge(Step.Merge step) {
            Confluence confluence = new Confluence(step.inputs().size(), readers(Wire.of(step.name())));
            List<Port<Object>> inputs = new ArrayList<>();
            for (int i = 0; i < step.inputs().size(); i++) {
                inputs.add(classes.port(step.name(), ConfluenceInput.class, new ConfluenceInput.Place(confluence, i)));
            }
            return inputs;
        }

        @SuppressWarnings("unchecked") // the flow's types fit where it was built
        private Port<Object> output(Step.Output<?> step) throws IOException {
            Sink<Object> sink = (Sink<Object>) step.sink();
            Optional<SinkWriter<Object>> writer = Optional.empty();
            if (!sink.single()) {
                writer = Optional.of(sink.open(worker.index, options.workers()));
            } else if (worker.index == 0) {
                writer = Optional.of(sink.open(0, 1));
            }
            writer.ifPresent(w -> worker.opened(step.name(), w));
            return classes.port(step.name(), OutputTask.class, new OutputTask.Place(step.name(), writer));
        }

        /** The port of whatever reads an output: its one reader, or all of them, or nobody. */
        private Port<Object> readers(Wire wire) {
            List<Port<Object>> found = new ArrayList<>();
            for (Step reader : graph.readers(wire)) {
                for (int i = 0; i < reader.inputs().size(); i++) {
                    if (reader.inputs().get(i).equals(wire)) {
                        found.add(ports.get(reader.name()).get(i));
                    }
                }
            }
            return found.size() == 1 ? found.get(0) : new FanOut(found);
        }

        private Set<ExchangePort> reachOf(Step step) {
            Set<ExchangePort> found = new LinkedHashSet<>();
            for (String output : step.outputs()) {
                for (Step reader : graph.readers(new Wire(step.name(), output))) {
                    found.addAll(reach.get(reader.name()));
                }
            }
            return found;
        }
    }
}
