package io.rivulet.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.ForwardDecay;
import io.rivulet.algorithms.RecordCodec;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.catalog.Yardstick;
import io.rivulet.algorithms.distinct.ThetaCounter;
import io.rivulet.algorithms.itemset.Apriori;
import io.rivulet.algorithms.itemset.ItemsetParams;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sliding.PaneWindow;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.KeyedStream;
import io.rivulet.runtime.KeyedTable;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.recovery.EpochWriter;
import io.rivulet.runtime.recovery.FrameWriter;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.time.Lateness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;

/** What the examples of Javadoc comments use and do not make: each is a class that extends this one. */
public abstract class Given implements Executable {

    // Values, and things that happen.
    protected final double[] values =
            IntStream.range(0, 400).mapToDouble(i -> i % 24 + i % 7).toArray();
    protected final double[] entropies = values;
    protected final double[] latencies = values;
    protected final double[][] readings = {{0.1, 0.2}, {0.3, 0.1}};
    protected final boolean[] errors = {false, true, false, false};
    protected final double requestsPerSecond = 120;
    protected final double latencyMillis = 35;
    protected final boolean bought = true;
    protected final boolean isEmpty = true;
    protected final long time = 1_000;
    protected final long timeMillis = 1_000;
    protected final long now = 2_000;
    protected double sum;
    private int pieces;

    protected int nextPiece() {
        return pieces++;
    }

    protected boolean isFaulty(int piece) {
        return piece % 10 == 0;
    }

    // Algorithms.
    protected final ForwardDecay decay = new ForwardDecay(Duration.ofMinutes(1));
    protected final ThetaCounter monday = ThetaCounter.create();
    protected final ThetaCounter tuesday = ThetaCounter.create();
    protected final StateCodec<HashSet<String>> codec = StateCodec.of(
            "texts",
            1,
            (set, out) -> Codecs.listOf(Codecs.TEXT).encode(List.copyOf(set), out),
            in -> new HashSet<>(Codecs.listOf(Codecs.TEXT).decode(in)));
    protected final Row row = Row.ofValues(1, 2);
    protected final Model model = x -> true;
    protected final List<Example> examples = List.of(new Example(row, true));
    protected final Apriori miner = Apriori.create(ItemsetParams.ofMinCount(2));
    protected final PaneWindow<RunningMoments, Double> window = Sliding.panes(
                    Duration.ofMinutes(1),
                    RunningMoments.<Double>aggregation(Double::doubleValue).map(RunningMoments::mean))
            .create();
    protected final RunningMoments pane = RunningMoments.create();
    protected final long sizeMillis = 60_000;
    protected final long end = 120_000;
    protected static final Yardstick<String> DISTINCT_ITEMS =
            new Yardstick<>("How many different items came?", "relative error of the count", () -> null);

    public interface Model {
        boolean predict(Row x);
    }

    public record Example(Row x, boolean y) {}

    public record Mail(Row features, boolean isSpam, boolean isLabelled) {}

    public record Order(String id) {}

    // Flows.
    protected final long seed = 1;
    protected final List<String> expected = List.of("a", "b");
    protected final Dataflow flow = flow(new CommittedSink<>());
    protected final TestSource<Integer> source = TestSource.of(1, 2, 3);
    protected final TestSink<Object> sink = new TestSink<>();
    private final Dataflow streams = Dataflow.named("streams");
    protected final Stream<Alert> stream = streams.input("alerts-in", TestSource.of(new Alert("high")));
    protected final Stream<Flow> flows = streams.input("flows-in", TestSource.of(new Flow("10.0.0.1", 40)));
    protected final KeyedStream<String, String> keyed = texts("texts").keyBy(text -> text);
    protected final KeyedStream<String, String> orders = texts("orders").keyBy(text -> text);
    protected final KeyedStream<String, String> payments = texts("payments").keyBy(text -> text);
    protected final KeyedStream<String, String> parcels = texts("parcels").keyBy(text -> text);
    protected static final StateCodec<String> ORDER = Codecs.TEXT;
    protected static final StateCodec<String> PAYMENT = Codecs.TEXT;
    protected static final StateCodec<String> PARCEL = Codecs.TEXT;
    protected static final Duration HOUR = Duration.ofHours(1);
    protected static final StateCodec<User> USER = RecordCodec.of(User.class);
    protected final Stream<Update> updates =
            streams.input("updates", TestSource.of(new Update("u", Optional.of(new User("Ann")))));
    protected final Stream<Visit> visits = streams.input("visits", TestSource.of(new Visit("u", "no")));
    protected final KeyedTable<String, String> countries = streams.input("countries", TestSource.of("Norway"))
            .keyBy(name -> "no")
            .table(Codecs.TEXT);

    public record Alert(String message) {}

    public record Connection(String source, int port) {}

    public record Edit(String page) {}

    public record Flow(String srcIp, long bytes) {}

    public record User(String name) {}

    public record Update(String userId, Optional<User> user) {}

    public record Visit(String userId, String country) {

        public String by(Optional<User> user) {
            return user.map(User::name).orElse("somebody");
        }

        public String in(String name) {
            return userId + " in " + name;
        }
    }

    private Stream<String> texts(String name) {
        return streams.input(name, TestSource.of("a")).eventTime(text -> Instant.EPOCH, Lateness.of(Duration.ZERO));
    }

    protected static List<String> read(Instant due) {
        return List.of("read at " + due);
    }

    /** How many records a key has. */
    public static final class CountLogic implements KeyedLogic<String, Integer, long[], Long> {

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("count", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] count, Integer record, KeyedContext<String, Long> context) {
            context.emit(++count[0]);
            return Keep.RETAIN;
        }
    }

    // Jobs and stores; examples with these are only compiled.
    protected Terminal terminal;
    protected Job job;
    protected Path directory;
    protected FrameWriter frame;
    protected EpochWriter epoch;
    protected Manifest manifest;
    protected StateCodec<String> keyCodec;
    protected StateCodec<Kept> stateCodec;
    protected String key;
    protected int keyGroup;
    protected Kept state;

    public interface Kept {
        void restore(
                String step,
                int keyGroup,
                byte[] bytes,
                int keyOffset,
                int keyLength,
                int valueOffset,
                int valueLength);

        long bytes();

        long changedBytes();
    }

    protected static Dataflow flow(CommittedSink<String> committed) {
        Dataflow simulated = Dataflow.named("simulated");
        simulated.input("in", TestSource.of("a", "b")).output("out", committed);
        return simulated;
    }

    protected static void assertEquals(Object expected, Object actual) {
        org.junit.jupiter.api.Assertions.assertEquals(expected, actual);
    }

    /** The example. */
    protected abstract void run() throws Exception;

    @Override
    public final void execute() throws Exception {
        run();
    }

    /** That a statement gives what the comment behind it tells: a number to the digits that are there, anything else as it is written. */
    protected static void require(String told, Object given) {
        if (!(given instanceof Number number)) {
            assertEquals(told, given instanceof double[] array ? Arrays.toString(array) : String.valueOf(given));
            return;
        }
        String digits = told.replace(",", "").replace("…", "");
        double value = Double.parseDouble(digits);
        int decimals = digits.indexOf('.') < 0 ? 0 : digits.length() - digits.indexOf('.') - 1;
        double lastDigit = digits.indexOf('e') >= 0 ? Math.abs(value) : Math.pow(10, -decimals);
        double within = lastDigit * (told.endsWith("…") ? 1 : 0.501);
        assertTrue(
                Math.abs(number.doubleValue() - value) <= within,
                () -> "the comment tells " + told + ", the code gives " + number);
    }
}
