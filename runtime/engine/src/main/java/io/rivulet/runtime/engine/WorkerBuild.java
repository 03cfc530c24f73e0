package io.rivulet.runtime.engine;

import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.connect.TransactionalWriter;
import io.rivulet.runtime.dataflow.AsyncLogic;
import io.rivulet.runtime.dataflow.EventTime;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Transform;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.state.KeyCodec;
import io.rivulet.runtime.state.KeyGroups;
import io.rivulet.runtime.state.KeyedStates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Builds the tasks of one worker, from the last step to the first. */
final class WorkerBuild {

    private final JobBuild job;
    private final Worker worker;

    /** The ports that take the inputs of a step, by the step's name. */
    private final Map<String, List<Port<Object>>> ports = new HashMap<>();
    /** The gates that records entering a step may reach first, by the step's name and input. */
    private final Map<String, List<Set<Gate>>> reach = new HashMap<>();

    WorkerBuild(JobBuild job, Worker worker) {
        this.job = job;
        this.worker = worker;
    }

    void add(Step step) throws IOException {
        if (step instanceof Step.Input<?, ?> input) {
            addInput(input);
        } else if (step instanceof Step.FlatMap<?, ?> flatMap) {
            put(step, transform(flatMap));
        } else if (step instanceof Step.Exchange exchange) {
            addExchange(exchange);
        } else if (step instanceof Step.Stateful<?, ?, ?, ?> stateful) {
            addStateful(stateful);
        } else if (step instanceof Step.Async<?, ?> async) {
            addAsync(async);
        } else if (step instanceof Step.Branch<?> branch) {
            put(step, branch(branch));
        } else if (step instanceof Step.Merge merge) {
            addMerge(merge);
        } else if (step instanceof Step.Output<?> output) {
            put(step, output(output));
        }
    }

    /** A step with one input that hands on at once. */
    private void put(Step step, Port<Object> port) {
        put(step, port, reachOf(step));
    }

    private void put(Step step, Port<Object> port, Set<Gate> reached) {
        ports.put(step.name(), List.of(port));
        reach.put(step.name(), List.of(reached));
    }

    private StepCounts counts(Step step) {
        StepCounts counts = new StepCounts(step.name());
        worker.stepCounts.add(counts);
        return counts;
    }

    @SuppressWarnings("unchecked") // the flow's types fit where it was built
    private <T, P> void addInput(Step.Input<T, P> step) throws IOException {
        Source<T, P> source = step.source();
        List<String> names = job.partitions(step.name(), source);
        List<OpenPartition> mine = new ArrayList<>();
        for (int i = worker.index; i < names.size(); i += job.options.workers()) {
            OpenPartition opened =
                    OpenPartition.open(source, names.get(i), job.resume.position(step.name(), names.get(i)));
            worker.opened(step.name(), opened.partition());
            mine.add(opened);
        }
        Wire errors = new Wire(step.name(), Step.Input.ERRORS);
        worker.inputs.add(new InputTask(
                step.name(),
                mine,
                step.eventTime().map(e -> (EventTime<Object>) e),
                job.classes.entrance(readers(Wire.of(step.name()))),
                readers(errors),
                !job.graph.readers(errors).isEmpty(),
                List.copyOf(reachOf(step)),
                worker.counts,
                counts(step)));
    }

    @SuppressWarnings("unchecked") // the flow's types fit where it was built
    private Port<Object> transform(Step.FlatMap<?, ?> step) {
        Transform.Place place = new Transform.Place(step.name(), readers(Wire.of(step.name())), job.options.clock());
        return (Transform<Object, Object>) job.classes.operator(step.name(), step.transform(), place);
    }

    private void addExchange(Step.Exchange step) {
        Port<Object> out = readers(Wire.of(step.name()));
        Set<Gate> behind = reachOf(step);
        if (job.options.workers() == 1) {
            put(step, out, behind);
            return;
        }
        Channel[][] all = job.channels(step.name());
        Channel[] inbound = new Channel[all.length];
        for (int from = 0; from < all.length; from++) {
            inbound[from] = all[from][worker.index];
        }
        Confluence confluence = confluence(all.length, job.classes.entrance(out));
        worker.inbounds.add(new Inbound(inbound, worker.index, confluence, List.copyOf(behind), worker.epochs()));
        ConfluenceInput.Place local = ConfluenceInput.Place.of(confluence, worker.index);
        ExchangePort port = job.classes.port(
                step.name(),
                ExchangeTask.class,
                new ExchangeTask.Place(
                        step.name(),
                        step.routing(),
                        worker.index,
                        all[worker.index],
                        job.classes.port(step.name(), ConfluenceInput.class, local),
                        local.held(),
                        job.options.batchSize(),
                        counts(step)));
        worker.exchanges.add(port);
        // A record for this worker goes on at once.
        put(step, port, with(port, behind));
    }

