package io.rivulet.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What every algorithm owes to its contracts, as checks that need no test framework: run them over the library's algorithms or over your own.
 *
 * <p>The one that matters most: a decoded state goes on exactly as the encoded one does. A field forgotten in a codec, a merge that loses a part, a
 * copy that shares an array, a reset that forgets a counter each break at least one law.
 *
 * <pre>{@code
 * for (Law law : Laws.of(RunningMoments.aggregation(Double::doubleValue).map(RunningMoments::mean))
 *         .input((random, i) -> random.nextGaussian())
 *         .merged(Agreement.ROUNDING)
 *         .list()) {
 *     law.check().run();
 * }
 * }</pre>
 *
 * @param <T> a record
 * @param <S> the state
 * @param <R> the answer
 */
public final class Laws<T, S, R> {

    private static final int RECORDS = 2_000;
    private static final int AFTER = 1_000;

    private final Aggregation<T, S, R> aggregation;
    private LongFunction<? extends Supplier<T>> stream;
    private Function<R, Object> view = answer -> answer;
    private Agreement merged = Agreement.EXACT;
    private Optional<T> refused = Optional.empty();
    private long seed = 42;
    private int records = RECORDS;

    private Laws(Aggregation<T, S, R> aggregation) {
        this.aggregation = Objects.requireNonNull(aggregation, "aggregation");
    }

    /** Laws of one aggregation; say how its records are made, by {@link #input} or {@link #stream}, before {@link #list}. */
    public static <T, S, R> Laws<T, S, R> of(Aggregation<T, S, R> aggregation) {
        return new Laws<>(aggregation);
    }

    /** Makes the i-th record; event time rises by one second each. */
    public Laws<T, S, R> input(BiFunction<SplitMix64, Integer, T> input) {
        Objects.requireNonNull(input, "input");
        return stream(seed -> {
            SplitMix64 random = new SplitMix64(seed);
            int[] next = {0};
            return () -> input.apply(random, next[0]++);
        });
    }

    /** Starts the stream of a seed, always the same one: for records that depend on those before them. Event time rises by one second each. */
    public Laws<T, S, R> stream(LongFunction<? extends Supplier<T>> stream) {
        this.stream = Objects.requireNonNull(stream, "stream");
        return this;
    }

    /** What of an answer is compared: numbers, lists, maps, or anything with {@code equals}. */
    public Laws<T, S, R> view(Function<R, Object> view) {
        this.view = Objects.requireNonNull(view, "view");
        return this;
    }

    /** How closely merged parts answer like the whole. */
    public Laws<T, S, R> merged(Agreement merged) {
        this.merged = Objects.requireNonNull(merged, "merged");
        return this;
    }

    /** A record that the algorithm must refuse with {@link IllegalArgumentException}. */
    public Laws<T, S, R> refusing(T record) {
        this.refused = Optional.of(record);
        return this;
    }

    /** Another random stream. */
    public Laws<T, S, R> seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Another length of the stream; 2,000 unless said. */
    public Laws<T, S, R> records(int records) {
        if (records < 10) {
            throw new IllegalArgumentException("records must be at least 10, got " + records);
        }
        this.records = records;
        return this;
    }

    /** The laws that the aggregation's abilities make it subject to. */
    public List<Law> list() {
        Objects.requireNonNull(stream, "say input(..) or stream(..) first");
        List<Law> laws = new ArrayList<>();
        laws.add(new Law("same input, same answer and same bytes", this::deterministic));
        laws.add(new Law("asking changes nothing", this::pureQueries));
        laws.add(new Law("an empty state answers", () -> answer(aggregation.create(), 0)));
        laws.add(new Law("decode(encode(s)) goes on exactly as s does", this::roundTrip));
        laws.add(new Law("bytes cut short are refused", this::truncated));
        laws.add(new Law("altered bytes are refused or give a state that works", this::altered));
        laws.add(new Law("bytes of a newer version are refused by name", this::newerVersion));
        laws.add(new Law("a copy is independent", this::copyIndependent));
        laws.add(new Law("reset is new", this::resetIsNew));
        laws.add(new Law("the state says its size", this::sizeKnown));
        refused.ifPresent(
                record -> laws.add(new Law("a refused record leaves the state as it was", () -> refuses(record))));
        if (aggregation.canMerge()) {
            laws.add(new Law("parts merged answer like the whole", this::mergedLikeWhole));
            laws.add(new Law("merging an empty state changes nothing", this::mergeEmpty));
            laws.add(new Law("merge leaves the other as it was", this::mergeLeavesOther));
            laws.add(new Law("a state may be merged with itself", this::mergeSelf));
        }
        if (aggregation.canRetract()) {
            laws.add(new Law("update then retract changes nothing", this::retractUndoes));
        }
        if (aggregation.canSubtract()) {
            laws.add(new Law("merge then subtract changes nothing", this::subtractUndoes));
        }
        return List.copyOf(laws);
    }

