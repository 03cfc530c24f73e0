package io.rivulet.algorithms.membership;

import io.rivulet.algorithms.Hash;

/**
 * Whether an item was taken in, in a few bits an item: "no" is certain unless the class says otherwise, "yes" is wrong now and then.
 *
 * <p>Only hashes are kept: the item of a number is its value, that of a text its characters; the same value as number and as text is two items.
 */
public interface MembershipFilter {

    /** Takes an item in by its 64-bit hash, which must be well mixed and always the same for an item; such items are no others'. */
    void updateHash(long hash);

    /** Whether the item of that hash may have been taken in. */
    boolean mightContainHash(long hash);

    /** The seed by which numbers and texts are hashed. */
    long seed();

    /** How likely it is now that an item which was never taken in is taken for one that was. */
    double falsePositiveRate();

    /** Takes one number in. */
    default void update(long item) {
        updateHash(Hash.ofLong(item, seed()));
    }

    /** Takes one text in. */
    default void update(CharSequence item) {
        updateHash(Hash.ofText(item, seed()));
    }

    /** Whether the number may have been taken in. */
    default boolean mightContain(long item) {
        return mightContainHash(Hash.ofLong(item, seed()));
    }

    /** Whether the text may have been taken in. */
    default boolean mightContain(CharSequence item) {
        return mightContainHash(Hash.ofText(item, seed()));
    }
}
