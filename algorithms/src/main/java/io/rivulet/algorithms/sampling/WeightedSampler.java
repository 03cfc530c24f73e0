package io.rivulet.algorithms.sampling;

import java.util.List;
import java.util.function.Predicate;

/**
 * A few items that stand for all that came, heavy ones more likely, and what weight each stands for.
 *
 * @param <T> an item
 */
public interface WeightedSampler<T> {

    /** The least weight that counts; 0 is allowed, too, and never sampled. */
    double MIN_WEIGHT = 1e-150;

    /** The largest weight. */
    double MAX_WEIGHT = 1e150;

    /**
     * Takes one item in; whether it stays is a matter of chance.
     *
     * @throws IllegalArgumentException unless the weight is 0 or in {@link #MIN_WEIGHT} .. {@link #MAX_WEIGHT}
     */
    void update(T item, double weight);

    /** The items chosen so far, in no order that means anything; a copy. */
    List<SampledItem<T>> sample();

    /** How many items came in, which is exact. */
    long count();

    /** What all items weigh together, exact to rounding. */
    double total();

    /** What the items that {@code which} is true of weigh together: an estimate without bias from the sample. */
    default double estimate(Predicate<? super T> which) {
        double sum = 0;
        for (SampledItem<T> sampled : sample()) {
            if (which.test(sampled.item())) {
                sum += sampled.represents();
            }
        }
        return sum;
    }
}
