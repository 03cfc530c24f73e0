/**
 * The variant lab: which variant of an algorithm family for this stream? Every variant runs over the same records and is held against the exact answer;
 * what comes out is error, bytes and time side by side, and a recommendation with its reason.
 *
 * <p>{@link io.rivulet.lab.Lab} is the file to read first. It compares the entries of the catalogue, at the settings that they name, and those of other
 * libraries that are on the class path ({@link io.rivulet.algorithms.catalog.Peers}). The clock is given from outside, so that tests have one of their own.
 */
package io.rivulet.lab;
