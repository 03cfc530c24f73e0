package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.sliding.SlidingChoice.Use;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Any aggregation over the last while, over several at once, over the last so many records, or since the last long silence.
 *
 * <p>The method is chosen from what the aggregation's state can do; {@link #describe} tells which one and why, {@link #by} takes another. This class
 * slides record by record and is used alone; a dataflow slides by panes, see {@link #panes}.
 *
 * <p><b>Method.</b> See {@link SlidingMethod} and the package.
 * <p><b>Error.</b> None beyond the aggregation's own: a window of size w holds exactly the records with {@code now - w < time <= now}. With a slide, its
 * start moves in steps, so that it reaches back at most w and less than a slide short of it; {@link #startMillis} says where to. A session holds the
 * records that lead back from the newest with no more than the gap between one and the next, and is over when the gap has passed without one.
 * <p><b>Order.</b> A record older than the window changes nothing. {@link #outOfOrder} makes a window that takes every other one, in its place. Windows of
 * several sizes do so anyway, sessions as late as they are told. Without it, records out of order are put in their place by NATIVE, RETRACT, FIBA and
 * RECOMPUTE, and refused by the others, which hold sums that they would have to go into the middle of; with a slide they take them as long as no record of a
 * later step has come. Windows of a count go by the order of coming.
 * <p><b>Cost.</b> RETRACT: O(1) updates a record, and the records are kept. SUBTRACT, TWO_STACKS, DABA_LITE: O(1) merges a record, and a state is kept for
 * each, or for each step of the slide. FIBA: O(1) merges in order, O(lg d) for a record with d newer ones, and as many states. RECOMPUTE: one update a record
 * kept, each time it is asked. A session in order is one state; one that takes late records keeps a state for each, until it is over.
 * <p><b>Empty.</b> The answer of a new state. An empty window holds no memory that grew.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var entropy = Sliding.over(Duration.ofSeconds(10), ShannonEntropy.<String>aggregation(user -> user));
 * entropy.update("ann", 1_000);
 * entropy.update("bob", 5_000);
 * entropy.answer();          // 1.0: two users, equally often
 * entropy.update("bob", 11_000);
 * entropy.answer();          // 0.0: ann was here 10 s ago and has left
 * entropy.answerAt(21_000);  // 0.0: nobody was here
 * entropy.describe();        // last PT10S: shannon-entropy by RETRACT: a record that leaves can be retracted from the state exactly
 * }</pre>
 *
 * @param <T> a record
 * @param <R> the answer
 */
public final class Sliding<T, R> implements Incremental<Sliding<T, R>> {

    private static final long NEVER = Long.MIN_VALUE;
    private static final String OUT_OF_ORDER = "outOfOrder() makes a window that takes records in any order";
    private static final String LATE_SESSION = "a session made with a lateness takes late records";
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final Aggregation<T, ?, ?> aggregation;
    private final Span span;
    private final SlidingChoice choice;
    private final BiFunction<Span, SlidingChoice, RecordWindow<T, R>> contents;
    private RecordWindow<T, R> window;

    /** How many records were taken in: the next one's position in a window of a count. */
    private long taken;

    /** The latest time seen or told. */
    private long now = NEVER;

    private Sliding(
            Aggregation<T, ?, ?> aggregation,
            Span span,
            SlidingChoice choice,
            BiFunction<Span, SlidingChoice, RecordWindow<T, R>> contents,
            RecordWindow<T, R> window) {
        this.aggregation = aggregation;
        this.span = span;
        this.choice = choice;
        this.contents = contents;
        this.window = window;
    }

    /** The records of the last {@code size}. */
    public static <T, R> Sliding<T, R> over(Duration size, Aggregation<T, ?, R> aggregation) {
        return of(aggregation, Span.of(size));
    }

    /**
     * The records of the last {@code size}, whose start moves in steps: one state is kept for each step instead of one for each record, where the state
     * merges. Steps are the greatest common divisor of both, counted from time 0.
     */
    public static <T, R> Sliding<T, R> over(Duration size, Duration slide, Aggregation<T, ?, R> aggregation) {
        return of(aggregation, Span.of(size, slide));
    }

    /** Several windows at once over the same kept states: the answers for the last of each of the sizes, in their order. Records may come in any order. */
    public static <T, R> Sliding<T, List<R>> over(List<Duration> sizes, Aggregation<T, ?, R> aggregation) {
        return over(sizes, MILLISECOND, aggregation);
    }

    /** The same with one state for each step instead of one for each record; steps are the greatest common divisor of the slide and all sizes. */
    public static <T, R> Sliding<T, List<R>> over(
            List<Duration> sizes, Duration slide, Aggregation<T, ?, R> aggregation) {
        Span span = Span.of(sizes, slide);
        return of(
                aggregation,
                span,
                SlidingChoice.of(aggregation, span.use()),
                (reach, choice) -> new SeveralWindows<>(RecordWindow.of(aggregation, reach, choice), reach));
    }

    /** The last so many records. */
    public static <T, R> Sliding<T, R> overCount(int records, Aggregation<T, ?, R> aggregation) {
        return of(aggregation, Span.of(records));
    }

    /** The records since the last silence of more than {@code gap}, which come in order of time. */
    public static <T, R> Sliding<T, R> overSession(Duration gap, Aggregation<T, ?, R> aggregation) {
        return overSession(gap, Duration.ZERO, aggregation);
    }

    /**
     * The same over records of which some come late: up to {@code lateness} behind the latest time seen. They may join two sessions. Later ones change
     * nothing. A state is kept for each record of the session, or the record.
     */
    public static <T, R> Sliding<T, R> overSession(Duration gap, Duration lateness, Aggregation<T, ?, R> aggregation) {
        Span span = Span.ofSession(gap, lateness);
        return of(
                aggregation,
                span,
                SlidingChoice.of(aggregation, span.use()),
                (reach, choice) -> new SessionWindow<>(() -> RecordWindow.of(aggregation, reach, choice), reach));
    }

    private static <T, R> Sliding<T, R> of(
            Aggregation<T, ?, ?> aggregation,
            Span span,
            SlidingChoice choice,
            BiFunction<Span, SlidingChoice, RecordWindow<T, R>> contents) {
        choice.requireWithinLimit(aggregation, span.size());
        return new Sliding<>(aggregation, span, choice, contents, contents.apply(span, choice));
    }

    private static <T, R> Sliding<T, R> of(Aggregation<T, ?, R> aggregation, Span span) {
        return of(
                aggregation,
                span,
                SlidingChoice.of(aggregation, span.use()),
                (reach, choice) -> RecordWindow.of(aggregation, reach, choice));
    }

    /**
     * Windows made of the states of panes, as a dataflow has them.
     *
     * @throws IllegalArgumentException if states cannot be merged, or do not remember as long as {@code size}
     */
    public static <S, R> Panes<S, R> panes(Duration size, Aggregation<?, S, R> aggregation) {
        return new Panes<>(aggregation, Span.millis("size", size), choiceForPanes(aggregation));
    }

    /** How windows of panes slide; {@link SlidingMethod#ONE_PER_WINDOW} where {@link #panes} cannot be called. */
    public static SlidingMethod methodForPanes(Aggregation<?, ?, ?> aggregation) {
        return choiceForPanes(aggregation).method();
    }

    /** The same with the reason. */
    public static SlidingChoice choiceForPanes(Aggregation<?, ?, ?> aggregation) {
        return SlidingChoice.of(aggregation, Use.PANES);
    }

    /**
     * A new, empty window like this by another method.
     *
     * @throws IllegalArgumentException if the state or the window cannot do it, with the reason
     */
    public Sliding<T, R> by(SlidingMethod method) {
        return of(aggregation, span, SlidingChoice.asked(aggregation, span.use(), method), contents);
    }

    /**
     * A new, empty window like this that takes every record of the window in its place, however late, by a method that can.
     *
     * @throws IllegalStateException if it is not one of time
     */
    public Sliding<T, R> outOfOrder() {
        Span anyOrder = span.inAnyOrder();
        return of(aggregation, anyOrder, SlidingChoice.of(aggregation, anyOrder.use()), contents);
    }

    /**
     * Takes one record in, and drops those that its time puts out of the window. In {@link Aggregation#all}, parts before one that refuses the record have
     * taken it in.
     *
     * @throws IllegalArgumentException if the aggregation refuses the record, or the method cannot take it out of order
     */
    public void update(T record, long timeMillis) {
        Objects.requireNonNull(record, "record");
        requireTime(timeMillis);
        long position = span.counted() ? taken : timeMillis;
        if (isGone(position)) {
            return;
        }
        if (position < lowest()) {
            throw new IllegalArgumentException("timeMillis must be at least " + lowest() + " by " + window.method()
                    + ", got " + position + "; " + (span.isSession() ? LATE_SESSION : OUT_OF_ORDER));
        }
        window.update(record, timeMillis, position);
        taken++;
        now = Math.max(now, timeMillis);
        window.evictTo(span.startOf(span.counted() ? position : now));
    }

    /** Takes one record in at the time of the latest one, or at 0: for windows of a count over what has no time. */
    public void update(T record) {
        update(record, time());
    }

    /** Lets time pass without a record; an earlier time changes nothing. */
    public void advanceTo(long nowMillis) {
        requireTime(nowMillis);
        now = Math.max(now, nowMillis);
        if (!span.counted()) {
            window.evictTo(span.startOf(now));
        }
    }

    /** Answers at the latest time seen. */
    public R answer() {
        return answerAt(time());
    }

    /**
     * Answers at a time that has not been seen yet. Changes nothing: where records would leave by then, that is tried on a copy; {@link #advanceTo} lets
     * them leave for good.
     *
     * @throws IllegalArgumentException if it is before the latest time seen
     */
    public R answerAt(long nowMillis) {
        requireTime(nowMillis);
        if (nowMillis < now) {
            throw new IllegalArgumentException("nowMillis must be at least " + now + ", got " + nowMillis);
        }
        return window.answer(span.startOf(span.counted() ? taken - 1 : nowMillis), nowMillis);
    }

    /** The first millisecond that an answer at {@code nowMillis} covers; in a window of a count, the number of its first record, from 0. */
    public long startMillis(long nowMillis) {
        requireTime(nowMillis);
        return window.firstCovered(span.startOf(span.counted() ? taken - 1 : nowMillis), nowMillis);
    }

    /** Whether no record is held. A session that is over is held as long as late ones may go on with it. */
    public boolean isEmpty() {
        return window.isEmpty();
    }

    /** How this window slides. */
    public SlidingChoice choice() {
        return choice;
    }

    /** One line for people: the window, the method, the reason. */
    public String describe() {
        return (span.isSession() ? "" : "last ") + span + ": " + choice.describe();
    }

    @Override
    public void reset() {
        window = contents.apply(span, choice);
        taken = 0;
        now = NEVER;
    }

    @Override
    public Sliding<T, R> copy() {
        Sliding<T, R> copy = new Sliding<>(aggregation, span, choice, contents, window.copy());
        copy.taken = taken;
        copy.now = now;
        return copy;
    }

    /** The records themselves, where they are kept, are not counted: they belong to the caller. */
    @Override
    public long stateBytes() {
        return 56 + window.stateBytes();
    }

    /** Whether records are kept, so that {@link #codec(StateCodec)} needs to know how they become bytes. */
    public boolean keepsRecords() {
        return window.keepsRecords();
    }

    /**
     * How windows like this become bytes.
     *
     * @throws IllegalStateException if records are kept
     */
    public StateCodec<Sliding<T, R>> codec() {
        if (keepsRecords()) {
            throw new IllegalStateException(
                    "window keeps records; say how they become bytes by codec(records). " + describe());
        }
        return codec(StateCodec.of(
                "none",
                1,
                (record, out) -> {
                    throw new IllegalStateException("this window keeps no records");
                },
                in -> {
                    throw in.corrupt("a window that keeps no records must not hold any");
                }));
    }

    /**
     * How windows like this become bytes. Bytes of another size or slide are refused; those of another method are not, the window goes on as it began.
     *
     * <p>Form {@code sliding} 1: size i64, slide i64, counted u8, records taken in i64, latest time i64, method u8 and what it keeps. Form
     * {@code sliding-several} 1: the longest size i64, slide i64, number of sizes i32, sizes i64, and the rest alike. Form {@code sliding-session} 1: gap and
     * lateness and 1 i64, gap i64, and the rest alike.
     */
    public StateCodec<Sliding<T, R>> codec(StateCodec<T> records) {
        Objects.requireNonNull(records, "records");
        return StateCodec.of(span.kind().form, 1, (s, out) -> s.encode(records, out), in -> decode(records, in));
    }

    private void encode(StateCodec<T> records, StateWriter out) {
        span.encode(out);
        out.writeLong(taken).writeLong(now);
        out.writeByte(window.method().code());
        window.encode(records, out);
    }

    /** Goes on with the method that wrote the bytes, so that they outlive a change of the choice. */
    private Sliding<T, R> decode(StateCodec<T> records, StateReader in) {
        span.check(aggregation.name(), in);
        long readTaken = in.readCount("taken");
        long readNow = in.readLong();
        if (readNow != NEVER) {
            requireTime(readNow);
        }
        SlidingChoice begun = choice.orBegunBy(SlidingMethod.decode(in), aggregation, span.use());
        RecordWindow<T, R> read = contents.apply(span, begun);
        read.decode(records, span.counted() ? readTaken - 1 : readNow, in);
        if (!read.isEmpty() && (readTaken == 0 || readNow == NEVER)) {
            throw in.corrupt("window must be empty before any record");
        }
        Sliding<T, R> decoded = new Sliding<>(aggregation, span, begun, contents, read);
        decoded.taken = readTaken;
        decoded.now = readNow;
        return decoded;
    }

    /** Whether a record at that position is too old to count. A session in order cannot know, for it lets go of what has ended. */
    private boolean isGone(long position) {
        return !span.counted() && !isSessionInOrder() && now != NEVER && position < span.earliest(now);
    }

    private long lowest() {
        return isSessionInOrder() ? now : window.lowest();
    }

    private boolean isSessionInOrder() {
        return span.isSession() && span.lateness() == 0;
    }

    private long time() {
        return now == NEVER ? 0 : now;
    }

    private static void requireTime(long timeMillis) {
        if (timeMillis < -Span.MOST_MILLIS || timeMillis > Span.MOST_MILLIS) {
            throw new IllegalArgumentException(
                    "timeMillis must be in " + -Span.MOST_MILLIS + ".." + Span.MOST_MILLIS + ", got " + timeMillis);
        }
    }

    @Override
    public String toString() {
        return describe();
    }
}
