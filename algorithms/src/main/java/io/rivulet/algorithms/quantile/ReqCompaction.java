package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * The upper keys of each level, the uppermost most often: what lies low is rarely touched, so that a rank errs in proportion to itself.
 *
 * <p>The upper half of a level is divided into sections of about k keys. The n-th compaction of a level takes as many of the uppermost sections as n has
 * ones at its end, and one more: the first section every time, the second every other time, the third every fourth. As many compactions as the sections
 * allow for double their number and divide their size by the square root of two.
 */
final class ReqCompaction implements Compaction {

    static final int MIN_K = 4;
    static final int MAX_K = 1024;

    private static final int FIRST_SECTIONS = 3;
    private static final int SMALLEST_SECTION = 4;

    private final int k;
    private final boolean high;

    /** How often each level has been compacted; of merged sketches the bits of both. */
    private long[] compactions;

    private ReqCompaction(int k, boolean high, long[] compactions) {
        this.k = k;
        this.high = high;
        this.compactions = compactions;
    }

    static ReqCompaction create(int k, boolean high) {
        if (k < MIN_K || k > MAX_K || k % 2 != 0) {
            throw new IllegalArgumentException("k must be even and in " + MIN_K + ".." + MAX_K + ", got " + k);
        }
        return new ReqCompaction(k, high, new long[0]);
    }

    int k() {
        return k;
    }

    boolean high() {
        return high;
    }

    @Override
    public int capacity(int level, int levels) {
        int sections = sections(level);
        return 2 * sections * sectionSize(sections);
    }

    @Override
    public int kept(int level) {
        int sections = sections(level);
        int compacted = Math.min(Long.numberOfTrailingZeros(~compactions(level)) + 1, sections);
        return (2 * sections - compacted) * sectionSize(sections);
    }

    @Override
    public boolean compacted(int level) {
        int before = sections(level);
        if (level >= compactions.length) {
            compactions = Arrays.copyOf(compactions, level + 1);
        }
        compactions[level]++;
        return sections(level) != before;
    }

    @Override
    public void merge(Compaction other) {
        long[] theirs = ((ReqCompaction) other).compactions;
        if (theirs.length > compactions.length) {
            compactions = Arrays.copyOf(compactions, theirs.length);
        }
        for (int level = 0; level < theirs.length; level++) {
            compactions[level] |= theirs[level];
        }
    }

    @Override
    public boolean isLike(Compaction other) {
        return other instanceof ReqCompaction req && req.k == k && req.high == high;
    }

    @Override
    public String describe() {
        return "k " + k + ", exact at the " + (high ? "high" : "low") + " end";
    }

    @Override
    public Compaction copy() {
        return new ReqCompaction(k, high, compactions.clone());
    }

    @Override
    public Compaction fresh() {
        return create(k, high);
    }

    @Override
    public long stateBytes() {
        return 24 + 16 + 8L * compactions.length;
    }

    /** Writes k i32, whether the high end is the exact one u8, levels compacted i32, how often each i64. */
    @Override
    public void encode(StateWriter out) {
        out.writeInt(k).writeBoolean(high).writeInt(compactions.length);
        for (long times : compactions) {
            out.writeLong(times);
        }
    }

    static ReqCompaction decode(StateReader in) {
        ReqCompaction read = create(in.readInt(), in.readBoolean("high"));
        read.compactions = new long[in.readIntBetween("levels", 0, CompactingLevels.MAX_LEVELS)];
        for (int level = 0; level < read.compactions.length; level++) {
            read.compactions[level] = in.readCount("compactions");
        }
        return read;
    }

    private long compactions(int level) {
        return level < compactions.length ? compactions[level] : 0;
    }

    private int sections(int level) {
        int sections = FIRST_SECTIONS;
        while (compactions(level) >>> sections - 1 != 0 && sectionSize(2 * sections) >= SMALLEST_SECTION) {
            sections *= 2;
        }
        return sections;
    }

    /** k, divided by the square root of two for every doubling of the sections, to the nearest even number. */
    private int sectionSize(int sections) {
        return 2 * (int) Math.round(k / Math.sqrt((double) sections / FIRST_SECTIONS) / 2);
    }
}
