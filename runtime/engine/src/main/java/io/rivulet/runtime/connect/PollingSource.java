package io.rivulet.runtime.connect;

import io.rivulet.algorithms.StateCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks a function of the program at fixed times, by the job's clock: a page every half hour, a sensor every second.
 *
 * <p><b>Times.</b> The first is the start of the job, or with {@link #alignedTo} the next that is a whole number of intervals away from an instant, the start
 * itself where it is one. From there on every interval. Between them nothing waits for this source. The function answers with records, with nothing, that it
 * wants to be asked {@link Answer#retry again} before long, or that there will never be any more. It is called by the worker that reads, so it must
 * answer quickly; where that takes long, answer with the time and put the call into a {@code mapAsync} behind.
 *
 * <p><b>Partitions.</b> One. <b>Position.</b> The time for which to ask next, and how many records of its answer were handed out: a run that goes on
 * asks for that time, at once if it has passed, and passes over so many.
 *
 * <p><b>Guarantee.</b> At most once: what was answered after the last epoch is not asked for again by times, and times that pass while no job runs are left out.
 * With a function that is {@link #repeatable}, exactly once: times that have passed are made up for, one after the other.
 *
 * <p><b>Errors.</b> What the function throws stops the job, with the time for which it was asked.
 *
 * <pre>{@code
 * PollingSource.every(Duration.ofMinutes(30), due -> PollingSource.Answer.of(read(due)))
 *     .alignedTo(Instant.parse("2024-01-01T00:00:00Z"));
 * }</pre>
 *
 * @param <T> a record
 */
public final class PollingSource<T> implements Source<T, PollingSource.Position> {

    private static final String PARTITION = "answers";
    private static final long START = Long.MIN_VALUE;

    /** Form {@code polling-position} 1: time i64, records handed out i64. */
    private static final StateCodec<Position> POSITION = StateCodec.of(
            "polling-position",
            1,
            (position, out) -> out.writeLong(position.dueMillis()).writeLong(position.handedOut()),
            in -> new Position(in.readLong(), in.readCount("records handed out")));

    /**
     * What is asked.
     *
     * @param <T> a record
     */
    @FunctionalInterface
    public interface Question<T> {

        /**
         * Answers; must not block for long.
         *
         * @param due the fixed time for which is asked; the same again after {@link Answer#retry}
         * @throws IOException if there is no answer; the job then stops
         */
        Answer<T> ask(Instant due) throws IOException;
    }

    /**
     * What came of it.
     *
     * @param <T> a record
     */
    public sealed interface Answer<T> {

        /** Records, or none. */
        record Records<T>(List<T> records) implements Answer<T> {
            /** Copies them. */
            public Records {
                records = List.copyOf(records);
            }
        }

        /** Not now; ask again after a while, for the same time. */
        record Retry<T>(Duration after) implements Answer<T> {
            /** Checks that it is a while. */
            public Retry {
                if (after.toMillis() < 1) {
                    throw new IllegalArgumentException("after must be at least 1 ms, got " + after);
                }
            }
        }

        /** There will never be any more. */
        record End<T>() implements Answer<T> {}

        /** Records. */
        static <T> Answer<T> of(List<T> records) {
            return new Records<>(records);
        }

        /** No record this time. */
        static <T> Answer<T> none() {
            return new Records<>(List.of());
        }

        /** Not now; ask again after a while, for the same time. */
        static <T> Answer<T> retry(Duration after) {
            return new Retry<>(after);
        }

        /** There will never be any more. */
        static <T> Answer<T> end() {
            return new End<>();
        }
    }

    /**
     * Where to go on.
     *
     * @param dueMillis the fixed time for which to ask next, in milliseconds since 1970, or {@link Long#MIN_VALUE} before the first
     * @param handedOut records of its answer that were handed out
     */
    public record Position(long dueMillis, long handedOut) {}

    private final long intervalMillis;
    private final Question<? extends T> question;
    private final OptionalLong alignMillis;
    private final boolean repeatable;

    private PollingSource(
            long intervalMillis, Question<? extends T> question, OptionalLong alignMillis, boolean repeatable) {
        this.intervalMillis = intervalMillis;
        this.question = question;
        this.alignMillis = alignMillis;
        this.repeatable = repeatable;
    }

    /** Asks from the start of the job, every so often, at least a millisecond and at most 365 days. */
    public static <T> PollingSource<T> every(Duration interval, Question<? extends T> question) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("interval must be in 1 ms..365 days, got " + interval);
        }
        return new PollingSource<>(
                interval.toMillis(), Objects.requireNonNull(question, "question"), OptionalLong.empty(), false);
    }

    /** The same at times that are a whole number of intervals before or after an instant. */
    public PollingSource<T> alignedTo(Instant instant) {
        return new PollingSource<>(intervalMillis, question, OptionalLong.of(instant.toEpochMilli()), repeatable);
    }

    /** The same with a function that gives the same records, in the same order, whenever it is asked for the same time. */
    public PollingSource<T> repeatable() {
        return new PollingSource<>(intervalMillis, question, alignMillis, true);
    }

    @Override
    public Guarantee guarantee() {
        return repeatable ? Guarantee.EXACTLY_ONCE : Guarantee.AT_MOST_ONCE;
    }

    @Override
    public List<String> partitions() {
        return List.of(PARTITION);
    }

    @Override
    public SourcePartition<T, Position> open(String partition, Optional<Position> position) throws IOException {
        if (!partition.equals(PARTITION)) {
            throw new IOException("partition must be \"" + PARTITION + "\", got \"" + partition + "\"");
        }
        return new Answers(position.orElse(new Position(START, 0)));
    }

    @Override
    public StateCodec<Position> positionCodec() {
        return POSITION;
    }

    /** The first fixed time that is not before now, counted from one of them. */
    private long notBefore(long now, long fixed) {
        return now + Math.floorMod(Math.floorMod(fixed, intervalMillis) - now, intervalMillis);
    }

    /** Asks, and hands out one answer after the other. */
    private final class Answers implements SourcePartition<T, Position> {

        private long due;
        /** When to ask: the due time, or later after a retry. */
        private long askAt;
        /** Records of the answer for the due time; empty before it is there. */
        private List<? extends T> answer = List.of();

        private boolean answered;
        private long handedOut;

        Answers(Position position) {
            due = position.dueMillis();
            askAt = due;
            handedOut = position.handedOut();
        }

        @Override
        public Poll poll(SourceOutput<T> out, int max) throws IOException {
            long now = out.clockMillis();
            if (due == START) {
                due = alignMillis.isPresent() ? notBefore(now, alignMillis.getAsLong()) : now;
                askAt = due;
            }
            if (!answered) {
                if (now < askAt) {
                    return Poll.IDLE;
                }
                Answer<? extends T> given = ask();
                if (given instanceof Answer.End) {
                    return Poll.END;
                }
                if (given instanceof Answer.Retry<?> retry) {
                    askAt = now + retry.after().toMillis();
                    return Poll.IDLE;
                }
                answer = ((Answer.Records<? extends T>) given).records();
                answered = true;
            }
            for (int left = max; left > 0 && handedOut < answer.size(); left--) {
                out.emit(answer.get((int) handedOut++));
            }
            if (handedOut < answer.size()) {
                return Poll.MORE;
            }
            next(now);
            return Poll.IDLE;
        }

        private Answer<? extends T> ask() throws IOException {
            Instant time = Instant.ofEpochMilli(due);
            try {
                return Objects.requireNonNull(question.ask(time), "answer");
            } catch (IOException | RuntimeException e) {
                throw new IOException("asking for " + time + " failed: " + e.getMessage(), e);
            }
        }

        private void next(long now) {
            due = repeatable ? due + intervalMillis : Math.max(due + intervalMillis, notBefore(now, due));
            askAt = due;
            answer = List.of();
            answered = false;
            handedOut = 0;
        }

        @Override
        public long nextPollMillis() {
            return askAt;
        }

        @Override
        public Position position() {
            return new Position(due, handedOut);
        }

        @Override
        public void close() {}
    }
}
