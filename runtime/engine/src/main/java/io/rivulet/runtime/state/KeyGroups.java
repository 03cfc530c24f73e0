package io.rivulet.runtime.state;

/**
 * The division of keys that outlives a change of workers: a key belongs to one of {@link #COUNT} groups for ever, and each worker owns one contiguous range of
 * groups.
 */
public final class KeyGroups {

    /** How many groups there are. */
    public static final int COUNT = 128;

    private KeyGroups() {}

    /** The group of a key, by its hash. */
    public static int of(Object key) {
        return (int) (KeyHash.of(key) & (COUNT - 1));
    }

    /** The worker that owns a group; with more workers than groups, some own none. */
    public static int worker(int group, int workers) {
        return (int) ((long) group * workers / COUNT);
    }
}
