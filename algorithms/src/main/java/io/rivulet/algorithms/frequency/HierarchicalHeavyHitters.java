package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Where in a hierarchy the weight lies: single items that are heavy, and prefixes, such as networks or folders, that are heavy even without those below them
 * that are listed already.
 *
 * <p><b>Method.</b> Mitzenmacher, Steinke and Thaler, <i>Hierarchical heavy hitters with the Space Saving algorithm</i>, ALENEX 2012: a Space-Saving a level,
 * each of which takes in the prefix of every item. A prefix is listed where its count, less what the next listed prefixes below it surely have, reaches the
 * share that is asked for.
 * <p><b>Error.</b> Counts are never too low, and too high by total / m at most. Every prefix whose true weight beyond the listed ones below it reaches the share
 * is listed; some that do not reach it may be. No chance is involved.
 * <p><b>Cost.</b> One Space-Saving update a level; O(levels · m) per list. What the hierarchy makes of an item is allocated by it: numbers allocate nothing. About
 * 40 bytes a counter and the prefix.
 * <p><b>Units.</b> Counts, or the unit of the weights.
 * <p><b>Empty.</b> No rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Items must not change while they are in.
 *
 * <pre>{@code
 * var sources = HierarchicalHeavyHitters.ofTexts(100, Hierarchy.parts('.', 4));
 * for (int i = 0; i < 300; i++) {
 *     sources.update(i % 3 == 0 ? "10.0.0.1" : "10.7." + i % 100 + ".1");
 * }
 * sources.heavyHitters(0.3);
 * // 10.0.0.1 with 100, and 10.7 with 200 in all, no single address of which is heavy; 10 alone would add nothing
 * }</pre>
 *
 * @param <T> an item or a prefix of it
 */
