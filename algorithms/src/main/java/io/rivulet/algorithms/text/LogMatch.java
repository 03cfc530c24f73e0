package io.rivulet.algorithms.text;

/**
 * What a line did to the templates.
 *
 * @param id that of its template
 * @param change whether the template is new or other than before
 */
public record LogMatch(long id, Change change) {

    /** What became of the template. */
    public enum Change {
        /** It stayed as it was. */
        NONE,
        /** A word of it became a wildcard. */
        GENERALISED,
        /** There was none like it before. */
        NEW
    }
}
