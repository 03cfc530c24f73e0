package io.rivulet.runtime;

import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.dataflow.EventTime;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.time.Lateness;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The stream of an input, which can still be told how its records know their time.
 *
 * @param <T> a record
 */
public final class Input<T> extends Stream<T> {

    private final Source<T, ?> source;
    private boolean eventTimeSaid;

    Input(Dataflow flow, String step, Source<T, ?> source) {
        super(flow, Wire.of(step), "", false);
        this.source = source;
    }

    /** Records carry their event time, and lag behind the newest of their partition by at most what is said; watermarks follow from that. */
    public Stream<T> eventTime(Function<? super T, Instant> time, Lateness lateness) {
        Objects.requireNonNull(time, "time");
        return eventTimeMillis(record -> time.apply(record).toEpochMilli(), lateness);
    }

    /** The same with times in milliseconds since 1970, without an object per record. */
    public Stream<T> eventTimeMillis(ToLongFunction<? super T> timeMillis, Lateness lateness) {
        return timed(new EventTime.OfRecord<>(timeMillis, lateness));
    }

    /**
     * Records get the time at which they are read, by the clock, and time moves on with the clock, also while no record comes. Nothing is late, however long it
     * waits between steps. Reading the same input again gives other times.
     */
    public Stream<T> ingestionTime() {
        return timed(new EventTime.OfClock<>());
    }

    /**
     * {@link #ingestionTime} under the name that those look for who want windows by the clock. A record has one time, that of its reading, on which all steps
     * agree; no window asks the clock again when the record gets there.
     */
    public Stream<T> processingTime() {
        return ingestionTime();
    }

    private Stream<T> timed(EventTime<T> eventTime) {
        if (eventTimeSaid) {
            throw new IllegalStateException("dataflow \"" + flow.name() + "\", step \"" + wire.step()
                    + "\": event time must be said once; read the stream that the first call gave");
        }
        eventTimeSaid = true;
        flow.replace(new Step.Input<>(wire.step(), source, Optional.of(eventTime)));
        return new Stream<>(flow, wire, "", true);
    }

    /** Input that is no record. Where this stream is read, such input does not stop the job. */
    public Stream<BadInput> errors() {
        return new Stream<>(flow, new Wire(wire.step(), Step.Input.ERRORS), "", false);
    }
}
