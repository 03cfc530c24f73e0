package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bytes of an {@link IncrementalApriori}: its window and its last changes. The itemsets follow from the window, so they are mined again instead of read, and
 * bytes that were altered cannot give a state that contradicts itself.
 */
final class IncrementalAprioriForm {

    private IncrementalAprioriForm() {}

    static void encode(IncrementalApriori s, StateWriter out) {
        // By name, because ids depend on what came and went before.
        List<ChangeLog.Entry> changes = s.lattice.log().net();
        int[] named = IntStream.concat(
                        IntStream.range(0, s.items.limit()).filter(id -> s.items.inUse(id) && s.lattice.count(id) > 0),
                        changes.stream().flatMapToInt(entry -> Arrays.stream(entry.ids())))
                .distinct()
                .boxed()
                .sorted(Comparator.comparing(s.items::name))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] indexOf = new int[s.items.limit()];
        for (int i = 0; i < named.length; i++) {
            indexOf[named[i]] = i;
        }
        s.params.encode(out);
        out.writeInt(s.lastBaskets).writeLong(s.lastMillis).writeLong(s.now).writeInt(s.untilRetry);
        out.writeInt(named.length);
        for (int id : named) {
            out.writeString(s.items.name(id));
        }
        out.writeInt(s.window.size());
        for (int i = 0; i < s.window.size(); i++) {
            int slot = s.window.slot(i);
            if (s.lastMillis > 0) {
                out.writeLong(s.window.time(slot));
            }
            write(indices(s.window.basket(slot), s.window.length(slot), indexOf), out);
        }
        out.writeInt(changes.size());
        changes.stream()
                .map(entry -> new ChangeLog.Entry(indices(entry.ids(), entry.ids().length, indexOf), entry.change()))
                .sorted((a, b) -> Arrays.compare(a.ids(), b.ids()))
                .forEach(entry -> write(entry.ids(), out.writeBoolean(entry.change() == Change.ENTERED)));
    }

    private static int[] indices(int[] of, int length, int[] indexOf) {
        return Arrays.stream(of, 0, length).map(id -> indexOf[id]).sorted().toArray();
    }

    private static void write(int[] indices, StateWriter out) {
        out.writeInt(indices.length);
        for (int index : indices) {
            out.writeInt(index);
        }
    }

    static IncrementalApriori decode(StateReader in) {
        ItemsetParams params = ItemsetParams.decode(in);
        int lastBaskets = in.readIntBetween("last baskets", 0, Integer.MAX_VALUE);
        long lastMillis = in.readCount("last milliseconds");
        IncrementalApriori s = new IncrementalApriori(lastBaskets, lastMillis, params);
        s.now = in.readLong();
        s.untilRetry = in.readIntBetween("baskets until retry", 0, Integer.MAX_VALUE);
        if (lastBaskets > 0 && lastMillis > 0 || lastMillis == 0 && s.now != Long.MIN_VALUE) {
            throw in.corrupt("a window must be of baskets or of time");
        }
        decodeItems(s, in);
        decodeBaskets(s, in);
        if (s.untilRetry > 0) {
            s.lattice.overflow();
            s.lattice.setThreshold(params.threshold(s.window.size()));
        } else {
            s.lattice.mineFromNothing(params.threshold(s.window.size()));
            if (s.lattice.overflown()) {
                throw in.corrupt(
                        "a state with more than " + params.maxItemsets() + " frequent itemsets must be overflown");
            }
        }
        decodeChanges(s, in);
        for (int id = 0; id < s.items.limit(); id++) {
            s.markIfGone(id);
        }
        return s;
    }

    private static void decodeItems(IncrementalApriori s, StateReader in) {
        int count = in.readLength("items", 4);
        String last = "";
        for (int id = 0; id < count; id++) {
            String name = in.readString("item");
            if (id > 0 && name.compareTo(last) <= 0) {
                throw in.corrupt("items must rise");
            }
            s.intern(name);
            last = name;
        }
    }

    private static void decodeBaskets(IncrementalApriori s, StateReader in) {
        int count = in.readLength("baskets", s.lastMillis > 0 ? 12 : 4);
        if (s.lastBaskets > 0 && count > s.lastBaskets) {
            throw in.corrupt("baskets must be at most " + s.lastBaskets + ", got " + count);
        }
        long last = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long time = s.lastMillis > 0 ? in.readLong() : 0;
            if (s.lastMillis > 0 && (time < last || time > s.now || s.isOver(time))) {
                throw in.corrupt("times must rise within the window, got " + time + " after " + last + " at " + s.now);
            }
            last = time;
            int[] basket = readIndices(s, in);
            s.window.add(basket, basket.length, time);
            s.lattice.countItems(basket, basket.length);
        }
    }

    private static void decodeChanges(IncrementalApriori s, StateReader in) {
        s.lattice.log().clear();
        boolean[] named = new boolean[s.items.limit()];
        int[] before = {};
        for (int left = in.readLength("changes", 5); left > 0; left--) {
            Change change = in.readBoolean("entered") ? Change.ENTERED : Change.LEFT;
            int[] changed = readIndices(s, in);
            boolean frequent = s.window.count(changed, changed.length) >= s.lattice.threshold();
            if (changed.length == 0
                    || changed.length > s.params.maxLength()
                    || Arrays.compare(before, changed) >= 0
                    || frequent != (change == Change.ENTERED)) {
                throw in.corrupt("changes must be of different itemsets and fit the window");
            }
            before = changed;
            s.lattice.log().append(changed, changed.length, change);
            for (int id : changed) {
                named[id] = true;
            }
        }
        for (int id = 0; id < s.items.limit(); id++) {
            if (s.lattice.count(id) == 0 && !named[id]) {
                throw in.corrupt("an item must be in a basket or in a change");
            }
        }
    }

    private static int[] readIndices(IncrementalApriori s, StateReader in) {
        int[] indices = new int[in.readLength("items of a set", 4)];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = in.readIntBetween("index of an item", i == 0 ? 0 : indices[i - 1] + 1, s.items.limit() - 1);
        }
        return indices;
    }
}
