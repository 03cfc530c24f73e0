package io.rivulet.algorithms.itemset;

import static io.rivulet.algorithms.itemset.ItemsetTrie.NONE;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bytes of {@link DecayedItemsets}: its table of items and its trie, node by node. */
final class DecayedItemsetsForm {

    private DecayedItemsetsForm() {}

    static void encode(DecayedItemsets s, StateWriter out) {
        s.params.encode(out);
        out.writeLong(s.baskets).writeLong(s.age).writeLong(s.untilSweep).writeDouble(s.total);
        s.items.encode(out);
        for (int id = 0; id < s.items.limit(); id++) {
            if (s.items.inUse(id)) {
                writeBelow(s, s.trie.single(id), out);
            }
        }
    }

    /** Children by rising items: their order in the trie is that in which they came. */
    private static void writeBelow(DecayedItemsets s, int node, StateWriter out) {
        List<Integer> children = new ArrayList<>();
        for (int child = s.trie.firstChild(node); child != NONE; child = s.trie.next(child)) {
            children.add(child);
        }
        children.sort(Comparator.comparingInt(s.trie::item));
        out.writeDouble(s.weights[node]).writeDouble(s.errors[node]).writeInt(children.size());
        for (int child : children) {
            out.writeInt(s.trie.item(child));
            writeBelow(s, child, out);
        }
    }

    static DecayedItemsets decode(StateReader in) {
        DecayedItemsets s = DecayedItemsets.create(DecayedParams.decode(in));
        s.baskets = in.readCount("baskets");
        s.age = in.readCount("age");
        s.untilSweep = in.readCount("baskets until the next look through");
        s.total = in.readFinite("total");
        if (s.age > s.baskets
                || s.age >= DecayedItemsets.HALF_LIVES_BEFORE_SCALING * s.params.halfLife()
                || s.untilSweep < 1
                // An earlier build looked through once in a half-life.
                || s.untilSweep > Math.ceil(s.params.halfLife())) {
            throw in.corrupt("age must be at most baskets and " + DecayedItemsets.HALF_LIVES_BEFORE_SCALING
                    + " half-lives, and the next look through within a half-life");
        }
        s.now = StrictMath.pow(2, s.age / s.params.halfLife());
        // An endless stream's baskets weigh now / (1 - decay).
        if (!(s.total >= (s.baskets > 0 ? s.now : 0)) || s.total > 1.000001 * s.now / (1 - s.decay())) {
            throw in.corrupt("total must be that of some baskets, got " + s.total);
        }
        s.items = ItemTable.decode(in);
        for (int id = 0; id < s.items.limit(); id++) {
            if (s.items.inUse(id)) {
                int node = s.trie.addSingle(id);
                readBelow(s, node, 1, in);
            }
        }
        return s;
    }

    private static void readBelow(DecayedItemsets s, int node, int length, StateReader in) {
        double weight = in.readFinite("weight");
        double error = in.readFinite("error");
        if (!(weight > 0 && weight <= 1.000001 * s.total && error >= 0 && error <= weight)) {
            throw in.corrupt("weights must be within total and errors within weights, got " + weight + " and " + error);
        }
        s.set(node, weight, error);
        int children = in.readLength("itemsets of one item more", 24);
        if (children > 0 && length == s.params.maxLength()) {
            throw in.corrupt("itemsets must have at most " + s.params.maxLength() + " items");
        }
        int last = s.trie.item(node);
        for (int i = 0; i < children; i++) {
            int id = in.readIntBetween("id", last + 1, s.items.limit() - 1);
            if (!s.items.inUse(id) || ++s.followed > s.params.maxItemsets()) {
                throw in.corrupt("itemsets must be of items in use and at most " + s.params.maxItemsets());
            }
            readBelow(s, s.trie.addChild(node, id, 0), length + 1, in);
            last = id;
        }
    }
}
