package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All itemsets that are frequent in a sliding window, exact after every basket, and what changed with it.
 *
 * <p>The window is the last n baskets, the last stretch of time, or everything. A share {@code minSupport} is of the baskets that are in the window, so the
 * threshold moves while their number does.
 *
 * <p><b>Method.</b> The negative border, the itemsets that are not frequent although all their subsets are (Mannila and Toivonen, <i>Data Mining and Knowledge
 * Discovery</i> 1(3), 1997; Thomas, Bodagala, Alsabti and Ranka, KDD 1997; Feldman, Aumann, Amir and Mannila 1997), over a window as in Moment (Chi, Wang,
 * Yu and Muntz, ICDM 2004), with vertical bitmaps (Zaki, <i>IEEE TKDE</i> 12(3), 2000). Ours differs in that the border is filled lazily, and is only a
 * memory of counts: no itemset of it is needed for an answer to be right.
 * <p><b>Error.</b> Exact.
 * <p><b>Cost.</b> A basket costs one step for each of its subsets that are frequent or in the border, and window / 64 words for each that joins the border;
 * the same again when it leaves. When a share's threshold falls, as it does in a window of time with fewer baskets, the candidates are counted anew, as when
 * mining from nothing. Nothing is allocated once tables have grown. Memory: the window's baskets, window / 8 bytes for each item in it, about 50 bytes an itemset, of which there are at most
 * {@code maxItemsets} frequent ones and as many of the border. Without a window all baskets are kept.
 * <p><b>Too many.</b> With more than {@code maxItemsets} frequent ones the miner is {@link #overflown}: it takes baskets as before, but mines from nothing
 * at each question, refuses an answer that is too long, and knows no changes. It tries to follow again once as many baskets have come as the window
 * held; the changes of that event list every frequent itemset as entered, so that who follows the changes starts anew.
 * <p><b>Units.</b> Counts are baskets, times milliseconds.
 * <p><b>Empty.</b> No itemset is frequent.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var miner = IncrementalApriori.lastBaskets(3, ItemsetParams.ofMinCount(2));
 * miner.update(List.of("bread", "milk"));
 * miner.update(List.of("bread", "milk", "tea"));
 * miner.update(List.of("tea"));
 * miner.update(List.of("tea", "milk"));   // the first basket leaves
 * miner.changes();                        // bread and {bread, milk} left, {milk, tea} entered
 * }</pre>
 */
public final class IncrementalApriori implements ItemsetMiner, Incremental<IncrementalApriori> {

    /*
     * This class keeps the window: what is in it, when it leaves, and what its items are called. The lattice follows with the frequent itemsets. An event is
     * one update or one advance of time: first what is over leaves, then the threshold moves to the new number of baskets, then the basket comes.
     * Invariant: at the end of an event the threshold is that of the window's baskets.
     */
    ItemsetParams params;
    final int lastBaskets;
    final long lastMillis;
    final ItemTable items;
    final BasketWindow window;
    final FrequentLattice lattice;
    long now = Long.MIN_VALUE;

    /** How many more baskets must come before an overflown lattice is filled again. */
    int untilRetry;

    /** Items that no basket held after the last event; they keep their ids until the next, because its changes may name them. */
    private int[] gone = new int[16];

    private int goneSize;
    private final BasketIds ids = new BasketIds();

    IncrementalApriori(int lastBaskets, long lastMillis, ItemsetParams params) {
        this.params = Objects.requireNonNull(params, "params");
        this.lastBaskets = lastBaskets;
        this.lastMillis = lastMillis;
        this.items = new ItemTable();
        this.window = new BasketWindow(lastBaskets > 0 ? lastBaskets : Integer.MAX_VALUE);
        this.lattice = new FrequentLattice(params, window);
    }

    private IncrementalApriori(IncrementalApriori of) {
        params = of.params;
        lastBaskets = of.lastBaskets;
        lastMillis = of.lastMillis;
        items = of.items.copy();
        window = of.window.copy();
        lattice = of.lattice.copy(window);
        now = of.now;
        untilRetry = of.untilRetry;
        gone = of.gone.clone();
        goneSize = of.goneSize;
    }

    /** Over the last so many baskets; times are not looked at. */
    public static IncrementalApriori lastBaskets(int baskets, ItemsetParams params) {
        if (baskets < 1) {
            throw new IllegalArgumentException("baskets must be at least 1, got " + baskets);
        }
        return new IncrementalApriori(baskets, 0, params);
    }

