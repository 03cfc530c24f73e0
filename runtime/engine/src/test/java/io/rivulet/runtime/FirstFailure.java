package io.rivulet.runtime;

import io.rivulet.runtime.simulation.Faults;

/** Looks for a seed whose simulation fails; called by {@link DefectsTest} in an engine that has a defect. */
public final class FirstFailure {

    private FirstFailure() {}

    /** The first seed that fails below {@code most}, or -1. */
    public static int seed(int most) {
        for (int seed = 0; seed < most; seed++) {
            try {
                SimulationTest.check(seed, Faults.all());
            } catch (Throwable e) {
                return seed;
            }
        }
        return -1;
    }
}
