package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sample whose size need not be whole: so many items that are in it, and one that is in it with a probability, the fraction. Making it smaller makes every item
 * less likely by the same factor (Hentschel, Haas and Tian, <i>Temporally-biased sampling for online model management</i>, EDBT 2018, algorithm Downsample).
 */
final class LatentSample<T> {

    /** Sizes nearer to a whole number than this are taken for it: what rounding leaves is no item. */
    private static final double NEAR = 1e-9;

    private final List<T> items = new ArrayList<>();
    private T partial;
    private double fraction;

    double size() {
        return items.size() + fraction;
    }

    double fraction() {
        return fraction;
    }

    void add(T item) {
        items.add(item);
    }

    void replaceAny(T item, Chance chance) {
        items.set(chance.below(items.size()), item);
    }

    /** Adds another one, which is used up: its items stay as likely as they were there, and those here as they were here. */
    void addAll(LatentSample<T> other, Chance chance) {
        items.addAll(other.items);
        addPartial(other.partial, other.fraction, chance);
    }

    /** Adds an item that is in the sample with a probability, from 0 to 1. */
    void addPartial(T item, double probability, Chance chance) {
        double sum = snapped(fraction + probability);
        if (sum == 0) {
            setPartial(null, 0);
        } else if (sum < 1) {
            setPartial(chance.happens(fraction / sum) ? partial : item, sum);
        } else {
            // One of both becomes whole, the other is the fraction that is over.
            boolean here = chance.happens(sum == 1 ? fraction : (1 - probability) / (2 - sum));
            items.add(here ? partial : item);
            setPartial(here ? item : partial, sum - 1);
        }
    }

    /** Makes it smaller: every item becomes {@code to / size()} times as likely. */
    void shrink(double to, Chance chance) {
        double size = size();
        double target = snapped(to);
        if (target >= size) {
            return;
        }
        int whole = (int) target;
        double rest = target - whole;
        double partialStays = fraction * target / size;
        if (whole == 0) {
            if (target > 0 && !chance.happens(fraction / size)) {
                partial = items.get(chance.below(items.size()));
            }
            items.clear();
        } else if (whole == items.size()) {
            if (!chance.happens((1 - partialStays) / (1 - rest))) {
                int place = chance.below(whole);
                T other = partial;
                partial = items.get(place);
                items.set(place, other);
            }
        } else if (chance.happens(partialStays)) {
            keepAny(whole, chance);
            int place = chance.below(whole);
            T other = partial;
            partial = items.get(place);
            items.set(place, other);
        } else {
            keepAny(whole + 1, chance);
            int place = chance.below(whole + 1);
            partial = items.get(place);
            items.set(place, items.get(whole));
            items.remove(whole);
        }
        setPartial(partial, rest);
    }

    /** The items, with or without the one of the fraction. */
    List<T> realized(Chance chance) {
        List<T> sample = new ArrayList<>(items);
        if (fraction > 0 && chance.happens(fraction)) {
            sample.add(partial);
        }
        return Collections.unmodifiableList(sample);
    }

    LatentSample<T> copy() {
        LatentSample<T> copy = new LatentSample<>();
        copy.become(this);
        return copy;
    }

    void become(LatentSample<T> other) {
        items.clear();
        items.addAll(other.items);
        setPartial(other.partial, other.fraction);
    }

    /** All items held, that of the fraction last. */
    List<T> items() {
        List<T> all = new ArrayList<>(items);
        if (fraction > 0) {
            all.add(partial);
        }
        return all;
    }

    /** What {@link #items} gave, and the fraction; for a sample that is read back. */
    void fill(List<T> all, double fraction) {
        int whole = all.size() - (fraction > 0 ? 1 : 0);
        items.addAll(all.subList(0, whole));
        setPartial(fraction > 0 ? all.get(whole) : null, fraction);
    }

    /** Bytes of this object and its list, and of the items. */
    long heapBytes(StateCodec<T> itemCodec) {
        return 32 + 24 + 16 + 5L * items.size() + Codecs.heapBytes(itemCodec, items());
    }

    private void setPartial(T item, double itsFraction) {
        partial = itsFraction > 0 ? item : null;
        fraction = itsFraction;
    }

    private void keepAny(int many, Chance chance) {
        if (many == items.size()) {
            return;
        }
        if (many == items.size() - 1) {
            int gone = chance.below(items.size());
            items.set(gone, items.get(many));
        } else {
            for (int i = 0; i < many; i++) {
                Collections.swap(items, i, i + chance.below(items.size() - i));
            }
        }
        for (int last = items.size() - 1; last >= many; last--) {
            items.remove(last);
        }
    }

    private static double snapped(double size) {
        double whole = Math.rint(size);
        return Math.abs(size - whole) < NEAR ? whole : size;
    }
}
