package io.rivulet.algorithms.similarity;

import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Whether a text is nearly one that came within the last so much time: reposts, copied reviews, alerts that repeat, with a word changed here and there.
 *
 * <p><b>Method.</b> A text's {@link Shingles} as a {@link MinHash} (Broder 1997), found by bands (Indyk and Motwani 1998) among the originals of the window. A text
 * that is at least as like an original as the threshold is its duplicate; every other is an original itself, and remembered for the window. A duplicate does not
 * make its original remembered any longer.
 * <p><b>Error.</b> Similarity is estimated with a standard error of √(J (1 - J) / components): 4 % of 1 at a threshold of 0.7 with 128 components, so that texts
 * further from the threshold than a few of these are judged rightly. An original of similarity s is overlooked with probability (1 -
 * s<sup>rows</sup>)<sup>bands</sup>: 5 % at the threshold at most; by default 1 % at 0.7, and one in 20,000 at 0.8.
 * <p><b>Capacity.</b> Where more originals come within a window than there is room for, the oldest are forgotten before their time; {@link #forgottenEarly}
 * counts them.
 * <p><b>Cost.</b> O(shingles · components) per text, and as much as components for each original that is alike; nothing is allocated once tables have grown, but
 * for the answer that a text is a duplicate. About 850 bytes a place at 128 components, of which there are up to twice as many as originals.
 * <p><b>Units.</b> Event times in milliseconds. A late text is judged by the window that ends at the latest time; one later than the window is no duplicate and is
 * not remembered.
 * <p><b>Empty.</b> No originals. A text without shingles is no duplicate, whatever came before.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var posts = NearDuplicates.of(Duration.ofHours(1), 10_000, NearDuplicates.Params.DEFAULTS);
 * posts.update(1, "Buy cheap watches now at our new shop in town, only this week", 0);       // empty
 * posts.update(2, "BUY CHEAP WATCHES NOW at our new shop in town, only this weekend", 60_000)
 *         .map(NearDuplicate::original);                                                      // Optional[1]
 * }</pre>
 */
public final class NearDuplicates implements Incremental<NearDuplicates> {

    private static final Duration MAX_WINDOW = Duration.ofDays(36_500);
    private static final long MAX_TIME = 1L << 60;
    private static final long NO_TIME = Long.MIN_VALUE;

    /**
     * What is to be taken for nearly the same.
     *
     * @param shingles what a text is made of
     * @param threshold 0.1..1, the least similarity of a duplicate
     * @param components of each text's {@link MinHash}
     * @param seed of its hashes
     */
    public record Params(Shingles shingles, double threshold, int components, long seed) {

        /** Seven tenths of the runs of two words, by 128 components. */
        public static final Params DEFAULTS = new Params(Shingles.ofWords(2), 0.7, MinHash.DEFAULT_COMPONENTS, 0);

        /** Checks the ranges. */
        public Params {
            Objects.requireNonNull(shingles, "shingles");
            MinHash.requireComponents(components);
            Banding.of(components, threshold);
        }
    }

    /*
     * The table holds the originals in the order in which they came, which is that of time but for late ones: one that is too old may be there still, behind a
     * younger one. set is where each text is taken in.
     */
    private final long windowMillis;
    private final int maxOriginals;
    private final Params params;
    private final MinHash set;
    private final LongConsumer intoSet;
    private SignatureTable table;
    private long now = NO_TIME;
    private long texts;
    private long forgottenEarly;

    private NearDuplicates(long windowMillis, int maxOriginals, Params params) {
        this.windowMillis = windowMillis;
        this.maxOriginals = maxOriginals;
        this.params = params;
        this.set = MinHash.create(params.components(), params.seed());
        this.intoSet = set::updateHash;
        Banding banding = Banding.of(params.components(), params.threshold());
        this.table = new SignatureTable(params.components(), banding.bands(), banding.rows());
    }

