package io.rivulet.runtime.state;

/**
 * A key with its state, as a table holds it. A discarded entry stays dead, so that timers which still refer to it do nothing.
 *
 * @param <K> a key
 * @param <S> a state
 */
public final class KeyEntry<K, S> {

    final K key;
    final int hash;
    private final S state;
    boolean live = true;
    int eventTimers;
    int clockTimers;

    KeyEntry(K key, int hash, S state) {
        this.key = key;
        this.hash = hash;
        this.state = state;
    }

    /** The key. */
    public K key() {
        return key;
    }

    /** The state. */
    public S state() {
        return state;
    }

    /** Whether it is still in its table. */
    public boolean isLive() {
        return live;
    }
}
