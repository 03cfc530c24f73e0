package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.List;

/** The bytes of a {@link SpaceSaving}, of numbers and of other items alike. */
final class SpaceSavingForm {

    private SpaceSavingForm() {}

    static <T> void encode(SpaceSaving<T> s, StateWriter out) {
        out.writeInt(s.counters).writeLong(s.total);
        s.itemCodec.encodeAll(s.items(), out);
        for (int slot = 0; slot < s.slots.size(); slot++) {
            out.writeLong(s.counts[slot]).writeLong(s.errors[slot]);
        }
    }

    static int readCounters(StateReader in) {
        return in.readIntBetween("counters", 1, SpaceSaving.MAX_COUNTERS);
    }

    static <T, S extends SpaceSaving<T>> S decode(S empty, int version, StateReader in) {
        SpaceSaving<T> s = empty;
        long total = in.readCount("total");
        List<T> items = s.itemCodec.decodeAll(in);
        if (items.size() > s.counters) {
            throw in.corrupt("items must be at most " + s.counters + ", got " + items.size());
        }
        long sum = 0;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (T item : items) {
            long count = in.readLong();
            long error = in.readCount("error");
            boolean inOrder = version > 1 || count >= most;
            if (count < 1 || count > total - sum || s.slots.find(item) != Slots.ABSENT || !inOrder) {
                throw in.corrupt("items must differ and counts be positive and fit their total, got count " + count);
            }
            if (error >= count) {
                throw in.corrupt("error must be below its count " + count + ", got " + error);
            }
            s.slots.put(s.open(count, error), item);
            sum += count;
            least = Math.min(least, count);
            most = Math.max(most, count);
        }
        boolean full = items.size() == s.counters;
        if (total > Checks.MAX_TOTAL || !full && sum != total) {
            throw in.corrupt("total must be that of the counts while there is room, " + sum + ", got " + total);
        }
        for (int slot = 0; slot < items.size(); slot++) {
            if (s.errors[slot] > (full ? least : 0)) {
                throw in.corrupt("error must be at most the smallest count, got " + s.errors[slot]);
            }
        }
        s.total = total;
        return empty;
    }
}
