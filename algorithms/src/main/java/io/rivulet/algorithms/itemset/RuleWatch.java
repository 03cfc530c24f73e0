package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Which association rules came to hold and which ceased to, from one answer of a miner to the next.
 *
 * <p>A rule enters at one confidence and leaves below another, lower one: near a single threshold it would come and go with every basket.
 *
 * <p><b>Method.</b> The rules of each answer by {@link FrequentItemsets#rules}, compared with those that held before; two thresholds as in Schmitt's trigger,
 * <i>Journal of Scientific Instruments</i> 15, 1938.
 * <p><b>Error.</b> Exact: a rule is watched as long as its itemset is frequent.
 * <p><b>Cost.</b> That of making the rules; about 150 bytes for each that holds.
 * <p><b>Units.</b> Confidences are shares in 0..1.
 * <p><b>Empty.</b> No rule holds.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var watch = RuleWatch.create(0.8, 0.7);
 * watch.update(miner.frequent());  // what entered and left since the update before
 * }</pre>
 */
public final class RuleWatch implements Incremental<RuleWatch> {

    /** Antecedent, then consequent. */
    private static final Comparator<AssociationRule> BY_SIDES = Comparator.comparing(
                    AssociationRule::antecedent, Itemset::compareItems)
            .thenComparing(AssociationRule::consequent, Itemset::compareItems);

    /*
     * Rules are keys and values: a key is found by its two sides alone, the value is the rule as it was at the last update.
     */
    private final double enterConfidence;
    private final double leaveConfidence;
    private TreeMap<AssociationRule, AssociationRule> holding = new TreeMap<>(BY_SIDES);

    private RuleWatch(double enterConfidence, double leaveConfidence) {
        this.enterConfidence = enterConfidence;
        this.leaveConfidence = leaveConfidence;
    }

    /**
     * No rule holds yet.
     *
     * @param enterConfidence a rule that reaches it comes to hold
     * @param leaveConfidence a rule that falls below it ceases to; at most {@code enterConfidence}
     */
    public static RuleWatch create(double enterConfidence, double leaveConfidence) {
        if (!(enterConfidence >= 0 && enterConfidence <= 1)) {
            throw new IllegalArgumentException("enterConfidence must be in 0..1, got " + enterConfidence);
        }
        if (!(leaveConfidence >= 0 && leaveConfidence <= enterConfidence)) {
            throw new IllegalArgumentException(
                    "leaveConfidence must be in 0.." + enterConfidence + ", got " + leaveConfidence);
        }
        return new RuleWatch(enterConfidence, leaveConfidence);
    }

    /** Takes an answer in and tells the changes: those that left, then those that entered, each by antecedent and consequent. */
    public List<RuleChange> update(FrequentItemsets frequent) {
        TreeMap<AssociationRule, AssociationRule> now = new TreeMap<>(BY_SIDES);
        List<RuleChange> entered = new ArrayList<>();
        for (AssociationRule rule : frequent.rules(leaveConfidence)) {
            boolean held = holding.containsKey(rule);
            if (held || rule.reaches(enterConfidence)) {
                now.put(rule, rule);
            }
        }
        for (AssociationRule rule : now.values()) {
            if (!holding.containsKey(rule)) {
                entered.add(new RuleChange(rule, Change.ENTERED));
            }
        }
        List<RuleChange> changes = new ArrayList<>();
        for (AssociationRule rule : holding.values()) {
            if (!now.containsKey(rule)) {
                changes.add(new RuleChange(rule, Change.LEFT));
            }
        }
        changes.addAll(entered);
        holding = now;
        return Collections.unmodifiableList(changes);
    }

    /** The rules that hold, by antecedent and consequent, as they were at the last update. */
    public List<AssociationRule> rules() {
        return List.copyOf(holding.values());
    }

    @Override
    public void reset() {
        holding.clear();
    }

    @Override
    public RuleWatch copy() {
        RuleWatch copy = new RuleWatch(enterConfidence, leaveConfidence);
        copy.holding.putAll(holding);
        return copy;
    }

    @Override
    public long stateBytes() {
        long bytes = 80;
        for (AssociationRule rule : holding.values()) {
            bytes += 140 + 4L * (rule.antecedent().size() + rule.consequent().size());
        }
        return bytes;
    }

    /**
     * Form {@code rule-watch} 1: enterConfidence f64, leaveConfidence f64, rules i32, then each by antecedent and consequent: items of the antecedent i32,
     * the items, items of the consequent i32, the items, count i64, antecedentCount i64, consequentCount i64, baskets i64.
     */
    public static final StateCodec<RuleWatch> CODEC =
            StateCodec.of("rule-watch", 1, RuleWatch::encode, RuleWatch::decode);

    private void encode(StateWriter out) {
        out.writeDouble(enterConfidence).writeDouble(leaveConfidence).writeInt(holding.size());
        for (AssociationRule rule : holding.values()) {
            write(rule.antecedent(), out);
            write(rule.consequent(), out);
            out.writeLong(rule.count())
                    .writeLong(rule.antecedentCount())
                    .writeLong(rule.consequentCount())
                    .writeLong(rule.baskets());
        }
    }

    private static void write(List<String> items, StateWriter out) {
        out.writeInt(items.size());
        items.forEach(out::writeString);
    }

    private static RuleWatch decode(StateReader in) {
        RuleWatch s = create(in.readDouble(), in.readDouble());
        for (int left = in.readLength("rules", 48); left > 0; left--) {
            AssociationRule rule = new AssociationRule(
                    readItems(in), readItems(in), in.readLong(), in.readLong(), in.readLong(), in.readLong());
            if (!s.holding.isEmpty() && BY_SIDES.compare(s.holding.lastKey(), rule) >= 0) {
                throw in.corrupt("rules must rise by antecedent and consequent, got " + rule);
            }
            s.holding.put(rule, rule);
        }
        return s;
    }

    private static List<String> readItems(StateReader in) {
        List<String> items = new ArrayList<>();
        for (int left = in.readLength("items", 4); left > 0; left--) {
            items.add(in.readString("item"));
        }
        return items;
    }
}
