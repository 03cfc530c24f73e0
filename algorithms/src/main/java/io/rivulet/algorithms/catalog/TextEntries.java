package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the text family: templates of messages and weights of words. */
final class TextEntries {

    private TextEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