    /**
     * Originals of a window.
     *
     * @param window from one millisecond to 36,500 days
     * @param maxOriginals how many are remembered at most; see {@link LshIndex#of}
     */
    public static NearDuplicates of(Duration window, int maxOriginals, Params params) {
        Objects.requireNonNull(window, "window");
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "window must be in " + Duration.ofMillis(1) + ".." + MAX_WINDOW + ", got " + window);
        }
        LshIndex.requireCapacity(maxOriginals, params.components());
        return new NearDuplicates(window.toMillis(), maxOriginals, params);
    }

    /** How a dataflow drops records whose text is nearly one that passed within the window. */
    public static <T> Deduplication<T, NearDuplicates> deduplication(
            Duration window, int maxOriginals, Params params, Function<? super T, ? extends CharSequence> text) {
        of(window, maxOriginals, params); // wrong ones show here, not at the first record
        return Deduplication.of(
                "near-duplicates",
                () -> of(window, maxOriginals, params),
                (s, record, time) -> s.seen(text.apply(record), time),
                CODEC);
    }

    /** Whether the text is nearly one of the window; if not, it is an original now, under the number of texts before it as its id. */
    public boolean seen(CharSequence text, long timeMillis) {
        return find(texts, text, timeMillis) != SignatureTable.NONE;
    }

    /**
     * The original that the text is most like, the oldest of equal ones; if there is none, the text is an original now.
     *
     * @param id by which later duplicates name it; an original of the window that has the same id is replaced
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> from the epoch
     */
    public Optional<NearDuplicate> update(long id, CharSequence text, long timeMillis) {
        int slot = find(id, text, timeMillis);
        return slot == SignatureTable.NONE
                ? Optional.empty()
                : Optional.of(new NearDuplicate(
                        table.id(slot), (double) table.equalComponents(set.minima(), slot) / params.components()));
    }

    private int find(long id, CharSequence text, long timeMillis) {
        if (timeMillis > MAX_TIME || timeMillis < -MAX_TIME) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + timeMillis);
        }
        set.reset();
        params.shingles().forEach(text, intoSet);
        advanceTo(timeMillis);
        texts++;
        if (set.isEmpty() || timeMillis <= now - windowMillis) {
            return SignatureTable.NONE;
        }
        int leastEqual = LshIndex.leastEqual(params.threshold(), params.components());
        int slot = table.nearest(set.minima(), leastEqual, now - windowMillis);
        if (slot == SignatureTable.NONE) {
            remember(id, timeMillis);
        }
        return slot;
    }

    private void remember(long id, long timeMillis) {
        int replaced = table.find(id);
        if (replaced != SignatureTable.NONE) {
            table.remove(replaced);
        } else if (table.size() == maxOriginals) {
            forgottenEarly += table.time(table.first()) > now - windowMillis ? 1 : 0;
            table.remove(table.first());
        }
        table.put(id, timeMillis, set.minima());
    }

    /** Lets time pass: originals that are too old are forgotten. An earlier time changes nothing. */
    private void advanceTo(long timeMillis) {
        now = Math.max(now, timeMillis);
        while (table.size() > 0 && table.time(table.first()) <= now - windowMillis) {
            table.remove(table.first());
        }
    }

    /** How many originals are remembered. */
    public int size() {
        return table.size();
    }

    /** How many texts came. */
    public long texts() {
        return texts;
    }

    /** How many originals were forgotten before their time for want of room. */
    public long forgottenEarly() {
        return forgottenEarly;
    }

    @Override
    public void reset() {
        table.clear();
        now = NO_TIME;
        texts = 0;
        forgottenEarly = 0;
    }

    @Override
    public NearDuplicates copy() {
        NearDuplicates copy = new NearDuplicates(windowMillis, maxOriginals, params);
        copy.table = table.copy();
        copy.now = now;
        copy.texts = texts;
        copy.forgottenEarly = forgottenEarly;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 72 + 16 + set.stateBytes() + table.heapBytes();
    }

    /**
     * Form {@code near-duplicates} 1: window i64, most originals i32, unit u8, length of a shingle i32, threshold f64, components i32, seed i64, latest time i64,
     * texts i64, forgotten early i64, originals i32, for each from the one that came first: id i64, time i64, components i32 each.
     */
    public static final StateCodec<NearDuplicates> CODEC =
            StateCodec.of("near-duplicates", 1, NearDuplicates::encode, NearDuplicates::decode);

    private void encode(StateWriter out) {
        out.writeLong(windowMillis)
                .writeInt(maxOriginals)
                .writeBoolean(params.shingles().unit() == Shingles.Unit.CHARACTER)
                .writeInt(params.shingles().length())
                .writeDouble(params.threshold())
                .writeInt(params.components())
                .writeLong(params.seed())
                .writeLong(now)
                .writeLong(texts)
                .writeLong(forgottenEarly);
        table.encode(out);
    }

    private static NearDuplicates decode(StateReader in) {
        Duration window = Duration.ofMillis(in.readCount("window"));
        int maxOriginals = in.readInt();
        Shingles.Unit unit = in.readBoolean("unit") ? Shingles.Unit.CHARACTER : Shingles.Unit.WORD;
        Params params = new Params(new Shingles(unit, in.readInt()), in.readDouble(), in.readInt(), in.readLong());
        NearDuplicates read = of(window, maxOriginals, params);
        read.now = in.readLong();
        read.texts = in.readCount("texts");
        read.forgottenEarly = in.readCount("forgotten early");
        read.table.decode(maxOriginals, in);
        boolean sound = read.now == NO_TIME ? read.table.size() == 0 : read.now >= -MAX_TIME && read.now <= MAX_TIME;
        if (!sound) {
            throw in.corrupt("latest time must be within 2^60 of the epoch, got " + read.now);
        }
        return read;
    }
}