    @SuppressWarnings("unchecked") // the flow's types fit where it was built
    private void addStateful(Step.Stateful<?, ?, ?, ?> step) {
        Set<Gate> behind = reachOf(step);
        Map<String, Port<Object>> sides = new LinkedHashMap<>();
        step.sides().forEach(side -> sides.put(side.name(), readers(new Wire(step.name(), side.name()))));
        KeyedLogic<Object, Object, Object, Object> logic =
                (KeyedLogic<Object, Object, Object, Object>) job.classes.operator(step.name(), step.logic());
        KeyCodec<Object> keys = step.keyCodec().isPresent()
                ? (KeyCodec<Object>) KeyCodec.of(step.keyCodec().get())
                : KeyCodec.plain();
        // Of what every worker has, each writes its share.
        IntPredicate written = step.owner() == StateOwner.EVERY_WORKER
                ? group -> KeyGroups.worker(group, job.options.workers()) == worker.index
                : group -> true;
        KeyedStates<Object, Object> states = new KeyedStates<>(job.board.isPresent(), keys, logic.codec(), written);
        worker.states.put(step.name(), states);
        KeyedTask task = job.classes.port(
                step.name(),
                StatefulTask.class,
                new StatefulTask.Place(
                        step.name(),
                        (Function<Object, Object>) step.key(),
                        logic,
                        states,
                        job.resume.watermark(step.name()),
                        readers(Wire.of(step.name())),
                        sides,
                        List.copyOf(behind),
                        job.options.clock(),
                        worker.counts,
                        counts(step),
                        worker.epochs().orElse(null)));
        worker.keyed.add(task);
        worker.epochs().ifPresent(epochs -> epochs.add(task));
        put(step, task, with(task, behind));
    }

    private static Set<Gate> with(Gate first, Set<Gate> behind) {
        Set<Gate> all = new LinkedHashSet<>();
        all.add(first);
        all.addAll(behind);
        return all;
    }

    @SuppressWarnings("unchecked") // the flow's types fit where it was built
    private void addAsync(Step.Async<?, ?> step) {
        AsyncTask task = new AsyncTask(
                step.name(),
                (AsyncLogic<Object, Object>) step.logic().get(),
                step.capacity(),
                step.ordered(),
                job.classes.entrance(readers(Wire.of(step.name()))),
                List.copyOf(reachOf(step)),
                counts(step));
        worker.asyncs.add(task);
        worker.opened(step.name(), task);
        put(step, task, Set.of(task));
    }

    @SuppressWarnings("unchecked") // the flow's types fit where it was built
    private Port<Object> branch(Step.Branch<?> step) {
        return job.classes.port(
                step.name(),
                BranchTask.class,
                new BranchTask.Place(
                        step.name(),
                        (Predicate<Object>) step.predicate(),
                        readers(Wire.of(step.name())),
                        readers(new Wire(step.name(), Step.Branch.OTHERWISE))));
    }

    private Confluence confluence(int inputs, Port<Object> out) {
        return new Confluence(
                inputs, job.options.recovery().map(Recovery::aligned).orElse(true), out);
    }

    private void addMerge(Step.Merge step) {
        Confluence confluence = confluence(step.inputs().size(), readers(Wire.of(step.name())));
        Set<Gate> behind = reachOf(step);
        List<Port<Object>> inputs = new ArrayList<>();
        List<Set<Gate>> reached = new ArrayList<>();
        for (int i = 0; i < step.inputs().size(); i++) {
            ConfluenceInput.Place place = ConfluenceInput.Place.of(confluence, i);
            inputs.add(job.classes.port(step.name(), ConfluenceInput.class, place));
            reached.add(with(place.held(), behind));
        }
        ports.put(step.name(), inputs);
        reach.put(step.name(), reached);
    }

    @SuppressWarnings("unchecked") // the flow's types fit where it was built
    private Port<Object> output(Step.Output<?> step) throws IOException {
        Sink<Object> sink = (Sink<Object>) step.sink();
        Optional<SinkWriter<Object>> writer = Optional.empty();
        if (!sink.single()) {
            writer = Optional.of(sink.open(worker.index, job.options.workers()));
        } else if (worker.index == 0) {
            writer = Optional.of(sink.open(0, 1));
        }
        writer.ifPresent(w -> worker.opened(step.name(), w));
        WritingTask task = job.classes.port(
                step.name(),
                OutputTask.class,
                new OutputTask.Place(
                        step.name(),
                        writer,
                        writer.flatMap(w -> transaction(sink, w)),
                        counts(step),
                        worker.epochs().orElse(null)));
        worker.epochs().ifPresent(epochs -> epochs.add(task));
        return task;
    }

    @SuppressWarnings("unchecked") // the writer is the sink's
    private Optional<OutputTransaction> transaction(Sink<Object> sink, SinkWriter<Object> writer) {
        if (!(sink instanceof TransactionalSink<?, ?> transactional)) {
            return Optional.empty();
        }
        return Optional.of(new OutputTransaction(
                (TransactionalSink<Object, Object>) transactional,
                (TransactionalWriter<Object, Object>) writer,
                job.board.isPresent(),
                job.options.clock()));
    }

    /** The port of whatever reads an output: its one reader, or all of them, or nobody. */
    private Port<Object> readers(Wire wire) {
        List<Port<Object>> found = new ArrayList<>();
        for (Step reader : job.graph.readers(wire)) {
            for (int i = 0; i < reader.inputs().size(); i++) {
                if (reader.inputs().get(i).equals(wire)) {
                    found.add(ports.get(reader.name()).get(i));
                }
            }
        }
        return found.size() == 1 ? found.get(0) : new FanOut(found);
    }

    /** The gates that the outputs of a step may reach first. */
    private Set<Gate> reachOf(Step step) {
        Set<Gate> found = new LinkedHashSet<>();
        for (String output : step.outputs()) {
            Wire wire = new Wire(step.name(), output);
            for (Step reader : job.graph.readers(wire)) {
                for (int i = 0; i < reader.inputs().size(); i++) {
                    if (reader.inputs().get(i).equals(wire)) {
                        found.addAll(reach.get(reader.name()).get(i));
                    }
                }
            }
        }
        return found;
    }
}
