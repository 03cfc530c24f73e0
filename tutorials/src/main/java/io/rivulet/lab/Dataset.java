package io.rivulet.lab;

import io.rivulet.algorithms.catalog.SampleStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Records to compare variants over, with their times.
 *
 * @param name a made stream's name, or a file's
 * @param description what is typical about it
 * @param draws how many streams of records there are: several if they are made, each from another seed
 * @param draw gives the stream of a number from 0; the same one whenever it is asked
 * @param <T> a record
 */
public record Dataset<T>(String name, String description, int draws, IntFunction<Draw<T>> draw) {

    /** Checks that there is a stream. */
    public Dataset {
        if (draws < 1) {
            throw new IllegalArgumentException("draws must be at least 1, got " + draws);
        }
        Objects.requireNonNull(draw, "draw");
    }

    /**
     * One stream.
     *
     * @param records in the order of coming
     * @param timesMillis as many, never falling
     * @param <T> a record
     */
    @SuppressWarnings("ArrayRecordComponent") // as long as the records, and never changed
    public record Draw<T>(List<T> records, long[] timesMillis) {

        /** Checks that each record has a time. */
        public Draw {
            if (records.size() != timesMillis.length) {
                throw new IllegalArgumentException(
                        "there must be a time for each of " + records.size() + " records, got " + timesMillis.length);
            }
        }

        /** How many records there are. */
        public int size() {
            return timesMillis.length;
        }

        /** The first of them. */
        Draw<T> first(int count) {
            return count == size() ? this : new Draw<>(records.subList(0, count), Arrays.copyOf(timesMillis, count));
        }
    }

    /** Records of the catalogue's sample streams, one a second. */
    public static <T> Dataset<T> made(SampleStream<T> stream, int records, int draws) {
        long[] times = IntStream.range(0, records).mapToLong(i -> i * 1_000L).toArray();
        return new Dataset<>(
                stream.name(), stream.description(), draws, draw -> new Draw<>(stream.records(records, draw), times));
    }

    /** Records that are what they are. */
    public static <T> Dataset<T> of(String name, String description, Draw<T> records) {
        return new Dataset<>(name, description, 1, draw -> records);
    }

    /** The first records of the first draws. */
    Dataset<T> of(int records, int fewer) {
        return new Dataset<>(
                name, description, fewer, number -> draw.apply(number).first(records));
    }

    /** The first draw: what time is measured over. */
    Draw<T> first() {
        return draw.apply(0);
    }
}
