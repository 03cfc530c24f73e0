package io.rivulet.runtime.simulation;

import io.rivulet.algorithms.SplitMix64;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the simulation lets it. */
final class SimulatedClock implements InstantSource {

    private long millis = 1_000_000;

    void tick(SplitMix64 random, boolean jumps) {
        if (random.nextInt(4) == 0) {
            millis += random.nextInt(3);
        }
        if (jumps && random.nextInt(500) == 0) {
            millis += random.nextInt(2) == 0 ? random.nextInt(100_000) : -random.nextInt(1_000);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public long millis() {
        return millis;
    }
}
