package io.rivulet.runtime.simulation;

/**
 * What may happen to a simulated job.
 *
 * @param kills whether its process may die, at any step and in the middle of any write
 * @param stops whether it may be stopped, and go on later
 * @param rescales whether it may go on with another number of workers
 * @param diskErrors whether writes to the recovery store may fail, one at a time or all for a while
 * @param clockJumps whether the clock may leap forward or be set back
 */
public record Faults(boolean kills, boolean stops, boolean rescales, boolean diskErrors, boolean clockJumps) {

    /** All of them. */
    public static Faults all() {
        return new Faults(true, true, true, true, true);
    }

    /** None: only the order of steps is drawn. */
    public static Faults none() {
        return new Faults(false, false, false, false, false);
    }
}
