package io.rivulet.tutorials.network;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.frequency.FrequentItem;
import io.rivulet.algorithms.frequency.SpaceSaving;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Input;
import io.rivulet.runtime.KeyedStream;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.WindowedResults;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The dataflow of the tutorial: connections in, alerts out. Start reading here. */
final class NetworkEntropy {

    /** Quick attacks show in ten minutes, looked at every minute. */
    static final Windows.Fixed MINUTES = Windows.sliding(Duration.ofMinutes(10), Duration.ofMinutes(1));

    /** Slow scans show in two hours, looked at every ten minutes. */
    static final Windows.Fixed HOURS = Windows.sliding(Duration.ofHours(2), Duration.ofMinutes(10));

    /** Registers of the distinct counters, as a power of two: an error of 1.6 %, far less below a hundred. */
    private static final int PRECISION = 12;
    /** The same where every host has counters of its own and must do with less memory: 6.5 %. */
    private static final int PRECISION_FOR_HOSTS = 8;

    private static final int TOP = 5;
    private static final int COUNTERS = 10 * TOP;

    private NetworkEntropy() {}

    /** What to read and how. */
    record Traffic(Source<Connection, ?> source, ConnectionKeys keys, Duration lateness) {}

    /** Builds it; what comes out goes to {@code findings}. */
    static Dataflow dataflow(Traffic traffic, Findings findings) {
        return dataflow(traffic, findings, Optional.empty());
    }

    /** The same, with the alerts going to a file as well. */
    static Dataflow dataflow(Traffic traffic, Findings findings, Optional<Sink<Alert>> alertFile) {
        Dataflow flow = Dataflow.named("network-entropy");

        Input<Connection> input = flow.input("connections", traffic.source());
        Stream<Connection> connections = input.eventTimeMillis(Connection::timeMillis, Lateness.of(traffic.lateness()));

        ConnectionKeys keys = traffic.keys();
        KeyedStream<String, Observation> networks = connections
                .map("hash", connection -> Observation.of(keys.apply(connection), connection))
                .keyBy("by-network", Observation::key);

        // Ten minutes, every minute: entropies, distinct counts, the widest and the busiest hosts.
        WindowedResults<String, Observation, Answers> minutes =
                networks.window(MINUTES).aggregate("minutes", minutes(keys.isHost() ? PRECISION_FOR_HOSTS : PRECISION));
        Stream<WindowStats> stats = minutes.map("stats", NetworkEntropy::named);
        Stream<Alert> quick = stats.keyBy("stats-by-network", WindowStats::key)
                .stateful("watch", () -> WatchLogic.network(WatchSettings.standard()));

        // Two hours, every ten minutes: who reaches far, but slowly.
        Stream<Alert> slow = networks.window(HOURS)
                .aggregate("hours", hours())
                .map("spread", NetworkEntropy::spread)
                .keyBy("spread-by-network", Spread::key)
                .stateful("watch-slow-scans", () -> WatchLogic.slowScans(WatchSettings.slow()));

        Stream<Alert> alerts = quick.merge("alerts", slow);
        alerts.output("tell", findings.alerts());
        alertFile.ifPresent(sink -> alerts.output("alert-file", sink));
        stats.output("series", findings.series());
        connections.output("truth", findings.truth());
        input.errors().output("bad-lines", findings.badLines());
        minutes.late().output("late-connections", findings.lateConnections());
        return flow;
    }

    /** What ten minutes are asked. The answers are read by {@link #named} under the same numbers. */
    private static Aggregation<Observation, ?, Answers> minutes(int precision) {
        Duration window = Duration.ofMillis(MINUTES.sizeMillis());
        return Aggregation.all(
                RunningMoments.aggregation(Observation::bytes),
                ShannonEntropy.aggregationOfLongs(Observation::port).where(Observation::hasPort),
                ShannonEntropy.aggregationOfLongs(Observation::destinationHash),
                ShannonEntropy.aggregationOfLongs(Observation::sourceHash),
                SlidingHyperLogLog.aggregationOfLongs(precision, window, Observation::port)
                        .where(Observation::hasPort),
                SlidingHyperLogLog.aggregationOfLongs(precision, window, Observation::destinationHash),
                SlidingHyperLogLog.aggregationOfLongs(precision, window, Observation::sourceHash),
                FanOut.aggregation(Observation::source, Observation::sourceHash, Observation::destinationHash)
                        .map(FanOut::widest),
                FanOut.aggregation(Observation::source, Observation::sourceHash, Observation::port)
                        .where(Observation::hasPort)
                        .map(FanOut::widest),
                SpaceSaving.aggregation(COUNTERS, TOP, Observation::source),
                SpaceSaving.aggregation(COUNTERS, TOP, Observation::destination));
    }

    private static WindowStats named(WindowResult<String, Answers> window) {
        Answers answers = window.value();
        RunningMoments bytes = answers.get(0, RunningMoments.class);
        FanOut.Widest mostPorts = answers.get(8, FanOut.Widest.class);
        boolean portsKnown = mostPorts.items() > 0;
        return new WindowStats(
                window.key(),
                window.endMillis(),
                MINUTES.sizeMillis(),
                bytes.count(),
                Math.round(bytes.sum()),
                portsKnown ? answers.number(1) : Double.NaN,
                answers.number(2),
                answers.number(3),
                answers.number(4),
                answers.number(5),
                answers.number(6),
                answers.get(7, FanOut.Widest.class),
                mostPorts,
                talkers(answers.get(9, List.class)),
                talkers(answers.get(10, List.class)));
    }

    private static List<Talker> talkers(List<?> items) {
        return items.stream()
                .map(FrequentItem.class::cast)
                .map(item -> new Talker(item.item().toString(), item.count()))
                .toList();
    }

    /** What two hours are asked: hosts, ports and stretches of ten minutes of each source. */
    private static Aggregation<Observation, ?, Answers> hours() {
        return Aggregation.all(
                FanOut.aggregation(Observation::source, Observation::sourceHash, Observation::destinationHash),
                FanOut.aggregation(Observation::source, Observation::sourceHash, Observation::port)
                        .where(Observation::hasPort),
                FanOut.aggregation(Observation::source, Observation::sourceHash, Observation::slot));
    }

    private static Spread spread(WindowResult<String, Answers> window) {
        Answers answers = window.value();
        return Spread.of(
                window.key(),
                window.endMillis(),
                answers.get(0, FanOut.class),
                answers.get(1, FanOut.class),
                answers.get(2, FanOut.class),
                (int) (HOURS.sizeMillis() / HOURS.slideMillis()));
    }
}
