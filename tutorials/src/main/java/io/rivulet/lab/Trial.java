package io.rivulet.lab;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingMethod;
import io.rivulet.lab.Dataset.Draw;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A variant at work on one stream.
 *
 * @param <T> a record
 */
interface Trial<T> {

    /** Takes some of the records in; one call for many, so that what is timed is the algorithm and not the call. */
    void feed(Draw<T> draw, int from, int to);

    /** Answers at that time. */
    Answer answer(long nowMillis);

    /** Bytes on the heap; records that a window keeps are not counted, they belong to the caller. */
    long heapBytes();

    /** Bytes of the state when written; none for a window that keeps records, whose bytes are the caller's. */
    OptionalLong formBytes();

    /** The first of the records up to {@code to} that an answer at that time covers. */
    int firstRecord(Draw<T> draw, int to, long nowMillis);

    /** A way to merge that can be timed; none where states do not merge. */
    Optional<Merging> merging(Draw<T> draw);

    /** Merges of two halves of a stream. */
    interface Merging {

        /** Makes states ready to be merged into, and says how many: as many as wanted, or fewer if they are large. */
        int prepare(int wanted);

        /** Merges each of them with the other half. */
        void merge();
    }

    /** The whole stream. */
    static <T, S> Trial<T> over(Aggregation<T, S, Answer> aggregation) {
        return new WholeStreamTrial<>(aggregation);
    }

    /** The last while of it. */
    static <T> Trial<T> over(Aggregation<T, ?, Answer> aggregation, Duration window) {
        return new WindowTrial<>(Sliding.over(window, step(window), aggregation));
    }

    /** How a window of such states slides: {@code subtract}. */
    static String method(Aggregation<?, ?, Answer> aggregation, Duration window) {
        SlidingMethod method =
                Sliding.over(window, step(window), aggregation).choice().method();
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Windows move in hundredths of their size: a state is kept for each. */
    private static Duration step(Duration window) {
        long millis = window.toMillis();
        return millis % 100 == 0 ? Duration.ofMillis(millis / 100) : window;
    }
}
