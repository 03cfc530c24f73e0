package io.rivulet.runtime;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A flow drawn at random from a seed, whose outputs as multisets depend neither on the workers nor on how they interleave. Every step is followed by a
 * {@link ProtocolCheck}. The sources remember how far they were read, so that a run that was stopped can be compared with one on just those records.
 */
final class RandomFlow {

    /** What flows. */
    record Row(long value, long timeMillis) {
        Row with(long other) {
            return new Row(other, timeMillis);
        }
    }

    /** Form {@code row} 1: value i64, time i64. */
    private static final StateCodec<Row> ROW = StateCodec.of(
            "row",
            1,
            (row, out) -> out.writeLong(row.value).writeLong(row.timeMillis),
            in -> new Row(in.readLong(), in.readLong()));

    private record Node(Stream<Row> stream, boolean timed) {}

    private static final long LAG_MILLIS = 7;
    private static final int PARTITIONS = 16;

    final Dataflow flow = Dataflow.named("random");
    /** Rows read, by input and partition. */
    final Map<String, Integer> read = new HashMap<>();

    final AtomicInteger open = new AtomicInteger();
    final List<ProtocolCheck.Log> checks = new ArrayList<>();

    private final Map<String, Map<Object, Integer>> written = new TreeMap<>();
    private final Map<String, Integer> limits;
    private final SplitMix64 random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> unread = new ArrayList<>();
    private int steps;

    /** @param limits how many rows each partition has at most; those not named have all that the seed gives */
    RandomFlow(long seed, Map<String, Integer> limits) {
        this(seed, limits, name -> Optional.empty());
    }

    /** @param sinks where each output goes; to {@link #written} where it gives none */
    RandomFlow(long seed, Map<String, Integer> limits, Function<String, Optional<Sink<Row>>> sinks) {
        this.limits = limits;
        this.random = new SplitMix64(seed);
        int inputs = 1 + random.nextInt(3);
        for (int i = 0; i < inputs; i++) {
            input();
        }
        for (int left = 2 + random.nextInt(8); left > 0; left--) {
            step();
        }
        for (Node node : List.copyOf(unread)) {
            String name = name("out");
            boolean single = random.nextInt(3) == 0;
            node.stream.output(name, sinks.apply(name).orElseGet(() -> new CountingSink(name, single)));
        }
    }

    /** How often each row was written, by output. */
    Map<String, Map<Object, Integer>> written() {
        synchronized (written) {
            Map<String, Map<Object, Integer>> copy = new TreeMap<>();
            written.forEach((output, rows) -> copy.put(output, new HashMap<>(rows)));
            return copy;
        }
    }

    private String name(String kind) {
        return kind + "-of-" + steps++;
    }

    private void input() {
        String name = name("in");
        boolean withErrors = random.nextInt(3) == 0;
        int[] sizes = IntStream.range(0, random.nextInt(6))
                .map(i -> random.nextInt(4) == 0 ? 0 : random.nextInt(60))
                .toArray();
        Input<Row> input = flow.input(name, new Rows(name, random.nextLong(), sizes, withErrors));
        if (withErrors) {
            add(input.errors().map(name("bad"), bad -> new Row(bad.text().hashCode(), 0)), false);
        }
        boolean timed = random.nextInt(5) > 0;
        add(timed ? input.eventTimeMillis(Row::timeMillis, Lateness.of(Duration.ofMillis(LAG_MILLIS))) : input, timed);
    }

    private void add(Stream<Row> stream, boolean timed) {
        ProtocolCheck.Log log = new ProtocolCheck.Log(timed);
        checks.add(log);
        Node node = new Node(ProtocolCheck.after(name("check"), stream, log), timed);
        nodes.add(node);
        unread.add(node);
    }

    /** A stream to read; mostly one that nothing reads yet, sometimes one that something does. */
    private Node pick() {
        Node node = random.nextInt(4) == 0 || unread.isEmpty()
                ? nodes.get(random.nextInt(nodes.size()))
                : unread.get(random.nextInt(unread.size()));
        unread.remove(node);
        return node;
    }

