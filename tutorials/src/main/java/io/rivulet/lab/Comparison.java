package io.rivulet.lab;

import java.util.List;

/**
 * Variants that answer one question, over one dataset.
 *
 * @param family of the variants
 * @param question what they answer
 * @param measure what an error is
 * @param dataset the dataset's name
 * @param description what is typical about it
 * @param records in each draw
 * @param draws how many
 * @param measurements in the order of the catalogue, then those of other libraries
 * @param recommendation which one to take, and why
 * @param notes what was left out and why, a sentence each
 */
public record Comparison(
        String family,
        String question,
        String measure,
        String dataset,
        String description,
        int records,
        int draws,
        List<Measurement> measurements,
        Recommendation recommendation,
        List<String> notes) {

    /** Keeps copies of the lists. */
    public Comparison {
        notes = List.copyOf(notes);
        measurements = List.copyOf(measurements);
    }

    /** Whether no other variant is better in one respect and as good in the others. */
    public boolean onFront(Measurement measurement) {
        return isOnFront(measurement, measurements);
    }

    static boolean isOnFront(Measurement measurement, List<Measurement> among) {
        return among.stream().noneMatch(other -> other.dominates(measurement));
    }
}
