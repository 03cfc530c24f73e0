package io.rivulet.runtime.engine;

/** What became of a job's epochs; written by the coordinator, read by anyone. */
final class EpochCounts {

    /**
     * A moment's figures.
     *
     * @param complete epochs completed in this run
     * @param failed epochs given up in this run
     * @param newest the newest complete epoch, or -1
     * @param durationMillis of the newest, from its barrier to its completion
     * @param bytes of the newest: keys and states written
     * @param stateBytes of all live keys and their states, about
     * @param alignMillis of the newest, the longest time from a worker's barrier until it had come to all its steps
     * @param holdMillis of the newest, how long any worker's flow stood still for it in one go
     * @param completedMillis when the newest was complete, by the clock
     */
    record Figures(
            long complete,
            long failed,
            long newest,
            long durationMillis,
            long bytes,
            long stateBytes,
            long alignMillis,
            long holdMillis,
            long completedMillis) {}

    private volatile Figures figures = new Figures(0, 0, -1, 0, 0, 0, 0, 0, 0);

    Figures figures() {
        return figures;
    }

    /** The newest figures; what is counted over the run is counted here. */
    void onComplete(
            long epoch,
            long durationMillis,
            long bytes,
            long stateBytes,
            long alignMillis,
            long holdMillis,
            long nowMillis) {
        Figures last = figures;
        figures = new Figures(
                last.complete + 1,
                last.failed,
                epoch,
                durationMillis,
                bytes,
                stateBytes,
                alignMillis,
                holdMillis,
                nowMillis);
    }

    void onFailure() {
        Figures last = figures;
        figures = new Figures(
                last.complete,
                last.failed + 1,
                last.newest,
                last.durationMillis,
                last.bytes,
                last.stateBytes,
                last.alignMillis,
                last.holdMillis,
                last.completedMillis);
    }
}