    private void deterministic() {
        S one = fed(0, records);
        S two = fed(0, records);
        same("answers", Agreement.EXACT, answer(one, records), answer(two, records));
        sameBytes("states", one, two);
    }

    private void pureQueries() {
        S asked = aggregation.create();
        S quiet = aggregation.create();
        Supplier<T> made = stream.apply(seed);
        for (int i = 0; i < records; i++) {
            T record = made.get();
            aggregation.update(asked, record, time(i));
            aggregation.update(quiet, record, time(i));
            if (i % 7 == 0) {
                answer(asked, i);
            }
        }
        same("answers", Agreement.EXACT, answer(quiet, records), answer(asked, records));
    }

    private void roundTrip() {
        for (int length : new int[] {0, 1, 2, 17, records}) {
            S original = fed(0, length);
            S decoded = decode(bytes(original));
            same("answers after " + length, Agreement.EXACT, answer(original, length), answer(decoded, length));
            sameBytes("states after " + length, original, decoded);
            feed(original, length, length + AFTER);
            feed(decoded, length, length + AFTER);
            same(
                    "answers " + AFTER + " records after a restore at " + length,
                    Agreement.EXACT,
                    answer(original, length + AFTER),
                    answer(decoded, length + AFTER));
            sameBytes("states " + AFTER + " records after a restore at " + length, original, decoded);
        }
    }

