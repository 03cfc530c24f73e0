package io.rivulet.algorithms.change;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** What a {@link ChangeDetector} has found so far. Values are counted from 0 and never anew, whatever changes. */
public final class ChangeLog {

    static final long BYTES = 72;

    private static final Verdict[] VERDICTS = Verdict.values();

    /* Invariant: changes == 0 means lastFound == lastStart == -1, otherwise 0 <= lastStart <= lastFound < values; changes <= values. */
    private long values;
    private long changes;
    private long lastFound = -1;
    private long lastStart = -1;
    private double levelBefore = Double.NaN;
    private double statistic = Double.NaN;
    private Verdict verdict = Verdict.NONE;

    ChangeLog() {}

    /** How many values came. */
    public long values() {
        return values;
    }

    /** How many changes were found. */
    public long changes() {
        return changes;
    }

    /** Index of the value at which the last change was found; -1 if none was. */
    public long lastFound() {
        return lastFound;
    }

    /** Index of the value with which the last change seems to have begun, at most {@link #lastFound()}; -1 if none was found. */
    public long lastStart() {
        return lastStart;
    }

    /** The mean of the values before the last change, as far as the detector kept them; {@code NaN} if none was found. Above or below the estimate: that is its direction. */
    public double levelBefore() {
        return levelBefore;
    }

    /**
     * How near the last value came to a change: the detector's own statistic as a part of its limit, so that 1 is a change; {@code NaN} where it could not
     * be told, as in a warm-up. Between two tests, with a detector that does not test at each value, that of the last test.
     */
    public double statistic() {
        return statistic;
    }

    /** What was said of the last value. */
    public Verdict verdict() {
        return verdict;
    }

    /** Counts a value after which nothing is new. */
    Verdict none(double atStatistic) {
        return said(Verdict.NONE, atStatistic);
    }

    /** Counts a value that may belong to a change. */
    Verdict warning(double atStatistic) {
        return said(Verdict.WARNING, atStatistic);
    }

    /** Counts a value that gives a change away, which began so many values ago, this one included. */
    Verdict change(double atStatistic, long length, double before) {
        lastFound = values;
        lastStart = values + 1 - length;
        levelBefore = before;
        changes++;
        return said(Verdict.CHANGE, atStatistic);
    }

    /** Counts a value that tells more of the last change: it began so many values ago. */
    Verdict refined(double atStatistic, long length) {
        lastStart = Math.min(values + 1 - length, lastFound);
        return said(Verdict.NONE, atStatistic);
    }

    private Verdict said(Verdict now, double atStatistic) {
        values++;
        statistic = atStatistic;
        verdict = now;
        return now;
    }

    void reset() {
        take(new ChangeLog());
    }

    void take(ChangeLog other) {
        values = other.values;
        changes = other.changes;
        lastFound = other.lastFound;
        lastStart = other.lastStart;
        levelBefore = other.levelBefore;
        statistic = other.statistic;
        verdict = other.verdict;
    }

    /** Values i64, changes i64, found i64, start i64, level before f64, statistic f64, verdict i8. */
    void encode(StateWriter out) {
        out.writeLong(values)
                .writeLong(changes)
                .writeLong(lastFound)
                .writeLong(lastStart)
                .writeDouble(levelBefore)
                .writeDouble(statistic)
                .writeByte(verdict.ordinal());
    }

    void decode(StateReader in) {
        values = in.readCount("values");
        changes = in.readCount("changes");
        lastFound = in.readLong();
        lastStart = in.readLong();
        levelBefore = in.readDouble();
        statistic = in.readDouble();
        byte said = in.readByte();
        boolean placed = changes == 0
                ? lastFound == -1 && lastStart == -1
                : lastStart >= 0 && lastStart <= lastFound && lastFound < values;
        if (!placed || changes > values || said < 0 || said >= VERDICTS.length) {
            throw in.corrupt("changes must be at most values, and the last one must lie within them");
        }
        verdict = VERDICTS[said];
    }

    @Override
    public String toString() {
        return changes + " changes in " + values + " values, the last from " + lastStart + ", found at " + lastFound;
    }
}
