package io.rivulet.io.files;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.time.Lateness;
import java.nio.file.Path;
import java.time.Duration;

/** The program that {@link KillTest} starts and kills: counts in windows, numbers the records of each key, and totals, from files into files. */
final class KilledJob {

    record Event(String user, long value, long time) {}

    record Count(String user, long start, long count) {}

    record Numbered(String user, long value, int number) {}

    record Total(String user, long count) {}

    private KilledJob() {}

    /** Arguments: the folder with {@code in}, the number of workers, and how many records a worker takes in a hundredth of a second. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        RunOptions options = RunOptions.defaults()
                .withWorkers(Integer.parseInt(arguments[1]))
                .withRecovery(Recovery.in(folder.resolve("state")).every(Duration.ofMillis(40)));
        try (Job job = Rivulet.start(flow(folder, Integer.parseInt(arguments[2])), options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(job)));
            System.out.println("started");
            job.await();
        }
        System.out.println("ended");
    }

    private static void stop(Job job) {
        try {
            job.stop();
            job.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Dataflow flow(Path folder, int pace) {
        Dataflow flow = Dataflow.named("killed");
        Stream<Event> events = flow.input("in", CsvFile.of(folder.resolve("in"), Event.class))
                .eventTimeMillis(Event::time, Lateness.of(Duration.ofMillis(1_000)))
                .rateLimit("pace", pace, Duration.ofMillis(10));
        events.keyBy("by-user", Event::user)
                .window(Windows.sliding(Duration.ofSeconds(10), Duration.ofSeconds(5)))
                .count("counts")
                .map(window -> new Count(window.key(), window.startMillis(), window.value()))
                .output(
                        "windows",
                        CsvSink.inDirectory(folder.resolve("windows"), Count.class)
                                .exactlyOnce());
        events.keyBy("again", Event::user)
                .<Integer, Numbered>statefulMap(
                        "number",
                        (last, event) -> Transition.to(
                                last.orElse(0) + 1, new Numbered(event.user(), event.value(), last.orElse(0) + 1)),
                        Codecs.INTEGER)
                .output(
                        "numbered",
                        JsonLinesSink.inDirectory(folder.resolve("numbered")).exactlyOnce());
        events.keyBy("for-totals", Event::user)
                .countFinal("totals")
                .map(KilledJob::total)
                .output(
                        "total",
                        CsvSink.of(folder.resolve("totals.csv"), Total.class).exactlyOnce());
        return flow;
    }

    private static Total total(Keyed<String, Long> total) {
        return new Total(total.key(), total.value());
    }
}
