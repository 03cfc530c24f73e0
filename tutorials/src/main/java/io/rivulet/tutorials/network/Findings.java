package io.rivulet.tutorials.network;

import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a run leaves behind for its summary and its report: alerts, series, labels, and what was left out. Filled through sinks by the workers; anybody may
 * look once the job has ended.
 */
final class Findings {

    /** Whatever is told as it comes, each on a worker's thread. */
    record Listeners(
            Consumer<WindowStats> windows,
            Consumer<Alert> alerts,
            Consumer<BadInput> badLines,
            Consumer<Connection> lateConnections) {}

    /** By time, then so that equal runs give equal lists however many workers there were. */
    private static final Comparator<Alert> ORDER = Comparator.comparingLong(Alert::raisedMillis)
            .thenComparing(Alert::key)
            .thenComparing(Alert::kind);

    private final Listeners listeners;
    private final SeriesRecorder series = new SeriesRecorder();
    private final Set<String> keys = new HashSet<>();
    private final List<Alert> ended = new ArrayList<>();
    private long badLines;
    private long lateConnections;

    // Workers add theirs when they close. Guarded by this.
    private final LabelTimeline labels = new LabelTimeline();
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    Findings(Listeners listeners) {
        this.listeners = listeners;
    }

    /** Takes every connection: the time they span, and the labels. */
    Sink<Connection> truth() {
        return (worker, workers) -> new Truth();
    }

    Sink<WindowStats> series() {
        return each(window -> {
            keys.add(window.key());
            series.update(window);
            listeners.windows().accept(window);
        });
    }

    Sink<Alert> alerts() {
        return each(alert -> {
            listeners.alerts().accept(alert);
            if (alert.over()) {
                ended.add(alert);
            }
        });
    }

    Sink<BadInput> badLines() {
        return each(bad -> {
            badLines++;
            listeners.badLines().accept(bad);
        });
    }

    Sink<LateRecord<String, Observation>> lateConnections() {
        return each(late -> {
            lateConnections++;
            listeners.lateConnections().accept(late.record().connection());
        });
    }

    /** The alerts in their last form, by time. */
    List<Alert> endedAlerts() {
        return ended.stream().sorted(ORDER).toList();
    }

    SeriesRecorder recordedSeries() {
        return series;
    }

    synchronized LabelTimeline labels() {
        return labels;
    }

    /** Keys that had a window. */
    int keys() {
        return keys.size();
    }

    long badLineCount() {
        return badLines;
    }

    long lateCount() {
        return lateConnections;
    }

    /** Time of the earliest connection; 0 if there was none. */
    synchronized long firstMillis() {
        return firstMillis > lastMillis ? 0 : firstMillis;
    }

    /** Time of the latest one; 0 if there was none. */
    synchronized long lastMillis() {
        return firstMillis > lastMillis ? 0 : lastMillis;
    }

    private synchronized void add(Truth of) {
        labels.merge(of.seen);
        firstMillis = Math.min(firstMillis, of.first);
        lastMillis = Math.max(lastMillis, of.last);
    }

    /** One worker's share, so that workers need not wait for each other. */
    private final class Truth implements SinkWriter<Connection> {

        private final LabelTimeline seen = new LabelTimeline();
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private boolean closed;

        @Override
        public void write(Connection connection, long timeMillis) {
            first = Math.min(first, timeMillis);
            last = Math.max(last, timeMillis);
            seen.update(connection);
        }

        @Override
        public void flush() {
            // what was seen is added when the worker is through
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                add(this);
            }
        }
    }

    /** Hands all records, from all workers, to one consumer, which one thread calls. */
    private static <T> Sink<T> each(Consumer<? super T> consumer) {
        return new Sink<>() {
            @Override
            public SinkWriter<T> open(int worker, int workers) {
                return new Handing<>(consumer);
            }

            @Override
            public boolean single() {
                return true;
            }
        };
    }

    private record Handing<T>(Consumer<? super T> consumer) implements SinkWriter<T> {

        @Override
        public void write(T record, long timeMillis) {
            consumer.accept(record);
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
