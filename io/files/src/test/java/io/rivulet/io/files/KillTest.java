package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.io.files.KilledJob.Count;
import io.rivulet.io.files.KilledJob.Event;
import io.rivulet.io.files.KilledJob.Numbered;
import io.rivulet.io.files.KilledJob.Total;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job in a JVM of its own that is killed at random moments, with the signal that nothing can catch, and started again with another number of workers, until it
 * comes to its end: what is in its files is what a plain loop over the input gives, nothing lost and nothing twice.
 *
 * <p>{@code -Drivulet.kill.rounds=50} does it so often; the build does it once.
 */
@Timeout(600)
class KillTest {

    private static final int ROUNDS = Integer.getInteger("rivulet.kill.rounds", 1);
    private static final int KILLS = 5;
    private static final int FILES = 3;
    private static final int EVENTS_EACH = 20_000;
    private static final long SIZE_MILLIS = 10_000;
    private static final long SLIDE_MILLIS = 5_000;

    @TempDir
    Path temp;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS) // of as many rounds as are asked for
    void oracle_aJobKilledAgainAndAgainWritesWhatAPlainLoopGives() throws Exception {
        int killed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path folder = Files.createDirectory(temp.resolve("round" + round));
            SplitMix64 random = new SplitMix64(round);
            List<Event> events = makeInput(folder.resolve("in"), random);
            killed += runKilled(folder, random);
            check(folder, events, "round " + round);
        }
        assertTrue(killed >= 3 * ROUNDS, "jobs must be killed on the way, were " + killed + " times");
    }

    @Test
    void s127_aJobThatIsToldToStopWritesASnapshotAndGoesOnFromThere() throws Exception {
        SplitMix64 random = new SplitMix64(99);
        List<Event> events = makeInput(temp.resolve("in"), random);
        Process first = start(temp, 2, 60);
        assertEquals("started", first.inputReader().readLine());
        Thread.sleep(700);
        long began = System.nanoTime();
        first.destroy();
        assertTrue(first.waitFor(5, TimeUnit.SECONDS), "must end within five seconds of SIGTERM");
        assertTrue(System.nanoTime() - began < 5_000_000_000L);
        assertEquals(128 + 15, first.exitValue(), "ended by SIGTERM, not by a failure");
        Process second = start(temp, 1, 100_000);
        assertTrue(second.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, second.exitValue());
        check(temp, events, "stopped once");
    }

    /** Starts and kills until the job ends by itself; gives how often it was killed. */
    private static int runKilled(Path folder, SplitMix64 random) throws Exception {
        int kills = 0;
        while (true) {
            boolean toTheEnd = kills == KILLS;
            Process process = start(folder, 1 + random.nextInt(3), toTheEnd ? 100_000 : 60);
            String line = process.inputReader().readLine();
            assertEquals("started", line, () -> "the job must start, but says: " + said(folder));
            if (!toTheEnd && !process.waitFor(50 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                kills++;
                continue;
            }
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the job must end");
            assertEquals(0, process.exitValue(), () -> said(folder));
            return kills;
        }
    }

    private static String said(Path folder) {
        try {
            return Files.readString(folder.resolve("errors.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Process start(Path folder, int workers, int pace) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("rivulet.test.classpath", System.getProperty("java.class.path")),
                        KilledJob.class.getName(),
                        folder.toString(),
                        Integer.toString(workers),
                        Integer.toString(pace))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors.txt").toFile()))
                .start();
    }

    private static List<Event> makeInput(Path folder, SplitMix64 random) throws IOException {
        Files.createDirectories(folder);
        List<Event> all = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            StringBuilder text = new StringBuilder("user,value,time\n");
            for (int i = 0; i < EVENTS_EACH; i++) {
                Event event = new Event(
                        "u" + (int) (300 * Math.pow(random.nextDouble(), 2)),
                        (long) file * EVENTS_EACH + i,
                        1_000_000 + i * 20L - random.nextInt(900));
                all.add(event);
                text.append(event.user())
                        .append(',')
                        .append(event.value())
                        .append(',')
                        .append(event.time())
                        .append('\n');
            }
            Files.writeString(folder.resolve("events-" + file + ".csv"), text);
        }
        return all;
    }

    private static void check(Path folder, List<Event> events, String what) throws IOException {
        Map<String, Long> totals = new TreeMap<>();
        Map<List<Object>, Long> windows = new HashMap<>();
        for (Event event : events) {
            totals.merge(event.user(), 1L, Long::sum);
            long last = Math.floorDiv(event.time(), SLIDE_MILLIS) * SLIDE_MILLIS;
            for (long start = last; start > event.time() - SIZE_MILLIS; start -= SLIDE_MILLIS) {
                windows.merge(List.of(event.user(), start), 1L, Long::sum);
            }
        }
        Map<String, Long> foundTotals = new TreeMap<>();
        for (Total total : Reading.of(CsvFile.of(folder.resolve("totals.csv"), Total.class)).records) {
            foundTotals.merge(total.user(), total.count(), Long::sum);
        }
        assertEquals(totals, foundTotals, what);

        Map<List<Object>, Long> foundWindows = new HashMap<>();
        for (Count count : Reading.of(CsvFile.of(folder.resolve("windows"), Count.class)).records) {
            foundWindows.merge(List.of(count.user(), count.start()), count.count(), Long::sum);
        }
        assertEquals(windows, foundWindows, what);

        // Every record once, and the numbers of a key without gap or repetition.
        Map<String, boolean[]> numbers = new HashMap<>();
        boolean[] values = new boolean[events.size()];
        int lines = 0;
        for (Numbered line : Reading.of(JsonLinesFile.of(folder.resolve("numbered"), Numbered.class)).records) {
            lines++;
            int value = (int) line.value();
            assertTrue(!values[value], what + ": record " + value + " is there twice");
            values[value] = true;
            String user = line.user();
            int number = line.number();
            boolean[] seen = numbers.computeIfAbsent(user, u -> new boolean[(int) (totals.get(u) + 1)]);
            assertTrue(!seen[number], what + ": number " + number + " of " + user + " is there twice");
            seen[number] = true;
        }
        assertEquals(events.size(), lines, what);
    }
}