    /** Over the baskets of the last stretch of time: those with {@code now - window < time <= now}, now being the latest time seen. */
    public static IncrementalApriori lastTime(Duration window, ItemsetParams params) {
        if (window.toMillis() < 1) {
            throw new IllegalArgumentException("window must be at least a millisecond, got " + window);
        }
        return new IncrementalApriori(0, window.toMillis(), params);
    }

    /** Over all baskets; they are kept. */
    public static IncrementalApriori landmark(ItemsetParams params) {
        return new IncrementalApriori(0, 0, params);
    }

    /** How a dataflow uses it: {@code aggregation(() -> IncrementalApriori.lastBaskets(1000, params), Order::items)}. */
    public static <T> Aggregation<T, IncrementalApriori, FrequentItemsets> aggregation(
            Supplier<IncrementalApriori> create, Function<? super T, ? extends Collection<String>> basket) {
        return Aggregation.ofTimed(
                "incremental-apriori",
                create,
                (s, record, time) -> s.update(basket.apply(record), time),
                (s, nowMillis) -> s.at(nowMillis).frequent(),
                CODEC);
    }

    /** Takes one basket in; in a window of time, at the latest time seen. */
    @Override
    public void update(Collection<String> basket) {
        update(basket, now);
    }

    /**
     * Takes one basket in. A window of time takes late baskets at their place; one that is too late to be in the window changes nothing.
     *
     * @param timeMillis looked at by a window of time only
     */
    public void update(Collection<String> basket, long timeMillis) {
        Apriori.requireItems(basket);
        startEvent();
        boolean wasOverflown = lattice.overflown();
        passTo(timeMillis);
        if (lastMillis > 0 && isOver(timeMillis)) {
            moveThreshold(window.size());
            waitIfOverflown();
            return;
        }
        if (lastBaskets > 0 && window.size() == lastBaskets) {
            expireOldest();
        }
        moveThreshold(window.size() + 1);
        ids.read(basket, this::intern);
        window.add(ids.ids(), ids.length(), lastMillis > 0 ? timeMillis : 0);
        lattice.added(ids.ids(), ids.length());
        if (wasOverflown && --untilRetry == 0) {
            lattice.mineFromNothing(params.threshold(window.size()));
        }
        waitIfOverflown();
    }

    /** Lets time pass without a basket: those that are over leave a window of time. An earlier time than seen changes nothing. */
    public void advanceTo(long timeMillis) {
        startEvent();
        passTo(timeMillis);
        moveThreshold(window.size());
        waitIfOverflown();
    }

    /**
     * Looks for more frequent or for rarer itemsets from now on; the changes of this event are those of the threshold. A higher one costs a step for each itemset, a lower
     * one what it costs to find those between. An overflown miner tries to follow again at once.
     *
     * @param minCount as in {@link ItemsetParams}
     * @param minSupport as in {@link ItemsetParams}
     */
    public void changeThreshold(int minCount, double minSupport) {
        ItemsetParams changed = new ItemsetParams(minCount, minSupport, params.maxLength(), params.maxItemsets());
        startEvent();
        params = changed;
        if (lattice.overflown()) {
            untilRetry = 0;
            lattice.mineFromNothing(params.threshold(window.size()));
        } else {
            moveThreshold(window.size());
        }
        waitIfOverflown();
    }

    /** What counts as frequent now. */
    public ItemsetParams params() {
        return params;
    }

    @Override
    public int baskets() {
        return window.size();
    }

    /** Whether more itemsets are frequent than {@code maxItemsets}, or were a short while ago. */
    public boolean overflown() {
        return lattice.overflown();
    }

    @Override
    public int count(Collection<String> itemset) {
        int[] wanted = new int[itemset.size()];
        int length = 0;
        for (String item : itemset) {
            int id = items.idOf(item);
            if (id == ItemTable.NONE) {
                return 0;
            }
            wanted[length++] = id;
        }
        return window.count(wanted, length);
    }

    @Override
    public FrequentItemsets frequent() {
        FrequentLattice asked = lattice;
        if (lattice.overflown()) {
            asked = lattice.copy(window);
            asked.mineFromNothing(params.threshold(window.size()));
            if (asked.overflown()) {
                throw params.tooMany(params.threshold(window.size()));
            }
        }
        FrequentLattice answering = asked;
        List<Itemset> found = new ArrayList<>(answering.frequent());
        int[] itemset = new int[params.maxLength()];
        answering.forEachFrequent(
                node -> found.add(itemset(itemset, answering.items(node, itemset), answering.countAt(node))));
        return new FrequentItemsets(window.size(), answering.threshold(), found);
    }

