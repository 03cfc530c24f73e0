package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.StateReader;

/** What samples require of what they are given. */
final class Requirements {

    /** No sample counts further. */
    static final long MAX_COUNT = 1L << 62;

    private static final long MAX_TIME_MILLIS = 1L << 60;

    private Requirements() {}

    static void size(int size, int most) {
        if (size < 1 || size > most) {
            throw new IllegalArgumentException("size must be in 1.." + most + ", got " + size);
        }
    }

    static void weight(double weight) {
        if (weight != 0 && !isSampled(weight)) {
            throw new IllegalArgumentException("weight must be 0 or in " + WeightedSampler.MIN_WEIGHT + ".."
                    + WeightedSampler.MAX_WEIGHT + ", got " + weight);
        }
    }

    static boolean isSampled(double weight) {
        return weight >= WeightedSampler.MIN_WEIGHT && weight <= WeightedSampler.MAX_WEIGHT;
    }

    static void time(long timeMillis) {
        if (timeMillis > MAX_TIME_MILLIS || timeMillis < -MAX_TIME_MILLIS) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + timeMillis);
        }
    }

    static void sameSize(String what, int here, int there) {
        if (here != there) {
            throw new IllegalArgumentException(
                    "cannot merge " + what + " of size " + here + " with size " + there + ": size differs");
        }
    }

    static void counts(long here, long there) {
        if (there > MAX_COUNT - here) {
            throw new IllegalArgumentException(
                    "counts must stay within " + MAX_COUNT + " together, got " + here + " and " + there);
        }
    }

    static long readCount(StateReader in) {
        long count = in.readCount("count");
        if (count > MAX_COUNT) {
            throw in.corrupt("count must be at most " + MAX_COUNT + ", got " + count);
        }
        return count;
    }

    static long readTime(StateReader in, String name) {
        long time = in.readLong();
        if (time > MAX_TIME_MILLIS || time < -MAX_TIME_MILLIS) {
            throw in.corrupt(name + " must be within 2^60 of the epoch, got " + time);
        }
        return time;
    }
}
