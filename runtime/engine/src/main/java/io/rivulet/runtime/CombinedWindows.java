package io.rivulet.runtime;

import java.util.Optional;

/**
 * A {@link CombinedStream}, cut into windows.
 *
 * @param <K> a key
 * @param <T> a record
 * @param <S> the algorithm's state
 * @param <R> its answer
 */
public final class CombinedWindows<K, T, S, R> {

    private final CombinedStream<K, T, S, R> combined;
    private final Windows.Numbered windows;

    CombinedWindows(CombinedStream<K, T, S, R> combined, Windows.Numbered windows) {
        if (windows.isStrict()) {
            throw new IllegalArgumentException(
                    "windows of combined records must not be strict, because some records of a"
                            + " part may be older than the watermark and some not");
        }
        this.combined = combined;
        this.windows = windows;
    }

    /**
     * The answer for each window of each key, as {@link WindowedStream#aggregate} gives it. Late records come as parts: all records of a part have the same
     * windows, and so are late together.
     */
    public WindowedResults<K, Part<K, S>, R> aggregate(String name) {
        return combined.parts(name, Optional.of(windows.panes()))
                .window(windows)
                .aggregate(name, combined.merging());
    }
}
