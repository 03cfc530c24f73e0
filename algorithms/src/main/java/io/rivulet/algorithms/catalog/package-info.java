/**
 * The list of all algorithms, with their parameters, inputs and answers in a form that needs no knowledge of their classes.
 *
 * <p>{@link io.rivulet.algorithms.catalog.Catalog} is the file to read first. It depends on every family; nothing in the families depends on it, which is
 * why it stands in a package of its own and not beside the contracts.
 */
package io.rivulet.algorithms.catalog;
