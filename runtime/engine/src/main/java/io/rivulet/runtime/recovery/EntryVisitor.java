package io.rivulet.runtime.recovery;

import java.io.IOException;

/** Is given entries one by one, each as places in an array that is only valid during the call. */
@FunctionalInterface
public interface EntryVisitor {

    /**
     * Takes one entry.
     *
     * @param step the stateful step
     * @param keyGroup the key's group
     * @param bytes holds key and value among others
     * @param keyOffset where the key begins
     * @param keyLength how long it is
     * @param valueOffset where the value begins
     * @param valueLength how long it is; -1 for a key that was dropped, which {@link RecoveryStore#read} leaves out
     */
    void entry(String step, int keyGroup, byte[] bytes, int keyOffset, int keyLength, int valueOffset, int valueLength)
            throws IOException;
}
