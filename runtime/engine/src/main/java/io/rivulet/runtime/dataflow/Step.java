package io.rivulet.runtime.dataflow;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.Source;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One step of a dataflow. These eight are all that an engine must know; every other operator is composed from them in library code.
 */
public sealed interface Step {

    /** Unique in the flow; the identity of the step's state across restarts. Parts of a composed operator are called {@code outer.inner}. */
    String name();

    /** What it reads, by name. */
    List<Wire> inputs();

    /** The names of its outputs, the main one first. */
    default List<String> outputs() {
        return List.of(Wire.MAIN);
    }

    /**
     * Reads a source; input that is no record goes to {@link #ERRORS}, or stops the job where nothing reads that.
     */
    record Input<T, P>(String name, Source<T, P> source, Optional<EventTime<T>> eventTime) implements Step {
        /** The output of rejected input. */
        public static final String ERRORS = "errors";

        @Override
        public List<Wire> inputs() {
            return List.of();
        }

        @Override
        public List<String> outputs() {
            return List.of(Wire.MAIN, ERRORS);
        }
    }

    /** Turns each record into any number of others, without a state. */
    record FlatMap<T, R>(String name, Wire input, Template<Transform<T, R>> transform) implements Step {
        @Override
        public List<Wire> inputs() {
            return List.of(input);
        }
    }

    /** Moves records between workers. */
    record Exchange(String name, Wire input, Routing routing) implements Step {
        @Override
        public List<Wire> inputs() {
            return List.of(input);
        }
    }

    /**
     * Runs keyed logic; its input must come through an exchange by the same key, or be on one worker, or else every worker has a state of each key.
     *
     * @param keyCodec how its keys are stored; empty for keys of the kinds that need none, see {@link io.rivulet.runtime.state.KeyCodec}
     * @param sides the side outputs that the logic may use
     * @param owner which worker has the state of a key
     */
    record Stateful<K, T, S, R>(
            String name,
            Wire input,
            Function<? super T, ? extends K> key,
            Optional<StateCodec<K>> keyCodec,
            Template<KeyedLogic<K, T, S, R>> logic,
            List<SideOutput<?>> sides,
            StateOwner owner)
            implements Step {

        /** The same with states that belong to key groups. */
        public Stateful(
                String name,
                Wire input,
                Function<? super T, ? extends K> key,
                Optional<StateCodec<K>> keyCodec,
                Template<KeyedLogic<K, T, S, R>> logic,
                List<SideOutput<?>> sides) {
            this(name, input, key, keyCodec, logic, sides, StateOwner.KEY_GROUP);
        }

        @Override
        public List<Wire> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> outputs() {
            return Stream.concat(Stream.of(Wire.MAIN), sides.stream().map(SideOutput::name))
                    .toList();
        }
    }

    /**
     * Starts something for each record, and hands on what becomes of it when it is done. Signals keep their place among the records: a watermark or the end of an
     * epoch leaves when all records before it have.
     *
     * @param logic makes the logic of one worker
     * @param capacity how many records may be under way on each worker; when so many are, no input that leads here is read
     * @param ordered whether results leave in the order of their records, or as they come
     */
    record Async<T, R>(
            String name, Wire input, Supplier<? extends AsyncLogic<T, R>> logic, int capacity, boolean ordered)
            implements Step {
        /** Checks the capacity. */
        public Async {
            Objects.requireNonNull(logic, "logic");
            if (capacity < 1) {
                throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
            }
        }

        @Override
        public List<Wire> inputs() {
            return List.of(input);
        }
    }

    /** Sends each record to the main output if the predicate holds, else to {@link #OTHERWISE}. */
    record Branch<T>(String name, Wire input, Predicate<? super T> predicate) implements Step {
        /** The output of records for which the predicate does not hold. */
        public static final String OTHERWISE = "otherwise";

        @Override
        public List<Wire> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> outputs() {
            return List.of(Wire.MAIN, OTHERWISE);
        }
    }

    /** Brings several streams together; each keeps its order. */
    record Merge(String name, List<Wire> inputs) implements Step {
        /** Keeps a copy. */
        public Merge {
            inputs = List.copyOf(inputs);
        }
    }

    /** Writes to a sink; it has no output. */
    record Output<T>(String name, Wire input, Sink<T> sink) implements Step {
        @Override
        public List<Wire> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> outputs() {
            return List.of();
        }
    }
}
