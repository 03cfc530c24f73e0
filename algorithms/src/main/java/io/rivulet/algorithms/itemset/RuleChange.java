package io.rivulet.algorithms.itemset;

import java.util.Objects;

/**
 * A rule that came to hold, or ceased to.
 *
 * @param rule as it is now if it entered, as it last was if it left
 * @param change which of the two
 */
public record RuleChange(AssociationRule rule, Change change) {

    /** Checks that both are there. */
    public RuleChange {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(change, "change");
    }
}