public sealed class HierarchicalHeavyHitters<T>
        implements Incremental<HierarchicalHeavyHitters<T>>, Mergeable<HierarchicalHeavyHitters<T>> {

    /** The largest number of counters a level. */
    public static final int MAX_COUNTERS = SpaceSaving.MAX_COUNTERS;

    /*
     * levels.get(d - 1) counts the prefixes of depth d. Items that are less deep are not in the deeper levels. All levels have the same number of counters,
     * and the first one's total is that of all items, for every item has a prefix of depth 1; items of depth 0 have none and count in total alone.
     */
    private final Hierarchy<T> hierarchy;
    private final List<SpaceSaving<T>> levels;
    private long total;

    private HierarchicalHeavyHitters(Hierarchy<T> hierarchy, List<SpaceSaving<T>> levels) {
        this.hierarchy = hierarchy;
        this.levels = levels;
    }

    /**
     * Over items of any kind.
     *
     * @param counters a level: more than the inverse of the smallest share that will be asked for
     */
    public static <T> HierarchicalHeavyHitters<T> of(int counters, Hierarchy<T> hierarchy, StateCodec<T> itemCodec) {
        List<SpaceSaving<T>> levels = new ArrayList<>();
        for (int depth = 1; depth <= hierarchy.maxDepth(); depth++) {
            levels.add(SpaceSaving.of(counters, itemCodec));
        }
        return new HierarchicalHeavyHitters<>(hierarchy, levels);
    }

    /** Over texts. */
    public static HierarchicalHeavyHitters<String> ofTexts(int counters, Hierarchy<String> hierarchy) {
        return of(counters, hierarchy, Codecs.TEXT);
    }

    /** Over numbers, such as IPv4 addresses by {@code Hierarchy.bits(32, 8)}; none is boxed. */
    public static OfLongs ofLongs(int counters, Hierarchy.OfLongs hierarchy) {
        List<SpaceSaving<Long>> levels = new ArrayList<>();
        for (int depth = 1; depth <= hierarchy.maxDepth(); depth++) {
            levels.add(SpaceSaving.ofLongs(counters));
        }
        return new OfLongs(hierarchy, levels);
    }

    /** How a dataflow counts texts; the answer is what has more than a share. */
    public static <R> Aggregation<R, HierarchicalHeavyHitters<String>, List<HeavyPrefix<String>>> aggregation(
            int counters, double share, Hierarchy<String> hierarchy, Function<? super R, String> item) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        Checks.requireShare(share);
        return Aggregation.<R, HierarchicalHeavyHitters<String>, List<HeavyPrefix<String>>>of(
                        "hierarchical-heavy-hitters",
                        () -> ofTexts(counters, hierarchy),
                        (s, record) -> s.update(item.apply(record), 1),
                        s -> s.heavyHitters(share),
                        codec(hierarchy, Codecs.TEXT))
                .merging(HierarchicalHeavyHitters::merge, HierarchicalHeavyHitters::copy);
    }

    /** How a dataflow counts numbers; the answer is what has more than a share. */
    public static <R> Aggregation<R, OfLongs, List<HeavyPrefix<Long>>> aggregationOfLongs(
            int counters, double share, Hierarchy.OfLongs hierarchy, ToLongFunction<? super R> item) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        Checks.requireShare(share);
        return Aggregation.<R, OfLongs, List<HeavyPrefix<Long>>>of(
                        "hierarchical-heavy-hitters",
                        () -> ofLongs(counters, hierarchy),
                        (s, record) -> s.update(item.applyAsLong(record), 1),
                        s -> s.heavyHitters(share),
                        codec(hierarchy))
                .merging(HierarchicalHeavyHitters::merge, OfLongs::copy);
    }

    /** Takes one item in. */
    public void update(T item) {
        update(item, 1);
    }

    /**
     * Takes one item in that counts {@code weight} times.
     *
     * @throws IllegalArgumentException if the weight is negative or the total would overflow
     */
    public void update(T item, long weight) {
        Objects.requireNonNull(item, "item");
        int depths = hierarchy.depthOf(item);
        total = Checks.raisedTotal(total, weight);
        for (int depth = 1; depth <= depths; depth++) {
            levels.get(depth - 1).update(hierarchy.prefix(item, depth), weight);
        }
    }

    /** At most how much came below a prefix of that depth. */
    public long estimate(T prefix, int depth) {
        Objects.checkIndex(depth - 1, levels.size());
        return levels.get(depth - 1).estimate(prefix);
    }

    /** The weight of all items together. */
    public long total() {
        return total;
    }

    /**
     * All prefixes, items included, that may have a share of the total beyond the longer ones listed, the deepest first and of one depth the heaviest.
     *
     * @param share above 0, up to 1; not less than 1 / counters, or nothing below the widest prefixes may be found
     */
    public List<HeavyPrefix<T>> heavyHitters(double share) {
        Checks.requireShare(share);
        long least = Math.max(1, (long) Math.ceil(share * total));
        List<HeavyPrefix<T>> rows = new ArrayList<>();
        // By prefix of the depth in hand: what the nearest listed prefixes below it surely have.
        Map<T, Long> listed = new HashMap<>();
        for (int depth = levels.size(); depth >= 1; depth--) {
            SpaceSaving<T> level = levels.get(depth - 1);
            for (FrequentItem<T> item : level.top(level.counters())) {
                long beyond = item.count() - listed.getOrDefault(item.item(), 0L);
                if (beyond >= least) {
                    rows.add(new HeavyPrefix<>(item.item(), depth, item.count(), item.error(), beyond));
                    listed.put(item.item(), item.count() - item.error());
                }
            }
            Map<T, Long> above = new HashMap<>();
            if (depth > 1) {
                int wider = depth - 1;
                listed.forEach((prefix, sure) -> above.merge(hierarchy.prefix(prefix, wider), sure, Long::sum));
            }
            listed = above;
        }
        return List.copyOf(rows);
    }

    @Override
    public void merge(HierarchicalHeavyHitters<T> other) {
        if (other.levels.size() != levels.size() || other.counters() != counters()) {
            throw new IllegalArgumentException("cannot merge HierarchicalHeavyHitters of " + levels.size() + " levels, "
                    + counters() + " counters with " + other.levels.size() + ", " + other.counters()
                    + ": both must be the same");
        }
        total = Checks.mergedTotal(total, other.total);
        for (int i = 0; i < levels.size(); i++) {
            levels.get(i).merge(other.levels.get(i));
        }
    }

    private int counters() {
        return levels.get(0).counters();
    }

    @Override
    public void reset() {
        levels.forEach(SpaceSaving::reset);
        total = 0;
    }

    @Override
    public HierarchicalHeavyHitters<T> copy() {
        HierarchicalHeavyHitters<T> copy = new HierarchicalHeavyHitters<>(hierarchy, copyOfLevels());
        copy.total = total;
        return copy;
    }

    private List<SpaceSaving<T>> copyOfLevels() {
        List<SpaceSaving<T>> copies = new ArrayList<>();
        levels.forEach(level -> copies.add(level.copy()));
        return copies;
    }

    @Override
    public long stateBytes() {
        return 72
                + 4L * levels.size()
                + levels.stream().mapToLong(SpaceSaving::stateBytes).sum();
    }

    /**
     * How counters over such items become bytes. Form {@code hierarchical-heavy-hitters} 1: total i64, the levels from the widest under one header. The
     * hierarchy is not in the bytes: whoever decodes gives the one that they were counted by.
     */
    public static <T> StateCodec<HierarchicalHeavyHitters<T>> codec(Hierarchy<T> hierarchy, StateCodec<T> itemCodec) {
        Objects.requireNonNull(hierarchy, "hierarchy");
        StateCodec<SpaceSaving<T>> ofLevel = SpaceSaving.codec(itemCodec);
        return StateCodec.of(
                "hierarchical-heavy-hitters",
                1,
                (s, out) -> {
                    out.writeLong(s.total);
                    ofLevel.encodeAll(s.levels, out);
                },
                in -> {
                    long total = in.readCount("total");
                    List<SpaceSaving<T>> levels = new ArrayList<>(ofLevel.decodeAll(in));
                    return checked(new HierarchicalHeavyHitters<>(hierarchy, levels), total, in);
                });
    }

    /** The form of {@link #codec(Hierarchy, StateCodec)} over numbers. */
    public static StateCodec<OfLongs> codec(Hierarchy.OfLongs hierarchy) {
        Objects.requireNonNull(hierarchy, "hierarchy");
        return StateCodec.of(
                "hierarchical-heavy-hitters",
                1,
                (s, out) -> {
                    out.writeLong(s.total());
                    SpaceSaving.OfLongs.CODEC.encodeAll(s.longs(), out);
                },
                in -> {
                    long total = in.readCount("total");
                    List<SpaceSaving<Long>> levels = new ArrayList<>(SpaceSaving.OfLongs.CODEC.decodeAll(in));
                    return checked(new OfLongs(hierarchy, levels), total, in);
                });
    }

    private static <T, S extends HierarchicalHeavyHitters<T>> S checked(S read, long total, StateReader in) {
        HierarchicalHeavyHitters<T> s = read;
        if (s.levels.size() != s.hierarchy.maxDepth() || total > Checks.MAX_TOTAL) {
            throw in.corrupt("levels must be " + s.hierarchy.maxDepth() + ", got " + s.levels.size());
        }
        long above = total;
        for (SpaceSaving<T> level : s.levels) {
            if (level.counters() != s.counters() || level.total() > above) {
                throw in.corrupt("levels must have " + s.counters() + " counters and no more than " + above
                        + ", as the level above them, got " + level.counters() + " and " + level.total());
            }
            above = level.total();
        }
        s.total = total;
        return read;
    }

    /** Over numbers, none of them boxed. */
    public static final class OfLongs extends HierarchicalHeavyHitters<Long> {

        private OfLongs(Hierarchy.OfLongs hierarchy, List<SpaceSaving<Long>> levels) {
            super(hierarchy, levels);
        }

        /** Takes one number in. */
        public void update(long item) {
            update(item, 1);
        }

        /** Takes one number in that counts {@code weight} times; see {@link HierarchicalHeavyHitters#update(Object, long)}. */
        public void update(long item, long weight) {
            HierarchicalHeavyHitters<Long> s = this;
            Hierarchy.OfLongs above = (Hierarchy.OfLongs) s.hierarchy;
            s.total = Checks.raisedTotal(s.total, weight);
            for (int depth = 1; depth <= s.levels.size(); depth++) {
                ((SpaceSaving.OfLongs) s.levels.get(depth - 1)).update(above.prefix(item, depth), weight);
            }
        }

        @Override
        public OfLongs copy() {
            HierarchicalHeavyHitters<Long> s = this;
            OfLongs copy = new OfLongs((Hierarchy.OfLongs) s.hierarchy, s.copyOfLevels());
            ((HierarchicalHeavyHitters<Long>) copy).total = s.total;
            return copy;
        }

        private List<SpaceSaving.OfLongs> longs() {
            HierarchicalHeavyHitters<Long> s = this;
            return s.levels.stream().map(SpaceSaving.OfLongs.class::cast).toList();
        }
    }
}
