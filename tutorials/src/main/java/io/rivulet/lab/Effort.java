package io.rivulet.lab;

import io.rivulet.lab.Dataset.Draw;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How many records and draws of a dataset can be compared within a given time. Algorithms take a constant time for a record; exact answers may take the
 * square of the records and more, so that what a long stream would take shows only at a short one.
 *
 * @param nanos that all draws together may take, about
 * @param nanoTime the clock
 */
record Effort(long nanos, LongSupplier nanoTime) {

    private static final int FIRST_RECORDS = 1_000;
    private static final int MOST_GROWTH = 10;
    /** Of the time, that one draw may take: several draws say more than one of more records. */
    private static final int PARTS = 4;

    /** As much of the dataset as can be compared; {@code compare} compares one draw, as is done with each of them later. */
    <T> Dataset<T> fitted(Dataset<T> dataset, Consumer<Draw<T>> compare) {
        Draw<T> first = dataset.first();
        int records = Math.min(FIRST_RECORDS, first.size());
        while (true) {
            long took = time(first.first(records), compare);
            if (took >= nanos / PARTS) {
                // What ran for the first time took longer than it will.
                took = Math.min(took, time(first.first(records), compare));
            }
            if (records == first.size() || took >= nanos / PARTS) {
                long draws = Math.min(dataset.draws(), Math.max(PARTS, nanos / took));
                return dataset.of(records, (int) draws);
            }
            double growth = Math.floor(Math.sqrt((double) nanos / PARTS / took));
            records = (int) Math.min(first.size(), (long) records * (long) Math.max(2, Math.min(MOST_GROWTH, growth)));
        }
    }

    private <T> long time(Draw<T> draw, Consumer<Draw<T>> compare) {
        long start = nanoTime.getAsLong();
        compare.accept(draw);
        return Math.max(1, nanoTime.getAsLong() - start);
    }
}
