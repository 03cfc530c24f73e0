package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the membership family: whether an item came before. */
final class MembershipEntries {

    private MembershipEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
