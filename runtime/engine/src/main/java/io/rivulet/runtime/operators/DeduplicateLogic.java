package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.Arrays;

/** See {@link ByEventTime#deduplicate}. */
final class DeduplicateLogic<K, T> implements KeyedLogic<K, T, DeduplicateLogic.Passed, T> {

    /*
     * A record that passed is needed for as long as a record in time can be near it: until the watermark is past it by more than the time to live. There
     * are few at a time, more than timeToLive apart. One timer waits for the first of them to be needed no more; one that is put in before the first
     * waits with it, which does no harm.
     */

    /** The times of the records that passed, rising. */
    static final class Passed {
        long[] times = new long[1];
        int size;

        /** How many of the times are at most that. */
        int countUpTo(long timeMillis) {
            int count = size;
            while (count > 0 && times[count - 1] > timeMillis) {
                count--;
            }
            return count;
        }

        void insert(int at, long timeMillis) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
            }
            System.arraycopy(times, at, times, at + 1, size - at);
            times[at] = timeMillis;
            size++;
        }

        void removeFirst(int count) {
            size -= count;
            System.arraycopy(times, count, times, 0, size);
        }

        /** Form {@code passed} 1: times i32, then each i64, rising. */
        static final StateCodec<Passed> CODEC = StateCodec.of("passed", 1, Passed::encode, Passed::decode);

        private void encode(StateWriter out) {
            out.writeInt(size);
            for (int i = 0; i < size; i++) {
                out.writeLong(times[i]);
            }
        }

        private static Passed decode(StateReader in) {
            Passed passed = new Passed();
            for (int left = in.readLength("times", Long.BYTES); left > 0; left--) {
                long time = in.readLong();
                if (passed.size > 0 && time <= passed.times[passed.size - 1]) {
                    throw in.corrupt("times must rise, got " + time + " after " + passed.times[passed.size - 1]);
                }
                passed.insert(passed.size, time);
            }
            return passed;
        }
    }

    private final long timeToLive;

    DeduplicateLogic(Long timeToLiveMillis) {
        this.timeToLive = timeToLiveMillis;
    }

    @Override
    public Passed create() {
        return new Passed();
    }

    @Override
    public StateCodec<Passed> codec() {
        return Passed.CODEC;
    }

    @Override
    public String fingerprint() {
        return timeToLive + " ms";
    }

    @Override
    public Keep onRecord(Passed passed, T record, KeyedContext<K, T> context) {
        long time = Windows.checked(context.timeMillis());
        if (time < context.watermarkMillis()) {
            Sides.emitLate(record, context);
            return passed.size == 0 ? Keep.DISCARD : Keep.RETAIN;
        }
        int after = passed.countUpTo(time);
        boolean nearBefore = after > 0 && time - passed.times[after - 1] <= timeToLive;
        boolean nearAfter = after < passed.size && passed.times[after] - time <= timeToLive;
        if (!nearBefore && !nearAfter) {
            if (passed.size == 0) {
                context.setTimer(time + timeToLive + 1, 0);
            }
            passed.insert(after, time);
            context.emit(record);
        }
        return Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Passed passed, long payload, KeyedContext<K, T> context) {
        // Not from the watermark, which may be beyond all numbers; what the timer was set for has been reached at
        // least.
        passed.removeFirst(passed.countUpTo(context.timeMillis() - timeToLive - 1));
        if (passed.size == 0) {
            return Keep.DISCARD;
        }
        context.setTimer(passed.times[0] + timeToLive + 1, 0);
        return Keep.RETAIN;
    }
}