    private void truncated() {
        byte[] whole = bytes(fed(0, Math.min(records, 200)));
        int step = Math.max(1, whole.length / 500);
        for (int length = 0; length < whole.length; length += step) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                aggregation.codec().fromBytes(cut);
            } catch (CorruptStateException expected) {
                continue;
            }
            throw new AssertionError(
                    length + " of " + whole.length + " bytes must be refused with CorruptStateException");
        }
    }

    private void altered() {
        byte[] whole = bytes(fed(0, Math.min(records, 200)));
        SplitMix64 random = new SplitMix64(seed);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = whole.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextLong();
            }
            S state;
            try {
                state = aggregation.codec().fromBytes(bytes);
            } catch (CorruptStateException expected) {
                continue;
            }
            try {
                answer(state, records);
            } catch (RuntimeException e) {
                throw new AssertionError("a state decoded from altered bytes must answer or be refused", e);
            }
        }
    }

    private void newerVersion() {
        byte[] bytes = bytes(fed(0, 10));
        int at = 4 + aggregation.codec().form().length();
        bytes[at] = (byte) (aggregation.codec().version() + 1);
        try {
            aggregation.codec().fromBytes(bytes);
        } catch (CorruptStateException e) {
            if (!e.getMessage().contains(aggregation.codec().form())
                    || !e.getMessage().contains("version")) {
                throw new AssertionError("the message must name the form and the version, got: " + e.getMessage(), e);
            }
            return;
        }
        throw new AssertionError("version " + bytes[at] + " must be refused");
    }

    private void copyIndependent() {
        S original = fed(0, records / 2);
        S copy = copyOf(original);
        byte[] before = bytes(original);
        sameBytes("original and copy", original, copy);
        feed(copy, records / 2, records);
        check(Arrays.equals(before, bytes(original)), "feeding a copy changed its original");
        sameBytes("a fed copy and the whole", fed(0, records), copy);
    }

    private void resetIsNew() {
        S used = fed(0, records);
        if (!(used instanceof Incremental<?> incremental)) {
            return;
        }
        incremental.reset();
        sameBytes("new and reset states", aggregation.create(), used);
        feed(used, 0, records);
        sameBytes("new and reset states, fed again", fed(0, records), used);
    }

    private void sizeKnown() {
        long empty = aggregation.stateBytes(aggregation.create());
        long full = aggregation.stateBytes(fed(0, records));
        check(empty > 0 && full >= empty, "stateBytes must be positive and not fall, got " + empty + " then " + full);
    }

    private void refuses(T record) {
        S state = fed(0, 50);
        byte[] before = bytes(state);
        try {
            aggregation.update(state, record, time(50));
        } catch (IllegalArgumentException expected) {
            check(Arrays.equals(before, bytes(state)), "a refused record changed the state");
            return;
        }
        throw new AssertionError("record must be refused with IllegalArgumentException: " + record);
    }

    private void mergedLikeWhole() {
        Object whole = answer(fed(0, records), records);
        for (int parts : new int[] {2, 3, 7}) {
            List<Supplier<S>> orders = List.of(() -> mergedParts(parts, false), () -> mergedParts(parts, true));
            for (Supplier<S> order : orders) {
                same(parts + " parts merged", merged, whole, answer(order.get(), records));
            }
        }
    }

    private S mergedParts(int parts, boolean backwards) {
        List<S> states = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            states.add(aggregation.create());
        }
        Supplier<T> made = stream.apply(seed);
        for (int i = 0; i < records; i++) {
            aggregation.update(states.get(i % parts), made.get(), time(i));
        }
        if (backwards) {
            Collections.reverse(states);
        }
        S sum = aggregation.create();
        states.forEach(state -> aggregation.merge(sum, state));
        return sum;
    }

    private void mergeEmpty() {
        S state = fed(0, records);
        Object before = answer(state, records);
        aggregation.merge(state, aggregation.create());
        same("answers", Agreement.EXACT, before, answer(state, records));
        S fresh = aggregation.create();
        aggregation.merge(fresh, state);
        same("answers of empty merged with full", merged, before, answer(fresh, records));
    }

    private void mergeLeavesOther() {
        S left = fed(0, records / 2);
        S right = fed(records / 2, records);
        byte[] before = bytes(right);
        aggregation.merge(left, right);
        check(Arrays.equals(before, bytes(right)), "merge changed its argument");
        feed(left, records, records + AFTER);
        check(Arrays.equals(before, bytes(right)), "the merged state shares memory with its argument");
    }

    private void mergeSelf() {
        S twice = fed(0, records);
        S copy = copyOf(twice);
        S expected = copyOf(twice);
        aggregation.merge(expected, copy);
        aggregation.merge(twice, twice);
        same("answers", merged, answer(expected, records), answer(twice, records));
    }

    private void retractUndoes() {
        S state = fed(0, records);
        Object before = answer(state, records);
        Supplier<T> made = stream.apply(seed + 1);
        List<T> extra = new ArrayList<>();
        for (int i = 0; i < AFTER; i++) {
            T record = made.get();
            extra.add(record);
            aggregation.update(state, record, time(records));
        }
        for (T record : extra) {
            aggregation.retract(state, record, time(records));
        }
        same("answers", Agreement.ROUNDING, before, answer(state, records));
        S emptied = aggregation.create();
        extra.forEach(record -> aggregation.update(emptied, record, time(0)));
        extra.forEach(record -> aggregation.retract(emptied, record, time(0)));
        same("answers of an emptied state", Agreement.ROUNDING, answer(aggregation.create(), 0), answer(emptied, 0));
    }

    private void subtractUndoes() {
        S state = fed(0, records);
        Object before = answer(state, records);
        S other = fed(records, records + AFTER);
        byte[] otherBefore = bytes(other);
        aggregation.merge(state, other);
        aggregation.subtract(state, other);
        same("answers", Agreement.ROUNDING, before, answer(state, records));
        check(Arrays.equals(otherBefore, bytes(other)), "subtract changed its argument");
    }

    private S fed(int from, int to) {
        S state = aggregation.create();
        feed(state, from, to);
        return state;
    }

    /** Draws the records before {@code from} too, so that record i is the same in every part of the stream. */
    private void feed(S state, int from, int to) {
        Supplier<T> made = stream.apply(seed);
        for (int i = 0; i < to; i++) {
            T record = made.get();
            if (i >= from) {
                aggregation.update(state, record, time(i));
            }
        }
    }

    private static long time(int i) {
        return i * 1_000L;
    }

    private Object answer(S state, int now) {
        return view.apply(aggregation.answer(state, time(now)));
    }

    private S copyOf(S state) {
        if (aggregation.canMerge()) {
            return aggregation.copy(state);
        }
        if (state instanceof Incremental<?> incremental) {
            @SuppressWarnings("unchecked") // Incremental<S> is implemented for the class itself
            S copy = (S) incremental.copy();
            return copy;
        }
        return decode(bytes(state));
    }

    private byte[] bytes(S state) {
        return aggregation.codec().toBytes(state);
    }

    private S decode(byte[] bytes) {
        return aggregation.codec().fromBytes(bytes);
    }

    private void sameBytes(String what, S expected, S actual) {
        check(Arrays.equals(bytes(expected), bytes(actual)), what + " must have the same bytes");
    }

    private static void same(String what, Agreement agreement, Object expected, Object actual) {
        agreement.difference(expected, actual).ifPresent(difference -> {
            throw new AssertionError(what + " must agree (" + agreement + "): " + difference);
        });
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
