package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.List;

/** The bytes of a {@link MisraGries}, of numbers and of other items alike. */
final class MisraGriesForm {

    private MisraGriesForm() {}

    static <T> void encode(MisraGries<T> s, StateWriter out) {
        out.writeInt(s.counters).writeLong(s.total).writeLong(s.lowered);
        s.itemCodec.encodeAll(s.items(), out);
        for (int slot = 0; slot < s.slots.size(); slot++) {
            out.writeLong(s.values[slot]);
        }
    }

    static int readCounters(StateReader in) {
        return in.readIntBetween("counters", 1, MisraGries.MAX_COUNTERS);
    }

    static <T, S extends MisraGries<T>> S decode(S empty, StateReader in) {
        MisraGries<T> s = empty;
        long total = in.readCount("total");
        long lowered = in.readCount("lowered");
        List<T> items = s.itemCodec.decodeAll(in);
        if (items.size() > MisraGries.room(s.counters)) {
            throw in.corrupt("items must be at most " + MisraGries.room(s.counters) + ", got " + items.size());
        }
        if (total > Checks.MAX_TOTAL || lowered > total / s.counters) {
            throw in.corrupt("lowered must be at most total / counters, got " + lowered + " of " + total);
        }
        long left = total - s.counters * lowered;
        for (T item : items) {
            long value = in.readLong();
            if (value < 1 || value > left || s.slots.find(item) != Slots.ABSENT) {
                throw in.corrupt("items must differ and values be positive and fit their total, got value " + value);
            }
            left -= value;
            s.slots.put(s.freeSlot(value), item);
        }
        if (lowered == 0 && left != 0) {
            throw in.corrupt("values must add up to total " + total + " while there is room, " + left + " missing");
        }
        s.total = total;
        s.lowered = lowered;
        return empty;
    }
}