    private void step() {
        Node node = pick();
        Stream<Row> in = node.stream;
        boolean timed = node.timed;
        switch (random.nextInt(12)) {
            case 0 -> add(in.map(row -> row.with(row.value * 31 + 7)), timed);
            case 1 -> add(in.filter(row -> row.value % 3 != 0), timed);
            case 2 -> {
                Stream.Branches<Row> both = in.branch(name("branch"), row -> row.value % 2 == 0);
                add(both.matching(), timed);
                add(both.others(), timed);
            }
            case 3, 4 -> {
                Node other = pick();
                Node third = pick();
                add(in.merge(name("merge"), other.stream, third.stream), timed && other.timed && third.timed);
            }
            case 5 -> add(in.rebalance(name("spread")), timed);
            case 6 ->
                add(
                        in.broadcast(name("all"))
                                .keyBy(name("by-row"), row -> row, ROW)
                                .stateful(name("first"), First::new),
                        timed);
            case 7 ->
                add(in.keyBy(row -> Math.floorMod(row.value, 7L)).stateful(name("echo"), () -> new Echo(timed)), timed);
            case 8 -> add(in.keyBy(row -> Math.floorMod(row.value, 5L)).stateful(name("total"), Total::new), false);
            case 9 ->
                add(
                        in.flatMapBatch(name("batch"), rows -> rows.stream()
                                .map(row -> row.with(-row.value))
                                .toList()),
                        false);
            case 10 -> add(in.rateLimit(name("limit"), 3, Duration.ofMillis(2)), timed);
            default -> {
                if (timed) {
                    add(windows(in), true);
                } else {
                    add(
                            in.<Row>flatMap(name("twice"), (row, out) -> {
                                out.accept(row);
                                out.accept(row.with(row.value + 1));
                            }),
                            false);
                }
            }
        }
    }

