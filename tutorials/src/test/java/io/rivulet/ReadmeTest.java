package io.rivulet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.anomaly.RobustChart;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.io.files.Console;
import io.rivulet.io.files.CsvFile;
import io.rivulet.io.files.TextFile;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.time.Lateness;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** example_: the code of the README, run; its text must be this code, line for line. */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void example_theFlowTellsTheHostThatScans() throws Exception {
        Path file = folder.resolve("connections.csv");
        StringBuilder rows = new StringBuilder("time,source,port\n");
        for (int second = 0; second < 3600; second += 10) {
            Instant time = Instant.parse("2024-03-01T08:00:00Z").plusSeconds(second);
            rows.append(time)
                    .append(",10.0.0.1,")
                    .append(second % 3 == 0 ? 443 : 80)
                    .append('\n');
            rows.append(time)
                    .append(",10.0.0.2,")
                    .append(second > 3000 ? second : 443)
                    .append('\n');
        }
        Files.writeString(file, rows);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            run(file);
        } finally {
            System.setOut(before);
        }
        List<String> alerts = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(alerts.size() > 3, alerts.toString());
        assertTrue(
                alerts.stream()
                        .allMatch(a -> a.startsWith("10.0.0.2 at 2024-03-01T08:5")
                                || a.startsWith("10.0.0.2 at 2024-03-01T09:")),
                alerts.toString());
    }

    private static void run(Path file) throws InterruptedException {
        record Connection(Instant time, String source, int port) {}

        Dataflow flow = Dataflow.named("port-entropy");
        flow.input("connections", CsvFile.of(file, Connection.class))
                .eventTime(Connection::time, Lateness.of(Duration.ofSeconds(5)))
                .keyBy(Connection::source)
                .window(Windows.sliding(Duration.ofMinutes(10), Duration.ofMinutes(1)))
                .aggregate("entropy", ShannonEntropy.aggregationOfLongs(Connection::port))
                .score("unusual", RobustChart.scoring(RobustChart.Params.ofMinimumScale(0.1), Double::doubleValue))
                .filter(Scored::isAnomaly)
                .map(Scored::value)
                .map(window -> window.key() + " at " + window.end() + ": " + window.value() + " bits")
                .output("alerts", Console.lines());
        Rivulet.run(flow, RunOptions.defaults().withWorkers(2));
    }

    @Test
    void example_aJobThatIsStartedAgainGoesOnWhereItEnded() throws Exception {
        Path file = folder.resolve("words.txt");
        Files.writeString(file, "a\nb\na\n");
        TestSink<Keyed<String, Long>> sink = new TestSink<>();
        for (String more : List.of("", "a\n")) {
            Files.writeString(file, more, StandardOpenOption.APPEND);
            Dataflow flow = Dataflow.named("count-words");
            flow.input("words", TextFile.of(file))
                    .keyBy(word -> word)
                    .running()
                    .count("count")
                    .output("counts", sink);
            recovering(flow, folder.resolve("state"));
        }
        assertEquals(
                List.of(new Keyed<>("a", 1L), new Keyed<>("a", 2L), new Keyed<>("a", 3L)),
                sink.records().stream().filter(row -> row.key().equals("a")).toList());
        assertEquals(4, sink.records().size());
    }

    private static void recovering(Dataflow flow, Path folder) throws InterruptedException {
        Recovery recovery = Recovery.in(folder).every(Duration.ofSeconds(10));
        Rivulet.run(flow, RunOptions.defaults().withWorkers(2).withRecovery(recovery));
    }

    @Test
    void example_theAlgorithmsAnswerAsTheReadmeSays() {
        var entropy = ShannonEntropy.create();
        "mississippi".chars().forEach(entropy::update);
        entropy.estimate(); // 1.823067982273661 bits
        assertEquals(1.823067982273661, entropy.estimate(), 1e-15);

        var users = SlidingHyperLogLog.create(Duration.ofHours(1));
        users.update("alice", 1_000);
        users.update("bob", 61_000);
        users.estimate(61_000, 30_000); // about 1: who came in the last 30 seconds
        assertEquals(1, users.estimate(61_000, 30_000), 0.1);

        byte[] stored = ShannonEntropy.CODEC.toBytes(entropy);
        var restored = ShannonEntropy.CODEC.fromBytes(stored); // goes on exactly as entropy does
        assertEquals(entropy.estimate(), restored.estimate());

        var lastMinute = Sliding.over(Duration.ofMinutes(1), RunningMoments.aggregation(Double::doubleValue));
        lastMinute.update(20.5, 1_000);
        lastMinute.answer().mean(); // 20.5
        assertEquals(20.5, lastMinute.answer().mean());
    }

    @Test
    void example_theReadmeShowsThisVeryCode() throws Exception {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<String> here =
                Files.readAllLines(root.resolve("tutorials/src/test/java/io/rivulet/ReadmeTest.java")).stream()
                        .map(String::strip)
                        .toList();
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(root.resolve("README.md")));
        int found = 0;
        while (blocks.find()) {
            found++;
            int at = 0;
            for (String line : blocks.group(1)
                    .lines()
                    .map(String::strip)
                    .filter(l -> !l.isEmpty())
                    .toList()) {
                int next = here.subList(at, here.size()).indexOf(line);
                assertTrue(next >= 0, "README line must stand here too, in order: " + line);
                at += next + 1;
            }
        }
        assertEquals(3, found);
    }
}
