/**
 * The list of all algorithms, with their parameters, inputs and answers in a form that needs no knowledge of their classes, and what their answers are
 * held against.
 *
 * <p>Read {@link io.rivulet.algorithms.catalog.Algorithm} first, then the entries of a family, such as {@code DistinctEntries}: {@code Catalog} only lists
 * them. An entry says what the algorithm tells, takes in and promises: its {@link io.rivulet.algorithms.catalog.Yardstick} is the exact answer to its
 * question, by keeping everything ({@link io.rivulet.algorithms.catalog.Exact}), and the distance from it; its
 * {@link io.rivulet.algorithms.catalog.Tolerance} is how large that distance may be, and how often larger. Where there is no exact answer, the yardstick is
 * what was promised instead: how well a sample stands for its stream, how many labels are predicted wrongly. Entries with the same question share their
 * yardstick, which makes them comparable.
 *
 * <p>Tests walk the catalogue, so that nothing is added without: the laws, the promise kept over many seeds, a golden form, the size it states, updates
 * that allocate nothing, windows by every method.
 *
 * <p>The package depends on every family; nothing in the families depends on it, which is why it stands apart and not beside the contracts.
 */
package io.rivulet.algorithms.catalog;
