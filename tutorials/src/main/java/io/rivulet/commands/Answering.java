package io.rivulet.commands;

/**
 * Keeps the states of an algorithm, one a group, and shows an answer whenever one is due. This is where a dataflow would come in: the rest of {@code apply}
 * knows nothing of states and windows.
 *
 * @param <T> what the algorithm takes in
 */
interface Answering<T> {

    /**
     * Takes one record in.
     *
     * @param key its group; always the same where there are none
     * @throws IllegalArgumentException if the algorithm refuses the record; nothing has changed then
     */
    void update(String key, T record, long timeMillis);

    /** Shows the answers that are still due, at the end of the input. */
    void end();

    /** How many records came too late for every answer that they belong to; they were left out. */
    default long late() {
        return 0;
    }
}
