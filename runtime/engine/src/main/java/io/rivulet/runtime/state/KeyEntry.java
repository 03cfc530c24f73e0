package io.rivulet.runtime.state;

import java.util.Objects;

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

    /** The timers of this key, of both kinds; the one set last comes first. */
    Timers.Timer timers;

    /** The key's group, where snapshots are tracked. */
    int group;

    /** The epoch in which the state changed last; see {@link KeyedStates}. */
    int changedIn;

    /** The last capture that has it. */
    int capturedBy;

    /** Whether a snapshot may hold it, so that its end must be told. */
    boolean stored;

    KeyEntry(K key, int hash, S state) {
        this.key = key;
        this.hash = hash;
        this.state = Objects.requireNonNull(state, "a state must not be null, which create() or a codec gave");
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
