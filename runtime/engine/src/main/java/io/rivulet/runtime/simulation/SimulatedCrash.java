package io.rivulet.runtime.simulation;

/** The process dies here. An error, so that nothing between the disk and the simulation takes it for something that can be handled. */
final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1;

    SimulatedCrash(String where) {
        super(where);
    }
}
