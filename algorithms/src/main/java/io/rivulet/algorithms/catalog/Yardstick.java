package io.rivulet.algorithms.catalog;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an algorithm's answer is held against, and how the distance is measured. Algorithms with the same question are variants of each other, which the
 * variant lab compares: the same question has one exact answer and one measure, whoever asks it.
 *
 * @param question what is asked, as a sentence: {@code "How many different items came?"}; parameters that change the answer are part of it
 * @param measure what an error is, in a few words: {@code "relative error of the count"}
 * @param start starts the exact answer for a new stream
 * @param <T> a record
 */
public record Yardstick<T>(String question, String measure, Supplier<Exact<T>> start) {

    /** Checks that the question is one. */
    public Yardstick {
        if (!question.endsWith("?")) {
            throw new IllegalArgumentException("question must end with a question mark, got \"" + question + "\"");
        }
        if (measure.isBlank()) {
            throw new IllegalArgumentException("measure must say what an error is, got none");
        }
        Objects.requireNonNull(start, "start");
    }

    /** Distance as a share of the exact value; 0 if both are the same, as two {@code NaN} are. */
    public static double relativeError(double answer, double exact) {
        return Double.compare(answer, exact) == 0 || answer == exact ? 0 : Math.abs(answer - exact) / Math.abs(exact);
    }

    /** Distance in the unit of the values; 0 if both are the same, as two {@code NaN} are. */
    public static double absoluteError(double answer, double exact) {
        return Double.compare(answer, exact) == 0 ? 0 : Math.abs(answer - exact);
    }
}
