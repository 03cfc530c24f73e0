package io.rivulet.runtime.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one worker has to say of an epoch, beside the states of keys: filled by the worker, then owned by the coordinator. */
final class EpochPart {

    final long epoch;
    /** By input step, by partition. */
    final Map<String, Map<String, byte[]>> positions = new HashMap<>();
    /** By stateful step. */
    final Map<String, Long> watermarks = new HashMap<>();
    /** By output step. */
    final Map<String, List<byte[]>> prepared = new HashMap<>();
    /** For how long the worker's flow stood still at most, in one go, for this epoch. */
    long longestHoldMillis;
    /** From the worker's barrier until it had come to all its steps. */
    long alignMillis;
    /** How many keys have a state, over all steps. */
    long keys;

    EpochPart(long epoch) {
        this.epoch = epoch;
    }
}
