package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import io.rivulet.runtime.connect.SourcePartition.Poll;
import io.rivulet.runtime.dataflow.EventTime;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.StepFailure;
import io.rivulet.runtime.time.EventClock;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** One partition being read: what its source calls, with the partition's event time. */
final class InputPartition implements SourceOutput<Object> {

    private final InputTask input;
    private final int index;
    private final String name;
    private final SourcePartition<Object, Object> partition;
    private final StateCodec<Object> positionCodec;
    /** Null where records do not say their time. */
    private final ToLongFunction<? super Object> timeOf;

    private final boolean byClock;
    private final EventClock clock;
    private final boolean withClock;
    private final long idleAfterMillis;
    /** The watermark that an earlier run had come to, or {@link Long#MIN_VALUE}. */
    private final long restored;

    private final Port<Object> out;

    private boolean done;
    private boolean idle;
    private long watermark = Long.MIN_VALUE;
    private long now;
    private long lastActive = Long.MIN_VALUE;
    private long count;
    private long newest = Long.MIN_VALUE;
    private long nextPoll = Long.MIN_VALUE;

    InputPartition(InputTask input, int index, OpenPartition opened, Optional<EventTime<Object>> eventTime) {
        this.input = input;
        this.index = index;
        this.name = opened.name();
        this.partition = opened.partition();
        this.positionCodec = opened.positionCodec();
        boolean byRecord = eventTime.orElse(null) instanceof EventTime.OfRecord<Object>;
        Lateness lateness = byRecord ? ((EventTime.OfRecord<Object>) eventTime.get()).lateness() : Lateness.none();
        this.timeOf = byRecord ? ((EventTime.OfRecord<Object>) eventTime.get()).timeMillis() : null;
        this.byClock = eventTime.isPresent() && !byRecord;
        this.clock = new EventClock(lateness);
        this.withClock = lateness.withClock();
        this.idleAfterMillis = lateness.idleAfter().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        this.restored = eventTime.isPresent() ? opened.watermarkMillis() : Long.MIN_VALUE;
        this.out = input.out;
    }

    /** Reads once; tells whether anything happened. */
    boolean poll(int max, long clockMillis) {
        if (done) {
            return false;
        }
        now = clockMillis;
        if (lastActive == Long.MIN_VALUE && restored != Long.MIN_VALUE) {
            clock.resume(restored, now);
            advance(restored);
        }
        if (lastActive == Long.MIN_VALUE) {
            lastActive = now;
        }
        count = 0;
        Poll poll = Poll.IDLE;
        try {
            if (now >= nextPoll) {
                poll = partition.poll(this, max);
                nextPoll = count == 0 && poll == Poll.IDLE ? partition.nextPollMillis() : Long.MIN_VALUE;
            }
        } catch (Throwable e) {
            throw input.failure(e);
        }
        if (count > 0) {
            lastActive = now;
            input.counts.read(count, newest);
            input.stepCounts.out += count;
        }
        if (poll == Poll.END) {
            done = true;
            input.partitionDone(index);
            return true;
        }
        if (withClock) {
            advance(clock.watermark(now));
        } else if (byClock) {
            advance(now);
        }
        if (count == 0 && !idle && now - lastActive >= idleAfterMillis) {
            idle = true;
            input.partitionWatermark(index, Port.IDLE);
        }
        return count > 0 || poll == Poll.MORE;
    }

    /** The partition's name. */
    String name() {
        return name;
    }

    /** Where to go on, in the form that {@link OpenPartition} reads. */
    byte[] position() {
        return OpenPartition.encode(partition.position(), positionCodec, Math.max(watermark, restored));
    }

    /** The input could not be read for a while. */
    void onHeld(long millis) {
        if (lastActive != Long.MIN_VALUE) {
            lastActive += millis;
        }
    }

    @Override
    public void emit(Object record) {
        count++;
        try {
            if (timeOf != null) {
                emitTimed(record);
            } else if (byClock) {
                emitAsRead(record);
            } else {
                out.record(record, Port.NO_TIME);
            }
        } catch (StepFailure e) {
            throw e.withRecord(record);
        }
    }

    private void emitTimed(Object record) {
        long time;
        try {
            time = timeOf.applyAsLong(record);
        } catch (Throwable e) {
            throw StepFailure.at(input.step, e);
        }
        if (idle) {
            idle = false;
            input.partitionWatermark(index, Math.max(watermark, Long.MIN_VALUE + 1));
        }
        if (time > newest) {
            newest = time;
        }
        out.record(record, time);
        advance(clock.onRecord(time, now));
    }

    /** A clock that was set back does not make records late: their time then stands still. */
    private void emitAsRead(Object record) {
        long time = Math.max(now, watermark);
        newest = Math.max(newest, time);
        out.record(record, time);
    }

    @Override
    public long clockMillis() {
        return now;
    }

    @Override
    public void reject(BadInput bad) {
        input.counts.rejected.lazySet(input.counts.rejected.get() + 1);
        if (!input.errorsRead) {
            IllegalArgumentException problem = new IllegalArgumentException(
                    bad.place() + ": " + bad.problem() + " (read the input's errors() to go on without such records)");
            throw StepFailure.at(input.step, problem).withRecord(bad.text());
        }
        input.onReject();
        input.errors.record(bad, Port.NO_TIME);
    }

    private void advance(long to) {
        if (to > watermark) {
            watermark = to;
            input.partitionWatermark(index, to);
        }
    }
}