    /**
     * What the last event changed, in {@link Itemset#ORDER}; an itemset that left and entered again within the event is not listed. Changes applied one
     * after another to an empty answer give {@link #frequent}.
     *
     * @throws IllegalStateException if the miner is overflown
     */
    public List<ItemsetChange> changes() {
        if (lattice.overflown()) {
            throw new IllegalStateException(
                    "changes must be followed in a miner that is not overflown; itemsets were more than "
                            + params.maxItemsets() + ", the next try is in " + untilRetry + " baskets");
        }
        return lattice.log().net().stream()
                .map(entry -> {
                    int[] of = entry.ids();
                    return new ItemsetChange(itemset(of, of.length, window.count(of, of.length)), entry.change());
                })
                .sorted((a, b) -> Itemset.ORDER.compare(a.itemset(), b.itemset()))
                .toList();
    }

    /** Empty, with the threshold as it was {@linkplain #changeThreshold changed} last. */
    @Override
    public void reset() {
        items.clear();
        window.clear();
        lattice.clear(params.threshold(0));
        now = Long.MIN_VALUE;
        untilRetry = 0;
        goneSize = 0;
    }

    @Override
    public IncrementalApriori copy() {
        return new IncrementalApriori(this);
    }

    @Override
    public long stateBytes() {
        return 120
                + items.stateBytes()
                + window.stateBytes()
                + lattice.stateBytes()
                + ids.heapBytes()
                + 4L * gone.length;
    }

    /**
     * Form {@code incremental-apriori} 1: parameters (minCount i32, minSupport f64, maxLength i32, maxItemsets i32), last baskets i32, last milliseconds i64,
     * now i64, baskets until retry i32, items i32, then their names rising; baskets i32, then each by time: time i64 in a window of time, items i32, their
     * indices i32 rising; changes i32, then each by rising indices: entered bool, items i32, their indices i32.
     */
    public static final StateCodec<IncrementalApriori> CODEC =
            StateCodec.of("incremental-apriori", 1, IncrementalAprioriForm::encode, IncrementalAprioriForm::decode);

    /** The state as it will be at that time if nothing comes. */
    private IncrementalApriori at(long timeMillis) {
        if (lastMillis == 0 || timeMillis <= now || window.size() == 0) {
            return this;
        }
        IncrementalApriori later = copy();
        later.advanceTo(timeMillis);
        return later;
    }

    private void startEvent() {
        lattice.log().clear();
        for (int i = 0; i < goneSize; i++) {
            int id = gone[i];
            if (lattice.count(id) == 0) {
                lattice.removeItem(id);
                items.release(id);
            }
        }
        goneSize = 0;
    }

    private void passTo(long timeMillis) {
        if (lastMillis > 0 && timeMillis > now) {
            now = timeMillis;
            while (window.size() > 0 && isOver(window.time(window.slot(0)))) {
                expireOldest();
            }
        }
    }

    /** The distance of two longs may need 64 bits without a sign. */
    boolean isOver(long timeMillis) {
        return Long.compareUnsigned(now - timeMillis, lastMillis) >= 0;
    }

    private void expireOldest() {
        int slot = window.slot(0);
        int[] basket = window.basket(slot);
        int length = window.length(slot);
        window.removeOldest();
        lattice.removed(basket, length);
        for (int i = 0; i < length; i++) {
            markIfGone(basket[i]);
        }
    }

    private void moveThreshold(int baskets) {
        lattice.setThreshold(params.threshold(baskets));
    }

    private void waitIfOverflown() {
        if (lattice.overflown() && untilRetry == 0) {
            untilRetry = Math.max(1, window.size());
        }
    }

    int intern(String item) {
        int id = items.intern(item);
        lattice.addItem(id);
        return id;
    }

    void markIfGone(int id) {
        if (lattice.count(id) == 0) {
            if (goneSize == gone.length) {
                gone = Arrays.copyOf(gone, 2 * goneSize);
            }
            gone[goneSize++] = id;
        }
    }

    private Itemset itemset(int[] of, int length, int count) {
        String[] names = new String[length];
        Arrays.setAll(names, i -> items.name(of[i]));
        return Itemset.of(count, names);
    }
}