    private Stream<Row> windows(Stream<Row> in) {
        Windows windows =
                switch (random.nextInt(3)) {
                    case 0 -> Windows.tumbling(Duration.ofMillis(10));
                    case 1 -> Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(5));
                    default -> Windows.session(Duration.ofMillis(4));
                };
        // Nothing is late here, so that a grace or a lateness changes only when results leave, and when time goes on
        // behind them.
        WindowedStream<Long, Row> windowed = in.keyBy(row -> Math.floorMod(row.value, 4L))
                .window(windows)
                .grace(Duration.ofMillis(random.nextInt(3) * 4))
                .allowedLateness(Duration.ofMillis(random.nextInt(3) * 3));
        WindowedResults<Long, Row, Long> counts = windowed.count(name("count"));
        counts.late().raise(name("late"));
        return counts.map(result -> new Row(
                SplitMix64.mix(result.key() * 7919 + result.id() * 31 + result.value()), result.endMillis() - 1));
    }

    /** Hands on the first of equal rows. */
    private static final class First implements KeyedLogic<Row, Row, boolean[], Row> {
        @Override
        public boolean[] create() {
            return new boolean[1];
        }

        @Override
        public StateCodec<boolean[]> codec() {
            return StateCodec.of(
                    "first", 1, (s, out) -> out.writeBoolean(s[0]), in -> new boolean[] {in.readBoolean("seen")});
        }

        @Override
        public Keep onRecord(boolean[] seen, Row row, KeyedContext<Row, Row> context) {
            if (!seen[0]) {
                seen[0] = true;
                context.emit(row);
            }
            return Keep.RETAIN;
        }
    }

    /** Hands on each row, and where there is time again five milliseconds later; forgets its key now and then. */
    private record Echo(boolean timed) implements KeyedLogic<Long, Row, long[], Row> {
        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("echo", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] waiting, Row row, KeyedContext<Long, Row> context) {
            context.emit(row.with(row.value + context.key()));
            if (timed) {
                waiting[0]++;
                context.setTimer(context.timeMillis() + 5, row.value);
            }
            return Keep.RETAIN;
        }

        @Override
        public Keep onTimer(long[] waiting, long payload, KeyedContext<Long, Row> context) {
            context.emit(new Row(payload * 3, context.timeMillis()));
            return --waiting[0] == 0 ? Keep.DISCARD : Keep.RETAIN;
        }
    }

    /** The sum of each key at the end. */
    private static final class Total implements KeyedLogic<Long, Row, long[], Row> {
        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("total", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] sum, Row row, KeyedContext<Long, Row> context) {
            sum[0] += row.value;
            return Keep.RETAIN;
        }

        @Override
        public Keep onEnd(long[] sum, KeyedContext<Long, Row> context) {
            context.emit(new Row(sum[0] + context.key(), 0));
            return Keep.DISCARD;
        }
    }

    /** Partitions of rows that lag a little, with empty polls in between. */
    private final class Rows implements Source<Row, Long> {

        private final String input;
        private final long seed;
        private final int[] sizes;
        private final boolean withErrors;

        Rows(String input, long seed, int[] sizes, boolean withErrors) {
            this.input = input;
            this.seed = seed;
            this.sizes = sizes;
            this.withErrors = withErrors;
        }

        @Override
        public List<String> partitions() {
            return IntStream.range(0, sizes.length).mapToObj(Integer::toString).toList();
        }

        @Override
        public StateCodec<Long> positionCodec() {
            return Codecs.LONG;
        }

        @Override
        public SourcePartition<Row, Long> open(String partition, Optional<Long> position) {
            open.incrementAndGet();
            String name = input + ":" + partition;
            int number = Integer.parseInt(partition);
            int size = Math.min(sizes[number], limits.getOrDefault(name, Integer.MAX_VALUE));
            Part part = new Part(name, size, new SplitMix64(seed * PARTITIONS + number));
            part.skipTo(position.orElse(0L).intValue());
            return part;
        }

        private final class Part implements SourcePartition<Row, Long> {

            private final String name;
            private final int size;
            private final SplitMix64 rows;
            private final SplitMix64 pace;
            private int next;
            private boolean closed;

            Part(String name, int size, SplitMix64 rows) {
                this.name = name;
                this.size = size;
                this.rows = rows;
                this.pace = new SplitMix64(rows.nextLong());
            }

            private Row row() {
                long value = rows.nextLong() >>> 40;
                return new Row(value, next * 3L - rows.nextInt((int) LAG_MILLIS - 3));
            }

            void skipTo(int position) {
                for (; next < position; next++) {
                    row();
                }
            }

            @Override
            public Poll poll(SourceOutput<Row> out, int max) {
                int count = pace.nextInt(max + 1);
                for (int i = 0; i < count && next < size; i++, next++) {
                    Row row = row();
                    long value = row.value;
                    if (withErrors && value % 5 == 0) {
                        out.reject(new BadInput(name, Long.toString(value), "must not divide by 5"));
                    } else {
                        out.emit(row);
                    }
                }
                synchronized (read) {
                    read.put(name, next);
                }
                return next == size ? Poll.END : count == 0 ? Poll.IDLE : Poll.MORE;
            }

            @Override
            public Long position() {
                return (long) next;
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        }
    }

    /** Counts equal rows. */
    private final class CountingSink implements Sink<Row> {

        private final String name;
        private final boolean single;

        CountingSink(String name, boolean single) {
            this.name = name;
            this.single = single;
        }

        @Override
        public boolean single() {
            return single;
        }

        @Override
        public SinkWriter<Row> open(int worker, int workers) {
            open.incrementAndGet();
            return new SinkWriter<>() {
                private final List<Row> buffer = new ArrayList<>();
                private boolean closed;

                @Override
                public void write(Row row, long timeMillis) {
                    if (closed) {
                        throw new IllegalStateException("written after close");
                    }
                    buffer.add(row);
                }

                @Override
                public void flush() {
                    synchronized (written) {
                        Map<Object, Integer> counts = written.computeIfAbsent(name, k -> new HashMap<>());
                        buffer.forEach(row -> counts.merge(row, 1, Integer::sum));
                        buffer.clear();
                    }
                }

                @Override
                public void close() {
                    flush();
                    if (!closed) {
                        closed = true;
                        open.decrementAndGet();
                    }
                }
            };
        }
    }
}
